/** Where a packet goes and whether its answer comes back. */
import { isAzureHost } from "./address.js";
import {
  clientAddress,
  clientsOf,
  findEndpoints,
  thingsOf,
  UnknownEndpointError,
  type Endpoint,
} from "./endpoint.js";
import type { Packet, Protocol } from "./evaluate/packet.js";
import type { Model } from "./model/model.js";
import { areOutside, pairsOf, placeKey, type Pair } from "./pairs.js";
import { admitted } from "./steps/authorized-ranges.js";
import { keptByNode } from "./steps/kube-proxy.js";
import { masquerade } from "./steps/masquerade.js";
import { throughTunnel } from "./steps/tunnel.js";
import { resolveName } from "./steps/resolve-name.js";
import type { Hop, Outcome, Place, Verdict } from "./walk/hop.js";
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
  /** What others are asked for and have to have done, so that the verdict is true. @default none */
  readonly assumptions?: readonly string[] | undefined;
}

/**
 * Traces every pair of the endpoints that the question names, and returns the one that is furthest from what is expected of
 * all of them: for "delivered" dropped before asymmetric before unknown before delivered, for "dropped" the reverse.
 * @throws UnknownEndpointError, also where neither end is in the network
 */
export function trace(
  question: Question,
  model: Model,
  expect: "delivered" | "dropped" = "delivered",
): Trace {
  const clients = clientsOf(findEndpoints(question.from, model));
  const servers = findEndpoints(question.to, model);
  if (clients.length === 0 || servers.length === 0)
    return nothing(question, clients.length === 0 ? question.from : question.to);
  if (areOutside(clients, servers, model))
    throw new UnknownEndpointError(question.from, thingsOf(model), question.to);
  const pairs = pairsOf(clients, servers);
  if (pairs.length === 0) return familiesApart(question, servers);
  const traced = pairs.map((pair) => ({
    ...pair,
    result: traceOne(question, pair.client, pair.server, model),
  }));
  const results = [...usedOf(traced)];
  const [worst] = results.toSorted(by(expect === "delivered" ? WORST_FIRST : BEST_FIRST));
  return worst ?? nothing(question, question.from);
}

interface TracedPair extends Pair {
  readonly result: Trace;
}

/** A client uses the one of several addresses that serves it; what is dual-stack, the family that does. */
function* usedOf(pairs: readonly TracedPair[]): Generator<Trace> {
  const choices = new Map<string, Trace[]>();
  for (const { client, server, result } of pairs) {
    if (server.isOneOf !== true) yield result;
    else choices.set(placeKey(client), [...(choices.get(placeKey(client)) ?? []), result]);
  }
  for (const results of choices.values()) yield* results.toSorted(by(BEST_FIRST)).slice(0, 1);
}

const WORST_FIRST: readonly Verdict[] = ["dropped", "asymmetric", "unknown", "delivered"];
const BEST_FIRST = WORST_FIRST.toReversed();

function by(order: readonly Verdict[]): (one: Trace, other: Trace) => number {
  return (one, other) => order.indexOf(one.verdict) - order.indexOf(other.verdict);
}

/** An end with IPv4 only and one with IPv6 only. Which families a host name has is not known. */
function familiesApart(question: Question, servers: readonly Endpoint[]): Trace {
  const { from, to } = question;
  const isName = servers.some(({ hostName }) => hostName !== undefined);
  return {
    ...question,
    verdict: isName ? "unknown" : "dropped",
    forward: [],
    back: undefined,
    decidedBy: isName
      ? undefined
      : { address: from, rule: `${from} and ${to} have no address family in common` },
    unknowns: isName ? [`whether ${to} has an IPv6 address`] : [],
  };
}

function nothing(question: Question, text: string): Trace {
  const on = text.endsWith("/pod")
    ? `which addresses the plugin of ${text.replace(/\/pod$/, "")} gives pods`
    : `where ${text} is`;
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
  if (server.pods?.plugin === "none") return nothing(question, server.text);
  const packet: Packet = {
    source: clientAddress(client),
    destination: server.address,
    protocol: question.protocol,
    port: question.port,
    hostName: server.hostName,
  };
  const trail = new Trail(model, packet);
  const failed = resolveName(trail, place, server, model);
  if (failed !== undefined) return answered(question, failed, undefined);
  const kept = keptByNode(trail, client, place);
  if (kept !== undefined) return answered(question, kept, kept);
  const start = throughTunnel(trail, place) ? place : masquerade(trail, client, place);
  const there = admitted(trail, walk(trail, start), server);
  return answered(question, there, there.verdict === "delivered" ? walkBack(model, there) : undefined);
}

/** Where packets of a client begin. Azure's virtual host, from which probes come, is next to each subnet. */
function startOf({ place, address }: Endpoint, server: Endpoint): Place | undefined {
  if (!isAzureHost(address) || server.place?.in !== "subnet") return place;
  return { in: "network", network: server.place.subnet.network };
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
      verdict === "delivered" || last === undefined
        ? undefined
        : { address: decidingAddress(last), rule: last.detail },
    unknowns: verdict === "unknown" ? [...new Set(deciding.hops.flatMap(({ unknowns }) => unknowns))] : [],
  };
}

/** What decides has an address: a rule or route that Azure itself has (DenyAllInBound) is that of the thing it is in. */
function decidingAddress({ at, by }: Hop): string {
  return by.startsWith("/") || by.includes(".") ? by : at;
}
