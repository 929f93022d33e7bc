/** Where a packet goes and whether its answer comes back. */
import { formatAddress, isAzureHost, isPublic, isSame, isWithin, type Address } from "./address.js";
import { clientAddress, findEndpoints, serversFor, type Endpoint } from "./endpoint.js";
import { isInSets, type Packet, type Protocol } from "./evaluate/packet.js";
import { isOfService } from "./evaluate/tags.js";
import type { Cluster, Model, Network, Subnet } from "./model/model.js";
import { resolveApi } from "./names/api-name.js";
import { lookUp, resolverOf, type Answer, type Resolver } from "./names/resolve.js";
import { Unsure } from "./tri.js";
import type { Hop, Outcome, Place, Verdict } from "./walk/hop.js";
import { outboundAddress, podLabel } from "./walk/locate.js";
import { Trail } from "./walk/trail.js";
import { walk, walkBack } from "./walk/walk.js";

export interface Question {
  readonly from: string;
  readonly to: string;
  readonly protocol: Protocol;
  /** Undefined for ICMP. */
  readonly port: number | undefined;
}

export interface Decision {
  readonly address: string;
  readonly rule: string;
}

export interface Trace extends Question {
  readonly verdict: Verdict;
  readonly forward: readonly Hop[];
  /** Undefined where nothing came to answer. */
  readonly back: readonly Hop[] | undefined;
  /** What decides the verdict where it is not delivered. */
  readonly decidedBy: Decision | undefined;
  /** What the verdict depends on. */
  readonly unknowns: readonly string[];
}

/**
 * Traces every pair of the endpoints that the question names, and returns the worst: dropped before asymmetric before unknown
 * before delivered.
 * @throws UnknownEndpointError
 */
export function trace(question: Question, model: Model): Trace {
  const clients = findEndpoints(question.from, model);
  const servers = findEndpoints(question.to, model);
  const traces = clients.flatMap((client) =>
    serversFor(client, servers).map((server) => traceOne(question, client, server, model)),
  );
  const [worst] = traces.toSorted((a, b) => WORST_FIRST.indexOf(a.verdict) - WORST_FIRST.indexOf(b.verdict));
  return worst ?? nothing(question, clients.length === 0 ? question.from : question.to);
}

const WORST_FIRST: readonly Verdict[] = ["dropped", "asymmetric", "unknown", "delivered"];

function nothing(question: Question, text: string): Trace {
  const on = `where ${text} is`;
  if (text === "on-premises") {
    const decidedBy = { address: text, rule: "no network has a gateway" };
    return { ...question, verdict: "dropped", forward: [], back: undefined, decidedBy, unknowns: [] };
  }
  return {
    ...question,
    verdict: "unknown",
    forward: [],
    back: undefined,
    decidedBy: undefined,
    unknowns: [on],
  };
}

function traceOne(question: Question, client: Endpoint, server: Endpoint, model: Model): Trace {
  const place = startOf(client, server);
  if (place === undefined) return nothing(question, client.text);
  const packet: Packet = {
    source: clientAddress(client),
    destination: server.address,
    protocol: question.protocol,
    port: question.port,
    hostName: server.hostName,
  };
  const trail = new Trail(model, packet);
  const failed = resolve(trail, client, server, model);
  if (failed !== undefined) return answered(question, failed, undefined);
  const there = admitted(trail, walk(trail, masquerade(trail, client, place)), server);
  return answered(question, there, there.verdict === "delivered" ? walkBack(model, there) : undefined);
}

/** Where packets of a client begin. Azure's virtual host, from which probes come, is next to each subnet. */
function startOf({ place, address }: Endpoint, server: Endpoint): Place | undefined {
  if (!isAzureHost(address) || server.place?.in !== "subnet") return place;
  return { in: "network", network: server.place.subnet.network };
}

/** Resolves the server's name as the client does. @returns the end where there is no answer */
function resolve(trail: Trail, { place }: Endpoint, server: Endpoint, model: Model): Outcome | undefined {
  if (place?.in !== "subnet" || server.hostName === undefined) return undefined;
  const { network } = place.subnet;
  const { answer, resolver } =
    server.apiOf === undefined
      ? ofName(server.hostName, network, model)
      : resolveApi(server.apiOf, network, model);
  const before = trail.packet;
  if (answer.address !== undefined) trail.packet = { ...before, destination: answer.address };
  if (resolver.asked.length > 0 || answer.by !== "public DNS")
    noteResolution(trail, network, resolver, answer, before);
  if (answer.unsure !== undefined) return ended(trail.end("unknown", place));
  if (answer.address === undefined) return ended(trail.end("dropped", place));
  return undefined;
}

