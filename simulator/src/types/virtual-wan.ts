import { badRequest } from "../core/arm-error.js";
import { lower, parentId } from "../core/arm-id.js";
import { asList, asObject, at, objects, textAt, textOf, type JsonObject } from "../core/json.js";
import type { Computed, Refusal, TypeRow } from "../core/type-row.js";
import { addressIn, fixed, held, overlap, publicAddress } from "./helpers.js";

const HUBS = "Microsoft.Network/virtualHubs";
const CONNECTIONS = `${HUBS}/hubVirtualNetworkConnections`;
const VPN_GATEWAYS = "Microsoft.Network/vpnGateways";
const VPN_SITES = "Microsoft.Network/vpnSites";
const EXPRESS_ROUTE_GATEWAYS = "Microsoft.Network/expressRouteGateways";
const CIRCUIT_CONNECTIONS = `${EXPRESS_ROUTE_GATEWAYS}/expressRouteConnections`;
const SITE = "properties.remoteVpnSite.id";
const CIRCUIT = "properties.expressRouteCircuitPeering.id";
const REMOTE = "properties.remoteVirtualNetwork.id";

/** The largest prefix length, that is the smallest hub. */
const SMALLEST = 24;
/** Where Azure places the instances of a hub's VPN gateway. */
const GATEWAY_INDEX = 12;
/** Where Azure places the first instances of a hub's firewall. */
const FIREWALL_INDEX = 132;

const tooSmall: Refusal = ({ name, body }) => {
  const prefix = textAt(body, "properties.addressPrefix");
  return Number(prefix.split("/")[1] ?? 0) <= SMALLEST
    ? undefined
    : badRequest(
        "VirtualHubAddressPrefixTooSmall",
        `Address prefix ${prefix} of virtual hub ${name} is smaller than a /${SMALLEST}.`,
        [],
      );
};

const prefixChanged: Refusal = ({ name, body, previous }) => {
  const [now, before] = [body, previous].map((each) => textAt(each, "properties.addressPrefix"));
  return previous === undefined || now === before
    ? undefined
    : badRequest("PropertyChangeNotAllowed", `The address prefix of virtual hub ${name} cannot change.`, []);
};

function spaceOf(network: JsonObject | undefined): readonly string[] {
  return asList(at(network, "properties.addressSpace.addressPrefixes")).map(textOf);
}

/** A network is connected with one virtual hub, once, and its ranges overlap neither those of the hub nor of others there. */
const notConnectable: Refusal = ({ id, body, world }) => {
  const remote = textAt(body, REMOTE);
  const network = world.lookup(remote);
  if (network === undefined)
    return badRequest(
      "InvalidResourceReference",
      `Resource ${remote} referenced by resource ${id} was not found. Please make sure that the referenced resource exists, and that both resources are in the same region.`,
    );
  const others = world.ofType(CONNECTIONS).filter((other) => lower(textOf(other["id"])) !== lower(id));
  const twin = others.find((other) => lower(textAt(other, REMOTE)) === lower(remote));
  if (twin !== undefined)
    return badRequest(
      "HubVirtualNetworkConnectionAlreadyExists",
      `Virtual network ${remote} is connected by ${textOf(twin["id"])} already.`,
      [],
    );
  const hub = parentId(id);
  const near = others
    .filter((other) => lower(parentId(textOf(other["id"]))) === lower(hub))
    .flatMap((other) => spaceOf(world.lookup(textAt(other, REMOTE))));
  const taken = [textAt(world.lookup(hub), "properties.addressPrefix"), ...near];
  const clash = spaceOf(network).find((prefix) => taken.some((other) => overlap(prefix, other)));
  return clash === undefined
    ? undefined
    : badRequest(
        "VnetAddressSpaceOverlapsWithConnectedNetworks",
        `Address prefix ${clash} of ${remote} overlaps with what virtual hub ${hub} is connected with.`,
        [],
      );
};

/** The next hop of a routing policy is a firewall of the hub that exists already (Azure-Landing-Zones #2904). */
const unknownNextHop: Refusal = ({ id, body, world }) => {
  const policies = objects(at(body, "properties.routingPolicies"));
  const bad = policies.find(({ nextHop }) => {
    const hub = textAt(world.lookup(textOf(nextHop)), "properties.virtualHub.id");
    return lower(hub) !== lower(parentId(id));
  });
  return bad === undefined
    ? undefined
    : badRequest(
        "InvalidNextHop",
        `The next hop '${textOf(bad["nextHop"])}' in route/policy '${textOf(bad["name"])}' in the resource '${id}' is invalid.`,
        [],
      );
};

/** Addresses of a firewall in a virtual hub: a private one of the hub's range, and as many public ones as were asked for. */
export const HUB_ADDRESSES: Computed = ({ id, body, world }) => {
  const hub = world.lookup(textAt(body, "properties.virtualHub.id"));
  if (hub === undefined) return undefined;
  const count = Number(at(body, "properties.hubIPAddresses.publicIPs.count") ?? 1);
  return {
    privateIPAddress: addressIn(textAt(hub, "properties.addressPrefix"), FIREWALL_INDEX) ?? "",
    publicIPs: {
      ...asObject(at(body, "properties.hubIPAddresses.publicIPs")),
      count,
      addresses: Array.from({ length: count }, (_, i) => ({ address: publicAddress(`${id}/${i}`) })),
    },
  };
};

