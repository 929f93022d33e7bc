import { defineRule } from "../core/rule.js";

/** Rules on mirrors of tables that exist already. */

export const MIRROR_SOURCE_IS_TARGET = defineRule({
  code: "MIRROR_SOURCE_IS_TARGET",
  title: "Table that AKS writes as the target of a mirror",
  explanation:
    "The runtime never writes a table that AKS writes: a write by another client makes AKS's next write fail, and new nodes stay without routes.",
  remedy: "Specify the gateway's own table, or gatewaySubnet to create one.",
  source: "cloud-provider-azure #11003",
  terraform: "structure",
}).case({
  prop: "target",
  message: ({ target, source }: { readonly target: string; readonly source: string }) =>
    `The target ${target} is the source of mirror ${source}, a table that AKS writes.`,
});

export const NODE_GROUP_ELSEWHERE = defineRule({
  code: "NODE_GROUP_ELSEWHERE",
  title: "Node resource group outside the cluster's subscription",
  explanation: "AKS creates the node resource group in the subscription of its cluster.",
  remedy: "Read the name of the group with az aks show --query nodeResourceGroup.",
  source: "AKS documentation, node resource group",
  terraform: "structure",
}).case({
  matches: ({ group, cluster }: { readonly group: string; readonly cluster: string }) => group !== cluster,
  prop: "source.nodeResourceGroupId",
  message: ({ group, cluster }) =>
    `The node resource group is in subscription ${group}, its cluster in ${cluster}.`,
});

export const GATEWAY_WITH_TWO_TABLES = defineRule({
  code: "GATEWAY_WITH_TWO_TABLES",
  title: "Mirrors of one gateway with different targets",
  explanation:
    "A gateway has one subnet, and a subnet has one route table. Routes in another table reach no gateway.",
  remedy: "Specify the same target, or the same gatewaySubnet, for all mirrors of the gateway.",
  source: "Virtual network documentation, route tables",
  terraform: "structure",
}).case({
  prop: "target",
  message: ({ gateway, first }: { readonly gateway: string; readonly first: string }) =>
    `The gateway ${gateway} has another target in mirror ${first}, and a gateway has one route table.`,
});

export const MIRROR_TARGET_ELSEWHERE = defineRule({
  code: "MIRROR_TARGET_ELSEWHERE",
  title: "Target outside the gateway's subscription",
  explanation:
    "Azure associates a route table only with subnets of networks in its own subscription and region. A gateway may use a network of another subscription, but seldom does.",
  remedy: "Compare the id with the routeTable of the gateway's subnet: az network vnet subnet show.",
  source: "Virtual network documentation, associate a route table to a subnet",
  terraform: "structure",
}).case({
  matches: ({ target, gateway }: { readonly target: string; readonly gateway: string }) => target !== gateway,
  severity: "warning",
  prop: "target",
  message: ({ target, gateway }) =>
    `The target is in subscription ${target}, the gateway in ${gateway}. A table serves only subnets of its own subscription.`,
});

export const PRIVATE_STORAGE_WITHOUT_NETWORK = defineRule({
  code: "PRIVATE_STORAGE_WITHOUT_NETWORK",
  title: "Private storage of a runtime outside of the network",
  explanation:
    "A storage account without public access is reached by its private endpoints alone, from the networks that resolve their names. A runtime that is not integrated into one finds neither its package nor its queue. Of runtimes per region, those elsewhere than the network are such ones.",
  remedy: "Add network: { spoke: NAME }, with runtimes: one; or write storage: public.",
  source: "Azure Functions documentation, securing storage accounts with virtual networks",
  terraform: "structure",
}).case({
  matches: ({ privateStorage, network }: StorageAndNetwork) =>
    privateStorage !== undefined && network === undefined,
  prop: "privateStorage",
  message: "The storage of the route sync is private, and its runtime is in no network that reaches it.",
});

interface StorageAndNetwork {
  readonly privateStorage?: object | undefined;
  readonly network?: object | undefined;
}

export const ROUTE_SYNC_RULES = [
  PRIVATE_STORAGE_WITHOUT_NETWORK,
  MIRROR_SOURCE_IS_TARGET,
  NODE_GROUP_ELSEWHERE,
  GATEWAY_WITH_TWO_TABLES,
  MIRROR_TARGET_ELSEWHERE,
] as const;
