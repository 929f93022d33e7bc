import { Construct } from "constructs";
import type { Cluster } from "../aks/cluster.js";
import { assignAgicRoles, type AgicGateway } from "./agic-roles.js";

export interface AgicAddonProps {
  readonly cluster: Cluster;
  readonly gateway: AgicGateway;
}

/**
 * AGIC as AKS add-on: the gateway that AGIC manages, and the roles of the add-on's identity on it.
 *
 * The cluster waits for the gateway, and so for the association of the gateway's own route table. On kubenet AGIC would
 * otherwise attach the cluster's table to the gateway's subnet when it starts, 0.0.0.0/0 included (AGIC
 * `pkg/azure/client.go`).
 */
export class AgicAddon extends Construct {
  constructor(scope: Construct, id: string, props: AgicAddonProps) {
    super(scope, id);
    const { cluster, gateway } = props;
    gateway.ignoreAgicChanges();
    cluster.resource.putIngressApplicationGateway({ gatewayId: gateway.gatewayId });
    cluster.waitFor(...gateway.subnetDependables);
    const identity = cluster.resource.ingressApplicationGateway.ingressApplicationGatewayIdentity.get(0);
    assignAgicRoles(this, { principalId: identity.objectId, gateway });
  }
}
