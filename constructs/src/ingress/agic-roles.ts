import type { RoleAssignment } from "@cdktf/provider-azurerm/lib/role-assignment/index.js";
import type { Construct } from "constructs";
import type { ApplicationGateway } from "../gateway/application-gateway.js";
import { assignRole } from "../governance/roles.js";
import type { ResourceGroup } from "../network/resource-group.js";

export interface AgicRoles {
  readonly principalId: string;
  readonly gateway: ApplicationGateway;
  /** The gateway's resource group, which AGIC lists. */
  readonly gatewayResourceGroup: ResourceGroup;
}

/** What an ingress controller may do with the gateway that it runs. Source: AGIC documentation and AGIC #1463. */
export function assignAgicRoles(scope: Construct, roles: AgicRoles): RoleAssignment[] {
  const { principalId, gateway } = roles;
  return [
    assignRole(scope, "gateway", {
      requirement: "configure-gateway",
      scope: gateway.gatewayId,
      principalId,
      description: "AGIC writes listeners, pools and rules.",
    }),
    assignRole(scope, "resource_group", {
      requirement: "read-group",
      scope: roles.gatewayResourceGroup.id,
      principalId,
      description: "AGIC looks the gateway up.",
    }),
    assignRole(scope, "subnet", {
      requirement: "join-subnet",
      scope: gateway.subnet.subnetId,
      principalId,
      description: "Each write of the gateway joins its subnet again.",
    }),
    ...(gateway.tls === undefined
      ? []
      : [
          assignRole(scope, "tls_identity", {
            requirement: "assign-identity",
            scope: gateway.tls.identity.id,
            principalId,
            description: "Each write of the gateway assigns the identity that fetches its certificates.",
          }),
        ]),
  ];
}
