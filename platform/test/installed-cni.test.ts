import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { parse } from "yaml";
import { inspect, parsePlatform, tracePlatform } from "../src/index.js";
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

/** Verdict of TCP port 8080, with what is said first. */
function traced(network: string, from: string, to: string): string {
  const parsed = parsePlatform(platformOfCluster({ network }), "platform.yaml");
  if (!parsed.ok) return expect.fail(JSON.stringify(parsed.problems));
  const question = { from, to, protocol: "TCP", port: 8080 } as const;
  const { trace } = tracePlatform(parsed.loaded, question, {});
  return `${trace?.verdict ?? ""}: ${trace?.unknowns[0] ?? trace?.forward[0]?.detail ?? ""}`;
}

const POD = "shop/main/pod";

test.each([
  ["cilium", POD, POD, "delivered: the plugin wraps the packet for the node of the pod, UDP port 8472"],
  [
    "calico",
    "shop/main/node",
    POD,
    "delivered: the plugin wraps the packet for the node of the pod, UDP port 4789",
  ],
  ["calico", POD, "10.1.9.9", "unknown: what has 10.1.9.9 in vnet-contoso-shop"],
  ["cilium", POD, "shop/main/node", "delivered: the node replaces the pod's address with its own"],
])("with %s, %s -> %s is %s", (install, from, to, expected) => {
  expect(traced(`{ plugin: none, install: ${install} }`, from, to)).toBe(expected);
});

test("nothing is said of the pods of another plugin, and once that it is missing", () => {
  const unknown = "unknown: which addresses the plugin of azurerm_kubernetes_cluster.shop_main gives pods";
  expect(traced("{ plugin: none }", POD, "internet")).toBe(unknown);
  expect(traced("{ plugin: none }", "shop/main/node", POD)).toBe(unknown);
  const parsed = parsePlatform(platformOfCluster({ network: "{ plugin: none }" }), "platform.yaml");
  if (!parsed.ok) return expect.fail(JSON.stringify(parsed.problems));
  const { paths, problems } = inspect(parsed.loaded);
  expect(problems.map(({ code }) => code)).toContain("CNI_MISSING");
  expect(problems.map(({ code }) => code)).not.toContain("PATH_UNKNOWN");
  const ofPods = paths.filter(({ from, to }) => [from, to].includes(POD));
  expect(new Set(ofPods.map(({ verdict }) => verdict))).toEqual(new Set(["unknown"]));
  expect(ofPods.length).toBeGreaterThan(5);
});
