import type { Address } from "../address.js";
import type { Cidr } from "../cidr.js";
import type { Packet } from "../evaluate/packet.js";
import type {
  Direction,
  Firewall,
  Network,
  NetworkGateway,
  NextHop,
  Peering,
  Subnet,
} from "../model/model.js";

export type HopAction = "route" | "allow" | "deny" | "translate" | "resolve" | "deliver";

/** What the model has decided, for comparison with what Azure answers to the same question. */
export type Evidence =
  | {
      readonly kind: "route";
      /** Where the packet leaves. */
      readonly subnet: Subnet;
      readonly packet: Packet;
      readonly prefix: Cidr;
      readonly nextHop: NextHop;
      readonly source: "user" | "bgp" | "system";
    }
  | {
      readonly kind: "security-group";
      readonly subnet: Subnet;
      readonly packet: Packet;
      readonly direction: Direction;
      /** Undefined where the model does not know. */
      readonly allows: boolean | undefined;
    }
  /** A half of a peering that does not accept what its peer forwards. */
  | { readonly kind: "peering"; readonly half: Peering };

/** One decision on the way of a packet. */
export interface Hop {
  /** The thing: a subnet, a table, a security group, a firewall, a peering. */
  readonly at: string;
  readonly action: HopAction;
  /** The Terraform address or the system rule that decides. */
  readonly by: string;
  /** What it does, in words. */
  readonly detail: string;
  /** The addresses after the hop. */
  readonly source: Address;
  readonly destination: Address;
  /** The addresses before the hop, where it changes them. */
  readonly before?: Pick<Packet, "source" | "destination"> | undefined;
  /** What the decision depends on. */
  readonly unknowns: readonly string[];
  /** Candidates that lost, each with the reason. */
  readonly others: readonly string[];
  /** Absent where Azure answers no question about the hop. */
  readonly evidence?: Evidence | undefined;
}

export type Verdict = "delivered" | "dropped" | "asymmetric" | "unknown";

/** Where a packet is. */
export type Place =
  | { readonly in: "subnet"; readonly subnet: Subnet }
  /** Where no subnet has the address. */
  | { readonly in: "network"; readonly network: Network }
  | { readonly in: "internet" }
  | { readonly in: "on-premises"; readonly gateway: NetworkGateway };

/** Something stateful that a connection passes: the answer has to pass it as well. */
export type Crossing = Translation & (SubnetCrossing | ProxyCrossing);

interface Translation {
  /** Terraform address. */
  readonly address: string;
  readonly before: Packet;
  readonly after: Packet;
}

interface SubnetCrossing {
  /**
   * The answer leaves the subnet of an edge for the Internet; a balancer undoes its translation at once; what answers through a
   * tunnel is a connection of its own.
   */
  readonly type: "firewall" | "edge" | "node" | "tunnel" | "balancer";
  readonly firewall: Firewall | undefined;
  /** Where the connection left, to which its answers return. */
  readonly subnet: Subnet;
}

/** Front Door, which opens a connection of its own to the origin. */
interface ProxyCrossing {
  readonly type: "proxy";
  readonly firewall: undefined;
  /** Where a private link service has its addresses; undefined over the Internet. */
  readonly subnet: Subnet | undefined;
}

/** How one direction ends. */
export interface Outcome {
  readonly verdict: Verdict;
  readonly hops: readonly Hop[];
  readonly place: Place;
  readonly packet: Packet;
  readonly crossings: readonly Crossing[];
}
