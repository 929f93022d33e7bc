/** Routes: the next hop of the model and that of Azure. */
import { formatAddress, isSame } from "../address.js";
import { Cidr } from "../cidr.js";
import { otherHalf } from "../evaluate/effective-routes.js";
import type { Cluster, Model, NextHop, Peering } from "../model/model.js";
import type { Evidence } from "../walk/hop.js";
import { contains, type LiveAddresses } from "./addresses.js";
import { Unanswered, type Attachment, type Azure, type LiveHop, type LiveRoute } from "./azure.js";
import { answered, differs, notVerifiable, same, type HopCheck, type Method } from "./check.js";
import { isId } from "./ids.js";

export type RouteEvidence = Evidence & { readonly kind: "route" };

export interface LiveContext {
  readonly model: Model;
  readonly azure: Azure;
  readonly addresses: LiveAddresses;
}

/** @param isKnown whether the model decides */
export async function checkRoute(
  evidence: RouteEvidence,
  isKnown: boolean,
  context: LiveContext,
): Promise<HopCheck> {
  const { subnet, packet, nextHop } = evidence;
  const doubt = doubtOf(evidence);
  if (doubt !== undefined) return notVerifiable(doubt);
  if (nextHop.type === "nodes") return checkNodeRoutes(evidence, nextHop.cluster, context);
  const destination = await context.addresses.of(packet.destination);
  if (destination instanceof Unanswered) return notVerifiable(`${destination.reason}.`);
  const attachment = await context.azure.attachmentIn(subnet);
  const found = await hopOf(evidence, attachment, destination, context);
  if (found instanceof Unanswered) return notVerifiable(`${found.reason}.`);
  const { hop, method } = found;
  if (hop === undefined) return withoutRoute(evidence, method, context);
  const answer = `${hopText(hop)} for ${destination}, by ${lastOf(hop.by)}`;
  if (!isKnown) return answered(method, answer);
  if (isAnnounced(evidence) && TYPES[hop.nextHopType.toLowerCase()] === "gateway")
    return same(method, answer);
  const difference = await differenceOf(nextHop, hop, context);
  if (difference !== undefined) return differs(method, answer, difference);
  const beyond = nextHop.type === "peering" ? await checkForwarding(nextHop.peering, context) : undefined;
  return beyond ?? same(method, answer);
}

/** Azure shows what a virtual hub announces as routes of a gateway, whatever their next hop is. */
function isAnnounced({ source, nextHop }: RouteEvidence): boolean {
  return source === "bgp" && nextHop.type === "appliance";
}

/** Destinations that the model knows by name only. */
function doubtOf({ subnet, packet, nextHop }: RouteEvidence): string | undefined {
  if (!isId(subnet.key)) return `The id of ${subnet.address} is known after apply.`;
  const { destination } = packet;
  const hasTagRoutes = subnet.routeTable?.routes.some(({ prefix }) => !(prefix instanceof Cidr)) ?? false;
  if (destination.kind === "public" && (subnet.serviceEndpoints.length > 0 || hasTagRoutes))
    return `The addresses of ${destination.label} are not known, and routes of services may have them.`;
  if (nextHop.type === "endpoint" && !(destination.kind === "range" && destination.range.isAddress))
    return `The address of ${nextHop.endpoint.address} is not known.`;
  return undefined;
}

interface FoundHop {
  /** Undefined where no custom route has the destination. */
  readonly hop: LiveHop | undefined;
  readonly method: Method;
}

/**
 * Network Watcher's next hop where there is an interface; else its effective routes; else the custom routes of the subnet,
 * which leave open what Azure's own routes do.
 */
async function hopOf(
  { subnet, packet, prefix, source: kind }: RouteEvidence,
  attachment: Attachment | undefined,
  destination: string,
  { azure, addresses }: LiveContext,
): Promise<FoundHop | Unanswered> {
  if (attachment?.kind === "interface") {
    const source = attachment.address ?? (await addresses.of(packet.source));
    const hop = source instanceof Unanswered ? source : await azure.nextHop(attachment, source, destination);
    if (!(hop instanceof Unanswered)) return { hop, method: "next-hop" };
    const routes = await azure.effectiveRoutes(attachment);
    if (!(routes instanceof Unanswered)) {
      const route = longest(routes, destination);
      return route === undefined
        ? new Unanswered("no effective route has the destination")
        : { hop: { ...route, by: route.name ?? "System Route" }, method: "effective-routes" };
    }
  }
  const table = await azure.tableOf(subnet);
  if (table === undefined) return new Unanswered(`${subnet.address} does not exist in Azure`);
  // A route of Azure's own is longer than this one.
  const hidden = kind === "user" ? 0 : prefix.length;
  const route = longest(
    table.routes.filter((item) => (Cidr.parse(item.prefix)?.length ?? 0) >= hidden),
    destination,
  );
  return {
    hop: route && { ...route, by: `${lastOf(table.table ?? "")}/${route.name ?? ""}` },
    method: "route-table",
  };
}

function longest(routes: readonly LiveRoute[], destination: string): LiveRoute | undefined {
  return routes
    .flatMap((route) => {
      const range = Cidr.parse(route.prefix);
      return range !== undefined && contains(range, destination) ? [{ route, length: range.length }] : [];
    })
    .toSorted((one, other) => other.length - one.length)[0]?.route;
}

