import type { Cidr } from "../net/cidr.js";
import { knownText } from "../core/known.js";
import { defineRule, type RuleCase } from "../core/rule.js";
import { SUBNET_OUTSIDE_NETWORK } from "../core/rules/addresses.js";

/** Rules on virtual networks. */

export const SUBNET_OUTSIDE = SUBNET_OUTSIDE_NETWORK.case({
  matches: ({ space, prefix }: { readonly space: readonly Cidr[]; readonly prefix: Cidr }) =>
    !space.some((range) => range.contains(prefix)),
  prop: "prefix",
  message: ({ space, prefix }) =>
    `The subnet ${prefix.literal} is outside the address space ${space.map(({ literal }) => literal).join(", ")}.`,
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
export const NOT_A_ROUTE_TABLE = notOf("Microsoft.Network/routeTables", "a route table", "routeTableId");
export const NOT_A_FIREWALL_POLICY = notOf(
  "Microsoft.Network/firewallPolicies",
  "a firewall policy",
  "policyId",
);

export const NETWORK_RULES = [PRIVATE_ZONE_TWICE.rule, ID_OF_ANOTHER_TYPE] as const;
