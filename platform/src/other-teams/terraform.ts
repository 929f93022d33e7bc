import { readable, type FirewallRuleGroup } from "@aks-topology/constructs/internal";
import { azurermSchema, rewriteForMajor, toHcl, type AzurermMajor } from "@aks-topology/terraform";
import { TerraformStack, Token } from "cdktf";
import { hubVariables, peeringsWithHubs, routesToHubs, variable } from "./hub-blocks.js";
import type { CollectedRequests, RequestedPeering } from "./requests.js";

type Json = Readonly<Record<string, unknown>>;

const HEAD =
  "# Written by aks-topology for the team of the hub. The platform's team writes it again after a change.\n\n";

/** A module for the policy of the hub's firewall: the same rule collection groups that the platform would add itself. */
export function firewallRulesModule({ ruleGroups }: CollectedRequests, major: AzurermMajor): string {
  const groups = ruleGroups.map((group) => ({
    group,
    name: addressName(group),
    waits: namesOfCluster(group),
  }));
  const variables = groups.flatMap(({ name, waits }) =>
    waits
      ? [
          [
            name,
            variable(
              "Name of the API server, which exists once the cluster does; without it, no rule is added.",
              "",
            ),
          ],
        ]
      : [],
  );
  return hcl(
    {
      variable: {
        firewall_policy_id: variable("Id of the firewall's policy."),
        priority_offset: {
          type: "number",
          description:
            "Added to the priority of each group, where the policy has groups of others at these priorities; -900 to 15000.",
          default: 0,
        },
        ...Object.fromEntries(variables),
      },
      resource: {
        azurerm_firewall_policy_rule_collection_group: Object.fromEntries(
          groups.map(({ group, name, waits }) => [
            name,
            {
              ...(waits ? { count: `\${var.${name} == "" ? 0 : 1}` } : {}),
              name: group.name,
              firewall_policy_id: "${var.firewall_policy_id}",
              priority: `\${${group.priority} + var.priority_offset}`,
              ...literal(group, group.collections, name),
            },
          ]),
        ),
      },
    },
    major,
  );
}

/** A module for the hub's network: its halves of the peerings, the routes from on-premises and to other hubs, links to zones. */
export function networkModule(requests: CollectedRequests, major: AzurermMajor): string {
  const { network, peerings, routes, zoneLinks, hubs } = requests;
  const hasRoutes = routes.length > 0;
  return hcl(
    {
      variable: {
        resource_group_name: variable("Resource group of the hub's network.", network.resourceGroup),
        virtual_network_name: variable("Name of the hub's network.", network.name),
        ...Object.fromEntries(peerings.map(remoteVariable)),
        ...(hasRoutes
          ? {
              route_table_name: variable("Name of the table of GatewaySubnet."),
              route_table_resource_group_name: variable(
                "Resource group of that table.",
                network.resourceGroup,
              ),
            }
          : {}),
        ...hubVariables(hubs, network.resourceGroup),
        ...(zoneLinks.length > 0 ? { virtual_network_id: variable("Id of the hub's network.") } : {}),
      },
      resource: {
        ...section("azurerm_virtual_network_peering", [
          ...peerings.map(
            ({ name, spoke, allowGatewayTransit }) =>
              [
                spoke,
                {
                  name,
                  resource_group_name: "${var.resource_group_name}",
                  virtual_network_name: "${var.virtual_network_name}",
                  remote_virtual_network_id: `\${var.${idVariable(spoke)}}`,
                  allow_forwarded_traffic: true,
                  allow_gateway_transit: allowGatewayTransit,
                },
              ] as const,
          ),
          ...peeringsWithHubs(hubs),
        ]),
        ...section("azurerm_route", [
          ...routes.map(
            ({ name, prefix, nextHop }) =>
              [
                name,
                {
                  name,
                  resource_group_name: "${var.route_table_resource_group_name}",
                  route_table_name: "${var.route_table_name}",
                  address_prefix: prefix,
                  next_hop_type: "VirtualAppliance",
                  next_hop_in_ip_address: nextHop,
                },
              ] as const,
          ),
          ...routesToHubs(hubs),
        ]),
        ...section(
          "azurerm_private_dns_zone_virtual_network_link",
          zoneLinks.map(({ zone, zoneId }) => [
            zone.replaceAll(".", "-"),
            {
              name: "${var.virtual_network_name}",
              resource_group_name: zoneId.split("/")[4] ?? "",
              private_dns_zone_name: zone,
              virtual_network_id: "${var.virtual_network_id}",
            },
          ]),
        ),
      },
    },
    major,
  );
}

/** Last part of the address that the group would have in the platform's own Terraform: `shop_main`. */
function addressName(group: FirewallRuleGroup): string {
  const { scopes } = group.node;
  return scopes
    .slice(scopes.indexOf(TerraformStack.of(group)) + 1)
    .map(({ node }) => node.id)
    .filter((id) => !id.startsWith("~"))
    .join("_");
}

function section(type: string, entries: readonly (readonly [string, Json])[]): Json {
  return entries.length === 0 ? {} : { [type]: Object.fromEntries(entries) };
}

function remoteVariable({ spoke, remoteVirtualNetworkId: id }: RequestedPeering): readonly [string, Json] {
  const words = `Id of the network of spoke ${spoke}: the output ${spoke}_virtual_network_id of the platform.`;
  return [idVariable(spoke), variable(words, id)];
}

function idVariable(spoke: string): string {
  return `${spoke.replaceAll("-", "_")}_virtual_network_id`;
}

function hcl(json: Json, major: AzurermMajor): string {
  const rewritten = rewriteForMajor({ terraform: { required_version: ">= 1.9" }, ...json }, major);
  return HEAD + toHcl(rewritten, azurermSchema(major));
}

/** Whether a rule holds the name of an API server, which only Terraform knows. */
function namesOfCluster({ collections }: FirewallRuleGroup): boolean {
  return JSON.stringify(collections).includes("TfToken") && collections.networkRuleCollection !== undefined;
}

/** azurerm's names of arguments, and values without references: the name of an API server is a variable. */
function literal(group: FirewallRuleGroup, value: unknown, variableName: string): Json {
  const change = (item: unknown): unknown => {
    if (typeof item === "string")
      return Token.isUnresolved(item) && readable(group, item).includes(".fqdn")
        ? `\${var.${variableName}}`
        : readable(group, item);
    if (Array.isArray(item)) return item.map(change);
    if (typeof item !== "object" || item === null) return item;
    return Object.fromEntries(
      Object.entries(item).map(([key, inner]) => [
        key.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`),
        change(inner),
      ]),
    );
  };
  return Object(change(value)) as Json;
}
