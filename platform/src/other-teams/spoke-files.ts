import {
  armTypeOf,
  knownText,
  parseArmId,
  readable,
  RequestedSecurityRule,
  RequestedSubnetSetting,
  RequestedTableRoute,
} from "@aks-topology/constructs/internal";
import { azurermSchema, rewriteForMajor, toHcl, type AzurermMajor } from "@aks-topology/terraform";
import type { App } from "cdktf";
import type { IConstruct } from "constructs";
import { locationOf } from "../location.js";
import type { Platform } from "../schema/platform.js";
import { table } from "./lists.js";
import { requestOf, type PlannedRequest } from "./spoke-requests.js";

/** Files for the teams of networks, subnets, route tables and security groups that exist already, by spoke. */

type Json = Readonly<Record<string, unknown>>;
type Block = readonly [type: string, name: string, body: Json];

/** The first priority of the rules that a group is asked for. */
const FIRST_PRIORITY = 100;
/** The last one that Azure takes, of rules that deny what no other allows. */
const LAST_PRIORITY = 4096;

/** What only the callers of a module know. */
const VARIABLES = {
  firewall_private_address: {
    type: "string",
    description:
      "Private address of the firewall that the platform creates in the spoke's hub: its output firewall_private_ip, after an apply of the hub.",
  },
  priority_offset: {
    type: "number",
    description:
      "Added to the priority of each rule that allows, where the groups have others at these priorities.",
    default: 0,
  },
} as const;

/** The files by their paths in `other-teams`; none where nothing is asked. */
export function filesForSpokeTeams(
  app: App,
  { name, azurerm }: Pick<Platform, "name" | "azurerm">,
): [string, string][] {
  const bySpoke = new Map<string, IConstruct[]>();
  for (const construct of app.node.findAll()) {
    if (requestOf(construct).length === 0) continue;
    const { network } = locationOf(construct.node.scope ?? construct);
    bySpoke.set(network, [...(bySpoke.get(network) ?? []), construct]);
  }
  return [...bySpoke].flatMap(([spoke, constructs]) => {
    const requests = constructs.flatMap(requestOf);
    const blocks = blocksOf(constructs);
    const files: [string, string][] = [
      [`${spoke}/README.md`, readmeOf(knownText(name) ?? name, spoke, requests, blocks.length > 0)],
      [`${spoke}/requests.json`, `${JSON.stringify(requests, undefined, 2)}\n`],
    ];
    return blocks.length === 0
      ? files
      : [...files, [`${spoke}/network/main.tf`, moduleOf(blocks, azurerm)] satisfies [string, string]];
  });
}

function readmeOf(
  platform: string,
  spoke: string,
  requests: readonly PlannedRequest[],
  hasModule: boolean,
): string {
  return [
    `# ${platform}: what the team of the network of ${spoke} has to do`,
    "Written by `aks-topology`. Nothing in this folder is applied by the platform's own Terraform. Set all of it before the clusters are created: AKS checks the routes of its subnets first.",
    ...(hasModule
      ? [
          "The folder `network` is a Terraform module with the routes, the rules and the associations; call it with a provider of the network's subscription. What a subnet has already is imported, or left out. Delegations and service endpoints are arguments of the subnet itself.",
        ]
      : []),
    table(
      ["of", "for", "name", "setting", "reason"],
      requests.map(({ id, tenant, name, setting, reason }) => [id, tenant, name, setting, reason]),
    ),
  ]
    .join("\n\n")
    .concat("\n");
}

function moduleOf(blocks: readonly Block[], major: AzurermMajor): string {
  const resource: Record<string, Record<string, Json>> = {};
  for (const [type, name, body] of blocks) {
    const ofType = (resource[type] ??= {});
    ofType[freeLabel(name, ofType)] = body;
  }
  const variable = Object.fromEntries(
    Object.entries(VARIABLES).filter(([name]) => JSON.stringify(resource).includes(`var.${name}`)),
  );
  const json = { terraform: { required_version: ">= 1.9" }, variable, resource };
  const head =
    "# Written by aks-topology for the team of the network. The platform's team writes it again after a change.\n\n";
  return head + toHcl(rewriteForMajor(json, major), azurermSchema(major));
}

/** A label that no other block has: tables and groups of two resource groups may have one name. */
function freeLabel(name: string, taken: Readonly<Record<string, Json>>): string {
  for (let number = 2, free = name; ; number += 1) {
    if (!(free in taken)) return free;
    free = `${name}_${number}`;
  }
}