/** Without a custom route, routes from a gateway and Azure's own decide. They are read at interfaces only. */
async function withoutRoute(
  { source, subnet, nextHop }: RouteEvidence,
  method: Method,
  context: LiveContext,
): Promise<HopCheck> {
  const answer = "no custom route has the destination";
  if (source === "bgp")
    return notVerifiable("Routes that a gateway has learned are read at interfaces only.");
  if (nextHop.type === "peering") {
    const own = await checkPeering(nextHop.peering, context);
    return own.status === "same" ? ((await checkForwarding(nextHop.peering, context)) ?? own) : own;
  }
  if (source === "system") return same(method, answer);
  return differs(
    method,
    answer,
    `The model has a route for it in ${subnet.routeTable?.address ?? subnet.address}.`,
  );
}

/** The words of next hop, of effective routes and of route tables. */
const TYPES: Readonly<Record<string, NextHop["type"]>> = {
  vnetlocal: "network",
  virtualnetwork: "network",
  vnetpeering: "peering",
  vnetglobalpeering: "peering",
  virtualnetworkpeering: "peering",
  virtualappliance: "appliance",
  internet: "internet",
  virtualnetworkgateway: "gateway",
  interfaceendpoint: "endpoint",
  virtualnetworkserviceendpoint: "service",
  none: "none",
};

/** Undefined where both agree. */
async function differenceOf(
  nextHop: NextHop,
  { nextHopType, nextHopAddress }: LiveHop,
  { azure, model }: LiveContext,
): Promise<string | undefined> {
  const type = TYPES[nextHopType.toLowerCase()];
  if (type !== nextHop.type) return `The model says ${nextHop.type}.`;
  if (nextHop.type !== "appliance") return undefined;
  const { ip } = nextHop;
  // Known after apply.
  if (ip.kind !== "range") return undefined;
  const firewall = model.firewalls.find((item) => isSame(item.ip, ip) && isId(item.key));
  const own = firewall && (await azure.firewallAddress(firewall.key));
  const agrees =
    own === undefined
      ? nextHopAddress !== undefined && contains(ip.range, nextHopAddress)
      : nextHopAddress === own;
  if (agrees) return undefined;
  return `The model says ${own ?? formatAddress(ip)}.`;
}

/** The half on the other side of a peering, which accepts forwarded traffic or not. */
async function checkForwarding(peering: Peering, { azure }: LiveContext): Promise<HopCheck | undefined> {
  const half = otherHalf(peering);
  if (half === undefined || !isId(half.key) || isOfVirtualHub(half)) return undefined;
  return peeringDifference(half, await azure.peering(half.key));
}

/** A half of a peering as the model has it and as it is. */
export async function checkPeering(half: Peering, { azure }: LiveContext): Promise<HopCheck> {
  if (!isId(half.key)) return notVerifiable(`The id of ${half.address} is known after apply.`);
  if (isOfVirtualHub(half)) return notVerifiable("Connections with virtual hubs are not read.");
  const found = await azure.peering(half.key);
  return peeringDifference(half, found) ?? same("peering", peeringText(half.allowsForwarded));
}

function isOfVirtualHub({ key }: Peering): boolean {
  return /\/hubvirtualnetworkconnections\//i.test(key);
}

function peeringDifference(
  half: Peering,
  found: Awaited<ReturnType<Azure["peering"]>>,
): HopCheck | undefined {
  if (found === undefined) return differs("peering", "no such peering", `The model has ${half.address}.`);
  if (found.state.toLowerCase() !== "connected")
    return differs("peering", `${half.name} is ${found.state}`, "The model says Connected.");
  if (found.allowsForwarded === half.allowsForwarded) return undefined;
  const answer = `${half.name}: ${peeringText(found.allowsForwarded)}`;
  return differs("peering", answer, `The model says: ${peeringText(half.allowsForwarded)}.`);
}

function peeringText(allowsForwarded: boolean): string {
  return allowsForwarded ? "forwarded traffic is allowed" : "forwarded traffic is not allowed";
}

/** kubenet: each node is the next hop of a route, and no route has another next hop. */
async function checkNodeRoutes(
  { subnet }: RouteEvidence,
  cluster: Cluster,
  { azure }: LiveContext,
): Promise<HopCheck> {
  const nodes = await azure.nodesOf(cluster);
  if (nodes.length === 0) return notVerifiable(`${cluster.name} has no nodes.`);
  const table = await azure.tableOf(subnet);
  if (table === undefined) return notVerifiable(`${subnet.address} does not exist in Azure.`);
  const routes = table.routes.filter(({ prefix }) =>
    cluster.podRanges.some((pods) => contains(pods, prefix)),
  );
  const missing = nodes.filter(({ address }) => !routes.some((route) => route.nextHopAddress === address));
  const stale = routes.filter(({ nextHopAddress }) =>
    nodes.every(({ address }) => address !== nextHopAddress),
  );
  const answer = `${nodes.length - missing.length} of ${nodes.length} nodes have a route in ${lastOf(table.table ?? "no route table")}`;
  const [first] = missing;
  if (first !== undefined)
    return differs("route-table", answer, `No route to the pods of ${first.name} (${first.address}).`);
  const [old] = stale;
  if (old !== undefined)
    return differs(
      "route-table",
      answer,
      `${old.prefix} routes to ${old.nextHopAddress ?? old.nextHopType}, which no node has.`,
    );
  return same("route-table", answer);
}

function hopText({ nextHopType, nextHopAddress }: LiveHop): string {
  return nextHopAddress === undefined ? nextHopType : `${nextHopType} ${nextHopAddress}`;
}

function lastOf(id: string): string {
  return id.startsWith("/") ? id.slice(id.lastIndexOf("/") + 1) : id;
}
