import ipaddr from "ipaddr.js";
import { badRequest, type ArmError } from "../core/arm-error.js";
import { asObject, asText, at, objects, textAt, textOf, type JsonObject } from "../core/json.js";
import { stableGuid } from "../core/random.js";
import type { Facts, Refusal, TypeRow } from "../core/type-row.js";

const HOPS = ["VirtualNetworkGateway", "VnetLocal", "Internet", "VirtualAppliance", "None"];

function routesOf(body: JsonObject): readonly JsonObject[] {
  return objects(at(body, "properties.routes"));
}

function isPrefix(text: string): boolean {
  return ipaddr.IPv4.isValidCIDR(text) || ipaddr.IPv6.isValidCIDR(text);
}

/** A service tag (`AzureCloud.westeurope`) may be given instead of a prefix. */
function isServiceTag(text: string): boolean {
  return /^[A-Za-z][A-Za-z0-9]*(\.[A-Za-z0-9]+)?$/.test(text);
}

function malformedRoute({ id, name, body }: Facts): ArmError | undefined {
  const properties = asObject(body["properties"]);
  const prefix = properties["addressPrefix"];
  const hop = asText(properties["nextHopType"]);
  const address = asText(properties["nextHopIpAddress"]) ?? "";
  if (typeof prefix !== "string" || !(isPrefix(prefix) || isServiceTag(prefix)))
    return badRequest(
      "InvalidAddressPrefixFormat",
      `Address prefix ${textOf(prefix)} of resource ${id} is not formatted correctly. It should follow CIDR notation, for example 10.0.0.0/24.`,
    );
  if (isPrefix(prefix) && networkOf(prefix) !== prefix.toLowerCase())
    return badRequest(
      "InvalidCIDRNotation",
      `The address prefix ${prefix} in resource ${id} has an invalid CIDR notation. For the given prefix length, the address prefix should be ${networkOf(prefix)}.`,
    );
  if (hop === undefined || !HOPS.some((known) => known.toLowerCase() === hop.toLowerCase()))
    return badRequest(
      "InvalidRequestFormat",
      `Cannot parse the request: nextHopType '${String(hop)}' of route ${name} is none of ${HOPS.join(", ")}.`,
    );
  const appliance = hop.toLowerCase() === "virtualappliance";
  if (appliance && address === "")
    return badRequest(
      "MissingNextHopIpAddress",
      `NextHopIpAddress cannot be Null or Empty in route ${name} when NextHopType is VirtualAppliance.`,
    );
  if (appliance && !ipaddr.isValid(address))
    return badRequest(
      "InvalidIPAddressFormat",
      `IP address ${address} of resource ${id} is not formatted correctly.`,
    );
  if (!appliance && address !== "")
    return badRequest(
      "NextHopIpAddressNotAllowed",
      `NextHopIpAddress is only allowed in route ${name} when NextHopType is VirtualAppliance.`,
    );
  return undefined;
}

/** The network of a prefix: `10.0.0.5/24` is `10.0.0.0/24`. */
function networkOf(prefix: string): string {
  if (ipaddr.IPv4.isValidCIDR(prefix))
    return `${ipaddr.IPv4.networkAddressFromCIDR(prefix).toString()}/${ipaddr.IPv4.parseCIDR(prefix)[1]}`;
  const [address, bits] = ipaddr.IPv6.parseCIDR(prefix);
  const text = ipaddr.IPv6.networkAddressFromCIDR(prefix).toString();
  // An IPv6 prefix has many spellings: Azure keeps the one it was sent.
  return address.toString() === text ? prefix.toLowerCase() : `${text}/${bits}`;
}

const samePrefix: Refusal = ({ body }) => {
  const seen = new Map<string, string>();
  for (const route of routesOf(body)) {
    const prefix = (asText(at(route, "properties.addressPrefix")) ?? "").toLowerCase();
    const name = textOf(route["name"]);
    const earlier = seen.get(prefix);
    if (earlier !== undefined)
      return badRequest(
        "RouteConflict",
        `Route: ${name} conflicts with Route: ${earlier}. Routes cannot have the same AddressPrefix.`,
      );
    seen.set(prefix, name);
  }
  return undefined;
};

