import type { Cidr } from "../net/cidr.js";
import { knownText } from "../core/known.js";
import { defineRule, type Judgement, type RuleCase } from "../core/rule.js";
import { CLOUD_LACKS } from "../core/rules/clouds.js";
import { cloudOf } from "../core/clouds.js";
import { usableAddresses } from "../net/capacity.js";
import { SUBNET_OUTSIDE_NETWORK, SUBNET_TOO_SMALL } from "../core/rules/addresses.js";

/** Rules on virtual networks. */

export const SUBNET_OUTSIDE = SUBNET_OUTSIDE_NETWORK.case({
  matches: ({ space, prefix }: { readonly space: readonly Cidr[]; readonly prefix: Cidr }) =>
    !space.some((range) => range.contains(prefix)),
  prop: "prefix",
  message: ({ space, prefix }) =>
    `The subnet ${prefix.literal} is outside the address space ${space.map(({ literal }) => literal).join(", ")}.`,
});

export const TAKEN_OUTSIDE = SUBNET_OUTSIDE_NETWORK.case({
  matches: ({ space, range }: { readonly space: readonly Cidr[]; readonly range: Cidr }) =>
    !space.some((each) => each.contains(range)),
  prop: "network.taken",
  message: ({ space, range }) =>
    `The range ${range.literal} of others' subnets is outside the address space ${space.map(({ literal }) => literal).join(", ")}.`,
  remedy: "Correct it, or add the range of the network that it is in to the address space.",
});

export const PRIVATE_ZONE_TWICE = defineRule({
  code: "PRIVATE_ZONE_TWICE",
  title: "Network linked to two private zones of the same name",
  explanation:
    "A network resolves a name in one private zone: Azure rejects the link to a second zone of the same name. The hub's network is linked to the zones of all spokes.",
  remedy: "Keep the records in one zone: create it in one place, and specify its id in the others.",
  source: "Azure DNS documentation, private zones, virtual network links",
  terraform: "structure",
}).case({
  message: ({ network, zone }: { readonly network: string; readonly zone: string; readonly prop: string }) =>
    `The network of ${network} would be linked to two zones named ${zone}.`,
  prop: ({ prop }) => prop,
});

const ID_OF_ANOTHER_TYPE = defineRule({
  code: "ID_OF_ANOTHER_TYPE",
  title: "Id of a resource of another type",
  explanation:
    "Something that exists already is used by its Azure Resource Manager id, whose segments name its type, its subscription and its resource group.",
  remedy: "Copy the id of the resource: az resource show --query id prints it.",
  source: "Azure Resource Manager documentation, resource ids",
  terraform: "structure",
});

function notOf(type: string, words: string, prop: string): RuleCase<string> {
  return ID_OF_ANOTHER_TYPE.case({
    prop,
    message: (id: string) => `"${knownText(id) ?? id}" is not the id of ${words}.`,
    remedy: `Use an id such as /subscriptions/<guid>/resourceGroups/…/providers/${type}/….`,
  });
}

export const NOT_A_VIRTUAL_NETWORK = notOf(
  "Microsoft.Network/virtualNetworks",
  "a virtual network",
  "virtualNetworkId",
);
export const NOT_A_VIRTUAL_HUB = notOf("Microsoft.Network/virtualHubs", "a virtual hub", "virtualHubId");
export const NOT_A_ROUTE_TABLE = notOf("Microsoft.Network/routeTables", "a route table", "routeTableId");
export const NOT_A_FIREWALL_POLICY = notOf(
  "Microsoft.Network/firewallPolicies",
  "a firewall policy",
  "policyId",
);

export const NOT_A_CLUSTER = notOf(
  "Microsoft.ContainerService/managedClusters",
  "an AKS cluster",
  "clusterId",
);
export const NOT_A_GATEWAY = notOf(
  "Microsoft.Network/applicationGateways",
  "an Application Gateway",
  "gatewayId",
);
export const NOT_A_SUBNET = notOf("Microsoft.Network/virtualNetworks/subnets", "a subnet", "subnetId");

export const SUBNET_OF_ANOTHER_NETWORK = defineRule({
  code: "SUBNET_OF_ANOTHER_NETWORK",
  title: "Existing subnet outside the spoke's network",
  explanation:
    "Clusters and gateways of a spoke are in the spoke's network: its peering, address ranges and rules are derived for it. A network that is created here has no existing subnets.",
  remedy: "Specify a subnet of the spoke's network, or the id of the network that has the subnet.",
  source: "aks-topology",
  terraform: "structure",
}).case({
  prop: "subnetId",
  message: ({ subnetId, isCreated, others }: StraySubnet) => {
    const subnets =
      others === 0
        ? `The subnet ${subnetName(subnetId)}`
        : `The subnet ${subnetName(subnetId)} and ${others} more of its network`;
    const verb = others === 0 ? "exists" : "exist";
    return isCreated
      ? `${subnets} ${verb} already, but the spoke's network is created here.`
      : `${subnets} ${others === 0 ? "is" : "are"} in another network than the spoke's.`;
  },
  remedy: ({ isCreated, others }) =>
    isCreated
      ? "Give the spoke network: { id: … } of the subnet's network, or remove the subnet to create one."
      : others === 0
        ? "Specify a subnet of the spoke's network."
        : "Specify subnets of the spoke's network, or their network in the spoke's network.id.",
});

