import { expect, test } from "vitest";
import { at, objects, textAt, textOf, type JsonObject } from "../src/core/json.js";
import { GROUP, TestArm } from "./support/arm.js";
import { net, result, udr, WATCHER, WEST } from "./support/reachability.js";

const CLUSTER = `${GROUP}/providers/Microsoft.ContainerService/managedClusters/aks`;
const NODES = net("virtualNetworks/v/subnets/nodes");
const COMPUTE = GROUP.replace(/rg$/, "MC_rg_aks_westeurope/providers/Microsoft.Compute");

/** A kubenet cluster with two pools of two nodes, with a default route to a firewall. */
async function cluster(): Promise<TestArm> {
  const arm = new TestArm();
  const put = async (id: string, properties: object): Promise<void> => {
    const { status, text } = await arm.put(id, { ...WEST, properties });
    expect([id, status < 300, status < 300 || text]).toEqual([id, true, true]);
  };
  await put(net("routeTables/rt"), { routes: [udr("all", "0.0.0.0/0", "VirtualAppliance", "10.1.9.4")] });
  await put(net("virtualNetworks/v"), { addressSpace: { addressPrefixes: ["10.1.0.0/16"] } });
  await put(NODES, { addressPrefix: "10.1.0.0/24", routeTable: { id: net("routeTables/rt") } });
  await put(WATCHER, {});
  arm.sim.seed(CLUSTER, {
    ...WEST,
    properties: {
      nodeResourceGroup: "MC_rg_aks_westeurope",
      networkProfile: { networkPlugin: "kubenet", outboundType: "userDefinedRouting" },
      agentPoolProfiles: ["system", "work"].map((name) => ({ name, vnetSubnetID: NODES, count: 2 })),
    },
  });
  for (const pool of ["system", "work"]) await arm.sim.aks.cluster(CLUSTER).scale(pool, 2);
  return arm;
}

async function interfacesOf(arm: TestArm, scaleSet: string): Promise<readonly JsonObject[]> {
  return objects((await arm.get(`${scaleSet}/networkInterfaces`)).at("value"));
}

async function scaleSetsOf(arm: TestArm): Promise<string[]> {
  const listed = await arm.get(`${COMPUTE}/virtualMachineScaleSets`);
  return objects(listed.at("value")).map(({ id }) => textOf(id));
}

function addressOf(networkInterface: JsonObject | undefined): string {
  const [configuration] = objects(at(networkInterface, "properties.ipConfigurations"));
  return textAt(configuration, "properties.privateIPAddress");
}

test("pools are scale sets of the node resource group, with a machine and an interface per node", async () => {
  const arm = await cluster();
  const scaleSets = await scaleSetsOf(arm);
  expect(scaleSets.map((id) => id.replace(/-\d{8}-vmss$/, "-N-vmss"))).toEqual([
    `${COMPUTE}/virtualMachineScaleSets/aks-system-N-vmss`,
    `${COMPUTE}/virtualMachineScaleSets/aks-work-N-vmss`,
  ]);
  const controller = arm.sim.aks.cluster(CLUSTER);
  const addresses = async (): Promise<string[]> => {
    const found = await Promise.all(scaleSets.map((id) => interfacesOf(arm, id)));
    return found.flat().map(addressOf).sort();
  };
  const wanted = (): string[] => controller.nodes.flatMap(({ addresses: own }) => own).sort();
  expect(await addresses()).toEqual(wanted());
  await controller.replaceNode(controller.nodes[0]!.name);
  await controller.scale("work", 1);
  expect(await addresses()).toEqual(wanted());
  expect(await addresses()).toHaveLength(3);
  const [one] = await interfacesOf(arm, scaleSets[0]!);
  const group = await arm.get(textAt(one, "properties.networkSecurityGroup.id"));
  expect(group.at("name")).toMatch(/^aks-agentpool-\d{8}-nsg$/);
  const machine = await arm.get(textAt(one, "properties.virtualMachine.id"));
  expect(machine.at("properties.osProfile.computerName")).toMatch(/^aks-system-\d{8}-vmss00000\d$/);
});

test("Network Watcher answers for the machines of scale sets", async () => {
  const arm = await cluster();
  const [scaleSet = ""] = await scaleSetsOf(arm);
  const [own] = await interfacesOf(arm, scaleSet);
  const hop = await result(arm, `${WATCHER}/nextHop`, {
    targetResourceId: textAt(own, "properties.virtualMachine.id"),
    targetNicResourceId: textOf(own?.["id"]),
    sourceIPAddress: addressOf(own),
    destinationIPAddress: "8.8.8.8",
  });
  expect(hop.body).toEqual({
    nextHopType: "VirtualAppliance",
    nextHopIpAddress: "10.1.9.4",
    routeTableId: net("routeTables/rt"),
  });
  const diagnostic = await result(arm, `${WATCHER}/networkConfigurationDiagnostic`, {
    targetResourceId: textOf(own?.["id"]),
    profiles: [
      {
        direction: "Inbound",
        protocol: "TCP",
        source: "8.8.8.8",
        destination: addressOf(own),
        destinationPort: "443",
      },
    ],
  });
  const [profile] = objects(diagnostic.at("results"));
  // The group that AKS makes has Azure's default rules.
  expect(at(profile, "networkSecurityGroupResult")).toMatchObject({
    evaluatedNetworkSecurityGroups: [
      { networkSecurityGroupId: textAt(own, "properties.networkSecurityGroup.id") },
    ],
  });
});

test("machines of a state file from an earlier run leave when the nodes are recreated", async () => {
  const arm = await cluster();
  await arm.sim.aks.cluster(CLUSTER).scale("work", 0);
  await arm.sim.aks.cluster(CLUSTER).scale("work", 1);
  const again = new TestArm();
  again.sim.restore(arm.sim.snapshot());
  await again.sim.idle();
  const listed = await Promise.all((await scaleSetsOf(again)).map((id) => interfacesOf(again, id)));
  expect(listed.flat()).toHaveLength(again.sim.aks.cluster(CLUSTER).nodes.length);
});

test("a cluster takes its scale sets with it", async () => {
  const arm = await cluster();
  await arm.delete(CLUSTER);
  expect(arm.sim.resources((_, type) => type.startsWith("Microsoft.Compute/"))).toEqual([]);
});
