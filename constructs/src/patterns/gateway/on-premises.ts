import { Route } from "@cdktf/provider-azurerm/lib/route/index.js";
import { Construct } from "constructs";
import { claimsReaching } from "../../core/address-claims.js";
import { check } from "../../core/problem.js";
import type { Judgement } from "../../core/rule.js";
import { FirewallRuleGroup, ruleTarget, type RuleTarget } from "../../firewall/rule-group.js";
import type { Cidr } from "../../net/cidr.js";
import { ExistingRouteTable } from "../../network/existing-route-table.js";
import type { IExtensibleRouteTable } from "../../network/route-table.js";
import type { IGateway } from "../estate/gateway.js";
import { inspectorOf } from "../estate/hub.js";
import { ruleGroupPriority } from "../estate/rule-group-priority.js";
import type { ISpoke } from "../estate/spoke.js";
import { FRONTEND_USERS_UNREACHABLE } from "./rules.js";

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
    const { hub, network } = this.#spoke;
    const near = [...hub.network.addressSpace, ...network.addressSpace];
    const far = props.users.filter((range) => !near.some((space) => space.contains(range)));
    this.#ranges = [...new Map(far.map((range) => [range.literal, range])).values()];
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

  /** Adds the routes of the responses to a table of the gateway's subnet. */
  routeIn(table: IExtensibleRouteTable): void {
    const { gateway: networkGateway } = this.#spoke.hub;
    const inspector = inspectorOf(this.#spoke.hub);
    for (const range of this.#ranges) {
      // The name follows from the range, so that adding a range changes no other route.
      const name = `${this.#kind(range)}-${range.literal.replaceAll(/[^0-9a-f]+/g, "-")}`;
      if (inspector !== undefined) table.send(name, range, inspector);
      else if (networkGateway === undefined) continue;
      else if (table instanceof ExistingRouteTable) table.send(name, range, "VirtualNetworkGateway");
      else {
        new Route(this, name, {
          name,
          resourceGroupName: this.#spoke.placement.resourceGroupName,
          routeTableName: table.routeTableName,
          addressPrefix: String(range),
          nextHopType: "VirtualNetworkGateway",
        });
      }
    }
  }

  #kind(range: Cidr): "on-premises" | "users" {
    return this.#spoke.hub.onPremises.some((known) => known.contains(range)) ? "on-premises" : "users";
  }

  #judge(): Judgement[] {
    return this.#ranges.flatMap((range) => {
      const why = this.#obstacle(range);
      return why === undefined ? [] : [FRONTEND_USERS_UNREACHABLE.judge({ range, why })];
    });
  }

  /** Why no route to a range can exist; undefined where one can. */
  #obstacle(range: Cidr): string | undefined {
    const { gateway } = this.#spoke.hub;
    if (range.family === 6) return "the gateway has IPv4 addresses only";
    if (range.prefixLength === 0) return "Azure refuses a route for 0.0.0.0/0 on a gateway's subnet";
    if (inspectorOf(this.#spoke.hub) !== undefined) return undefined;
    if (gateway === undefined) return "the hub has neither a firewall nor a gateway";
    const other = claimsReaching(this, this.#spoke.network).find(
      (claim) => (claim.use === "network" || claim.use === "peer") && claim.range.contains(range),
    );
    return (
      other && `peering is not transitive, so ${other.owner} is unreachable without a firewall in the hub`
    );
  }

  #addRules({ gateway, ports, index }: PrivateFrontendAccessProps, target: RuleTarget): void {
    const { key } = this.#spoke;
    const { prefix } = gateway.subnet;
    new FirewallRuleGroup(this, "~rules", {
      target,
      nameParts: [key, gateway.key, "on-premises"],
      priority: ruleGroupPriority("gateway", gateway, { spoke: this.#spoke, index }),
      derived: [
        {
          ruleSet: "private-frontend",
          name: gateway.key,
          protocol: "TCP",
          destinations: [prefix.literal],
          ports,
          sources: this.#ranges.map((range) => range.literal),
          reason: "Clients of the Application Gateway's private address.",
          source: "The platform file",
        },
      ],
      collections: {
        networkRuleCollection: [
          {
            name: "from-on-premises",
            priority: 100,
            action: "Allow",
            rule: [
              {
                name: gateway.key,
                protocols: ["TCP"],
                sourceAddresses: this.#ranges.map(String),
                destinationAddresses: [String(prefix)],
                destinationPorts: ports.map(String),
              },
            ],
          },
        ],
      },
    });
  }
}
