import { FirewallPolicyRuleCollectionGroup } from "@cdktf/provider-azurerm/lib/firewall-policy-rule-collection-group/index.js";
import { Route } from "@cdktf/provider-azurerm/lib/route/index.js";
import { Construct } from "constructs";
import { Naming } from "../core/naming.js";
import type { Cidr } from "../net/cidr.js";
import type { Spoke } from "./spoke.js";
import type { SpokeGateway } from "./spoke-gateway.js";

/** Behind the groups of all clusters. */
const FIRST_PRIORITY = 50_000;
const PRIORITIES_PER_SPOKE = 100;

/** `192.168.0.0/16` as part of a route's name, which follows from the range, so that another one moves none. */
function nameOf(range: Cidr): string {
  return `on-premises-${range.literal.replaceAll(/[^0-9a-f]+/g, "-")}`;
}

/** Sends what comes from on-premises to the spoke through the firewall, where there is one. */
export function routeFromOnPremises(spoke: Spoke, addressSpace: readonly Cidr[]): void {
  const { gateway, firewall } = spoke.hub;
  if (gateway === undefined || firewall === undefined) return;
  addressSpace.forEach((range, i) => {
    if (range.family === 6) return;
    const suffix = i === 0 ? "" : `-${i + 1}`;
    gateway.send(spoke, `from_on_premises${suffix.replace("-", "_")}`, range, firewall, {
      name: `to-${spoke.key}${suffix}`,
      ...(spoke.hubProvider === undefined ? {} : { provider: spoke.hubProvider }),
    });
  });
}

export interface OnPremisesAccessProps {
  readonly spoke: Spoke;
  readonly gateway: SpokeGateway;
  /** Ports that people reach the gateway on. */
  readonly ports: readonly number[];
  /** Place among the spoke's gateways (first: 0). */
  readonly index: number;
}

/**
 * The way between an Application Gateway and on-premises. The gateway's table learns no routes, and Azure drops private
 * ranges that it has no route for: so each range gets one, through the firewall, or without one straight to the
 * network gateway. The routes are foreign to the mirror, which leaves them alone.
 */
export class OnPremisesAccess extends Construct {
  constructor(scope: Construct, id: string, props: OnPremisesAccessProps) {
    super(scope, id);
    const { gateway, spoke } = props;
    const { onPremises, firewall, gateway: networkGateway } = spoke.hub;
    const { routeTable: table } = gateway;
    if (networkGateway === undefined || table === undefined || onPremises.length === 0) return;
    for (const range of onPremises) {
      const name = nameOf(range);
      if (firewall !== undefined) table.send(name, range, firewall);
      else {
        new Route(this, name, {
          name,
          resourceGroupName: spoke.resourceGroup.placement.resourceGroupName,
          routeTableName: table.routeTableName,
          addressPrefix: String(range),
          nextHopType: "VirtualNetworkGateway",
        });
      }
    }
    if (firewall !== undefined) this.#letIn(props, firewall.policyId);
  }

  #letIn({ spoke, gateway, ports, index }: OnPremisesAccessProps, firewallPolicyId: string): void {
    const nameParts = [spoke.key, gateway.key, "on-premises"];
    new FirewallPolicyRuleCollectionGroup(this, "~rules", {
      name: Naming.of(this).name(this, "firewallRuleGroup", ...nameParts),
      firewallPolicyId,
      priority: FIRST_PRIORITY + PRIORITIES_PER_SPOKE * spoke.index + index,
      ...(spoke.hubProvider === undefined ? {} : { provider: spoke.hubProvider }),
      networkRuleCollection: [
        {
          name: "from-on-premises",
          priority: 100,
          action: "Allow",
          rule: [
            {
              name: gateway.key,
              protocols: ["TCP"],
              sourceAddresses: spoke.hub.onPremises.map(String),
              destinationAddresses: [String(gateway.subnet.prefix)],
              destinationPorts: ports.map(String),
            },
          ],
        },
      ],
    });
  }
}
