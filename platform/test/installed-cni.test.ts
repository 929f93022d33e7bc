import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { parse } from "yaml";
import { parsePlatform } from "../src/index.js";
import { writtenManifests } from "./support/manifests.js";
import { platformOfCluster } from "./support/platform-yaml.js";
import { synthOne } from "./support/synth.js";

const folder = mkdtempSync(join(tmpdir(), "cni-"));
afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
});

function installed(network: string): { readonly values: unknown; readonly terraform: string } {
  const text = platformOfCluster({ network });
  const files = writtenManifests(parsePlatform(text, "platform.yaml"), folder);
  const { json } = synthOne(text);
  return { values: parse(files.get("shop-main/cni-values.yaml") ?? ""), terraform: JSON.stringify(json) };
}

test("Cilium gets the range of its pods, and the egress its images", () => {
  const { values, terraform } = installed("{ plugin: none, install: cilium }");
  expect(values).toEqual({
    aksbyocni: { enabled: true },
    nodeinit: { enabled: true },
    ipam: { mode: "cluster-pool", operator: { clusterPoolIPv4PodCIDRList: ["10.244.0.0/16"] } },
  });
  expect(terraform).toContain('"*.quay.io"');
  // AKS knows no range of pods without a plugin.
  expect(terraform).not.toContain("pod_cidr");
});

test("Calico gets the range of its pods, in an overlay that routes nothing in the network", () => {
  const { values, terraform } = installed("{ plugin: none, install: calico, podCidr: 10.99.0.0/16 }");
  expect(values).toEqual({
    installation: {
      kubernetesProvider: "AKS",
      registry: "quay.io/",
      cni: { type: "Calico" },
      calicoNetwork: { bgp: "Disabled", ipPools: [{ cidr: "10.99.0.0/16", encapsulation: "VXLAN" }] },
    },
  });
  expect(terraform).toContain('"quay.io"');
});

test("another plugin gets neither", () => {
  const { values, terraform } = installed("{ plugin: none }");
  expect(values).toBeNull();
  expect(terraform).not.toContain("quay.io");
});
