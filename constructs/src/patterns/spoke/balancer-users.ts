import { Route } from "@cdktf/provider-azurerm/lib/route/index.js";
import { Construct } from "constructs";
import { pathOf, setPath } from "../../core/places.js";
import { check, report } from "../../core/problem.js";
import type { Judgement } from "../../core/rule.js";
import { derivedRuleOf, networkRuleOf, type AllowedCalls } from "../../firewall/allowed-calls.js";
import { FirewallRuleGroup, ruleTarget, type RuleTarget } from "../../firewall/rule-group.js";
import type { Cidr } from "../../net/cidr.js";
import { RequestedTableRoute } from "../../network/requested-of-subnet.js";
import type { IExtensibleRouteTable } from "../../network/route-table.js";
import { loadBalancerSubnet, type LoadBalancerSubnet } from "../cluster/load-balancer-subnet.js";
import type { ICluster } from "../estate/cluster.js";
import { farRanges, isKnown, obstacleTo, routeResponses } from "../estate/callers.js";
import { inspectorOf } from "../estate/hub.js";
import { ruleGroupPriority } from "../estate/rule-group-priority.js";
import type { ISpoke } from "../estate/spoke.js";
import { BALANCER_USERS_UNKNOWN, BALANCER_USERS_UNREACHABLE } from "../gateway/frontend-rules.js";

export interface BalancerUsersProps {
  readonly spoke: ISpoke & { readonly index: number };
  /** Ranges that call the load balancers. */
  readonly users: readonly Cidr[];
  /** Ports of the load balancers that they call. */
  readonly ports: readonly number[];
  /** Clusters whose Services have load balancers in the subnet. */
  readonly clusters: readonly ICluster[];
}

/**
 * Users of a spoke's internal load balancers, such as pods of another spoke: security groups, the hub's firewall or appliance,
 * and the routes of the responses, which nodes send with the address of the load balancer (floating IP).
 */
export class BalancerUsers extends Construct {
  readonly spoke: ISpoke;
  readonly balancers: LoadBalancerSubnet;
  /** TCP ports of the load balancers that the users call. */
  readonly ports: readonly number[];
  readonly clusters: readonly ICluster[];
  /** Users beyond the hub that its firewall or appliance routes to. */
  readonly routable: readonly Cidr[];

  constructor(scope: Construct, id: string, props: BalancerUsersProps) {
    super(scope, id);
    const { spoke, users, ports, clusters } = props;
    setPath(this, `${pathOf(spoke) ?? spoke.key}.loadBalancers.users`);
    this.spoke = spoke;
    this.ports = ports;
    this.clusters = clusters;
    this.balancers = loadBalancerSubnet(spoke);
    for (const cluster of clusters) this.balancers.grantUse(cluster, { privateLink: false });
    this.balancers.allowAll(clusters, { name: "users-of-load-balancers", from: users, ports });
    const far = farRanges(spoke, users);
    this.routable = inspectorOf(spoke.hub) === undefined ? [] : far;
    if (far.length === 0) return;
    for (const cluster of clusters) this.#routeFrom(cluster, far);
    check(this, () => far.flatMap((range) => this.#judge(range)));
    const { firewall, appliance } = spoke.hub;
    if (firewall !== undefined) this.#addRules(props, far, ruleTarget(firewall, spoke.hubProvider));
    else if (appliance !== undefined)
      this.#addRules(props, far, { type: "list", kind: "appliance", hop: appliance });
  }

  /** Nodes that send everything to what the hub's calls pass need no other route; those that learn routes take them past it. */
  #routeFrom(cluster: ICluster, far: readonly Cidr[]): void {
    const { spoke } = this;
    const { routeTable: table, routesToAppliance, key } = cluster;
    if (routesToAppliance && inspectorOf(spoke.hub) !== undefined) return;
    if (table !== undefined) {
      const ranges = far.filter((range) => !isRouted(table, range));
      routeResponses(new Construct(this, key), { spoke, table, ranges, prefixOf: () => "users" });
    } else if (inspectorOf(spoke.hub) !== undefined) {
      const why = `cluster ${key} has no route table, so that they pass the hub's firewall; add routeTable: custom to it`;
      report(this, ...far.slice(0, 1).map((range) => BALANCER_USERS_UNREACHABLE.judge({ range, why })));
    }
  }

  #judge(range: Cidr): Judgement[] {
    const why =
      range.prefixLength === 0
        ? "nodes have private addresses, which the Internet does not route"
        : obstacleTo(this, this.spoke, range);
    if (why !== undefined) return [BALANCER_USERS_UNREACHABLE.judge({ range, why })];
    return isKnown(this, this.spoke, range) ? [] : [BALANCER_USERS_UNKNOWN.judge(range)];
  }

  #addRules({ spoke, ports }: BalancerUsersProps, far: readonly Cidr[], target: RuleTarget): void {
    const calls: AllowedCalls = {
      name: spoke.key,
      ruleSet: "internal-load-balancers",
      from: far,
      to: [this.balancers.subnet.prefix],
      ports,
      reason: "Users of the spoke's internal load balancers.",
    };
    new FirewallRuleGroup(this, "~rules", {
      target,
      nameParts: [spoke.key, "load-balancers"],
      priority: ruleGroupPriority("balancers", this, { spoke, index: 0 }),
      derived: [derivedRuleOf(calls)],
      collections: {
        networkRuleCollection: [
          { name: "to-load-balancers", priority: 100, action: "Allow", rule: [networkRuleOf(calls)] },
        ],
      },
    });
  }
}

/** Whether a table has a route to exactly this range: Azure refuses two. */
function isRouted(table: IExtensibleRouteTable, range: Cidr): boolean {
  if (!Construct.isConstruct(table)) return false;
  return table.node.children.some(
    (child) =>
      (child instanceof Route && child.addressPrefixInput === String(range)) ||
      (child instanceof RequestedTableRoute && child.range.equals(range)),
  );
}
