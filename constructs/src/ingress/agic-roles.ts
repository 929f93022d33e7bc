import type { RoleAssignment } from "@cdktf/provider-azurerm/lib/role-assignment/index.js";
import type { ITerraformDependable } from "cdktf";
import type { Construct } from "constructs";
import { assignRole } from "../governance/roles.js";
import type { ISubnet } from "../network/subnet.js";

/** What AGIC needs of an Application Gateway, whether it is created here or exists already. */
export interface AgicGateway {
  /** Azure Resource Manager id. */
  readonly gatewayId: string;
  /** Azure Resource Manager id of the gateway's resource group, which AGIC lists. */
  readonly resourceGroupId: string;
  readonly subnet: ISubnet;
  /** Azure Resource Manager id of the identity that fetches certificates; undefined for a gateway without any. */
  readonly tlsIdentityId: string | undefined;
  /** What must exist before AGIC starts: the subnet with its associations. */
  readonly subnetDependables: readonly ITerraformDependable[];
  /** Makes Terraform ignore what AGIC writes; without effect on a gateway that Terraform does not manage. */
  ignoreAgicChanges(): void;
}

export interface AgicRoles {
  readonly principalId: string;
  readonly gateway: AgicGateway;
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
      scope: gateway.resourceGroupId,
      principalId,
      description: "AGIC looks the gateway up.",
    }),
    assignRole(scope, "subnet", {
      requirement: "join-subnet",
      scope: gateway.subnet.subnetId,
      principalId,
      description: "Each write of the gateway joins its subnet again.",
    }),
    ...(gateway.tlsIdentityId === undefined
      ? []
      : [
          assignRole(scope, "tls_identity", {
            requirement: "assign-identity",
            scope: gateway.tlsIdentityId,
            principalId,
            description: "Each write of the gateway assigns the identity that fetches its certificates.",
          }),
        ]),
  ];
}
