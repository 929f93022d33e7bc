import type { AddOns } from "../../aks/add-ons.js";
import type { ClusterSettings } from "../../aks/cluster-settings.js";
import type { ClusterTier, SupportPlan } from "../../aks/cluster.js";
import type { KubeletIdentityAttributes } from "../../aks/kubelet-identity.js";
import type { NetworkPlugin } from "../../aks/network-plugin.js";
import type { IdentityAttributes } from "../../governance/user-identity.js";
import type { Cidr } from "../../net/cidr.js";
import type { SubnetAttributes } from "../../network/existing-subnet.js";
import type { MirrorOptions } from "../../route-sync/mirror.js";
import type { ApiAccess } from "./api-server-networking.js";
import type { EgressOptions } from "./egress/kinds.js";
import type { EgressProvider } from "./egress/provider.js";
import type { SpokeNodePool } from "./pool-network.js";

export interface SpokeClusterProps extends ClusterSettings {
  readonly network: NetworkPlugin;
  readonly apiServer: ApiAccess;
  /** One of the kinds, or a provider of your own. */
  readonly egress: EgressOptions | EgressProvider;
  /** The first pool runs the system's pods. */
  readonly nodePools: readonly [SpokeNodePool, ...SpokeNodePool[]];
  /** @default the newest that AKS offers by default */
  readonly kubernetesVersion?: string | undefined;
  /** @default "Standard" */
  readonly tier?: ClusterTier | undefined;
  /** How long AKS supports a version; long-term support is part of tier Premium. @default the one of AKS, KubernetesOfficial */
  readonly supportPlan?: SupportPlan | undefined;
  /** Id of an existing disk encryption set, with whose key disks of nodes and volumes are encrypted. @default keys that Azure manages */
  readonly diskEncryptionSetId?: string | undefined;
  /** First part of the API server's name, 1 to 54 letters, digits and dashes; Azure never changes it. @default the cluster's name */
  readonly dnsPrefix?: string | undefined;
  /** Part of the spoke's address space for the cluster's subnets. @default an eighth of the space, by the cluster's position */
  readonly block?: Cidr | undefined;
  /** Add-ons of AKS. @default none */
  readonly addOns?: AddOns | undefined;
  /**
   * Azure Resource Manager id of a route table for all subnets of the cluster. It is not changed: its default route is
   * listed. @default one is created where the egress or a gateway needs it
   */
  readonly routeTableId?: string | undefined;
  /** Whether the node subnets get a custom route table even where the egress needs none, for a gateway to share. @default false */
  readonly customRouteTable?: boolean | undefined;
  /**
   * How a gateway's table follows the cluster's node routes. On overlay only the policy "retire" has a meaning: it removes
   * what was mirrored while the cluster was on kubenet.
   * @default the policy "sync"
   */
  readonly mirror?: MirrorOptions | undefined;
  /** Identity of the control plane, where it exists already. @default one is created */
  readonly identity?: IdentityAttributes | undefined;
  /**
   * Identity that the nodes pull images with, where it exists already.
   * @default one that AKS creates, or one that is created where the nodes start from an existing registry
   */
  readonly kubeletIdentity?: KubeletIdentityAttributes | undefined;
  /**
   * Whether the ALB controller of Application Gateway for Containers runs in the cluster: it calls the gateway's endpoint.
   * @default false
   */
  readonly albController?: boolean | undefined;
  /** Services reached over Azure's backbone from the node subnets. @default none */
  readonly serviceEndpoints?: readonly string[] | undefined;
  /** Pods in Azure Container Instances on a subnet of their own. @default none */
  readonly virtualNodes?:
    { readonly subnetPrefix?: Cidr | undefined; readonly subnet?: SubnetAttributes | undefined } | undefined;
  /** Names of the networks in which pod routes of several clusters meet, such as a shared gateway: pod ranges in one must not overlap. @default none */
  readonly routingDomains?: readonly string[] | undefined;
}
