import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { diffPlatform, loadPlatform, synthesize } from "../src/index.js";
import { clusterYaml, platformYaml, spokeYaml } from "./support/platform-yaml.js";

/** Edits of one file that runs, with its lock: what is replaced or deleted, or the code with which the edit is refused. */

const PLATFORM = platformYaml({
  hub: "{ addressSpace: 10.0.0.0/22, firewall: { publicIps: 2 } }",
  spokes: {
    shop: spokeYaml({
      gateways: "{ edge: {} }",
      clusters: {
        main: clusterYaml({
          network: "{ plugin: kubenet }",
          ingress: "{ type: agic-addon, gateway: edge }",
          nodePools: {
            system: "{ vmSize: Standard_D4ds_v5, nodes: 3 }",
            work: "{ vmSize: Standard_D8ds_v5, nodes: { min: 2, max: 20 } }",
          },
        }),
        jobs: clusterYaml({
          network: "{ plugin: azure-cni-overlay, podCidr: 10.245.0.0/16 }",
          egress: "{ type: nat-gateway }",
        }),
      },
    }),
    stock: spokeYaml({
      addressSpace: "10.2.0.0/16",
      clusters: {
        main: clusterYaml({
          network: "{ plugin: azure-cni-pod-subnet }",
          apiServer: "{ type: vnet-integration }",
        }),
      },
    }),
  },
});

const folder = mkdtempSync(join(tmpdir(), "edits-"));
const [file, outdir] = [join(folder, "platform.yaml"), join(folder, "out")];
afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
});

beforeAll(() => {
  writeFileSync(file, PLATFORM);
  const { problems, lock } = synthesize(platform(), outdir, { lock: "write" });
  expect(problems.filter(({ severity }) => severity === "error")).toEqual([]);
  expect(lock).toBeDefined();
});

function platform() {
  const result = loadPlatform(file);
  return result.ok ? result.loaded : expect.fail(JSON.stringify(result.problems));
}

const SPOKE = `  new: { addressSpace: 10.3.0.0/16, clusters: { main: { network: { plugin: azure-cni-overlay, podCidr: 10.246.0.0/16 }, nodePools: { system: { vmSize: Standard_D4ds_v5, nodes: 3 } } } } }\n`;
const SYSTEM = "          system: { vmSize: Standard_D4ds_v5, nodes: 3 }\n";
const WORK = "          work: { vmSize: Standard_D8ds_v5, nodes: { min: 2, max: 20 } }\n";
/** What goes with a gateway or a cluster that is replaced. */
const INSIDE = /subnet|nat_gateway|public_ip|role_assignment|route|security/;

test.each<[string, string, string, readonly string[]]>([
  ["a spoke above the others", "spokes:\n", `spokes:\n${SPOKE}`, []],
  [
    "a pool above the others",
    SYSTEM,
    `          first: { vmSize: Standard_D4ds_v5, nodes: 3 }\n${SYSTEM}`,
    [],
  ],
  ["a renamed system pool", SYSTEM, SYSTEM.replace("system: {", "base: { was: system,"), []],
  ["pools in another order", SYSTEM + WORK, WORK + SYSTEM, []],
  [
    "a second range of a network",
    "addressSpace: 10.1.0.0/16",
    "addressSpace: [10.1.0.0/16, 10.9.0.0/16]",
    [],
  ],
  ["the system pool is removed", SYSTEM, "", ["SYSTEM_POOL_REMOVED"]],
  ["a network moves", "addressSpace: 10.2.0.0/16", "addressSpace: 10.8.0.0/16", ["LOCKED_RANGE_MOVES"]],
  [
    "zones of a gateway",
    "edge: {}",
    "edge: { zones: [1, 2] }",
    ["replace application_gateway.shop_gateway_edge"],
  ],
  [
    "a pool on spot machines",
    "work: { vmSize",
    "work: { spot: {}, vmSize",
    ["replace kubernetes_cluster_node_pool.shop_main_work"],
  ],
  [
    "an API server without a subnet",
    "apiServer: { type: vnet-integration }",
    "apiServer: { type: private }",
    ["replace kubernetes_cluster.stock_main"],
  ],
  [
    "another range of services",
    "podCidr: 10.245.0.0/16",
    "podCidr: 10.245.0.0/16, serviceCidr: 172.20.0.0/16",
    ["replace kubernetes_cluster.shop_jobs"],
  ],
])("%s", (_, from, to, expected) => {
  writeFileSync(
    file,
    PLATFORM.replace(from, () => to),
  );
  const { problems, changes } = diffPlatform(platform(), outdir);
  const errors = problems.filter(({ severity }) => severity === "error").map(({ code }) => code);
  const gone = changes
    .filter(({ action, address }) => (action === "replace" || action === "delete") && !INSIDE.test(address))
    .map(({ action, address }) => `${action} ${address.replace(/^azurerm_/, "")}`);
  expect([...new Set(errors), ...gone]).toEqual(expected);
  const moved = changes.filter(
    ({ address, action, attributes }) =>
      address.startsWith("azurerm_subnet.") &&
      action !== "create" &&
      attributes.some(({ path }) => path.startsWith("address_prefixes")),
  );
  expect(moved).toEqual([]);
});
