import ipaddr from "ipaddr.js";
import { badRequest } from "../core/arm-error.js";
import { lower } from "../core/arm-id.js";
import { asList, asObject, at, objects, textAt, textOf, type Json, type JsonObject } from "../core/json.js";
import type { Facts, Refusal } from "../core/type-row.js";

function plugin(body: JsonObject): string {
  return lower(textAt(body, "properties.networkProfile.networkPlugin"));
}

function subnetsOf(body: JsonObject): string[] {
  return [
    ...new Set(objects(at(body, "properties.agentPoolProfiles")).map((pool) => textOf(pool["vnetSubnetID"]))),
  ].filter((id) => id !== "");
}

export function isKubenet(body: JsonObject): boolean {
  return plugin(body) === "kubenet";
}
export function isPrivate(body: JsonObject): boolean {
  return at(body, "properties.apiServerAccessProfile.enablePrivateCluster") === true;
}

export const routingWithoutDefaultRoute: Refusal = ({ body, world }) => {
  if (lower(textAt(body, "properties.networkProfile.outboundType")) !== "userdefinedrouting")
    return undefined;
  for (const subnet of subnetsOf(body)) {
    const table = textAt(world.lookup(subnet), "properties.routeTable.id");
    if (table === "")
      return badRequest(
        "ExistingRouteTableNotAssociatedWithSubnet",
        `An existing route table has not been associated with subnet ${subnet}. Please update the route table association`,
      );
    const route = objects(at(world.lookup(table), "properties.routes")).find(
      (item) => textAt(item, "properties.addressPrefix") === "0.0.0.0/0",
    );
    if (route === undefined)
      return badRequest(
        "RouteTableMissingDefaultRoute",
        `Route table ${table} has no route for 0.0.0.0/0, which outbound type userDefinedRouting requires. Please see http://aka.ms/aks/outboundtype for more details`,
      );
    const hop = textAt(route, "properties.nextHopType");
    if (!["virtualappliance", "virtualnetworkgateway"].includes(lower(hop)))
      return badRequest(
        "RouteTableInvalidNextHop",
        `Default route 0.0.0.0/0 has a next hop of ${hop} but only next hops of VirtualAppliance or VirtualNetworkGateway are allowed. Please see http://aka.ms/aks/outboundtype for more details`,
      );
  }
  return undefined;
};

/** The DNS servers of the network of a cluster's nodes. */
function dnsServers({ body, world }: Facts): readonly Json[] {
  const [subnet] = subnetsOf(body);
  const network = subnet === undefined ? undefined : world.lookup(subnet.split(/\/subnets\//i)[0] ?? "");
  return asList(at(network, "properties.dhcpOptions.dnsServers"));
}

export const customDns: Refusal = (facts) => {
  const { body, world } = facts;
  if (!isPrivate(body) || dnsServers(facts).length === 0) return undefined;
  const hasTable = subnetsOf(body).some(
    (subnet) => textAt(world.lookup(subnet), "properties.routeTable.id") !== "",
  );
  if (isKubenet(body) && hasTable)
    return badRequest(
      "CustomRouteTableWithPrivateClusterAndCustomDNSNotAllowed",
      "A private kubenet cluster with a custom route table cannot be created in a virtual network with custom DNS servers.",
    );
  const zone = textAt(body, "properties.apiServerAccessProfile.privateDNSZone");
  if (lower(zone) === "none") return undefined;
  const linked = world
    .ofType("Microsoft.Network/privateDnsZones/virtualNetworkLinks")
    .some((link) => lower(textOf(link["id"])).startsWith(`${lower(zone)}/`));
  return zone !== "" && lower(zone) !== "system" && linked
    ? undefined
    : badRequest(
        "K8SAPIServerDNSLookupFailVMExtensionError",
        "Agents are unable to resolve the Kubernetes API server name. It's likely that the custom DNS server is not correctly configured: the private DNS zone of the cluster is not linked to a virtual network. Please see https://aka.ms/aks/private-cluster#hub-and-spoke-with-custom-dns for more information.",
      );
};

export const kubenetNeedsIdentity: Refusal = ({ body, world }) => {
  const owned =
    isKubenet(body) &&
    subnetsOf(body).some((subnet) => textAt(world.lookup(subnet), "properties.routeTable.id") !== "");
  if (!owned || !lower(textAt(body, "identity.type")).startsWith("systemassigned")) return undefined;
  return badRequest(
    "CustomRouteTableWithSystemAssignedIdentityNotAllowed",
    "A kubenet cluster with a custom route table needs a user-assigned identity.",
  );
};

/** AKS allows at most this many nodes in a pool. */
const MOST_NODES = 1_000;

export const absurdCount: Refusal = ({ body }) => {
  const count = at(body, "properties.count");
  return typeof count === "number" && Number.isInteger(count) && count >= 0 && count <= MOST_NODES
    ? undefined
    : badRequest(
        "InvalidParameter",
        `The value of parameter agentPoolProfile.count is invalid. Error details: it must be between 0 and ${MOST_NODES}.`,
      );
};

export const malformedRange: Refusal = ({ body }) => {
  const network = asObject(at(body, "properties.networkProfile"));
  const ranges = [...asList(network["podCidrs"]), ...asList(network["serviceCidrs"])].map(textOf);
  const bad = ranges.find((range) => !ipaddr.isValidCIDR(range));
  return bad === undefined
    ? undefined
    : badRequest("InvalidCIDR", `The CIDR '${bad}' of networkProfile is invalid.`);
};

export const subnetMissing: Refusal = ({ body, world }) => {
  const gone = subnetsOf(body).find((subnet) => world.lookup(subnet) === undefined);
  return gone === undefined
    ? undefined
    : badRequest(
        "InvalidParameter",
        `The value of parameter agentPoolProfile.vnetSubnetID is invalid. Error details: the subnet ${gone} was not found.`,
      );
};

export const noPool: Refusal = ({ body }) =>
  objects(at(body, "properties.agentPoolProfiles")).length === 0
    ? badRequest(
        "InvalidParameter",
        "The value of parameter agentPoolProfiles is invalid. Error details: a cluster needs at least one agent pool.",
      )
    : undefined;