interface StraySubnet {
  readonly subnetId: string;
  readonly isCreated: boolean;
  /** Further existing subnets of the spoke, where all are in one network, which is another one than the spoke's. */
  readonly others: number;
}

export const SUBNET_NOT_ASSOCIATED = defineRule({
  code: "SUBNET_NOT_ASSOCIATED",
  title: "Existing subnet without what its tenant needs",
  explanation:
    "A route table or a NAT gateway works on a subnet that is associated with it. Nothing of an existing subnet is changed unless its associate is true, and AKS checks a custom route table before it creates a cluster.",
  remedy:
    "Set associate: true of the subnet, or specify the route table that its team has associated with it.",
  source: "AKS documentation, egress with a user-defined route, bring your own route table",
  terraform: "structure",
}).case({
  prop: "associate",
  message: ({
    needs,
    subnetId,
  }: {
    readonly needs: "a route table" | "a NAT gateway";
    readonly subnetId: string;
  }) =>
    `The subnet ${subnetName(subnetId)} needs ${needs}, which is created here but not associated with it.`,
  remedy: ({ needs }) =>
    needs === "a NAT gateway"
      ? "Set associate: true of the subnet."
      : "Set associate: true of the subnet, or give its cluster or gateway routeTable: { id: … } of the table that the subnet has.",
});

export const SUBNET_RANGE_TAKEN = defineRule({
  code: "SUBNET_RANGE_TAKEN",
  title: "Subnet in a range that is taken",
  explanation:
    "Ranges in taken are used by subnets of other teams. Azure refuses a subnet that overlaps another one of its network.",
  remedy: "Choose a range that is free, or remove the range from taken.",
  source: "Virtual network documentation, subnets",
}).case({
  matches: ({ prefix, taken }: { readonly prefix: Cidr; readonly taken: readonly Cidr[] }) =>
    taken.some((range) => range.overlaps(prefix)),
  prop: "prefix",
  message: ({ prefix, taken }) =>
    `The subnet ${prefix.literal} overlaps ${taken
      .filter((range) => range.overlaps(prefix))
      .map(({ literal }) => literal)
      .join(", ")}, which the network's taken lists.`,
});

/** Pools of one cluster on one subnet, each of which fits alone. */
export const SHARED_SUBNET_TOO_SMALL = SUBNET_TOO_SMALL.case({
  matches: ({ prefix, addresses }: { readonly prefix: Cidr; readonly addresses: number }) =>
    usableAddresses(prefix.prefixLength) < addresses,
  prop: "prefix",
  message: ({ prefix, addresses }) =>
    `The pools on this subnet need ${addresses} addresses at their maximum scale, upgrade surge included; ${prefix.literal} has ${usableAddresses(prefix.prefixLength)}.`,
  remedy: "Use several subnets, or give the pools fewer nodes, less surge or fewer pods per node.",
});

const SHARED_BY_TWO_CLUSTERS = defineRule({
  code: "SHARED_BY_TWO_CLUSTERS",
  title: "Existing subnet or route table of two clusters",
  explanation:
    "AKS writes the routes of a cluster's nodes into its table and removes those that it does not know: two clusters on one table, or on one subnet with kubenet, delete each other's routes. Security rules are derived per subnet and cluster.",
  remedy: "Use one subnet and one route table per cluster.",
  source: "AKS documentation, kubenet with a custom route table, limitations",
  terraform: "structure",
});

interface Shared {
  readonly id: string;
  readonly holder: string;
  readonly prop: string;
}

function sharedBy(words: string): RuleCase<Shared> {
  return SHARED_BY_TWO_CLUSTERS.case({
    prop: ({ prop }: Shared) => prop,
    message: ({ id, holder }) =>
      `The ${words} "${knownText(id)?.split("/").at(-1) ?? id}" is already used by ${holder}.`,
    remedy: `Specify another ${words}.`,
  });
}

export const SUBNET_SHARED = sharedBy("subnet");
export const ROUTE_TABLE_SHARED = sharedBy("route table");

export const TABLE_OF_NETWORK_MANAGER = defineRule({
  code: "TABLE_OF_NETWORK_MANAGER",
  title: "Route table of Azure Virtual Network Manager",
  explanation:
    "A routing configuration of Azure Virtual Network Manager keeps its route tables in the resource group AVNM_Managed_ResourceGroup_SUBSCRIPTION, associates them with the subnets of its network groups, and creates and removes their routes. A route that AKS, route sync or the team of a gateway adds has precedence over a rule with the same destination, which is then ignored. A table that it shares (UseExisting) bears no mark.",
  remedy:
    "Take the subnet's network out of the routing configuration, and give the subnet a route table of its own.",
  source: "Azure Virtual Network Manager documentation, behaviors of UDR management",
  terraform: "structure",
}).case({
  severity: "warning",
  matches: ({ id }: { readonly id: string; readonly prop: string }) => isOfNetworkManager(id),
  prop: ({ prop }) => prop,
  message: ({ id }) =>
    `The route table "${knownText(id)?.split("/").at(-1) ?? id}" belongs to Azure Virtual Network Manager, which manages its routes.`,
});

