/**
 * What a picture of a platform shows, before anything is laid out: boxes within boxes, the links between networks, and the
 * declared paths. Each resource that it shows is shown once, and is known by its Terraform address, or by the id of what
 * exists already.
 */
import type { TracedPath } from "../reachability/reachability.js";
import type { Place } from "../source-map.js";

/** Something with a place in the platform file. */
interface Shown {
  /** Terraform address; the id, or a description, of what exists already. */
  readonly address: string;
  /** Its name in Azure; "" where it has none of its own. */
  readonly name: string;
  readonly isExisting: boolean;
  /** The line that it is from; undefined where no line is. */
  readonly place: Place | undefined;
  /** What becomes of it. @default nothing, or the picture is of no change */
  readonly change?: ChangeMark | undefined;
}

/** What a change does to a thing. */
export type ChangeMark = "added" | "changed" | "replaced" | "removed";

export type BoxKind = "outside" | "hub" | "network" | "cluster" | "subnet" | "services";

export interface PictureBox extends Shown {
  /** Unique in the picture, and the same for the same thing in each picture. */
  readonly id: string;
  readonly kind: BoxKind;
  /** Id of the box around it. */
  readonly parent: string | undefined;
  readonly title: string;
  /** What is said below the title, a line each: ranges, region, network plugin. */
  readonly details: readonly string[];
  /** Route table, security group and NAT gateway of a subnet. */
  readonly labels: readonly PictureLabel[];
  readonly items: readonly PictureItem[];
  /** Addresses of a subnet, where the address plan has it. */
  readonly usage: { readonly needed: number; readonly usable: number } | undefined;
}

/** What applies to a subnet. Several subnets may share one. */
export interface PictureLabel extends Pick<Shown, "address" | "name" | "isExisting" | "change"> {
  readonly kind: "route-table" | "security-group" | "nat-gateway";
  readonly text: string;
}

/** A resource in a box that contains no others. */
export interface PictureItem extends Shown {
  readonly kind: ItemKind;
  readonly title: string;
  /** "" where there is nothing to say. */
  readonly detail: string;
}

export type ItemKind =
  | "firewall"
  | "gateway"
  | "network-gateway"
  | "pool"
  | "pods"
  | "api"
  | "endpoint"
  | "load-balancer"
  | "machine"
  | "function"
  | "service";

/** A peering, with both of its halves where both are known; or a connection to a site. */
export interface PictureLink {
  readonly id: string;
  readonly kind: "peering" | "connection";
  readonly from: string;
  readonly to: string;
  readonly text: string;
  readonly addresses: readonly string[];
  readonly isExisting: boolean;
  readonly change?: ChangeMark | undefined;
}

/**
 * What a path is for: traffic that comes in, that goes out, or that stays; what Azure itself sends; what is refused, as it
 * should be; and what is not as it should be.
 */
export type FlowKind = "ingress" | "egress" | "internal" | "platform" | "refused" | "broken";

/** A declared path, with the boxes that its packets pass. */
export interface PicturePath extends Omit<TracedPath, "decidedBy"> {
  readonly kind: FlowKind;
  /** Ids of boxes, in order. A refused path ends where it is refused. */
  readonly boxes: readonly string[];
}

/** All paths of a kind that go from one box straight to another. */
export interface PictureFlow {
  readonly id: string;
  readonly kind: FlowKind;
  readonly from: string;
  readonly to: string;
  /** Names of the paths, in the order of the file. */
  readonly paths: readonly string[];
}

export interface Picture {
  readonly title: string;
  /** Each after the box around it. */
  readonly boxes: readonly PictureBox[];
  readonly links: readonly PictureLink[];
  readonly paths: readonly PicturePath[];
  readonly flows: readonly PictureFlow[];
}
