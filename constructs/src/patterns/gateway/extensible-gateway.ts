import type { GatewayTls } from "../../gateway/gateway-tls.js";
import type { GatewaySite } from "../../gateway/sites.js";
import type { AgicAddon } from "../../ingress/agic-addon.js";
import type { AgicHelm } from "../../ingress/agic-helm.js";
import type { LoadBalancerSubnet } from "../cluster/load-balancer-subnet.js";
import type { ICluster } from "../estate/cluster.js";
import type { ServingGateway } from "./served-cluster.js";

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
  /** Names of what certificates of clients are checked against; empty where the gateway has none, or none is known. */
  readonly clientCertificates: readonly string[];
  /** Names of the rewrite rules; empty where the gateway has none, or none is known. */
  readonly rewrites: readonly string[];
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
