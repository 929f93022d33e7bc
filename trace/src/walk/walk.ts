/**
 * Follows a packet from place to place until it is delivered or dropped.
 *
 * Going, each security group and firewall judges the packet, and whatever is stateful is noted as a crossing. Coming back,
 * security groups and firewalls know the connection; but the answer has to pass the same crossings in reverse, which also
 * undo their translations. An answer that meets a firewall which has not seen the connection begin, or that misses one
 * which has, is lost: the path is asymmetric.
 *
 * Knows nothing of names: addresses only.
 */
import type { Packet } from "../evaluate/packet.js";
import type { Model, Subnet } from "../model/model.js";
import { arrive, arriveIn } from "./arrive.js";
import { arriveAtPublic } from "./edge.js";
import type { Outcome, Place } from "./hop.js";
import { leave } from "./leave.js";
import { Trail, type Next } from "./trail.js";

/** More hops than any path has: the packet goes round in circles. */
const MOST_HOPS = 60;

/** The way there. @param trail with what happened before the packet left */
export function walk(trail: Trail, start: Place): Outcome {
  let next = begin(start);
  let last: Subnet | undefined = start.in === "subnet" ? start.subnet : undefined;
  while (next.to !== "end") {
    if (next.to === "leave" || next.to === "subnet") last = next.subnet;
    next = trail.length > MOST_HOPS ? circle(trail, last, start) : step(trail, next);
  }
  return next.outcome;
}

function begin(start: Place): Next {
  switch (start.in) {
    case "subnet":
      return { to: "leave", subnet: start.subnet, isDevice: false };
    case "network":
      return { to: "network", network: start.network };
    case "internet":
      return { to: "internet" };
    case "on-premises": {
      const { subnet, network } = start.gateway;
      return subnet === undefined ? { to: "network", network } : { to: "leave", subnet, isDevice: true };
    }
  }
}

function step(trail: Trail, next: Exclude<Next, { to: "end" }>): Next {
  switch (next.to) {
    case "leave":
      return leave(trail, next.subnet, next.isDevice);
    case "network":
      return arriveIn(trail, next.network);
    case "subnet":
      return arrive(trail, next.subnet, next.isEndpoint);
    case "internet":
      return arriveAtPublic(trail);
  }
}

function circle(trail: Trail, last: Subnet | undefined, start: Place): Next {
  const at = last?.address ?? "internet";
  const place: Place = last === undefined ? start : { in: "subnet", subnet: last };
  return trail.drop(place, { at, by: at, detail: "the packet goes round in circles" });
}

/** The way back from where a packet was delivered. */
export function walkBack(model: Model, { packet, place, crossings }: Outcome): Outcome {
  const answer: Packet = { ...packet, source: packet.destination, destination: packet.source };
  return walk(new Trail(model, answer, crossings), place);
}
