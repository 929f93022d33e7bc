import type { FlowKind } from "@aks-topology/platform";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { ROOT } from "../../test/support/files.js";
import { surveyed, titleOf } from "./support/picture.js";
import { expectTruePicture } from "./support/picture-claims.js";

const SAMPLED = [
  "kubenet-agic.yaml",
  "existing-hub.yaml",
  "front-door-private-link.yaml",
  "route-sync-alone.yaml",
];

test.each(SAMPLED)("%s: what readers look for is shown once, and the edges are the paths", (file) => {
  expectTruePicture(file);
});

describe("the boxes that packets pass", () => {
  const way = (file: string, name: RegExp): { kind: FlowKind; boxes: readonly string[] } | undefined => {
    const { paths, boxes } = surveyed(file).picture;
    const path = paths.find((item) => name.test(item.name));
    return path && { kind: path.kind, boxes: path.boxes.map((id) => titleOf(id, boxes)) };
  };

  test("out: from the nodes through the firewall to the Internet", () => {
    expect(way("kubenet-agic.yaml", /node\/system -> mcr/)).toEqual({
      kind: "egress",
      boxes: ["shop/main/system", "hub/AzureFirewallSubnet", "Internet"],
    });
  });

  test("in: from the Internet to the gateway, and from there to the pods", () => {
    expect(way("kubenet-agic.yaml", /internet -> gateway:443/)).toEqual({
      kind: "ingress",
      boxes: ["Internet", "shop/gateway_public"],
    });
    expect(way("kubenet-agic.yaml", /gateway -> shop\/main\/pod/)).toEqual({
      kind: "ingress",
      boxes: ["shop/gateway_public", "shop/main/system"],
    });
  });

  test("from on-premises through the gateway and the firewall of a hub that exists already", () => {
    expect(way("existing-hub.yaml", /^shop\/edge: 192.168.0.0\/16 -> gateway:443/)).toEqual({
      kind: "ingress",
      boxes: ["On-premises", "hub/GatewaySubnet", "hub/AzureFirewallSubnet", "shop/gateway_edge"],
    });
  });

  test("a refused path ends where it is refused, and is no edge", () => {
    expect(way("kubenet-agic.yaml", /node -> internet:22/)).toEqual({
      kind: "refused",
      boxes: ["shop/main/system", "hub/AzureFirewallSubnet"],
    });
    expect(surveyed("kubenet-agic.yaml").picture.flows.some(({ kind }) => kind === "refused")).toBe(false);
  });

  test("probes of Azure are marked as such", () => {
    expect(way("kubenet-agic.yaml", /health probe -> gateway/)?.kind).toBe("platform");
  });
});

describe("what boxes say", () => {
  const { boxes } = surveyed("existing-hub.yaml").picture;

  test("pools with their nodes, and the lines that they are from", () => {
    const subnet = boxes.find(({ title }) => title === "main/system");
    expect(subnet?.items[0]).toMatchObject({ title: "Node pool system", detail: "3–10 × Standard_D4ds_v5" });
    const lines = readFileSync(join(ROOT, "examples/existing-hub.yaml"), "utf8").split("\n");
    expect(lines[(subnet?.place?.line ?? 0) - 1]).toMatch(/^ +system: \{/);
    expect(subnet?.usage).toEqual({ needed: 14, usable: 251 });
  });

  test("what exists already is marked, and nothing else", () => {
    const existing = boxes.filter(({ isExisting }) => isExisting).map(({ title }) => title);
    expect(existing).toEqual([
      "hub",
      "AzureFirewallSubnet",
      "GatewaySubnet",
      "peer 10.2.0.0/16",
      "peer 10.3.0.0/16",
    ]);
  });
});
