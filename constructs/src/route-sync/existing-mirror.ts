import { Construct } from "constructs";
import { claim } from "../core/address-claims.js";
import { isSameArmId, parseArmId, resourceGroupScope, subscriptionScope } from "../core/arm-id.js";
import { knownText } from "../core/known.js";
import { check, report } from "../core/problem.js";
import type { Judgement } from "../core/rule.js";
import { treeState } from "../core/tree-state.js";
import type { Cidr } from "../net/cidr.js";
import { RouteTable, type IRouteTable } from "../network/route-table.js";
import { TABLE_OF_NETWORK_MANAGER } from "../network/rules.js";
import type {
  GatewaySubnetTarget,
  MirrorHome,
  MirrorPolicy,
  MirrorProps,
  MirrorSource,
  OtherSubscription,
} from "./mirror.js";
import {
  GATEWAY_WITH_TWO_TABLES,
  MIRROR_SOURCE_IS_TARGET,
  MIRROR_TARGET_ELSEWHERE,
  NODE_GROUP_ELSEWHERE,
} from "./rules.js";

export interface ExistingMirrorProps {
  /** Name of the mirror: lower-case words joined by `-`. */
  readonly name: string;
  /** Azure Resource Manager id of the AKS cluster, which uses kubenet. */
  readonly clusterId: string;
  /** Azure Resource Manager id of the Application Gateway. */
  readonly gatewayId: string;
  /** The table that AKS writes, or the group in which AKS keeps one of its own. Azure Resource Manager ids. */
  readonly source: { readonly routeTableId: string } | { readonly nodeResourceGroupId: string };
  /** The gateway's table, or its subnet, which gets one. Azure Resource Manager ids. */
  readonly target:
    | { readonly routeTableId: string }
    | {
        readonly gatewaySubnetId: string;
        /** Region of the subnet's network. @default the runtime's */
        readonly location?: string | undefined;
      };
  /** Range of the cluster's pods. */
  readonly podCidr: Cidr;
  /** @default "sync" */
  readonly policy?: MirrorPolicy | undefined;
  /** Subscription of the source. @default the runtime's own */
  readonly sourceSubscription?: OtherSubscription | undefined;
  /** Subscription of the target. @default the runtime's own */
  readonly targetSubscription?: OtherSubscription | undefined;
}

/**
 * A mirror between a cluster and a gateway that exist already, by their ids. Nothing of theirs is read or changed by
 * Terraform, except that a gateway's subnet that is named gets a route table.
 */
export class ExistingMirror extends Construct implements MirrorProps {
  readonly name: string;
  readonly source: MirrorSource;
  readonly target: IRouteTable | GatewaySubnetTarget;
  readonly home: MirrorHome;
  readonly targetHome: MirrorHome;
  readonly podCidrs: readonly Cidr[];
  readonly policy: MirrorPolicy | undefined;
  readonly dependsOn = [];
  readonly namedFor = this;
  readonly #props: ExistingMirrorProps;

  constructor(scope: Construct, id: string, props: ExistingMirrorProps) {
    super(scope, id);
    this.#props = props;
    const { name, source, target } = props;
    this.name = name;
    this.source =
      "routeTableId" in source
        ? {
            group: { key: name, id: resourceGroupScope(source.routeTableId) },
            table: RouteTable.fromId(source.routeTableId),
          }
        : { group: { key: name, id: source.nodeResourceGroupId } };
    this.target =
      "routeTableId" in target
        ? RouteTable.fromId(target.routeTableId)
        : { ...target, key: keyOf(props.gatewayId) };
    this.podCidrs = [props.podCidr];
    this.policy = props.policy;
    this.home = { subscription: props.sourceSubscription };
    this.targetHome = { subscription: props.targetSubscription };
    claim(this, {
      range: props.podCidr,
      use: "pods",
      owner: `pods of mirror ${name}`,
      routingDomains: [textKey(targetId(props))],
      prop: "podCidr",
    });
    report(this, ...this.#judgeSubscriptions(), ...this.#judgeTables());
    mirrors.of(this.node.root).all.push(props);
    check(this, () => this.#judgeOthers());
  }

  #judgeSubscriptions(): Judgement[] {
    const { clusterId, gatewayId, source, target } = this.#props;
    return [
      ...("nodeResourceGroupId" in source
        ? [
            NODE_GROUP_ELSEWHERE.judge({
              group: subscriptionOf(source.nodeResourceGroupId),
              cluster: subscriptionOf(clusterId),
            }),
          ]
        : []),
      ...("routeTableId" in target
        ? [
            MIRROR_TARGET_ELSEWHERE.judge({
              target: subscriptionOf(target.routeTableId),
              gateway: subscriptionOf(gatewayId),
            }),
          ]
        : []),
    ];
  }

  #judgeTables(): Judgement[] {
    const { source, target } = this.#props;
    return [
      ...("routeTableId" in source
        ? [TABLE_OF_NETWORK_MANAGER.judge({ id: source.routeTableId, prop: "source.routeTableId" })]
        : []),
      ...("routeTableId" in target
        ? [TABLE_OF_NETWORK_MANAGER.judge({ id: target.routeTableId, prop: "target" })]
        : []),
    ];
  }

  /** What this mirror and the others of the app contradict each other in. */
  #judgeOthers(): Judgement[] {
    const all = mirrors.of(this.node.root).all;
    const earlier = all.slice(0, all.indexOf(this.#props));
    return [
      ...all
        .filter(isSourceOf(this.#props))
        .map((other) =>
          MIRROR_SOURCE_IS_TARGET.judge({ target: nameOf(targetId(this.#props)), source: other.name }),
        ),
      ...earlier
        .filter(hasOtherTable(this.#props))
        .map(({ name: first }) =>
          GATEWAY_WITH_TWO_TABLES.judge({ gateway: nameOf(this.#props.gatewayId), first }),
        )
        .slice(0, 1),
    ];
  }
}

/** The mirrors of an app. */
const mirrors = treeState<{ readonly all: ExistingMirrorProps[] }>("existing-mirrors", () => ({ all: [] }));

/** Finds the mirrors whose source is the target of one. */
function isSourceOf(mirror: ExistingMirrorProps): (other: ExistingMirrorProps) => boolean {
  const target = textKey(targetId(mirror));
  return ({ source }) =>
    "routeTableId" in source
      ? isSameArmId(source.routeTableId, targetId(mirror))
      : target.startsWith(`${textKey(source.nodeResourceGroupId)}/providers/microsoft.network/routetables/`);
}

/** Finds the mirrors of the same gateway that write another table. */
function hasOtherTable(mirror: ExistingMirrorProps): (other: ExistingMirrorProps) => boolean {
  return (other) =>
    isSameArmId(other.gatewayId, mirror.gatewayId) && !isSameArmId(targetId(other), targetId(mirror));
}

function targetId({ target }: ExistingMirrorProps): string {
  return "routeTableId" in target ? target.routeTableId : target.gatewaySubnetId;
}

function subscriptionOf(id: string): string {
  return textKey(subscriptionScope(knownText(id) ?? id)).replace("/subscriptions/", "");
}

function nameOf(id: string): string {
  return parseArmId(knownText(id) ?? id)?.name ?? id;
}

/** The name of a resource as lower-case words joined by `-`, for Azure names and Terraform addresses. */
function keyOf(id: string): string {
  return nameOf(id)
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, "-")
    .replace(/^-|-$/g, "");
}

/** A text for comparisons: Azure ignores the case of ids. */
function textKey(text: string): string {
  return (knownText(text) ?? text).toLowerCase();
}
