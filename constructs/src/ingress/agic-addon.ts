import { RoleAssignment } from "@cdktf/provider-azurerm/lib/role-assignment/index.js";
import { Construct } from "constructs";
import type { Cluster } from "../aks/cluster.js";
import type { GrantedRole } from "../aks/cluster-identity.js";
import type { ApplicationGateway } from "../gateway/application-gateway.js";
import type { ResourceGroup } from "../network/resource-group.js";

export interface AgicAddonProps {
  readonly cluster: Cluster;
  readonly gateway: ApplicationGateway;
  /** The gateway's resource group, which AGIC lists. */
  readonly gatewayResourceGroup: ResourceGroup;
  /** Names for people: "cluster main". */
  readonly holder: string;
}

/**
 * AGIC as AKS add-on: the gateway handed over, and the roles of the add-on's identity on it.
 *
 * The cluster waits for the association of the gateway's own route table. On kubenet AGIC would otherwise attach the
 * cluster's table to the gateway's subnet when it starts, 0.0.0.0/0 included (AGIC `pkg/azure/client.go`).
 */
export class AgicAddon extends Construct {
  readonly granted: GrantedRole[] = [];
  readonly #principalId: string;
  readonly #holder: string;

  constructor(scope: Construct, id: string, props: AgicAddonProps) {
    super(scope, id);
    const { cluster, gateway } = props;
    this.#holder = props.holder;
    gateway.ownedByIngressController();
    cluster.resource.putIngressApplicationGateway({ gatewayId: gateway.gatewayId });
    cluster.waitFor(...gateway.ready);
    this.#principalId =
      cluster.resource.ingressApplicationGateway.ingressApplicationGatewayIdentity.get(0).objectId;
    this.#grant(
      "gateway",
      gateway.gatewayId,
      "Contributor",
      "the gateway",
      "AGIC writes listeners, pools and rules.",
    );
    this.#grant(
      "resource_group",
      props.gatewayResourceGroup.id,
      "Reader",
      "the gateway's resource group",
      "AGIC looks the gateway up.",
    );
    this.#grant(
      "subnet",
      gateway.subnet.subnetId,
      "Network Contributor",
      "the gateway's subnet",
      "Each write of the gateway joins its subnet again.",
    );
  }

  #grant(id: string, scope: string, role: string, words: string, reason: string): void {
    new RoleAssignment(this, id, {
      scope,
      roleDefinitionName: role,
      principalId: this.#principalId,
      principalType: "ServicePrincipal",
      description: reason,
    });
    this.granted.push({ holder: this.#holder, role, scope: words, reason });
  }
}
