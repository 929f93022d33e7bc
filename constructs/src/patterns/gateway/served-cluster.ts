import type { AgicAddon } from "../../ingress/agic-addon.js";
import type { AgicHelm } from "../../ingress/agic-helm.js";
import type { GatewayTls } from "../../gateway/gateway-tls.js";
import type { GatewaySite } from "../../gateway/sites.js";
import type { LoadBalancerSubnet } from "../cluster/load-balancer-subnet.js";
import type { ICluster } from "../estate/cluster.js";
import type { IGateway } from "../estate/gateway.js";

/**
 * Source of the routes of the gateway's subnet: a table of its own that mirrors the cluster's, or the cluster's own table.
 * Azure refuses a gateway whose 0.0.0.0/0 goes to an appliance, so sharing is for clusters without one.
 */
export type GatewayRouteTable = "mirrored" | "shared";

/** How a cluster is connected to a gateway. */
export interface ServedCluster {
  readonly cluster: ICluster;
  readonly by: "agic-addon" | "agic-helm" | "load-balancer";
  /** Public host names of the cluster; empty for any. */
  readonly hostNames: readonly string[];
  /** Version of AGIC, where it is configured. @default none */
  readonly version?: string | undefined;
  /** Address of the cluster's internal load balancer, where the gateway forwards to one. @default none */
  readonly address?: string | undefined;
}

/** A gateway with its clusters, as validation sees it. */
export interface ServingGateway extends IGateway {
  readonly clusters: readonly ServedCluster[];
  /** Whether the gateway's subnet uses the table of its cluster. */
  readonly sharesRouteTable: boolean;
  /** Whether the gateway has network isolation. */
  readonly networkIsolation: boolean;
  /** Whether the gateway has a public address. */
  readonly hasPublicFrontend: boolean;
}

/** Configuration of AGIC where it is installed with Helm. */
export interface AgicHelmOptions {
  /** Version of the chart. @default 1.9.8 */
  readonly version?: string | undefined;
  /** Host names of this cluster's Ingresses. @default any */
  readonly hostNames?: readonly string[] | undefined;
}

/** A site in front of a cluster's internal load balancer. */
export interface BackendOptions extends Omit<GatewaySite, "name" | "redirect" | "backend"> {
  /** The load balancer that requests are forwarded to. */
  readonly backend: Omit<GatewaySite["backend"], "address"> & {
    /** Fixed address of the load balancer. @default one that follows from the cluster's position */
    readonly address?: string | undefined;
  };
}

/** A gateway that clusters can be connected to, whether it is created here or exists already. */
export interface IExtensibleGateway extends ServingGateway {
  /** Certificates of the listeners; undefined where the gateway has none, or none is known. */
  readonly tls: GatewayTls | undefined;
  /** Makes AGIC, as add-on of the cluster, control this gateway. */
  addAgicAddon(cluster: ICluster): AgicAddon;
  /** Makes AGIC, installed in the cluster with Helm, control this gateway; several clusters may share it. */
  addAgicHelm(cluster: ICluster, options?: AgicHelmOptions): AgicHelm;
  /** The subnet for internal load balancers of a cluster that the gateway serves. */
  balancersFor(cluster: ICluster): LoadBalancerSubnet;
  /**
   * Forwards a site to the cluster's internal load balancer. Terraform manages listeners, pools and rules.
   * @returns undefined where the gateway exists already, which is reported
   */
  addLoadBalancerBackend(cluster: ICluster, site: BackendOptions): GatewaySite | undefined;
}
