import type { ITerraformDependable } from "cdktf";
import { Construct } from "constructs";
import { check } from "../../core/problem.js";
import type { Judgement } from "../../core/rule.js";
import { isFlat, needsPodSubnet, type NetworkPlugin } from "../../aks/network-plugin.js";
import type { SecurityRule } from "../../network/network-security-group.js";
import { derivedRuleOf, networkRuleOf, type AllowedCalls } from "../../firewall/allowed-calls.js";
import { FirewallRuleGroup, ruleTarget, type RuleTarget } from "../../firewall/rule-group.js";
import type { Cidr } from "../../net/cidr.js";
import { ExistingSecurityGroup } from "../../network/existing-security-group.js";
import { ExistingSubnet } from "../../network/existing-subnet.js";
import type { IExtensibleRouteTable } from "../../network/route-table.js";
import { farRanges, isKnown, obstacleTo, routeResponses } from "../estate/callers.js";
import { inspectorOf } from "../estate/hub.js";
import type { ISpoke } from "../estate/spoke.js";
import { POD_CALLERS_UNKNOWN, POD_CALLERS_UNREACHABLE } from "./pod-caller-rules.js";
import { groupsOf, type PoolNetwork } from "./pool-network.js";

/** The ranges that may call the cluster's pods by their addresses; none where pods have no address outside of the cluster. */
export function podCallers(network: NetworkPlugin): readonly Cidr[] {
  return isFlat(network) ? (network.reachableFrom ?? []) : [];
}

/**
 * Whether responses to callers need a route table: callers beyond the hub come through its firewall or appliance, while
 * routes that the subnet learns by BGP would take the responses past it.
 */
export function needsResponseRoutes(spoke: ISpoke, network: NetworkPlugin): boolean {
  return inspectorOf(spoke.hub) !== undefined && farRanges(spoke, podCallers(network)).length > 0;
}

export interface PodAccessProps {
  readonly spoke: ISpoke;
  /** Key of the cluster. */
  readonly key: string;
  readonly network: NetworkPlugin;
  readonly pools: readonly PoolNetwork[];
  /** Route table of the pods' subnets. @default none: they learn routes by BGP */
  readonly routeTable: IExtensibleRouteTable | undefined;
  /** Priority of the rules in the firewall's policy. */
  readonly priority: number;
}

/**
 * Opens the pods of a flat network to callers outside of the cluster: security groups, the hub's firewall or appliance,
 * and the routes of the responses. Security groups allow all ports, which are those of the workloads; network policies
 * narrow them per workload.
 */
export class PodAccess extends Construct {
  /** Ranges of the pods, of IPv4. */
  readonly pods: readonly Cidr[];
  /** Callers beyond the hub that its firewall or appliance routes to; the cluster reports all others. */
  readonly routable: readonly Cidr[];
  /** Routes that must exist before the cluster, whose table is complete then. */
  readonly dependables: readonly ITerraformDependable[];

  constructor(scope: Construct, id: string, props: PodAccessProps) {
    super(scope, id);
    const { spoke, network, pools, routeTable } = props;
    const callers = podCallers(network);
    this.pods = podRangesOf(network, pools);
    this.#openGroups(callers, pools);
    const far = farRanges(spoke, callers);
    this.routable =
      inspectorOf(spoke.hub) === undefined ? [] : far.filter(({ prefixLength }) => prefixLength > 0);
    this.dependables =
      routeTable === undefined
        ? []
        : routeResponses(this, { spoke, table: routeTable, ranges: far, prefixOf: () => "callers" });
    if (far.length === 0) return;
    check(scope, () => this.#judge(spoke, far));
    const { firewall, appliance } = spoke.hub;
    if (firewall !== undefined) this.#addRules(props, far, ruleTarget(firewall, spoke.hubProvider));
    else if (appliance !== undefined)
      this.#addRules(props, far, { type: "list", kind: "appliance", hop: appliance });
  }

  /** Pod subnets that are created have no security group; that of an existing one belongs to its team. */
  #openGroups(callers: readonly Cidr[], pools: readonly PoolNetwork[]): void {
    const rule: SecurityRule = {
      name: "from-callers-of-pods",
      description: "Callers outside of the cluster to pods.",
      protocol: "*",
      from: callers.map(String),
      to: this.pods.map(String),
      ports: ["*"],
    };
    for (const group of groupsOf(pools)) group.allowInbound(rule);
    const existing = new Set(
      pools.map(({ podSubnet }) => podSubnet).filter((subnet) => subnet instanceof ExistingSubnet),
    );
    [...existing].forEach(({ subnetId, prefix }, i) => {
      new ExistingSecurityGroup(this, `pods_${i}`, { subnetId }).allowInbound({
        ...rule,
        to: [String(prefix)],
      });
    });
  }

  #judge(spoke: ISpoke, far: readonly Cidr[]): Judgement[] {
    return far.flatMap((range) => {
      const why =
        range.prefixLength === 0
          ? "pods have private addresses, which the Internet does not route"
          : obstacleTo(this, spoke, range);
      if (why !== undefined) return [POD_CALLERS_UNREACHABLE.judge({ range, why })];
      return isKnown(this, spoke, range) ? [] : [POD_CALLERS_UNKNOWN.judge(range)];
    });
  }

  #addRules({ spoke, key, priority }: PodAccessProps, far: readonly Cidr[], target: RuleTarget): void {
    const calls: AllowedCalls = {
      name: key,
      ruleSet: "flat-pods",
      from: far,
      to: this.pods,
      reason: "Callers of pods by their addresses.",
    };
    new FirewallRuleGroup(this, "~rules", {
      target,
      nameParts: [spoke.key, key, "pods"],
      priority,
      derived: [derivedRuleOf(calls)],
      collections: {
        networkRuleCollection: [
          { name: "to-pods", priority: 100, action: "Allow", rule: [networkRuleOf(calls)] },
        ],
      },
    });
  }
}

/** Pods of a flat network have addresses of their pod subnets, or of the node subnets. */
function podRangesOf(network: NetworkPlugin, pools: readonly PoolNetwork[]): readonly Cidr[] {
  const subnets = pools.map(({ subnet, podSubnet }) => (needsPodSubnet(network) ? podSubnet : subnet));
  return [...new Set(subnets)].flatMap((subnet) => (subnet === undefined ? [] : [subnet.prefix]));
}
