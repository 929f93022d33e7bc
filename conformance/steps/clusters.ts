import { at } from "../compare.ts";
import type { Kit } from "../kit.ts";
import { route, type Step } from "../step.ts";

const CLUSTERS = "Microsoft.ContainerService/managedClusters";
/** The built-in role Network Contributor. */
const NETWORK_CONTRIBUTOR = "4d97b98b-1d4f-4787-a291-c67834d212e7";
/** Two cores and 4 GiB are the least for a system pool; 0.12 US dollars an hour. */
const SIZE = "Standard_D2s_v5";

/** What AKS refuses before it builds anything. A cluster that is accepted after all is deleted with the group. */
export const refusals: Step = {
  name: "cluster refusals",
  does: "asks for clusters that AKS should refuse at once; one that is accepted is deleted",
  settles: [
    "userDefinedRouting without a table",
    "a private kubenet cluster with own table and custom DNS servers",
    "kubenet with own table needs a user-assigned identity",
    "absurd counts and ranges are refused",
  ],
  minutes: 5,
  cost: 0.1,
  run: async (kit) => {
    const { subnet, table } = await network(kit, "refused", ["10.0.0.4"]);
    const identity = await userIdentity(kit, "refused");
    const bare = await network(kit, "bare");
    const udr = { networkPlugin: "kubenet", outboundType: "userDefinedRouting", podCidr: "10.244.0.0/16" };
    const refuse = async (name: string, body: object): Promise<void> => {
      const id = kit.in(`${CLUSTERS}/refused`);
      const answer = await kit.call(name, "PUT", id, { body });
      if (answer.status < 300) await kit.quietly("DELETE", id);
    };
    const on = (subnetId: string, networkProfile: object, more: object = {}): object =>
      clusterBody(kit, { identity, subnet: subnetId, networkProfile, dnsPrefix: "refused", more });
    await refuse("kubenet on userDefinedRouting without a default route", on(subnet, udr));
    await kit.quietly("PUT", `${table}/routes/default`, { body: route("default", "0.0.0.0/0", "10.0.0.4") });
    await kit.wait(10_000);
    await refuse("kubenet on its own table with a system-assigned identity", {
      ...on(subnet, udr),
      identity: { type: "SystemAssigned" },
    });
    await refuse(
      "a private kubenet cluster with its own table and custom DNS servers",
      on(subnet, udr, { apiServerAccessProfile: { enablePrivateCluster: true, privateDNSZone: "system" } }),
    );
    const load = { networkPlugin: "kubenet", outboundType: "loadBalancer" };
    await refuse("a pod range that is none", on(bare.subnet, { ...load, podCidr: "10.244.0.0/99" }));
    const none = { agentPoolProfiles: [{ ...pool("none", bare.subnet), count: 0 }] };
    await refuse("a system pool of no nodes", on(bare.subnet, load, none));
    const absurd = { agentPoolProfiles: [{ ...pool("many", bare.subnet), count: 100_000 }] };
    await refuse("a pool of 100,000 nodes", on(bare.subnet, load, absurd));
  },
};

/** The routes of a kubenet cluster: of a scale set, of a VirtualMachines pool, as nodes leave, and through the migration. */
export const kubenet: Step = {
  name: "kubenet migration",
  does: "makes a kubenet cluster on its own route table, scales it, adds a VirtualMachines pool, and moves it to the overlay",
  settles: ["lowest free pod CIDR is used again", "a move to overlay deletes the node routes"],
  minutes: 75,
  cost: 1,
  run: async (kit) => {
    const { subnet, table } = await network(kit, "kubenet");
    const identity = await userIdentity(kit, "kubenet");
    const id = kit.in(`${CLUSTERS}/kubenet`);
    const load = { networkPlugin: "kubenet", outboundType: "loadBalancer", podCidr: "10.244.0.0/16" };
    const body = (networkProfile: object): object =>
      clusterBody(kit, { identity, subnet, networkProfile, dnsPrefix: "kubenet", more: {} });
    await kit.done("PUT of the kubenet cluster", "PUT", id, { body: body(load) }, 20);
    await tableAfter(kit, table, "the first node");
    for (const count of [3, 1, 2]) {
      const system = { properties: { ...pool("system", subnet), count } };
      await kit.done(
        `PUT of the pool with ${count} nodes`,
        "PUT",
        `${id}/agentPools/system`,
        { body: system },
        20,
      );
      await tableAfter(kit, table, `${count} nodes`);
    }
    const machines = {
      properties: {
        mode: "User",
        type: "VirtualMachines",
        vnetSubnetID: subnet,
        virtualMachinesProfile: { scale: { manual: [{ size: SIZE, count: 1 }] } },
      },
    };
    await kit.done(
      "PUT of a VirtualMachines pool",
      "PUT",
      `${id}/agentPools/machines`,
      { body: machines },
      20,
    );
    await tableAfter(kit, table, "the VirtualMachines pool");
    const overlay = { ...load, networkPlugin: "azure", networkPluginMode: "overlay" };
    const moved = await kit.call("PUT that moves the cluster to the overlay", "PUT", id, {
      body: body(overlay),
    });
    await kit.call("PUT of the pool while the cluster is moved", "PUT", `${id}/agentPools/system`, {
      body: { properties: { ...pool("system", subnet), count: 1 } },
    });
    await kit.finished(moved, 40);
    await tableAfter(kit, table, "the move to the overlay");
  },
};