function blocksOf(constructs: readonly IConstruct[]): Block[] {
  const rules = new Map<string, number>();
  const names = new Map<string, number>();
  return constructs.flatMap((construct): Block[] => {
    if (construct instanceof RequestedTableRoute) return routeOf(construct);
    if (construct instanceof RequestedSubnetSetting) return associationOf(construct);
    if (!(construct instanceof RequestedSecurityRule)) return [];
    const id = text(construct, construct.targetId).toLowerCase();
    const position = rules.get(id) ?? 0;
    if (construct.access === "Allow") rules.set(id, position + 1);
    // Two clusters may share a group, in which names are unique.
    const times = (names.get(`${id} ${construct.rule.name}`) ?? 0) + 1;
    names.set(`${id} ${construct.rule.name}`, times);
    const name = times === 1 ? construct.rule.name : `${construct.rule.name}-${times}`;
    return ruleOf(construct, name, position);
  });
}

function routeOf(route: RequestedTableRoute): Block[] {
  const id = parseArmId(text(route, route.routeTableId));
  if (id === undefined) return [];
  const { name, range, hop } = route;
  const next =
    typeof hop === "string"
      ? { next_hop_type: hop }
      : {
          next_hop_type: "VirtualAppliance",
          next_hop_in_ip_address: isLiteral(text(route, hop.privateIpAddress))
            ? text(route, hop.privateIpAddress)
            : "${var.firewall_private_address}",
        };
  const body = {
    name,
    resource_group_name: id.resourceGroupName,
    route_table_name: id.name,
    address_prefix: range.literal,
    ...next,
  };
  return literal("azurerm_route", label(id.name, name), body);
}

/** The rule of a group; of a subnet whose group is not known, the list alone has it. */
function ruleOf(request: RequestedSecurityRule, name: string, position: number): Block[] {
  const target = text(request, request.targetId);
  const id = parseArmId(target);
  if (id === undefined || armTypeOf(target) !== "Microsoft.Network/networkSecurityGroups") return [];
  const { rule, direction, access } = request;
  const isDenied = access === "Deny";
  const values = (key: string, all: readonly string[]): Json => {
    const [only, ...others] = all.map((value) => text(request, value));
    return only === undefined || others.length > 0
      ? { [`${key}${key.endsWith("prefix") ? "es" : "s"}`]: [only, ...others] }
      : { [key]: only };
  };
  const body = {
    name,
    description: rule.description,
    resource_group_name: id.resourceGroupName,
    network_security_group_name: id.name,
    direction,
    access,
    priority: isDenied ? LAST_PRIORITY : `\${${FIRST_PRIORITY + position} + var.priority_offset}`,
    protocol: rule.protocol,
    source_port_range: "*",
    ...values("destination_port_range", rule.ports),
    ...values("source_address_prefix", rule.from),
    ...values("destination_address_prefix", rule.to),
  };
  return literal("azurerm_network_security_rule", label(id.name, name), body);
}

function associationOf(request: RequestedSubnetSetting): Block[] {
  const { setting } = request;
  const subnetId = text(request, request.subnetId);
  const name = label(subnetId.split("/").at(-1) ?? "");
  switch (setting.type) {
    case "route-table":
      return literal("azurerm_subnet_route_table_association", name, {
        subnet_id: subnetId,
        route_table_id: text(request, setting.routeTableId),
      });
    case "security-group":
      return literal("azurerm_subnet_network_security_group_association", name, {
        subnet_id: subnetId,
        network_security_group_id: text(request, setting.securityGroupId),
      });
    case "delegation":
    case "service-endpoints":
    case "no-private-link-service-policies":
      return [];
  }
}

/** A block, unless it has a value that only the platform's own Terraform knows: the list has it then. */
function literal(type: string, name: string, body: Json): Block[] {
  return isLiteral(JSON.stringify(Object.values(body))) ? [[type, name, body]] : [];
}

function isLiteral(value: string): boolean {
  return !/(^|[^\w-])(data\.)?azurerm_\w+\./.test(value);
}

/** Last part of a Terraform address. */
function label(...parts: readonly string[]): string {
  return parts.join("_").replaceAll(/[^\w-]/g, "_");
}

function text(scope: IConstruct, value: string): string {
  return knownText(value) ?? readable(scope, value);
}
