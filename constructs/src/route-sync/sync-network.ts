import type { ITerraformDependable, TerraformProvider } from "cdktf";
import { Construct } from "constructs";
import type { Placement } from "../core/placement.js";
import { pathOf } from "../core/places.js";
import { report } from "../core/problem.js";
import { FirewallRuleGroup, type RuleTarget } from "../firewall/rule-group.js";
import type { Cidr } from "../net/cidr.js";
import { SMALLEST_PREFIX } from "../net/well-known.js";
import { existingTableOf } from "../network/existing-route-table.js";
import type { SubnetAttributes } from "../network/existing-subnet.js";
import { RouteTable, type IExtensibleRouteTable, type NextHop } from "../network/route-table.js";
import { securityGroupIn } from "../network/security-group-in.js";
import type { IExtensibleSubnet } from "../network/subnet.js";
import { subnetIn } from "../network/subnet-in.js";
import type { IVirtualNetwork } from "../network/virtual-network.js";
import { SUBNET_BELOW_MINIMUM } from "../core/rules/addresses.js";

/** Addresses of an integration subnet: a /27. Source: Azure Functions networking options, Flex Consumption. */
export const INTEGRATION_ADDRESSES = 27;

/** Before the rule groups of all clusters. */
const DEFAULT_PRIORITY = 900;

/** A firewall, or an appliance, which has no policy of Azure's. */
type Inspector = NextHop & { readonly policyId?: string | undefined };

export interface SyncNetworkProps {
  readonly placement: Placement;
  readonly network: IVirtualNetwork;
  /** A /27 or larger. */
  readonly prefix: Cidr;
  /** The subnet, where it exists already; `prefix` is its range. @default one is created */
  readonly subnet?: SubnetAttributes | undefined;
  /** Azure Resource Manager id of the subnet's route table. @default one is created where the hub has a firewall or an appliance */
  readonly routeTableId?: string | undefined;
  /** The firewall or appliance that the runtime's traffic passes. @default none: it leaves through Azure's own outbound access */
  readonly firewall?: Inspector | undefined;
  /** Provider of the firewall's subscription. @default the scope's */
  readonly firewallProvider?: TerraformProvider | undefined;
  /** Whether the runtime reaches its storage without the firewall, by private endpoints. @default false */
  readonly hasPrivateStorage?: boolean | undefined;
  /** Priority of the rules in the firewall's policy, 100 to 65000. @default 900, before the rule groups of all clusters */
  readonly priority?: number | undefined;
  /** What the names say after abbreviation and platform. */
  readonly nameParts: readonly string[];
}

/** The subnet of the runtime's outbound calls, with the firewall rules that they need. */
export class SyncNetwork extends Construct {
  readonly subnet: IExtensibleSubnet;
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
    this.subnet = subnetIn(this, "~subnet", {
      existing: props.subnet,
      tenant: this,
      prop: "subnet",
      network,
      prefix,
      name: { parts: nameParts },
      delegation: "Microsoft.App/environments",
      demand: { addresses: INTEGRATION_ADDRESSES },
      defaultOutboundAccess: firewall === undefined,
      key: `${pathOf(scope) ?? scope.node.path}.routeSync`,
    });
    const { subnet } = this;
    const group = securityGroupIn(this, "~nsg", { subnet, placement, nameParts });
    group.denyOtherInbound();
    this.subnet.useNetworkSecurityGroup(group);
    const way = firewall === undefined ? [] : this.#through(firewall, props);
    this.dependables = [...this.subnet.dependables, ...way];
  }

  #through(firewall: Inspector, props: SyncNetworkProps): ITerraformDependable[] {
    const { placement, nameParts, prefix, firewallProvider, priority = DEFAULT_PRIORITY } = props;
    const { hasPrivateStorage = false } = props;
    const destinations = DESTINATIONS.filter((tag) => tag !== "Storage" || !hasPrivateStorage);
    const table: IExtensibleRouteTable =
      props.routeTableId === undefined
        ? new RouteTable(this, "~routes", { placement, nameParts })
        : existingTableOf(this, props.routeTableId, "routeTable");
    const routes = table.sendEverythingTo(firewall);
    this.subnet.useRouteTable(table);
    const rules = new FirewallRuleGroup(this, "~rules", {
      target: targetOf(firewall, firewallProvider),
      nameParts,
      priority,
      derived: [
        {
          ruleSet: "route-sync",
          name: "azure",
          protocol: "TCP",
          destinations,
          ports: [443],
          sources: [prefix.literal],
          reason: hasPrivateStorage
            ? "The runtime: route tables, sign-in and telemetry."
            : "The runtime: route tables, sign-in, telemetry, and its own queue and package.",
          source: "aks-topology, route-sync",
        },
      ],
      collections: {
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
                destinationAddresses: destinations,
                destinationPorts: ["443"],
              },
            ],
          },
        ],
      },
    });
    return [...routes, ...(rules.resource === undefined ? [] : [rules.resource])];
  }
}

function targetOf(hop: Inspector, provider: TerraformProvider | undefined): RuleTarget {
  const { policyId } = hop;
  if (policyId !== undefined) return { type: "policy", policyId, provider };
  return { type: "list", kind: "policyId" in hop ? "firewall" : "appliance", hop };
}

/** Service tags of the runtime's calls: tables, sign-in, telemetry, and its own queue and package. */
const DESTINATIONS = ["AzureResourceManager", "AzureActiveDirectory", "AzureMonitor", "Storage"] as const;
