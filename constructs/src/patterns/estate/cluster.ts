import type { ITerraformDependable } from "cdktf";
import type { Construct } from "constructs";
import type { NetworkPlugin } from "../../aks/network-plugin.js";
import type { Cidr } from "../../net/cidr.js";
import type { ISecurityGroup } from "../../network/network-security-group.js";
import type { IExtensibleRouteTable } from "../../network/route-table.js";
import type { ISubnet } from "../../network/subnet.js";
import type { MirrorOptions } from "../../route-sync/mirror.js";
import type { ISpoke } from "./spoke.js";

/** Network of one node pool. */
export interface INodePoolNetwork {
  readonly subnet: ISubnet;
  /** Security group of the subnet. */
  readonly group: ISecurityGroup;
}

/**
 * What gateways, load balancers, Front Door, policies and mirrors may ask of a cluster. Each member follows from ids
 * and attributes, so that a cluster created elsewhere can implement it.
 */
export interface ICluster extends Construct {
  readonly spoke: ISpoke;
  /** Name of the cluster in its spoke. */
  readonly key: string;
  /** Name of spoke and cluster, joined by `-`; unique among the hub's spokes. */
  readonly fullName: string;
  /** Position among the spoke's clusters, from 0: the default address of its load balancer follows from it. */
  readonly index: number;
  /** Network plugin with its ranges. */
  readonly network: NetworkPlugin;
  /** How gateways follow its node routes. @default the policy "sync" */
  readonly mirror?: MirrorOptions | undefined;
  readonly pools: readonly INodePoolNetwork[];
  /** Nodes at the largest scale, upgrade surge included. */
  readonly maxNodes: number;
  /** Custom route table of the node subnets; undefined where AKS creates one or none is needed. */
  readonly routeTable: IExtensibleRouteTable | undefined;
  /** Whether the node subnets route 0.0.0.0/0 to a firewall or another appliance. */
  readonly routesToAppliance: boolean;
  /** Object id of the cluster's identity. */
  readonly principalId: string;
  /** Issuer of the tokens of the cluster's service accounts. */
  readonly oidcIssuerUrl: string;
  /** Azure Resource Manager id of the node resource group, where AKS creates a route table by default. */
  readonly nodeResourceGroupId: string;
  /** Name of the node resource group. */
  readonly nodeResourceGroupName: string;
  /** Whether AKS refuses changes in the node resource group. @default false */
  readonly nodeGroupLocked?: boolean | undefined;
  /** Whether the azure-policy add-on is on. */
  readonly azurePolicy: boolean;
  /** What must exist before anything reads the cluster's routes. */
  readonly dependables: readonly ITerraformDependable[];
  /** Allows a gateway's subnet to reach nodes and pods. */
  allowFrom(name: string, gateway: Cidr): void;
  /**
   * Turns the AGIC add-on on, or has the cluster's team do so.
   * @returns object id of the add-on's identity; undefined where it needs no roles, or is not known
   */
  enableAgicAddon(gatewayId: string): string | undefined;
  /** Makes the cluster wait for resources that are wired later; without effect on a cluster that exists already. */
  waitFor(...dependables: readonly ITerraformDependable[]): void;
}
