import type { FirewallPolicyRuleCollectionGroup } from "@cdktf/provider-azurerm/lib/firewall-policy-rule-collection-group/index.js";
import type { ITerraformDependable } from "cdktf";
import type { Construct } from "constructs";
import type { Cluster } from "../../../aks/cluster.js";
import type { OutboundType } from "../../../aks/outbound.js";
import type { EgressRequirements } from "../../../firewall/egress-requirements.js";
import type { Cidr } from "../../../net/cidr.js";
import type { NatGateway } from "../../../network/nat-gateway.js";
import type { IExtensibleRouteTable } from "../../../network/route-table.js";
import type { IExtensibleSubnet } from "../../../network/subnet.js";
import type { ISpoke } from "../../estate/spoke.js";
import type { PoolNetwork } from "../pool-network.js";
import type { CustomDestinations } from "./egress-requirements.js";

/** The public source addresses of a cluster's traffic. */
export type EgressAddresses =
  /** Addresses that Terraform knows, as ranges. */
  | { readonly type: "known"; readonly ranges: readonly string[] }
  /** AKS's load balancer, which the API server always allows. */
  | { readonly type: "implicit" }
  /** Addresses of something that Terraform does not manage. */
  | { readonly type: "unknown" };

/** A cluster's network, as its egress sees it. */
export interface EgressContext {
  readonly spoke: ISpoke;
  readonly pools: readonly PoolNetwork[];
  /** Node and pod subnets of the pools: the source of the cluster's traffic. */
  readonly subnets: readonly IExtensibleSubnet[];
  /** Route table of the subnets that exists already. @default one is created where it is needed */
  readonly routeTable?: IExtensibleRouteTable | undefined;
  /** Pod ranges that belong to the plugin alone. */
  readonly podRanges: readonly Cidr[];
  /** Destinations that the cluster needs. */
  readonly requirements: EgressRequirements;
  /** Nodes at the largest scale, upgrade surge included. */
  readonly maxNodes: number;
  /** Priority of the cluster's rules in the firewall's policy. */
  readonly priority: number;
  /** Priority of the rule for its API server there. */
  readonly apiServerPriority: number;
  /** What the names say after abbreviation and platform. */
  readonly nameParts: readonly string[];
}

/** What an egress has created for a cluster. */
export interface BoundEgress {
  /** AKS's outbound type. */
  readonly outbound: OutboundType;
  readonly addresses: EgressAddresses;
  /** What must exist before the cluster: AKS checks its egress before it creates anything. @default nothing */
  readonly dependables?: readonly ITerraformDependable[] | undefined;
  /** Custom route table of the subnets. @default none */
  readonly routeTable?: IExtensibleRouteTable | undefined;
  /** The cluster's rules in the firewall's policy. @default none */
  readonly firewallRules?: FirewallPolicyRuleCollectionGroup | undefined;
  /** @default none */
  readonly natGateway?: NatGateway | undefined;
  /** Gives the subnet of virtual nodes, which takes no route table, the same egress. @default it stays without egress */
  readonly addVirtualNodes?: ((subnet: IExtensibleSubnet) => void) | undefined;
  /** Adds what needs attributes of the cluster, such as the name of its API server. @default nothing */
  readonly complete?: ((cluster: Cluster) => void) | undefined;
}

/**
 * How a cluster's traffic leaves its network. The kinds of `EgressOptions` are implementations; extend this class for
 * another one and pass an instance as `egress`.
 */
export abstract class EgressProvider {
  /** Destinations in addition to those that the cluster's configuration needs. */
  get destinations(): CustomDestinations {
    return {};
  }

  /** Validates the choice and creates below `scope` what carries the traffic. Called once per cluster. */
  abstract bind(scope: Construct, context: EgressContext): BoundEgress;
}