/** Whether Azure Virtual Network Manager made a route table, as far as its id shows. */
export function isOfNetworkManager(id: string): boolean {
  const known = knownText(id) ?? id;
  return /\/resourceGroups\/AVNM_Managed_ResourceGroup_|\/routeTables\/AVNM_Managed_/i.test(known);
}

export const PUBLIC_IP_SHARED = defineRule({
  code: "PUBLIC_IP_SHARED",
  title: "Existing public address of two resources",
  explanation:
    "A public address, or a prefix, belongs to one firewall, gateway, NAT gateway or load balancer: Azure refuses a second one.",
  remedy: "Specify another address, or remove one of the two.",
  source: "Azure documentation, associate a public IP address",
  terraform: "structure",
}).case({
  prop: ({ prop }: Shared) => prop,
  message: ({ id, holder }) =>
    `The public address "${knownText(id)?.split("/").at(-1) ?? id}" is already used by ${holder}.`,
});

export const DDOS_PROTECTS_NOTHING = defineRule({
  code: "DDOS_PROTECTS_NOTHING",
  title: "DDoS IP protection without a public address",
  explanation:
    "IP protection is turned on per public address. Here it covers those that are created for firewalls, gateways and origins of Front Door; those that exist already belong to their team, those of AKS's own load balancer to AKS, and on a NAT gateway Azure does not support it.",
  remedy: "Remove ddos, or use ddos: { plan: { id } }, which protects all addresses of the network.",
  source: "Azure DDoS Protection documentation, tier comparison, limitations",
  terraform: "structure",
}).case({
  matches: ({ addresses }: { readonly addresses: number }) => addresses === 0,
  prop: "ddos",
  message: () => "No public address is created here that DDoS IP protection could cover.",
});

/** Regions of Bastion Developer. Source: Azure Bastion documentation, Bastion Developer, regions, of 2025-09-08. */
const BASTION_DEVELOPER_REGIONS: ReadonlySet<string> = new Set([
  ...[
    "australiacentral",
    "australiaeast",
    "australiasoutheast",
    "brazilsouth",
    "canadacentral",
    "canadaeast",
  ],
  ...[
    "centralindia",
    "centralus",
    "eastasia",
    "eastus2",
    "francecentral",
    "germanywestcentral",
    "italynorth",
  ],
  ...[
    "japaneast",
    "japanwest",
    "koreacentral",
    "koreasouth",
    "mexicocentral",
    "northcentralus",
    "northeurope",
  ],
  ...["norwayeast", "southafricanorth", "southeastasia", "southindia", "spaincentral", "swedencentral"],
  ...["switzerlandnorth", "uaenorth", "uksouth", "ukwest", "westcentralus", "westeurope", "westus"],
]);

export const BASTION_DEVELOPER_REGION = defineRule({
  code: "BASTION_DEVELOPER_REGION",
  title: "Azure Bastion Developer in a region that is not documented for it",
  explanation:
    "Azure offers the tier Developer of Azure Bastion in some regions, and adds others. The list of this version is of September 2025: a region that got it since then is missing in it.",
  remedy: "Compare the region with the documentation; keep it if Azure lists it, otherwise use tier Basic.",
  source: "Azure Bastion documentation, Bastion Developer, regions",
}).case({
  severity: "warning",
  matches: (location: string) => {
    const region = knownText(location);
    // A cloud that has none of it is a problem of its own.
    return (
      region !== undefined && cloudOf(region).name === "public" && !BASTION_DEVELOPER_REGIONS.has(region)
    );
  },
  prop: "bastion.tier",
  message: (location) =>
    `In September 2025, Azure did not list ${knownText(location) ?? location} among the regions of Azure Bastion Developer.`,
});

/** Whether the tier Developer of Azure Bastion is offered in a region. */
export function judgeBastionDeveloper(location: string): readonly Judgement[] {
  return [
    CLOUD_LACKS.judge({ location, feature: "Azure Bastion Developer", prop: "bastion.tier" }),
    BASTION_DEVELOPER_REGION.judge(location),
  ];
}

export const NETWORK_RULES = [
  PRIVATE_ZONE_TWICE.rule,
  ID_OF_ANOTHER_TYPE,
  SUBNET_OF_ANOTHER_NETWORK.rule,
  SUBNET_NOT_ASSOCIATED.rule,
  SUBNET_RANGE_TAKEN.rule,
  SHARED_BY_TWO_CLUSTERS,
  PUBLIC_IP_SHARED.rule,
  TABLE_OF_NETWORK_MANAGER.rule,
  DDOS_PROTECTS_NOTHING.rule,
  BASTION_DEVELOPER_REGION.rule,
] as const;

/** Network and name of a subnet: "vnet-shop/snet-aks". */
function subnetName(id: string): string {
  const segments = (knownText(id) ?? id).split("/");
  return [segments.at(-3), segments.at(-1)].join("/");
}
