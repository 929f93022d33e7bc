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
