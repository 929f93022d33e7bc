import type { Construct } from "constructs";
import type { AgicGateway } from "../../ingress/agic-roles.js";
import type { IRouteTable } from "../../network/route-table.js";
import type { ICluster } from "./cluster.js";
import type { ISpoke } from "./spoke.js";

/**
 * What AGIC, DNS records and mirrors may ask of an Application Gateway. Each member follows from ids and attributes, so
 * that a gateway created elsewhere can implement it.
 */
export interface IGateway extends Construct, AgicGateway {
  readonly spoke: ISpoke;
  /** Name of the gateway in its spoke. */
  readonly key: string;
  /** Azure Resource Manager id of the public address; undefined where there is none. */
  readonly publicIpId: string | undefined;
  /** Undefined for a gateway with a public address only. */
  readonly privateAddress: string | undefined;
  /** The gateway's own table, which a mirror keeps in step; undefined where it shares its cluster's. */
  readonly routeTable: IRouteTable | undefined;
  /** Clusters whose pods the gateway addresses directly. */
  readonly served: readonly ICluster[];
}
