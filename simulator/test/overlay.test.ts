import { describe, expect, test } from "vitest";
import { AZURE_PACE, VirtualClock, type SimulatorOptions } from "../src/index.js";
import { asObject, at, objects, parseJson, textAt } from "../src/core/json.js";
import { GROUP, TestArm, route } from "./support/arm.js";

const WEST = { location: "westeurope" };
function net(path: string): string {
  return `${GROUP}/providers/Microsoft.Network/${path}`;
}
const CLUSTER = `${GROUP}/providers/Microsoft.ContainerService/managedClusters/aks`;
const NODES = net("virtualNetworks/v/subnets/nodes");
const GATEWAY = net("virtualNetworks/v/subnets/gateway");
const TABLE = net("routeTables/rt");
const KUBENET = { networkPlugin: "kubenet" };
const OVERLAY = { networkPlugin: "azure", networkPluginMode: "overlay" };
const UDR = { outboundType: "userDefinedRouting" };

interface Choice {
  readonly network?: object;
  readonly identity?: string;
  readonly version?: string;
}

function cluster({ network = {}, identity = "UserAssigned", version = "1.34" }: Choice) {
  return {
    ...WEST,
    identity: { type: identity },
    properties: {
      dnsPrefix: "aks",
      kubernetesVersion: version,
      networkProfile: network,
      agentPoolProfiles: [
        { name: "system", count: 4, vnetSubnetID: NODES },
        { name: "user", count: 5, vnetSubnetID: NODES },
      ],
    },
  };
}

/** A kubenet cluster of nine nodes in two pools, on the customer's table, or on the one that AKS manages. */
async function kubenet(own: boolean, options: SimulatorOptions = {}, choice: Choice = {}): Promise<TestArm> {
  const arm = new TestArm(options);
  await arm.put(net("virtualNetworks/v"), {
    ...WEST,
    properties: { addressSpace: { addressPrefixes: ["10.1.0.0/16"] } },
  });
  await arm.put(TABLE, { ...WEST, properties: { routes: [route("default", "0.0.0.0/0", "10.0.0.4")] } });
  const routeTable = own ? { id: TABLE } : undefined;
  await arm.put(NODES, { properties: { addressPrefix: "10.1.0.0/24", routeTable } });
  await arm.put(GATEWAY, { properties: { addressPrefix: "10.1.1.0/24" } });
  await arm.put(
    CLUSTER,
    cluster({ ...choice, network: { ...KUBENET, ...(own ? UDR : {}), ...choice.network } }),
  );
  return arm;
}

function managedTable(arm: TestArm): string | undefined {
  const [id] = arm.sim
    .resources((known) => /\/MC_rg_aks_westeurope\/.*routeTables\/aks-agentpool/.test(known))
    .map((body) => textAt(asObject(parseJson(JSON.stringify(body))), "id"));
  return id;
}
function nodeRoutes(arm: TestArm, table: string): number {
  const body = asObject(parseJson(JSON.stringify(arm.sim.peek(table) ?? {})));
  return objects(at(body, "properties.routes")).filter((item) => textAt(item, "name").startsWith("aks-"))
    .length;
}

describe("a cluster that moves from kubenet to overlay", () => {
  test("has the nodes of all pools re-imaged, and loses its routes in batches", async () => {
    const clock = new VirtualClock();
    const arm = await kubenet(true, { clock, aks: AZURE_PACE });
    await clock.runUntilIdle();
    expect(nodeRoutes(arm, TABLE)).toBe(9);
    const counts: [number, number][] = [];
    arm.sim.onRequest(({ kind, id }) => {
      const { routed = [] } = arm.sim.aks.clusters[0] ?? {};
      if (kind === "writes" && id === TABLE) counts.push([nodeRoutes(arm, TABLE), routed.length]);
    });
    await arm.put(CLUSTER, cluster({ network: { ...OVERLAY, ...UDR } }));
    await clock.runUntilIdle();
    expect(counts).toEqual([
      [6, 6],
      [3, 3],
      [0, 0],
    ]);
    expect(JSON.stringify(arm.sim.peek(TABLE))).toContain('"default"');
    expect(JSON.stringify(arm.sim.peek(NODES))).toContain("routeTables/rt");
  });

  test("loses the table that AKS manages", async () => {
    const arm = await kubenet(false);
    await arm.sim.idle();
    const table = managedTable(arm) ?? "";
    expect(nodeRoutes(arm, table)).toBe(9);
    await arm.put(CLUSTER, cluster({ network: OVERLAY }));
    await arm.sim.idle();
    expect(managedTable(arm)).toBeUndefined();
  });

  test("is refused while a gateway's subnet uses the table that AKS manages", async () => {
    const arm = await kubenet(false);
    await arm.sim.idle();
    const table = managedTable(arm) ?? "";
    const subnet = (properties: object) => ({ properties: { addressPrefix: "10.1.1.0/24", ...properties } });
    await arm.put(GATEWAY, subnet({ routeTable: { id: table } }));
    const refused = await arm.put(CLUSTER, cluster({ network: OVERLAY }));
    expect([refused.status, refused.at("error.code")]).toEqual([400, "CustomRouteTableNotSupported"]);
    expect(nodeRoutes(arm, table)).toBe(9);
    await arm.put(GATEWAY, subnet({}));
    expect((await arm.put(CLUSTER, cluster({ network: OVERLAY }))).status).toBe(200);
  });

  test.each<[string, Choice, Choice, string]>([
    ["a system-assigned identity", { identity: "SystemAssigned" }, {}, "SystemAssignedIdentityNotSupported"],
    ["a network policy", { network: { networkPolicy: "calico" } }, {}, "NetworkPolicyNotSupportedForUpdate"],
    ["an old Kubernetes", { version: "1.26" }, { version: "1.26" }, "K8sVersionNotSupported"],
  ])("is refused with %s", async (_, before, after, code) => {
    const arm = await kubenet(false, {}, before);
    const { identity = "UserAssigned" } = before;
    const refused = await arm.put(CLUSTER, cluster({ identity, ...after, network: OVERLAY }));
    expect([refused.status, refused.at("error.code")]).toEqual([400, code]);
  });

  test("has no way back", async () => {
    const arm = await kubenet(false);
    await arm.put(CLUSTER, cluster({ network: OVERLAY }));
    const refused = await arm.put(CLUSTER, cluster({ network: KUBENET }));
    expect([refused.status, refused.at("error.code")]).toEqual([400, "NetworkPluginModeUpdateNotAllowed"]);
  });
});
