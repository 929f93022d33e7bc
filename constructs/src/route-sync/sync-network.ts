import { FirewallPolicyRuleCollectionGroup } from "@cdktf/provider-azurerm/lib/firewall-policy-rule-collection-group/index.js";
import type { ITerraformDependable, TerraformProvider } from "cdktf";
import { Construct } from "constructs";
import { Naming } from "../core/naming.js";
import { omitUndefined } from "../core/omit-undefined.js";
import type { Placement } from "../core/placement.js";
import { report } from "../core/problem.js";
import type { IFirewallPolicy } from "../firewall/azure-firewall.js";
import type { Cidr } from "../net/cidr.js";
import { SMALLEST_PREFIX } from "../net/well-known.js";
import { NetworkSecurityGroup } from "../network/network-security-group.js";
import { RouteTable, type NextHop } from "../network/route-table.js";
import { Subnet } from "../network/subnet.js";
import type { IVirtualNetwork } from "../network/virtual-network.js";
import { SUBNET_BELOW_MINIMUM } from "../core/rules/addresses.js";

/** Addresses of an integration subnet: a /27. Source: Azure Functions networking options, Flex Consumption. */
export const INTEGRATION_ADDRESSES = 27;

/** Below the rule groups of all clusters. */
const PRIORITY = 900;

export interface SyncNetworkProps {
  readonly placement: Placement;
  readonly network: IVirtualNetwork;
  /** A /27 or larger. */
  readonly prefix: Cidr;
  /** The firewall that the runtime's traffic passes. @default none: it leaves through Azure's own outbound access */
  readonly firewall?: (NextHop & IFirewallPolicy) | undefined;
  /** Provider of the firewall's subscription. @default the scope's */
  readonly firewallProvider?: TerraformProvider | undefined;
  /** What the names say after abbreviation and platform. */
  readonly nameParts: readonly string[];
}

/** The subnet of the runtime's outbound calls, with the firewall rules that they need. */
export class SyncNetwork extends Construct {
  readonly subnet: Subnet;
  /** What must exist before the runtime starts. */
  readonly dependables: readonly ITerraformDependable[];

  constructor(scope: Construct, id: string, props: SyncNetworkProps) {
    super(scope, id);
    const { placement, network, prefix, firewall, nameParts } = props;
    report(
      this,
      SUBNET_BELOW_MINIMUM.judge({
        prefix,
        smallest: SMALLEST_PREFIX.functionApp,
        holder: "the runtime",
        prop: "prefix",
      }),
    );
    this.subnet = new Subnet(this, "~subnet", {
      network,
      prefix,
      name: { parts: nameParts },
      delegation: "Microsoft.App/environments",
      demand: { addresses: INTEGRATION_ADDRESSES },
      defaultOutboundAccess: firewall === undefined,
    });
    const group = new NetworkSecurityGroup(this, "~nsg", { placement, nameParts });
    group.denyOtherInbound();
    this.subnet.useNetworkSecurityGroup(group);
    const way = firewall === undefined ? [] : this.#through(firewall, props);
    this.dependables = [...this.subnet.dependables, ...way];
  }

  #through(firewall: NextHop & IFirewallPolicy, props: SyncNetworkProps): ITerraformDependable[] {
    const { placement, nameParts, prefix, firewallProvider } = props;
    const table = new RouteTable(this, "~routes", { placement, nameParts });
    const route = table.sendEverythingTo(firewall);
    this.subnet.useRouteTable(table);
    const rules = new FirewallPolicyRuleCollectionGroup(
      this,
      "~rules",
      omitUndefined({
        name: Naming.of(this).name(this, "firewallRuleGroup", ...nameParts),
        firewallPolicyId: firewall.policyId,
        priority: PRIORITY,
        provider: firewallProvider,
        networkRuleCollection: [
          {
            name: "allow-network",
            priority: 100,
            action: "Allow",
            rule: [
              {
                name: "azure",
                protocols: ["TCP"],
                sourceAddresses: [String(prefix)],
                // Tables, sign-in, telemetry, and the runtime's own queue and package.
                destinationAddresses: [
                  "AzureResourceManager",
                  "AzureActiveDirectory",
                  "AzureMonitor",
                  "Storage",
                ],
                destinationPorts: ["443"],
              },
            ],
          },
        ],
      }),
    );
    return [route, rules];
  }
}