async function tableAfter(kit: Kit, table: string, what: string): Promise<void> {
  // The node controller collects for 30 s before it writes.
  await kit.wait(90_000);
  await kit.call(`GET of the subnet's table after ${what}`, "GET", table);
  const managed = `/subscriptions/${kit.place.subscription}/resourceGroups/${nodeGroup(kit)}/providers/Microsoft.Network/routeTables`;
  await kit.call(`LIST of the node resource group's tables after ${what}`, "GET", managed);
}

/** Named after the group, so that it is recognized and replaced. AKS deletes it with the cluster. */
function nodeGroup(kit: Kit): string {
  return `${kit.place.group}-nodes`;
}

async function network(
  kit: Kit,
  name: string,
  dnsServers: readonly string[] = [],
): Promise<{ subnet: string; table: string }> {
  const { location } = kit.place;
  const table = kit.in(`Microsoft.Network/routeTables/rt-${name}`);
  const id = kit.in(`Microsoft.Network/virtualNetworks/vnet-${name}`);
  await kit.finished(await kit.quietly("PUT", table, { body: { location, properties: { routes: [] } } }));
  const nodes = { name: "nodes", properties: { addressPrefix: "10.1.0.0/24", routeTable: { id: table } } };
  const properties = {
    addressSpace: { addressPrefixes: ["10.1.0.0/16"] },
    dhcpOptions: { dnsServers },
    subnets: name === "bare" ? [{ name: "nodes", properties: { addressPrefix: "10.1.0.0/24" } }] : [nodes],
  };
  await kit.finished(await kit.quietly("PUT", id, { body: { location, properties } }));
  return { subnet: `${id}/subnets/nodes`, table };
}

/** An identity with Network Contributor on the group. A new principal takes a while to be known everywhere. */
async function userIdentity(kit: Kit, name: string): Promise<string> {
  const id = kit.in(`Microsoft.ManagedIdentity/userAssignedIdentities/id-${name}`);
  const { body } = await kit.quietly("PUT", id, { body: { location: kit.place.location } });
  const principalId = at(body, "properties.principalId");
  await kit.wait(60_000);
  const role = `/subscriptions/${kit.place.subscription}/providers/Microsoft.Authorization/roleDefinitions/${NETWORK_CONTRIBUTOR}`;
  const assignment = kit.in(`Microsoft.Authorization/roleAssignments/${ASSIGNMENT_NAMES[name] ?? name}`);
  await kit.quietly("PUT", assignment, {
    body: { properties: { roleDefinitionId: role, principalId, principalType: "ServicePrincipal" } },
  });
  await kit.wait(30_000);
  return id;
}

/** Role assignments are named by GUIDs, which need only be different within the group. */
const ASSIGNMENT_NAMES: Readonly<Record<string, string>> = {
  refused: "11111111-0000-4000-8000-000000000001",
  kubenet: "11111111-0000-4000-8000-000000000002",
};

function pool(name: string, subnet: string): object {
  return {
    ...(name === "system" ? {} : { name }),
    mode: "System",
    type: "VirtualMachineScaleSets",
    vmSize: SIZE,
    osType: "Linux",
    count: 1,
    vnetSubnetID: subnet,
  };
}

interface Cluster {
  readonly identity: string;
  readonly subnet: string;
  readonly networkProfile: object;
  readonly dnsPrefix: string;
  readonly more: object;
}

function clusterBody(kit: Kit, { identity, subnet, networkProfile, dnsPrefix, more }: Cluster): object {
  return {
    location: kit.place.location,
    identity: { type: "UserAssigned", userAssignedIdentities: { [identity]: {} } },
    properties: {
      dnsPrefix,
      nodeResourceGroup: nodeGroup(kit),
      networkProfile,
      agentPoolProfiles: [{ ...pool("system", subnet), name: "system" }],
      ...more,
    },
  };
}