/** A gateway is in a hub that exists, which has one of each kind. */
function noSecondGateway(type: string): Refusal {
  return ({ id, body, world }) => {
    const hub = textAt(body, "properties.virtualHub.id");
    const twin = world
      .ofType(type)
      .find(
        (other) =>
          lower(textOf(other["id"])) !== lower(id) &&
          lower(textAt(other, "properties.virtualHub.id")) === lower(hub),
      );
    return twin === undefined
      ? undefined
      : badRequest(
          "VirtualHubAlreadyHasGateway",
          `Virtual hub ${hub} has ${textOf(twin["id"])} already.`,
          [],
        );
  };
}

/** A circuit that a hub connects with has its private peering, and is connected once per gateway. */
const sameCircuit: Refusal = ({ id, body, world }) => {
  const peering = textAt(body, CIRCUIT);
  const twin = world
    .ofType(CIRCUIT_CONNECTIONS)
    .filter((other) => lower(textOf(other["id"])) !== lower(id))
    .filter((other) => lower(parentId(textOf(other["id"]))) === lower(parentId(id)))
    .find((other) => lower(textAt(other, CIRCUIT)) === lower(peering));
  return twin === undefined
    ? undefined
    : badRequest(
        "ExpressRouteCircuitAlreadyConnected",
        `${peering} is connected by ${textOf(twin["id"])}.`,
        [],
      );
};

/** A connection of a VPN gateway names the links of its site. */
const unknownLink: Refusal = ({ id, body, world }) => {
  const site = textAt(body, SITE);
  const links = objects(at(world.lookup(site), "properties.vpnSiteLinks")).map(({ name }) =>
    lower(`${site}/vpnSiteLinks/${textOf(name)}`),
  );
  const bad = objects(at(body, "properties.vpnLinkConnections")).find(
    (link) => !links.includes(lower(textAt(link, "properties.vpnSiteLink.id"))),
  );
  return bad === undefined
    ? undefined
    : badRequest(
        "InvalidResourceReference",
        `Resource ${textAt(bad, "properties.vpnSiteLink.id")} referenced by resource ${id} was not found.`,
        [],
      );
};

/** The two instances of a VPN gateway, each with an address of the hub and a public one. */
const INSTANCES: Computed = ({ id, body, world }) => {
  const hub = world.lookup(textAt(body, "properties.virtualHub.id"));
  return ["Instance0", "Instance1"].map((name, i) => ({
    id: name,
    publicIpAddress: publicAddress(`${id}/${name}`),
    privateIpAddress: addressIn(textAt(hub, "properties.addressPrefix"), GATEWAY_INDEX + i) ?? "",
  }));
};

/** Virtual WANs, their hubs, and what is connected with these. */
export const VIRTUAL_WAN_ROWS: readonly TypeRow[] = [
  {
    type: "Microsoft.Network/virtualWans",
    needsLocation: true,
    retryAfter: 0,
    defaults: {
      properties: { type: "Standard", allowBranchToBranchTraffic: true, disableVpnEncryption: false },
    },
    dropped: ["properties.virtualHubs"],
    inUse: held("VirtualWanInUse", "Virtual WAN"),
  },
  {
    type: HUBS,
    needsLocation: true,
    retryAfter: 0,
    blockedByChildren: ["hubVirtualNetworkConnections", "routingIntent"],
    dropped: ["properties.azureFirewall"],
    computed: { "properties.routingState": fixed("Provisioned") },
    references: [{ path: "properties.virtualWan.id", shownAs: "virtualHubs" }],
    refusals: [tooSmall, prefixChanged],
    inUse: held("VirtualHubInUse", "Virtual hub"),
  },
  {
    type: CONNECTIONS,
    retryAfter: 0,
    defaults: { properties: { enableInternetSecurity: false } },
    references: [{ path: REMOTE }],
    refusals: [notConnectable],
  },
  {
    type: `${HUBS}/routingIntent`,
    retryAfter: 0,
    references: [{ path: "properties.routingPolicies[].nextHop" }],
    refusals: [unknownNextHop],
  },
  {
    type: VPN_SITES,
    needsLocation: true,
    retryAfter: 0,
    references: [{ path: "properties.virtualWan.id" }],
    inUse: held("VpnSiteInUse", "VPN site"),
  },
  {
    type: VPN_GATEWAYS,
    needsLocation: true,
    retryAfter: 0,
    blockedByChildren: ["vpnConnections"],
    defaults: { properties: { vpnGatewayScaleUnit: 1, isRoutingPreferenceInternet: false } },
    computed: { "properties.ipConfigurations": INSTANCES },
    references: [{ path: "properties.virtualHub.id" }],
    refusals: [noSecondGateway(VPN_GATEWAYS)],
  },
  {
    type: `${VPN_GATEWAYS}/vpnConnections`,
    retryAfter: 0,
    defaults: { properties: { enableInternetSecurity: false } },
    references: [{ path: SITE }],
    refusals: [unknownLink],
  },
  {
    type: EXPRESS_ROUTE_GATEWAYS,
    needsLocation: true,
    retryAfter: 0,
    blockedByChildren: ["expressRouteConnections"],
    defaults: { properties: { allowNonVirtualWanTraffic: false } },
    references: [{ path: "properties.virtualHub.id" }],
    refusals: [noSecondGateway(EXPRESS_ROUTE_GATEWAYS)],
  },
  {
    type: CIRCUIT_CONNECTIONS,
    retryAfter: 0,
    defaults: { properties: { enableInternetSecurity: false, routingWeight: 0 } },
    refusals: [sameCircuit],
  },
];
