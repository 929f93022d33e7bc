import { Construct } from "constructs";
import { check } from "../../core/problem.js";
import type { Judgement } from "../../core/rule.js";
import { derivedRuleOf, networkRuleOf, type AllowedCalls } from "../../firewall/allowed-calls.js";
import { FirewallRuleGroup, ruleTarget, type RuleTarget } from "../../firewall/rule-group.js";
import type { Cidr } from "../../net/cidr.js";
import type { IExtensibleRouteTable } from "../../network/route-table.js";
import { farRanges, isKnown, obstacleTo, routeResponses } from "../estate/callers.js";
import type { IGateway } from "../estate/gateway.js";
import { ruleGroupPriority } from "../estate/rule-group-priority.js";
import type { ISpoke } from "../estate/spoke.js";
import { FRONTEND_USERS_UNKNOWN, FRONTEND_USERS_UNREACHABLE } from "./frontend-rules.js";

export interface PrivateFrontendAccessProps {
  readonly gateway: IGateway;
  /** Client ranges of the private address. */
  readonly users: readonly Cidr[];
  /** Open ports of the gateway. */
  readonly ports: readonly number[];
  /** Position among the spoke's gateways, from 0. */
  readonly index: number;
}

/**
 * Routes and firewall rules between an Application Gateway and clients beyond the hub. The gateway's table learns no
 * routes by BGP, and Azure drops responses to private ranges without a route. So each range gets a route: through the
 * firewall, or without one directly to the network gateway. The routes are foreign to the mirror, which never changes
 * them.
 */
export class PrivateFrontendAccess extends Construct {
  readonly #spoke: ISpoke;
  /** Client ranges outside the spoke and the hub, which the gateway reaches without a route. */
  readonly #ranges: readonly Cidr[];

  constructor(scope: Construct, id: string, props: PrivateFrontendAccessProps) {
    super(scope, id);
    this.#spoke = props.gateway.spoke;
    const { hub } = this.#spoke;
    this.#ranges = farRanges(this.#spoke, props.users);
    if (this.#ranges.length === 0) return;
    check(props.gateway, () => this.#judge());
    const { firewall, appliance } = hub;
    if (firewall !== undefined) this.#addRules(props, ruleTarget(firewall, this.#spoke.hubProvider));
    else if (appliance !== undefined)
      this.#addRules(props, { type: "list", kind: "appliance", hop: appliance });
  }

  /** Client ranges outside the spoke and the hub. */
  get ranges(): readonly Cidr[] {
    return this.#ranges;
  }

  /**
   * Adds the routes of the responses to a table of the gateway's subnet.
   * @param routed ranges that the table routes the same way already
   */
  routeIn(table: IExtensibleRouteTable, routed: readonly Cidr[] = []): void {
    const spoke = this.#spoke;
    const ranges = this.#ranges.filter((range) => !routed.some((known) => known.contains(range)));
    routeResponses(this, { spoke, table, ranges, prefixOf: (range) => this.#kind(range) });
  }

  #kind(range: Cidr): "on-premises" | "users" {
    return this.#spoke.hub.onPremises.some((known) => known.contains(range)) ? "on-premises" : "users";
  }

  #judge(): Judgement[] {
    return this.#ranges.flatMap((range) => {
      const why = this.#obstacle(range);
      if (why !== undefined) return [FRONTEND_USERS_UNREACHABLE.judge({ range, why })];
      return isKnown(this, this.#spoke, range) ? [] : [FRONTEND_USERS_UNKNOWN.judge(range)];
    });
  }

  /** Why no route to a range can exist; undefined where one can. */
  #obstacle(range: Cidr): string | undefined {
    if (range.family === 6) return "the gateway has IPv4 addresses only";
    if (range.prefixLength === 0) return "Azure refuses a route for 0.0.0.0/0 on a gateway's subnet";
    return obstacleTo(this, this.#spoke, range);
  }

  #addRules({ gateway, ports, index }: PrivateFrontendAccessProps, target: RuleTarget): void {
    const { key } = this.#spoke;
    const calls: AllowedCalls = {
      name: gateway.key,
      ruleSet: "private-frontend",
      from: this.#ranges,
      to: [gateway.subnet.prefix],
      ports,
      reason: "Clients of the Application Gateway's private address.",
    };
    new FirewallRuleGroup(this, "~rules", {
      target,
      nameParts: [key, gateway.key, "on-premises"],
      priority: ruleGroupPriority("gateway", gateway, { spoke: this.#spoke, index }),
      derived: [derivedRuleOf(calls)],
      collections: {
        networkRuleCollection: [
          { name: "from-on-premises", priority: 100, action: "Allow", rule: [networkRuleOf(calls)] },
        ],
      },
    });
  }
}
