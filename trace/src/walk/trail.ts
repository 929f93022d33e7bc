import type { Packet } from "../evaluate/packet.js";
import type { Model, Network, Subnet } from "../model/model.js";
import type { Unsure } from "../tri.js";
import type { Crossing, Evidence, Hop, HopAction, Outcome, Place, Verdict } from "./hop.js";

/** What happens next to a packet. */
export type Next =
  | { readonly to: "leave"; readonly subnet: Subnet; readonly isDevice: boolean }
  /** Finds the subnet of a network that has the destination. */
  | { readonly to: "network"; readonly network: Network }
  | { readonly to: "subnet"; readonly subnet: Subnet; readonly isEndpoint: boolean }
  /** Arrives at a public address. */
  | { readonly to: "internet" }
  | { readonly to: "end"; readonly outcome: Outcome };

interface Decision {
  readonly at: string;
  readonly by: string;
  readonly detail: string;
  readonly others?: () => readonly string[];
  readonly unknowns?: readonly string[] | undefined;
  /** The packet before the hop, where that changes its addresses. */
  readonly before?: Packet | undefined;
  readonly evidence?: Evidence | undefined;
}

type WithoutBefore<T> = T extends Crossing ? Omit<T, "before"> : never;

/** The packet on its way, with what happened to it. */
export class Trail {
  readonly model: Model;
  readonly isReturn: boolean;
  packet: Packet;
  readonly #hops: Hop[] = [];
  readonly #crossings: Crossing[] = [];
  /** Coming back: what the answer still has to pass, the next one last. */
  readonly #due: Crossing[];

  /** @param due the crossings of the way there; absent on the way there */
  constructor(model: Model, packet: Packet, due?: readonly Crossing[]) {
    this.model = model;
    this.packet = packet;
    this.isReturn = due !== undefined;
    this.#due = [...(due ?? [])];
  }

  get length(): number {
    return this.#hops.length;
  }

  /** The crossing that an answer has to pass next. */
  get due(): Crossing | undefined {
    return this.#due.at(-1);
  }

  /** What the packet has passed last on the way there. */
  get crossed(): Crossing | undefined {
    return this.#crossings.at(-1);
  }

  hop(action: HopAction, { at, by, detail, others, unknowns = [], before, evidence }: Decision): void {
    const { source, destination } = this.packet;
    const hop = { at, action, by, detail, source, destination, before, unknowns, evidence };
    this.#hops.push({
      ...hop,
      // Few ask, and each candidate has to be judged for it.
      get others() {
        return others?.() ?? [];
      },
    });
  }

  /** Passes something stateful on the way there, with or without a translation. */
  cross(crossing: WithoutBefore<Crossing>, decision: Decision): void {
    const before = this.packet;
    this.packet = crossing.after;
    this.#crossings.push({ ...crossing, before });
    if (before !== crossing.after) this.hop("translate", { ...decision, before });
  }

  /** Passes the crossing that is due, which undoes its translation. */
  uncross(decision: Omit<Decision, "detail">): void {
    const crossing = this.#due.pop();
    if (crossing === undefined) return;
    const { before, after } = crossing;
    const answer = this.packet;
    this.packet = {
      ...this.packet,
      source: before.destination,
      destination: before.source,
      port: this.packet.port,
    };
    if (before !== after)
      this.hop("translate", {
        ...decision,
        detail: "knows the connection and undoes its translation",
        before: answer,
      });
    else this.hop("allow", { ...decision, detail: "knows the connection" });
  }

  deliver(place: Place, decision: Decision): Next {
    this.hop("deliver", decision);
    return this.end("delivered", place);
  }

  drop(place: Place, decision: Decision): Next {
    this.hop("deny", decision);
    return this.end("dropped", place);
  }

  unknown(place: Place, action: HopAction, decision: Omit<Decision, "unknowns">, on: Unsure): Next {
    this.hop(action, { ...decision, unknowns: on.on });
    return this.end("unknown", place);
  }

  asymmetric(place: Place, decision: Decision): Next {
    this.hop("deny", decision);
    return this.end("asymmetric", place);
  }

  end(verdict: Verdict, place: Place): Next {
    const [hops, crossings] = [this.#hops, this.#crossings];
    return { to: "end", outcome: { verdict, hops, place, packet: this.packet, crossings } };
  }
}

/** How a step ended, where it did. */
export function outcomeOf(next: Next): Outcome | undefined {
  return next.to === "end" ? next.outcome : undefined;
}
