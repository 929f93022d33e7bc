import type { ITerraformDependable, TerraformProvider } from "cdktf";
import type { IConstruct } from "constructs";
import { DEFAULTS } from "../core/defaults.js";
import { rangeText } from "../core/known.js";
import type { Placement } from "../core/placement.js";
import type { Cidr } from "../net/cidr.js";
import type { IRouteTable } from "../network/route-table.js";

/**
 * What a mirror does about routes that its source has no longer: it removes them, keeps them for ever, or, for a cluster
 * that leaves kubenet, keeps them until the source has none and then removes all.
 */
export type MirrorPolicy = "sync" | "upsert-only" | "retire";

/** How the gateway of a cluster follows its node routes. */
export interface MirrorOptions {
  readonly policy: MirrorPolicy;
  /** Range of the mirrored routes, where the pods of a cluster that left kubenet have another one. @default the cluster's pod range */
  readonly podCidr?: Cidr | undefined;
}

/** A subscription that is not the runtime's. */
export interface OtherSubscription {
  /** Ends the Terraform addresses of what is made for it: the key of a spoke of that subscription. */
  readonly key: string;
  readonly provider: TerraformProvider;
}

/** The subscription of a table: alert rules and event topics must be in the subscription that they watch. */
export interface MirrorHome {
  /**
   * A resource group in that subscription, such as the spoke's.
   * @default the runtime's own group; in another subscription, one that is created there
   */
  readonly placement?: Placement | undefined;
  /** @default the runtime's own subscription */
  readonly subscription?: OtherSubscription | undefined;
}

/** Where AKS writes the node routes. */
export interface MirrorSource {
  /** The resource group of the table; `key` names it among all sources. */
  readonly group: { readonly key: string; readonly id: string };
  /** The table. @default the one that AKS manages in the group, which is then the node resource group */
  readonly table?: IRouteTable | undefined;
}

/**
 * The subnet of a gateway that exists already and has no route table: one is created and associated with it. Mirrors of
 * one subnet share the table.
 */
export interface GatewaySubnetTarget {
  /** Azure Resource Manager id of the subnet. */
  readonly gatewaySubnetId: string;
  /** Names the table: the gateway's name. Lower-case words joined by `-`. */
  readonly key: string;
  /** Region of the subnet's network. @default the runtime's */
  readonly location?: string | undefined;
}

/** One table that follows another. */
export interface MirrorProps {
  /** Name of the mirror: lower-case words joined by `-`. */
  readonly name: string;
  readonly source: MirrorSource;
  /** The gateway's table, or the subnet that gets one; several mirrors may share it. */
  readonly target: IRouteTable | GatewaySubnetTarget;
  /** Where alert rules and event topics of the source are created. @default the runtime's subscription and group */
  readonly home?: MirrorHome | undefined;
  /** Where the target is. @default the source's subscription */
  readonly targetHome?: MirrorHome | undefined;
  /** Ranges of the cluster's pods: only routes inside them are mirrored. */
  readonly podCidrs: readonly Cidr[];
  /** @default "sync" */
  readonly policy?: MirrorPolicy | undefined;
  /** What must exist before the runtime's first round: the cluster. */
  readonly dependsOn: readonly ITerraformDependable[];
  /** The construct whose key the names contain, and at which names that are too long are reported: the cluster. @default the runtime */
  readonly namedFor?: IConstruct | undefined;
}

/** A mirror whose resource groups and target are known. */
export interface PlacedMirror extends MirrorProps {
  readonly target: IRouteTable;
  readonly home: MirrorHome & { readonly placement: Placement };
  readonly targetHome: MirrorHome;
}

/** A mirror as the runtime's configuration file has it. */
export interface MirrorConfiguration {
  /** Name of the mirror. */
  readonly name: string;
  /** Id of the table that AKS writes, or of the group in which it keeps one. */
  readonly source: { readonly id: string } | { readonly nodeResourceGroup: string };
  /** Id of the gateway's table. */
  readonly target: { readonly id: string };
  /** Ranges of the cluster's pods, in CIDR notation. */
  readonly podCidrs: readonly string[];
  /** What happens to routes that the source has no longer. @default "sync" */
  readonly policy?: MirrorPolicy;
}

export function mirrorConfiguration(mirror: PlacedMirror): MirrorConfiguration {
  const { name, source, target, podCidrs, policy = DEFAULTS.mirror.policy } = mirror;
  return {
    name,
    source:
      source.table === undefined ? { nodeResourceGroup: source.group.id } : { id: source.table.routeTableId },
    target: { id: target.routeTableId },
    podCidrs: podCidrs.map(rangeText),
    ...(policy === DEFAULTS.mirror.policy ? {} : { policy }),
  };
}