function ofName(hostName: string, network: Network, model: Model): { answer: Answer; resolver: Resolver } {
  const resolver = resolverOf(network, model);
  return { answer: lookUp(hostName, resolver, model), resolver };
}

function noteResolution(
  trail: Trail,
  network: Network,
  { asked }: Resolver,
  answer: Answer,
  before: Packet,
): void {
  const at = [network.address, ...asked.map((server) => server.at)].at(-1) ?? network.address;
  const via = asked.map(({ address, detail }) => `${detail}, ${formatAddress(address)}`).join(", then ");
  trail.hop("resolve", {
    at,
    by: answer.by,
    detail: via === "" ? answer.detail : `asks ${via}: ${answer.detail}`,
    unknowns: answer.unsure?.on,
    before,
  });
}

function ended(next: ReturnType<Trail["end"]>): Outcome | undefined {
  return next.to === "end" ? next.outcome : undefined;
}

/**
 * Nodes put their own address in the place of a pod's that is not in the network, except towards pods of the same cluster;
 * where AKS creates the way out, also in the place of a pod's in a subnet of its own (Microsoft Learn, "Azure CNI Overlay
 * networking"; "Use kubenet networking"; "Outbound types").
 * @returns where the packet leaves
 */
function masquerade(trail: Trail, { pods, nodes }: Endpoint, place: Place): Place {
  if (pods === undefined || nodes === undefined || !isTranslated(trail.packet.destination, pods))
    return place;
  const source = nodeAddress(nodes);
  trail.cross(
    {
      type: "node",
      address: pods.address,
      firewall: undefined,
      subnet: nodes,
      after: { ...trail.packet, source },
    },
    {
      at: `nodes of ${pods.name}`,
      by: pods.address,
      detail: "the node puts its own address in the place of the pod's",
    },
  );
  return { in: "subnet", subnet: nodes };
}

function isTranslated(destination: Address, cluster: Cluster): boolean {
  const { plugin, podRanges, outboundType } = cluster;
  switch (plugin) {
    case "kubenet":
    case "overlay":
    case "none":
      return !(
        podRanges.some((range) => isWithin(destination, range) === true) &&
        (destination.kind !== "range" || [undefined, podLabel(cluster)].includes(destination.label))
      );
    case "pod-subnet":
      return isPublic(destination) === true && ["loadBalancer", "managedNATGateway"].includes(outboundType);
    case "node-subnet":
      return false;
  }
}

function nodeAddress({ prefixes, address }: Subnet): Address {
  const [range] = prefixes;
  return range === undefined ? { kind: "unknown", label: address } : { kind: "range", range };
}

/**
 * A public API server admits its authorized ranges only, and the cluster's own outbound address (Microsoft Learn, "Secure
 * access to the API server using authorized IP address ranges").
 */
function admitted(trail: Trail, outcome: Outcome, { apiOf }: Endpoint): Outcome {
  const authorized = apiOf === undefined || apiOf.api.type === "private" ? [] : apiOf.api.authorized;
  const isPublic = outcome.verdict === "delivered" && outcome.place.in === "internet";
  if (apiOf === undefined || !isPublic || authorized.length === 0) return outcome;
  const { source } = outcome.packet;
  if (isSame(source, outboundAddress(apiOf))) return outcome;
  const isAdmitted = isInSets(source, authorized, (tag) => isOfService(source, tag));
  if (isAdmitted === true) return outcome;
  const at = apiOf.address;
  const decision = { at, by: at, detail: `authorized IP ranges and ${formatAddress(source)}` };
  const next =
    isAdmitted instanceof Unsure
      ? trail.unknown(outcome.place, "deny", decision, isAdmitted)
      : trail.drop(outcome.place, decision);
  return ended(next) ?? outcome;
}

function answered(question: Question, there: Outcome, back: Outcome | undefined): Trace {
  const deciding = there.verdict === "delivered" && back !== undefined ? back : there;
  // An answer that is dropped on its way is lost as one that goes elsewhere.
  const verdict = deciding === back && deciding.verdict === "dropped" ? "asymmetric" : deciding.verdict;
  const last = deciding.hops.at(-1);
  return {
    ...question,
    verdict,
    forward: there.hops,
    back: back?.hops,
    decidedBy:
      verdict === "delivered" || last === undefined ? undefined : { address: last.by, rule: last.detail },
    unknowns: verdict === "unknown" ? [...new Set(deciding.hops.flatMap(({ unknowns }) => unknowns))] : [],
  };
}
