import type { TerraformProvider } from "cdktf";
import { Construct } from "constructs";
import { pathOf, setPath } from "../../core/places.js";
import { derivedRuleOf, networkRuleOf, type AllowedCalls } from "../../firewall/allowed-calls.js";
import { EgressRules } from "../../firewall/egress-rules.js";
import { FirewallRuleGroup, ruleTarget, type RuleTarget } from "../../firewall/rule-group.js";
import type { Cidr } from "../../net/cidr.js";
import { inspectorOf } from "../estate/hub.js";
import { ruleGroupPriority } from "../estate/rule-group-priority.js";
import type { Spoke } from "../spoke/spoke.js";
import { allowedCalls, callsFrom, reportUnreachable } from "./client-rules.js";
import type { IPeerableHub } from "./spokes-of.js";

export interface PeerRulesProps {
  /** The hub whose peers call, or are called. */
  readonly hub: IPeerableHub;
  /** The hub that it is connected with. */
  readonly far: IPeerableHub;
  /** Ranges of the peers that are reached through `hub` alone. */
  readonly peers: readonly Cidr[];
  /** Position of the connection among those of `hub`, from 0. */
  readonly position: number;
  /** Provider of the hub's subscription. @default the scope's */
  readonly provider?: TerraformProvider | undefined;
}

/**
 * Calls between other networks that a hub is peered with and the spokes of a hub that it is connected with, on its firewall
 * or appliance. That of the spokes' own hub allows them as calls of any other range.
 */
export class PeerRules extends Construct {
  readonly hub: IPeerableHub;
  /** Of no spoke: the first hundred of priorities has places for the hub. */
  readonly index = 0;

  constructor(scope: Construct, id: string, props: PeerRulesProps) {
    super(scope, id);
    const { hub, far, peers, position, provider } = props;
    this.hub = hub;
    const path = pathOf(hub);
    if (path !== undefined) setPath(this, `${path}.peers.${far.node.id}`);
    const calls = callsFrom(peers, far.spokes);
    const target = targetOf(hub, provider);
    if (target === undefined || inspectorOf(far) === undefined) {
      const why = `peering is not transitive, so a peer of hub ${hub.node.id} is unreachable without a firewall in both hubs`;
      reportUnreachable(calls, why);
      return;
    }
    const collections = [
      { name: `to-${far.node.id}`, allowed: allowedCalls(calls, far.node.id) },
      { name: `from-${far.node.id}`, allowed: far.spokes.flatMap((spoke) => callsTo(peers, spoke)) },
    ].filter(({ allowed }) => allowed.length > 0);
    if (collections.length === 0) return;
    new FirewallRuleGroup(this, "~rules", {
      target,
      nameParts: [hub.node.id, "peers", far.node.id],
      priority: ruleGroupPriority("peers", this, { spoke: this, index: position }),
      derived: collections.flatMap(({ allowed }) => allowed.map(derivedRuleOf)),
      collections: {
        networkRuleCollection: collections.map(({ name, allowed }, i) => ({
          name,
          priority: 100 * (i + 1),
          action: "Allow",
          rule: allowed.map(networkRuleOf),
        })),
      },
    });
  }
}

/** Whether clients in some ranges call what is private in a spoke, or clusters of the spoke call these ranges. */
export function exchangesWith(spoke: Spoke, ranges: readonly Cidr[]): boolean {
  return callsFrom(ranges, [spoke]).length > 0 || callsTo(ranges, spoke).length > 0;
}

function targetOf(
  { firewall, appliance }: IPeerableHub,
  provider: TerraformProvider | undefined,
): RuleTarget | undefined {
  if (firewall !== undefined) return ruleTarget(firewall, provider);
  return appliance && { type: "list", kind: "appliance", hop: appliance };
}

/** What clusters of a spoke may call in the peers' ranges, by the lists of their egress through the spoke's own hub. */
function callsTo(peers: readonly Cidr[], { key, hub, clusters }: Spoke): AllowedCalls[] {
  return clusters.flatMap((cluster) =>
    cluster.egress.node
      .findAll()
      .filter((construct) => construct instanceof EgressRules)
      .filter(({ target }) => target.type === "policy" || target.hop === inspectorOf(hub))
      .flatMap((rules) => rules.callsTo(peers))
      .map(({ name, ...calls }) => ({
        ...calls,
        name: `${key}-${cluster.key}-${name}`,
        reason: `A destination that cluster ${cluster.key} of spoke ${key} asked for.`,
      })),
  );
}
