// What a program names twice in a list, or under one key: a coded problem, never an error of the construct tree.
import { describe, expect, test } from "vitest";
import { Cidr, SpokeCluster, SpokeGateway, TopologyError, type TopologyStack } from "../../src/internal.js";
import { cluster, hub, KUBENET, LOCATION, spoke, overlay } from "../support/builders.js";
import { synth } from "../support/synth.js";

const GROUP = "/subscriptions/00000000-0000-0000-0000-000000000001/resourceGroups/rg";
const NETWORK = `${GROUP}/providers/Microsoft.Network/virtualNetworks/vnet`;
const REGISTRY = {
  id: `${GROUP}/providers/Microsoft.ContainerRegistry/registries/images`,
  name: "images",
  locations: [LOCATION],
  dataEndpoint: false,
};
const POOL = { name: "system", vmSize: "Standard_D4ds_v5", nodes: { count: 3 } };

const TWICE: Readonly<Record<string, (stack: TopologyStack) => void>> = {
  "a registry": (stack) => cluster(spoke(hub(stack)), { addOns: { registries: [REGISTRY, REGISTRY] } }),
  "a registry in another case": (stack) =>
    cluster(spoke(hub(stack)), { addOns: { registries: [REGISTRY, { ...REGISTRY, name: "Images" }] } }),
  "a node pool": (stack) => cluster(spoke(hub(stack)), { nodePools: [POOL, POOL] }),
  "a node pool that is not the first": (stack) =>
    cluster(spoke(hub(stack)), { nodePools: [POOL, { ...POOL, name: "user" }, { ...POOL, name: "user" }] }),
  "a cluster": (stack) => {
    const shop = spoke(hub(stack));
    cluster(shop);
    cluster(shop, { network: overlay("10.245.0.0/16") });
  },
  "a spoke": (stack) => {
    const one = hub(stack);
    spoke(one);
    spoke(one, { addressSpace: [Cidr.of("10.2.0.0/16")] });
  },
  "a gateway": (stack) => {
    const shop = spoke(hub(stack));
    shop.addGateway("edge", {});
    shop.addGateway("edge", {});
  },
  "an existing gateway": (stack) => {
    const shop = spoke(hub(stack));
    const subnet = { subnetId: `${NETWORK}/subnets/agw`, prefix: Cidr.of("10.1.9.0/24") };
    const gatewayId = `${GROUP}/providers/Microsoft.Network/applicationGateways/agw`;
    SpokeGateway.fromAttributes(shop, "edge", { gatewayId, subnet });
    SpokeGateway.fromAttributes(shop, "edge", { gatewayId, subnet });
  },
  "a pool of an existing cluster": (stack) => {
    const pool = {
      name: "system",
      subnet: { subnetId: `${NETWORK}/subnets/aks`, prefix: Cidr.of("10.1.4.0/24") },
      maxNodes: 5,
    };
    SpokeCluster.fromAttributes(spoke(hub(stack)), "old", {
      clusterId: `${GROUP}/providers/Microsoft.ContainerService/managedClusters/aks`,
      network: KUBENET,
      nodePools: [pool, pool],
    });
  },
};

describe("named twice", () => {
  test.each(Object.entries(TWICE))("%s is a coded problem", (_, build) => {
    expect(codesOf(build)).toEqual(["NAME_TAKEN"]);
  });
});

/** The codes of the errors of a program; an error without a code is thrown. */
function codesOf(build: (stack: TopologyStack) => void): string[] {
  try {
    return synth(build).errors;
  } catch (error) {
    if (TopologyError.isTopologyError(error)) return [error.problem.code];
    throw error;
  }
}