const tooMany: Refusal = ({ id, body, world }) => {
  const limit = world.limits.routesPerTable;
  const count = routesOf(body).length;
  return count <= limit
    ? undefined
    : badRequest(
        "RouteTableRoutesLimitReached",
        `Cannot create more than ${limit} routes in route table ${id}; the request has ${count}.`,
      );
};

function isDefaultToAppliance(route: JsonObject): boolean {
  return (
    at(route, "properties.addressPrefix") === "0.0.0.0/0" &&
    textAt(route, "properties.nextHopType").toLowerCase() === "virtualappliance"
  );
}

function subnetsOf(gateway: JsonObject): string[] {
  return objects(at(gateway, "properties.gatewayIPConfigurations")).map((config) =>
    textAt(config, "properties.subnet.id"),
  );
}

/**
 * True for a gateway of tier v2 that is managed over the Internet: made without network isolation. That is a feature of
 * the subscription; what shows it here is the delegation of the subnet, which isolated gateways alone need.
 */
export function needsInternet({ world }: Facts, gateway: JsonObject): boolean {
  const isV2 = textAt(gateway, "properties.sku.tier").toLowerCase().endsWith("_v2");
  const isolated =
    at(gateway, "properties.enableNetworkIsolation") === true ||
    asObject(gateway["tags"])["EnableApplicationGatewayNetworkIsolation"] === "true" ||
    subnetsOf(gateway).some((subnet) =>
      objects(at(world.lookup(subnet), "properties.delegations")).some(
        (delegation) =>
          textAt(delegation, "properties.serviceName").toLowerCase() ===
          "microsoft.network/applicationgateways",
      ),
    );
  return isV2 && !isolated;
}

/** Application gateways in a subnet that are managed over the Internet. */
export function gatewaysIn(facts: Facts, subnet: string): string[] {
  return facts.world
    .ofType("Microsoft.Network/applicationGateways")
    .filter(
      (gateway) =>
        needsInternet(facts, gateway) &&
        subnetsOf(gateway).some((own) => own.toLowerCase() === subnet.toLowerCase()),
    )
    .map((gateway) => textOf(gateway["id"]));
}

export function gatewayRefusesTable(table: string, subnet: string, gateway: string): ArmError {
  return badRequest(
    "ApplicationGatewaySubnetUserDefinedRouteNotAllowed",
    `Route Table ${table} is associated to subnet ${subnet}, which contains V2 SKU Application Gateway ${gateway}. A route 0.0.0.0/0 with a next hop other than Internet is not allowed on such a subnet.`,
  );
}

/** True when a table sends 0.0.0.0/0 to an appliance. */
export function hasDefaultToAppliance(table: JsonObject | undefined): boolean {
  return table !== undefined && routesOf(table).some(isDefaultToAppliance);
}

const defaultRouteAtGateway: Refusal = (facts) => {
  if (!hasDefaultToAppliance(facts.body)) return undefined;
  for (const subnet of facts.world.referrers(facts.id)) {
    const [gateway] = gatewaysIn(facts, subnet);
    if (gateway !== undefined) return gatewayRefusesTable(facts.id, subnet, gateway);
  }
  return undefined;
};

export const routeTableRows: readonly TypeRow[] = [
  {
    type: "Microsoft.Network/routeTables",
    needsLocation: true,
    defaults: { properties: { disableBgpRoutePropagation: false } },
    computed: { "properties.resourceGuid": ({ id }) => stableGuid(`resource:${id.toLowerCase()}`) },
    dropped: ["properties.subnets"],
    inline: [{ property: "routes", type: "routes", whenOmitted: "clear" }],
    refusals: [samePrefix, tooMany, defaultRouteAtGateway],
    inUse: (name) =>
      badRequest(
        "InUseRouteTableCannotBeDeleted",
        `Route table ${name} is in use and cannot be deleted.`,
        [],
      ),
  },
  {
    type: "Microsoft.Network/routeTables/routes",
    defaults: { properties: { hasBgpOverride: false } },
    refusals: [malformedRoute],
  },
];
