import { FirewallPolicyRuleCollectionGroup } from "@cdktf/provider-azurerm/lib/firewall-policy-rule-collection-group/index.js";
import { Route } from "@cdktf/provider-azurerm/lib/route/index.js";
import { Construct } from "constructs";
import { claimsReaching } from "../../core/address-claims.js";
import { Naming } from "../../core/naming.js";
import { check, type Problem } from "../../core/problem.js";
import type { Cidr } from "../../net/cidr.js";
import type { IRouteTable } from "../../network/route-table.js";
import type { IGateway } from "../estate/gateway.js";
import type { ISpoke } from "../estate/spoke.js";

/** Behind the groups of all clusters. */
const FIRST_PRIORITY = 50_000;
const PRIORITIES_PER_SPOKE = 100;

export interface PrivateFrontendAccessProps {
  readonly gateway: IGateway;
  /** Ranges of those who reach the private address. */
  readonly users: readonly Cidr[];
  /** Ports that people reach the gateway on. */
  readonly ports: readonly number[];
  /** Place among the spoke's gateways (first: 0). */
  readonly index: number;
}

/**
 * The way between an Application Gateway and people beyond the hub. The gateway's table learns no routes, and Azure
 * drops private ranges that it has no route for: so each range gets one, through the firewall, or without one straight
 * to the network gateway. The routes are foreign to the mirror, which leaves them alone.
 */
export class PrivateFrontendAccess extends Construct {
  readonly #spoke: ISpoke;
  /** What neither the spoke nor the hub holds: those two the gateway's network reaches by itself. */
  readonly #ranges: readonly Cidr[];

  constructor(scope: Construct, id: string, props: PrivateFrontendAccessProps) {
    super(scope, id);
    this.#spoke = props.gateway.spoke;
    const { hub, network } = this.#spoke;
    const near = [...hub.network.addressSpace, ...network.addressSpace];
    const far = props.users.filter((range) => !near.some((space) => space.contains(range)));
    this.#ranges = [...new Map(far.map((range) => [range.literal, range])).values()];
    if (this.#ranges.length === 0) return;
    check(props.gateway, () => this.#problems());
    if (hub.firewall !== undefined) this.#letIn(props, hub.firewall.policyId);
  }

  /** Sends answers back by a table of the gateway's subnet. */
  routeIn(table: IRouteTable): void {
    const { firewall, gateway: networkGateway } = this.#spoke.hub;
    for (const range of this.#ranges) {
      // The name follows from the range, so that another one moves none.
      const name = `${this.#kind(range)}-${range.literal.replaceAll(/[^0-9a-f]+/g, "-")}`;
      if (firewall !== undefined) table.send(name, range, firewall);
      else if (networkGateway !== undefined) {
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

  #problems(): Problem[] {
    return this.#ranges.flatMap((range): Problem[] => {
      const why = this.#obstacle(range);
      if (why === undefined) return [];
      return [
        {
          code: "FRONTEND_USERS_UNREACHABLE",
          message: `The gateway's answers would not reach ${range.literal}: ${why}.`,
          hint: "Name ranges of the hub, of the spoke, or behind the hub's gateway; or give the hub a firewall.",
          prop: "frontend.users",
        },
      ];
    });
  }

  /** Why no route could lead to a range; undefined where one does. */
  #obstacle(range: Cidr): string | undefined {
    const { firewall, gateway } = this.#spoke.hub;
    if (range.family === 6) return "the gateway has IPv4 addresses only";
    if (range.prefixLength === 0)
      return "a route for everything is one that Azure refuses on a gateway's subnet";
    if (firewall !== undefined) return undefined;
    if (gateway === undefined) return "the hub has neither a firewall nor a gateway that leads there";
    const other = claimsReaching(this, this.#spoke.network).find(
      (claim) => (claim.use === "network" || claim.use === "peer") && claim.range.contains(range),
    );
    return other && `peerings do not lead on to ${other.owner} without a firewall in the hub`;
  }

  #letIn({ gateway, ports, index }: PrivateFrontendAccessProps, firewallPolicyId: string): void {
    const { hubProvider, key, index: place } = this.#spoke;
    new FirewallPolicyRuleCollectionGroup(this, "~rules", {
      name: Naming.of(this).name(this, "firewallRuleGroup", key, gateway.key, "on-premises"),
      firewallPolicyId,
      priority: FIRST_PRIORITY + PRIORITIES_PER_SPOKE * place + index,
      ...(hubProvider === undefined ? {} : { provider: hubProvider }),
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
              destinationAddresses: [String(gateway.subnet.prefix)],
              destinationPorts: ports.map(String),
            },
          ],
        },
      ],
    });
  }
}
