import { groupOfBastion } from "./bastion-refusals.js";
import ipaddr from "ipaddr.js";
import { badRequest } from "../core/arm-error.js";
import { lower } from "../core/arm-id.js";
import { asList, asObject, at, objects, textAt, textOf, type JsonObject } from "../core/json.js";
import type { Refusal, TypeRow } from "../core/type-row.js";
import { held, overlap, prefixesOf, RESOURCE_GUID, within } from "./helpers.js";
import { echoedPeerings, peeringRow } from "./peerings.js";
import { gatewayRefusesTable, gatewaysIn, hasDefaultToAppliance } from "./route-tables.js";

function subnetsOf(body: JsonObject): readonly JsonObject[] {
  return objects(at(body, "properties.subnets"));
}
function spaceOf(body: JsonObject): string[] {
  return asList(at(body, "properties.addressSpace.addressPrefixes")).map(textOf);
}

const malformedSpace: Refusal = ({ id, body }) => {
  const bad = spaceOf(body).find((prefix) => !ipaddr.isValidCIDR(prefix));
  return bad === undefined
    ? undefined
    : badRequest(
        "InvalidAddressPrefixFormat",
        `Address prefix ${bad} of resource ${id} is not formatted correctly. It should follow CIDR notation, for example 10.0.0.0/24.`,
      );
};

const subnetOutside: Refusal = ({ name, body }) => {
  const space = spaceOf(body);
  const astray = subnetsOf(body).find(
    (subnet) =>
      !prefixesOf(asObject(subnet["properties"])).every((prefix) =>
        space.some((outer) => within(prefix, outer)),
      ),
  );
  return astray === undefined
    ? undefined
    : badRequest(
        "NetcfgInvalidSubnet",
        `Subnet '${textOf(astray["name"])}' is not valid in virtual network '${name}'.`,
      );
};

const subnetsOverlap: Refusal = ({ name, body }) => {
  const seen: { prefix: string }[] = [];
  for (const subnet of subnetsOf(body)) {
    const prefixes = prefixesOf(asObject(subnet["properties"]));
    if (prefixes.some((prefix) => seen.some((earlier) => overlap(prefix, earlier.prefix))))
      return badRequest(
        "NetcfgSubnetRangesOverlap",
        `Subnet '${textOf(subnet["name"])}' is not valid because its IP address range overlaps with that of an existing subnet in virtual network '${name}'.`,
      );
    seen.push(...prefixes.map((prefix) => ({ prefix })));
  }
  return undefined;
};

const subnetWithoutPrefix: Refusal = ({ id, body }) => {
  const prefixes = prefixesOf(asObject(body["properties"]));
  const bad = prefixes.find((prefix) => !ipaddr.isValidCIDR(prefix));
  if (prefixes.length > 0 && bad === undefined) return undefined;
  return badRequest(
    "InvalidAddressPrefixFormat",
    `Address prefix ${bad ?? ""} of resource ${id} is not formatted correctly. It should follow CIDR notation, for example 10.0.0.0/24.`,
  );
};

/** What a subnet names must exist. */
const danglingReference: Refusal = ({ id, body, world }) => {
  for (const key of ["routeTable", "networkSecurityGroup", "natGateway"]) {
    const target = textAt(body, `properties.${key}.id`);
    if (target !== "" && world.lookup(target) === undefined)
      return badRequest(
        "InvalidResourceReference",
        `Resource ${target} referenced by resource ${id} was not found. Please make sure that the referenced resource exists, and that both resources are in the same region.`,
      );
  }
  return undefined;
};

const tableAtGateway: Refusal = (facts) => {
  const table = textAt(facts.body, "properties.routeTable.id");
  if (table === "" || !hasDefaultToAppliance(facts.world.lookup(table))) return undefined;
  const [gateway] = gatewaysIn(facts, facts.id);
  return gateway === undefined ? undefined : gatewayRefusesTable(table, facts.id, gateway);
};

/** What an address space must keep while something in the subnet has an address of it. */
const prefixInUse: Refusal = ({ id, name, body, previous, world }) => {
  if (previous === undefined || world.holders(id).length === 0) return undefined;
  const kept = new Set(prefixesOf(asObject(body["properties"])).map(lower));
  const gone = prefixesOf(asObject(previous["properties"])).find((prefix) => !kept.has(lower(prefix)));
  if (gone === undefined) return undefined;
  // Azure has both answers: the newer one for subnets that are written with a list of prefixes (azurerm #11211, #7687).
  return at(body, "properties.addressPrefixes") === undefined
    ? badRequest("InUseSubnetCannotBeUpdated", `Subnet ${name} is in use and cannot be updated.`, [])
    : badRequest(
        "InUsePrefixCannotBeDeleted",
        `IpPrefix ${gone} on Subnet ${name} has active allocations and cannot be deleted.`,
        [],
      );
};

/** What others show in a subnet, and what a read-modify-write sends back. */
const SHOWN_IN_SUBNETS = [
  "ipConfigurations",
  "applicationGatewayIPConfigurations",
  "privateEndpoints",
  "purpose",
].map((key) => `properties.${key}`);

