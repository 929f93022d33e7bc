import { VirtualNetwork as AzurermVirtualNetwork } from "@cdktf/provider-azurerm/lib/virtual-network/index.js";
import type { TerraformProvider } from "cdktf";
import { Construct, type IConstruct } from "constructs";
import { Naming } from "../core/naming.js";
import { placed, type Placement } from "../core/placement.js";
import type { Cidr } from "../net/cidr.js";
import { PoolReservation } from "./pool-reservation.js";

export interface VirtualNetworkProps {
  readonly placement: Placement;
  /** Ranges of the network; they must not overlap the ranges of any network it is peered with. */
  readonly addressSpace: readonly Cidr[];
  /** Resolvers other than Azure's own. @default Azure-provided DNS */
  readonly dnsServers?: readonly string[] | undefined;
  /** What the name says after abbreviation and platform. */
  readonly nameParts: readonly string[];
  /** @default "separate" */
  readonly subnetAssociations?: SubnetAssociations | undefined;
  /** Azure Resource Manager id of a DDoS protection plan. @default none: Azure's infrastructure protection only */
  readonly ddosProtectionPlanId?: string | undefined;
  /** Azure Resource Manager id of the IPAM pool in which the IPv4 ranges are reserved, before it exists. @default none */
  readonly ipamPoolId?: string | undefined;
  /** Provider of the pool's subscription, when the network is in another one. @default that of the network */
  readonly ipamPoolProvider?: TerraformProvider | undefined;
}

/**
 * How subnets get their security group and route table. `separate`: as resources of their own, after the subnet. `inline`:
 * in the request that creates the subnet, for policies that refuse one without. It requires azurerm 5, and version 1.11 of
 * Terraform or OpenTofu for its write-only arguments.
 */
export type SubnetAssociations = "separate" | "inline";

/** What a subnet or a peering needs to know of a network, whether it is made here or exists already. */
export interface IVirtualNetwork extends IConstruct {
  /** Azure Resource Manager id. */
  readonly virtualNetworkId: string;
  /** Name in its resource group. */
  readonly virtualNetworkName: string;
  /** Name of the group that holds the network. */
  readonly resourceGroupName: string;
  readonly addressSpace: readonly Cidr[];
  /** Ranges of subnets that others use, in a network that exists already. @default none */
  readonly taken?: readonly Cidr[] | undefined;
  /** How its new subnets get their security group and route table. @default "separate" */
  readonly subnetAssociations?: SubnetAssociations | undefined;
}

/** A virtual network without inline subnets: those that Terraform finds inline it would also remove. */
export class VirtualNetwork extends Construct implements IVirtualNetwork {
  readonly resource: AzurermVirtualNetwork;
  readonly placement: Placement;
  readonly addressSpace: readonly Cidr[];
  readonly subnetAssociations: SubnetAssociations;

  constructor(scope: Construct, id: string, props: VirtualNetworkProps) {
    super(scope, id);
    this.placement = props.placement;
    this.addressSpace = props.addressSpace;
    this.subnetAssociations = props.subnetAssociations ?? "separate";
    const name = Naming.of(this).name(this, "virtualNetwork", ...props.nameParts);
    const { ipamPoolId: poolId, ipamPoolProvider: provider, addressSpace: ranges } = props;
    const reserved =
      poolId === undefined
        ? []
        : [new PoolReservation(this, "~reservation", { poolId, ranges, name, provider }).resource];
    this.resource = new AzurermVirtualNetwork(this, "~virtual_network", {
      name,
      ...placed(props.placement),
      addressSpace: props.addressSpace.map(String),
      // Without a value the provider keeps the servers of before. Source: azurerm_virtual_network, dns_servers.
      dnsServers: [...(props.dnsServers ?? [])],
      ...(props.ddosProtectionPlanId === undefined
        ? {}
        : { ddosProtectionPlan: { id: props.ddosProtectionPlanId, enable: true } }),
      ...(reserved.length === 0 ? {} : { dependsOn: reserved }),
    });
  }

  /** Azure Resource Manager id. */
  get virtualNetworkId(): string {
    return this.resource.id;
  }

  /** Name in its resource group. */
  get virtualNetworkName(): string {
    return this.resource.name;
  }

  /** Name of the group that holds the network. */
  get resourceGroupName(): string {
    return this.placement.resourceGroupName;
  }
}
