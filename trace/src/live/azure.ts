/** What a deployed network answers. Implementations ask Azure; the comparison asks nothing else. */
import type { Cluster, Direction, Subnet } from "../model/model.js";

/** Something in a subnet that Azure answers questions about. */
export interface Attachment {
  readonly id: string;
  /** Network Watcher covers Application Gateways for security groups, not for routes. */
  readonly kind: "interface" | "gateway";
  /** Private address of an interface. */
  readonly address: string | undefined;
  /** Id of the machine that has an interface. */
  readonly machine: string | undefined;
  /** Region, in which a Network Watcher answers. */
  readonly location: string;
}

/** A node of a cluster. */
export interface LiveNode {
  readonly name: string;
  readonly address: string;
}

/** A route in the words of Azure Resource Manager. */
export interface LiveRoute {
  /** Undefined for routes of Azure's own. */
  readonly name: string | undefined;
  /** A range, or a service tag. */
  readonly prefix: string;
  /** `VirtualAppliance`, `VnetLocal`, `VNetPeering`, … */
  readonly nextHopType: string;
  readonly nextHopAddress: string | undefined;
}

/** The next hop of one packet. */
export interface LiveHop {
  readonly nextHopType: string;
  readonly nextHopAddress: string | undefined;
  /** The route table that decides, or `System Route`. */
  readonly by: string;
}

/** The custom routes of a subnet, without those of Azure's own. */
export interface LiveTable {
  /** Id of the route table. Undefined where the subnet has none. */
  readonly table: string | undefined;
  readonly routes: readonly LiveRoute[];
}

/** A packet in the words of Network Watcher: sources and destinations are addresses or service tags. */
export interface Flow {
  readonly direction: Direction;
  readonly protocol: string;
  readonly source: string;
  readonly destination: string;
  /** `443`, or `*` where the protocol has none. */
  readonly port: string;
}

/** What one security group says of a flow. */
export interface LiveVerdict {
  readonly group: string;
  /** The subnet or the network interface that has the group. */
  readonly appliedTo: string;
  readonly allows: boolean;
  readonly rule: string;
}

export interface LivePeering {
  readonly state: string;
  readonly allowsForwarded: boolean;
}

/** Why there is no answer. */
export class Unanswered {
  readonly reason: string;

  constructor(reason: string) {
    this.reason = reason;
  }
}

/** Resources are named by their keys in the model. Undefined is what does not exist. */
export interface Azure {
  attachmentIn(subnet: Subnet): Promise<Attachment | undefined>;
  nodesOf(cluster: Cluster): Promise<readonly LiveNode[]>;
  nextHop(attachment: Attachment, source: string, destination: string): Promise<LiveHop | Unanswered>;
  effectiveRoutes(attachment: Attachment): Promise<readonly LiveRoute[] | Unanswered>;
  tableOf(subnet: Subnet): Promise<LiveTable | undefined>;
  securityGroups(attachment: Attachment, flow: Flow): Promise<readonly LiveVerdict[] | Unanswered>;
  peering(key: string): Promise<LivePeering | undefined>;
  firewallAddress(key: string): Promise<string | undefined>;
}
