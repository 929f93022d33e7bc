import type { ITerraformDependable } from "cdktf";
import { Construct } from "constructs";
import { assignAgicRoles, type AgicGateway } from "./agic-roles.js";

export interface AgicAddonProps {
  readonly cluster: {
    /** Turns the add-on on. @returns object id of its identity; undefined where it needs no roles, or is not known */
    enableAgicAddon(gatewayId: string): string | undefined;
    /** Makes the cluster depend on something that is created after it was described. */
    waitFor(...dependables: readonly ITerraformDependable[]): void;
  };
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
    const principalId = cluster.enableAgicAddon(gateway.gatewayId);
    cluster.waitFor(...gateway.subnetDependables);
    if (principalId !== undefined) assignAgicRoles(this, { principalId, gateway });
  }
}