export const virtualNetworkRows: readonly TypeRow[] = [
  {
    type: "Microsoft.Network/virtualNetworks",
    needsLocation: true,
    retryAfter: 0,
    defaults: { properties: { enableDdosProtection: false, privateEndpointVNetPolicies: "Disabled" } },
    computed: RESOURCE_GUID,
    inline: [
      { property: "subnets", type: "subnets", whenOmitted: "keep" },
      { property: "virtualNetworkPeerings", type: "virtualNetworkPeerings", whenOmitted: "keep" },
    ],
    refusals: [malformedSpace, subnetOutside, subnetsOverlap],
    busy: "conflict",
    echoes: echoedPeerings,
  },
  {
    type: "Microsoft.Network/virtualNetworks/subnets",
    retryAfter: 0,
    defaults: {
      properties: {
        delegations: [],
        privateEndpointNetworkPolicies: "Disabled",
        privateLinkServiceNetworkPolicies: "Enabled",
      },
    },
    dropped: SHOWN_IN_SUBNETS,
    computed: {
      "properties.delegations": ({ id, body }) =>
        objects(at(body, "properties.delegations")).map((delegation) => ({
          ...delegation,
          id: `${id}/delegations/${textOf(delegation["name"])}`,
          properties: { provisioningState: "Succeeded", actions: [], ...asObject(delegation["properties"]) },
          type: "Microsoft.Network/virtualNetworks/subnets/delegations",
        })),
      "properties.serviceEndpoints": ({ body }) => {
        const endpoints = at(body, "properties.serviceEndpoints");
        return endpoints === undefined
          ? undefined
          : objects(endpoints).map((endpoint) => ({
              provisioningState: "Succeeded",
              locations: ["*"],
              ...endpoint,
            }));
      },
    },
    references: [
      { path: "properties.routeTable.id", shownAs: "subnets" },
      { path: "properties.networkSecurityGroup.id", shownAs: "subnets" },
      { path: "properties.natGateway.id", shownAs: "subnets" },
    ],
    refusals: [subnetWithoutPrefix, prefixInUse, danglingReference, tableAtGateway, groupOfBastion],
    inUse: (name, users) =>
      badRequest(
        "InUseSubnetCannotBeDeleted",
        `Subnet ${name} is in use by ${users.slice(0, 5).join(", ")} and cannot be deleted. In order to delete the subnet, delete all the resources within the subnet. See aka.ms/deletesubnet.`,
        [],
      ),
  },
  peeringRow,
  {
    type: "Microsoft.Network/networkSecurityGroups",
    needsLocation: true,
    retryAfter: 0,
    computed: { ...RESOURCE_GUID, "properties.defaultSecurityRules": ({ id }) => defaultRules(id) },
    dropped: ["properties.subnets", "properties.networkInterfaces"],
    inline: [{ property: "securityRules", type: "securityRules", whenOmitted: "clear" }],
    refusals: [
      ({ body }) => {
        const seen = new Map<string, string>();
        for (const rule of objects(at(body, "properties.securityRules"))) {
          const key =
            `${textAt(rule, "properties.direction")}/${textAt(rule, "properties.priority")}`.toLowerCase();
          const earlier = seen.get(key);
          const name = textOf(rule["name"]);
          if (earlier !== undefined)
            return badRequest(
              "SecurityRuleConflict",
              `Security rule ${name} conflicts with rule ${earlier}. Rules cannot have the same Priority and Direction.`,
            );
          seen.set(key, name);
        }
        return undefined;
      },
    ],
    inUse: held("InUseNetworkSecurityGroupCannotBeDeleted", "Network security group"),
  },
  {
    type: "Microsoft.Network/networkSecurityGroups/securityRules",
    retryAfter: 0,
    defaults: {
      properties: {
        sourceAddressPrefixes: [],
        destinationAddressPrefixes: [],
        sourcePortRanges: [],
        destinationPortRanges: [],
      },
    },
  },
];

function defaultRules(id: string): JsonObject[] {
  return [
    ["AllowVnetInBound", "Allow", "Inbound", 65_000, "VirtualNetwork", "VirtualNetwork"],
    ["AllowAzureLoadBalancerInBound", "Allow", "Inbound", 65_001, "AzureLoadBalancer", "*"],
    ["DenyAllInBound", "Deny", "Inbound", 65_500, "*", "*"],
    ["AllowVnetOutBound", "Allow", "Outbound", 65_000, "VirtualNetwork", "VirtualNetwork"],
    ["AllowInternetOutBound", "Allow", "Outbound", 65_001, "*", "Internet"],
    ["DenyAllOutBound", "Deny", "Outbound", 65_500, "*", "*"],
  ].map(([name, access, direction, priority, source, destination]) => ({
    name: name ?? "",
    id: `${id}/defaultSecurityRules/${String(name)}`,
    properties: {
      provisioningState: "Succeeded",
      protocol: "*",
      sourcePortRange: "*",
      destinationPortRange: "*",
      sourceAddressPrefix: source ?? "*",
      destinationAddressPrefix: destination ?? "*",
      access: access ?? "",
      priority: priority ?? 0,
      direction: direction ?? "",
    },
    type: "Microsoft.Network/networkSecurityGroups/defaultSecurityRules",
  }));
}
