/**
 * Terraform that flips no declared and no forbidden path when it is missing, with the reason why. A reason counts only for
 * mutants that no path has noticed.
 */
import { objectOf } from "./json-bodies.js";
import {
  bodiesOf,
  hasOtherAddresses,
  hasOtherPods,
  hasRoutes,
  isAllowedTwice,
  isForAnotherSubnet,
  isForIpGroups,
  isOfEmptyNetwork,
  isOfNoEnd,
  isOfSpoke,
  isRoutedTwice,
  rangeOf,
  routesOf,
  sitePaths,
  spokeOf,
  usesAppliance,
  usesResolvers,
  type Original,
} from "./terraform-facts.js";
import type { Mutant } from "./terraform-mutants.js";

interface Redundancy {
  readonly reason: string;
  readonly is: (mutant: Mutant, original: Original) => boolean;
}

const REDUNDANT: readonly Redundancy[] = [
  {
    reason: "Nodes put their own address in the place of a pod's, unless a cluster is set to keep it.",
    is: ({ type, name }) => type === "azurerm_network_security_rule" && /_pods-to-nodes(-v6)? /.test(name),
  },
  {
    reason: "A load balancer has no network interface, so that the group of its subnet judges nothing.",
    is: ({ type, target }) =>
      type.includes("security") &&
      /\.\w+_load_balancers(_[\w-]+)?$/.test(target) &&
      !target.includes("gateway_"),
  },
  {
    reason: "Callers of private endpoints in the hub are on subnets of other teams, which are not described.",
    is: ({ type, name }) =>
      type === "azurerm_network_security_rule" && /_private_endpoints_from-hub /.test(name),
  },
  {
    reason: "The rule is about addresses of another subnet than those that have the group.",
    is: (mutant, original) =>
      mutant.type === "azurerm_network_security_rule" && isForAnotherSubnet(mutant.body, original),
  },
  {
    reason: "A spoke sends its own packets only: its hub gets none that it forwards for others.",
    is: ({ type, name }) =>
      type === "azurerm_virtual_network_peering" && name.endsWith("_from_hub without forwarded traffic"),
  },
  {
    reason: "The hub has neither firewall nor gateway: nothing in it serves the spoke.",
    is: ({ type }, { stacks }) =>
      type === "azurerm_virtual_network_peering" &&
      !stacks.some((stack) => SERVING.some((serving) => serving in objectOf(stack.json["resource"]))),
  },
  {
    reason: "Nodes go out by default outbound access instead, with other addresses.",
    is: ({ type }) => type === "azurerm_subnet_nat_gateway_association",
  },
  {
    reason: "Terraform writes no route into the table, and no pods are behind those that others write.",
    is: ({ type, body }, { stacks }) =>
      type === "azurerm_subnet_route_table_association" && !hasRoutes(String(body["route_table_id"]), stacks),
  },
  {
    reason: "Another rule of the firewall allows the same clients the same host names.",
    is: ({ part, body }, { stacks }) => part !== undefined && isAllowedTwice(part, body, stacks),
  },
  {
    reason: "Another route of the table leads the same packets to the same hop.",
    is: ({ type, name, body }, { stacks }) =>
      type === "azurerm_route" && name.endsWith(" removed") && isRoutedTwice(body, stacks),
  },
  {
    reason: "The route is the one that Azure has by itself.",
    is: ({ type, name, body }) =>
      type === "azurerm_route" &&
      name.endsWith(" removed") &&
      body["next_hop_type"] === "Internet" &&
      body["address_prefix"] === "0.0.0.0/0",
  },
  {
    reason:
      "How networks that are peered with the hub route is not described, so that no path begins in them.",
    is: ({ type, body }, original) =>
      type === "azurerm_route" && isOfNoEnd(rangeOf(body["address_prefix"]), original),
  },
  {
    reason: "The spoke opens nothing to what is behind the hub's gateway, and uses nothing there.",
    is: ({ target }, original) =>
      /_from_on_premises$|_GatewaySubnet$/.test(target) &&
      !sitePaths(original).some(({ name }) => isOfSpoke(name, target)),
  },
  {
    reason: "The table's routes are for the answers of pods, whose subnet is another one.",
    is: ({ type, target }, { stacks }) =>
      type === "azurerm_subnet_route_table_association" && hasOtherPods(target, stacks),
  },
  {
    reason: "Nothing is in the spoke.",
    is: ({ type, body }, { stacks }) =>
      type === "azurerm_virtual_network_peering" && isOfEmptyNetwork(body, stacks),
  },
  {
    reason: "Clients of the private frontend are on-premises, with resolvers that are not described.",
    is: ({ type, target }) =>
      type === "azurerm_private_dns_zone_virtual_network_link" && target.includes("_private_dns_"),
  },
  {
    reason: "What is in an IP group that exists already is not known, so that no path goes to it.",
    is: (mutant) => mutant.type === "azurerm_firewall_policy_rule_collection_group" && isForIpGroups(mutant),
  },
  {
    reason: "AKS links the zone to the network of the nodes; the link is for clients elsewhere.",
    is: ({ type, target }) =>
      type === "azurerm_private_dns_zone_virtual_network_link" && target.includes("_zone_privatelink-"),
  },
  {
    reason:
      "What servers elsewhere answer is not known, so that no path asks for a name that is forwarded to them.",
    is: ({ type }) =>
      type === "azurerm_private_dns_resolver_virtual_network_link" ||
      type === "azurerm_private_dns_resolver_forwarding_rule",
  },
  {
    reason: "Another public address of the NAT gateway goes out in its place.",
    is: ({ type, body }, { stacks }) =>
      type === "azurerm_nat_gateway_public_ip_association" && hasOtherAddresses(body, stacks),
  },
  {
    reason: "The rule for users admits Azure's control plane as well: its addresses are on the Internet.",
    is: ({ type, name }) =>
      type === "azurerm_network_security_rule" && name.includes("_bastion_group_gateway-manager "),
  },
  {
    reason: "The spoke has no route to an appliance: the hub forwards nothing to it.",
    is: ({ type, target, name }, { stacks }) =>
      type === "azurerm_virtual_network_peering" &&
      name.endsWith("_to_hub without forwarded traffic") &&
      !usesAppliance(spokeOf(target), stacks),
  },
  {
    reason: "The spoke uses nothing of the hub: neither an appliance, nor a gateway, nor resolvers.",
    is: ({ type, target, name }, { stacks }) =>
      type === "azurerm_virtual_network_peering" &&
      name.endsWith(" removed") &&
      !usesAppliance(spokeOf(target), stacks) &&
      !usesResolvers(spokeOf(target), stacks) &&
      bodiesOf(stacks, "azurerm_virtual_network_gateway").length === 0,
  },
  {
    reason: "The virtual hub announces the route of the table as well.",
    is: ({ type, body }, { stacks }) =>
      type === "azurerm_subnet_route_table_association" &&
      bodiesOf(stacks, "azurerm_virtual_hub_routing_intent").length > 0 &&
      routesOf(String(body["route_table_id"]), stacks).every(
        ({ address_prefix: prefix }) => prefix === "0.0.0.0/0",
      ),
  },
];

const SERVING = ["azurerm_firewall", "azurerm_virtual_network_gateway"];

/** Why no path notices a mutant; undefined where nothing explains it. */
export function redundancyOf(mutant: Mutant, original: Original): string | undefined {
  return REDUNDANT.find(({ is }) => is(mutant, original))?.reason;
}
