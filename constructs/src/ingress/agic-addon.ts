import { Construct } from "constructs";
import type { Cluster } from "../aks/cluster.js";
import type { ApplicationGateway } from "../gateway/application-gateway.js";
import type { ResourceGroup } from "../network/resource-group.js";
import { assignAgicRoles } from "./agic-roles.js";

export interface AgicAddonProps {
  readonly cluster: Cluster;
  readonly gateway: ApplicationGateway;
  /** The gateway's resource group, which AGIC lists. */
  readonly gatewayResourceGroup: ResourceGroup;
}

/**
 * AGIC as AKS add-on: the gateway handed over, and the roles of the add-on's identity on it.
 *
 * The cluster waits for the gateway, and so for the association of the gateway's own route table. On kubenet AGIC would
 * otherwise attach the cluster's table to the gateway's subnet when it starts, 0.0.0.0/0 included (AGIC
 * `pkg/azure/client.go`).
 */
export class AgicAddon extends Construct {
  constructor(scope: Construct, id: string, props: AgicAddonProps) {
    super(scope, id);
    const { cluster, gateway, gatewayResourceGroup } = props;
    gateway.ignoreAgicChanges();
    cluster.resource.putIngressApplicationGateway({ gatewayId: gateway.gatewayId });
    cluster.waitFor(...gateway.subnet.dependables);
    const identity = cluster.resource.ingressApplicationGateway.ingressApplicationGatewayIdentity.get(0);
    assignAgicRoles(this, { principalId: identity.objectId, gateway, gatewayResourceGroup });
  }
}
