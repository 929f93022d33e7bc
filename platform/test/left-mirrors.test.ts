import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { parsePlatform, synthesize } from "../src/index.js";
import { kubenetPlatform } from "./support/kubenet-platform.js";

describe("a cluster that leaves kubenet without its mirror", () => {
  const synthesized = (texts: readonly string[]): string[] => {
    const outdir = mkdtempSync(join(tmpdir(), "left-"));
    try {
      return texts.flatMap((text) => {
        const result = parsePlatform(text, "platform.yaml");
        if (!result.ok) expect.fail(JSON.stringify(result.problems));
        const { problems } = synthesize(result.loaded, outdir);
        return problems
          .filter(({ severity }) => severity === "error")
          .map(({ code, path }) => `${code} ${path}`);
      });
    } finally {
      rmSync(outdir, { recursive: true, force: true });
    }
  };
  const kubenet = kubenetPlatform();
  const overlay = kubenet.replace("kubenet", "azure-cni-overlay");
  const retiring = overlay.replace("        egress:", "        mirror: { policy: retire }\n        egress:");

  test("is refused with a pointer to migrate", () => {
    expect(synthesized([kubenet, overlay])).toEqual([
      "KUBENET_MIRROR_LEFT spokes.shop.clusters.main.network.plugin",
    ]);
  });

  test("is refused under another key, too", () => {
    const renamed = overlay.replace("      main:\n", "      web:\n        was: main\n");
    expect(synthesized([kubenet, renamed])).toEqual([
      "KUBENET_MIRROR_LEFT spokes.shop.clusters.web.network.plugin",
    ]);
  });

  test("is refused with one that retires other routes than were mirrored", () => {
    const moved = kubenet.replace("kubenet", "azure-cni-overlay, podCidr: 10.200.0.0/16");
    const of = (mirror: string): string =>
      moved.replace("        egress:", `        mirror: ${mirror}\n        egress:`);
    expect(synthesized([kubenet, of("{ policy: retire }")])).toEqual([
      "KUBENET_MIRROR_LEFT spokes.shop.clusters.main.mirror",
    ]);
    expect(synthesized([kubenet, of("{ policy: retire, podCidr: 10.244.0.0/16 }")])).toEqual([]);
  });

  test("is refused where the cluster exists already, unless its mirror has retired", () => {
    const network =
      "/subscriptions/11111111-1111-1111-1111-111111111111/resourceGroups/rg/providers/Microsoft.Network";
    const existing = (plugin: string, more = ""): string => `${kubenet
      .slice(0, kubenet.indexOf("      main:"))
      .replace(
        "    gateways:",
        `    network: { id: ${network}/virtualNetworks/vnet, peered: true }\n    gateways:`,
      )}      main:
        id: /subscriptions/11111111-1111-1111-1111-111111111111/resourceGroups/rg/providers/Microsoft.ContainerService/managedClusters/aks
        network: { plugin: ${plugin} }
        ingress: { type: agic-addon, gateway: public }
        routeTable: { id: ${network}/routeTables/rt }
${more}        nodePools:
          system:
            subnet: { id: ${network}/virtualNetworks/vnet/subnets/snet, prefix: 10.1.0.0/24 }
`;
    const retires = "        mirror: { policy: retire }\n";
    expect(synthesized([existing("kubenet"), existing("azure-cni-overlay")])).toEqual([
      "KUBENET_MIRROR_LEFT spokes.shop.clusters.main.network.plugin",
    ]);
    expect(
      synthesized([
        existing("kubenet"),
        existing("azure-cni-overlay", retires),
        existing("azure-cni-overlay"),
      ]),
    ).toEqual([]);
  });

  test("passes with one that retires, and then without", () => {
    expect(synthesized([kubenet, retiring, overlay])).toEqual([]);
  });

  test("passes where there was none", () => {
    const ingress = "{ type: none }";
    const alone = kubenetPlatform({ ingress }).replace(/ {4}gateways:\n.*\n/, "");
    expect(synthesized([alone, alone.replace("kubenet", "azure-cni-overlay")])).toEqual([]);
  });
});
