import type { ITerraformDependable, TerraformProvider } from "cdktf";
import type { Construct } from "constructs";
import type { Placement } from "../../core/placement.js";
import type { AddressPlan } from "../../net/address-plan.js";
import type { Cidr } from "../../net/cidr.js";
import type { SubnetAttributes } from "../../network/existing-subnet.js";
import type { IVirtualNetwork } from "../../network/virtual-network.js";
import type { IHub } from "./hub.js";

/** The resolver of a network. */
export type NetworkDns =
  /** Azure-provided DNS. */
  | { readonly type: "azure" }
  /** The DNS proxy of the hub's firewall, which forwards to the hub's resolvers. */
  | { readonly type: "firewall" }
  /** Custom resolvers. */
  | { readonly type: "servers"; readonly servers: readonly string[] };

/** The subnet of internal load balancers, where it exists already. */
export interface SubnetOfBalancers extends SubnetAttributes {
  /** Azure Resource Manager id of its security group. @default not known: its rules are listed */
  readonly securityGroupId?: string | undefined;
}

/**
 * What gateways and clusters may ask of their spoke. Each member follows from ids and attributes, so that a spoke
 * created elsewhere can implement it.
 */
export interface ISpoke extends Construct {
  readonly hub: IHub;
  /** Name of the spoke. */
  readonly key: string;
  /** Position among the hub's spokes, from 0: the priorities of its firewall rules follow from it. */
  readonly index: number;
  /** Azure region, such as `westeurope`. */
  readonly location: string;
  /** Resource group of the spoke. */
  readonly placement: Placement;
  /** Name of the resource group, never a reference to the resource. */
  readonly resourceGroupName: string;
  /** Azure Resource Manager id of the resource group. */
  readonly resourceGroupId: string;
  readonly network: IVirtualNetwork;
  /** Allocates the subnets of the network. */
  readonly plan: AddressPlan;
  /** Subnet of internal load balancers that exists already. @default one is created on first use */
  readonly loadBalancerSubnet?: SubnetOfBalancers | undefined;
  readonly dns: NetworkDns;
  /** Whether the network uses resolvers other than Azure-provided DNS. */
  readonly customDns: boolean;
  /** Whether the network has an IPv6 range. */
  readonly hasIpv6: boolean;
  /** Length of an IPv6 range that has a /64 for every subnet of the spoke. */
  readonly ipv6PrefixLength: number;
  /** Provider of the hub's subscription; undefined where it is the spoke's. */
  readonly hubProvider: TerraformProvider | undefined;
  /** What must exist before a cluster: the halves of the peering with the hub, and its resolver, that are created here. */
  readonly dependables: readonly ITerraformDependable[];
  /** The IPv6 range of a subnet, derived from its IPv4 range; undefined where none is left. */
  ipv6For(prefix: Cidr): Cidr | undefined;
}
