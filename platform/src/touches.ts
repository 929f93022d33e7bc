import { readable } from "@aks-topology/constructs/internal";
import { TerraformResource } from "cdktf";
import type { IConstruct } from "constructs";
import type { BuiltPlatform } from "./topology/platform.js";

/** Something of others that the platform's Terraform changes. */
export interface Touch {
  /** Terraform address of the resource. */
  readonly address: string;
  /** What it does there, as a noun phrase. */
  readonly adds: string;
  /** Id of the thing of others, or its name and resource group. */
  readonly to: string;
}

/** Types that write into another resource, by the arguments that name it: its id, or its name and its resource group. */
const TOUCHING: Readonly<
  Record<
    string,
    | { readonly adds: string; readonly id: string }
    | { readonly adds: string; readonly name: string; readonly what: string }
  >
> = {
  azurerm_virtual_hub_connection: { adds: "a connection", id: "virtualHubId" },
  azurerm_virtual_network_peering: { adds: "a peering", name: "virtualNetworkName", what: "network" },
  azurerm_firewall_policy_rule_collection_group: { adds: "a rule collection group", id: "firewallPolicyId" },
  azurerm_route: { adds: "a route", name: "routeTableName", what: "route table" },
  azurerm_subnet: { adds: "a subnet", name: "virtualNetworkName", what: "network" },
  azurerm_subnet_route_table_association: { adds: "a route table", id: "subnetId" },
  azurerm_subnet_network_security_group_association: { adds: "a security group", id: "subnetId" },
  azurerm_subnet_nat_gateway_association: { adds: "a NAT gateway", id: "subnetId" },
  azurerm_private_dns_zone_virtual_network_link: {
    adds: "a link",
    name: "privateDnsZoneName",
    what: "private DNS zone",
  },
  azurerm_private_dns_resolver_virtual_network_link: { adds: "a link", id: "dnsForwardingRulesetId" },
  azurerm_private_dns_a_record: { adds: "a record", name: "zoneName", what: "private DNS zone" },
  azurerm_dns_a_record: { adds: "a record", name: "zoneName", what: "DNS zone" },
  azurerm_eventgrid_system_topic_event_subscription: {
    adds: "an event subscription",
    name: "systemTopic",
    what: "system topic",
  },
  azurerm_network_manager_ipam_pool_static_cidr: { adds: "a reserved range", id: "ipamPoolId" },
  azurerm_role_assignment: { adds: "a role assignment", id: "scope" },
};

/** What the platform's Terraform changes in resources that it does not create, in the order of their creation. */
export function touchesOf({ app }: Pick<BuiltPlatform, "app">): Touch[] {
  return app.node
    .findAll()
    .flatMap((construct) => (TerraformResource.isTerraformResource(construct) ? touchOf(construct) : []));
}

function touchOf(resource: TerraformResource): Touch[] {
  const kind = TOUCHING[resource.terraformResourceType];
  if (kind === undefined) return [];
  const to = "id" in kind ? literal(resource, kind.id) : named(resource, kind);
  if (to === undefined) return [];
  return [{ address: `${resource.terraformResourceType}.${resource.friendlyUniqueId}`, adds: kind.adds, to }];
}

function named(
  resource: TerraformResource,
  { name, what }: { readonly name: string; readonly what: string },
): string | undefined {
  const [parent, group] = [literal(resource, name), literal(resource, "resourceGroupName")];
  return parent === undefined || group === undefined ? undefined : `${what} ${parent} in ${group}`;
}

/** The value of an argument; undefined where it refers to a resource, which is then the platform's own. */
function literal(resource: IConstruct, argument: string): string | undefined {
  const value: unknown = Reflect.get(resource, `${argument}Input`);
  if (typeof value !== "string") return undefined;
  const text = readable(resource, value);
  return /(^|[^\w-])(data\.)?azurerm_\w+\./.test(text) ? undefined : text;
}
