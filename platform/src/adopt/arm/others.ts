/** Resource groups, identities and roles. */
import type { FoundResource } from "../found.js";
import {
  defined,
  found,
  foundBelow,
  groupIn,
  listAt,
  ownerOf,
  picked,
  textAt,
  textsAt,
  without,
  type ArmResource,
} from "./arm-resource.js";

export function groupOfArm(group: ArmResource): readonly FoundResource[] {
  const own = found("azurerm_resource_group", group, {});
  return [{ ...own, values: without(own.values, "resource_group_name") }];
}

export function identityOfArm(identity: ArmResource): readonly FoundResource[] {
  const { values } = identity;
  return [
    found("azurerm_user_assigned_identity", identity, {
      principal_id: textAt(values, "principalId"),
      client_id: textAt(values, "clientId"),
      tenant_id: textAt(values, "tenantId"),
    }),
  ];
}

export function roleAssignmentOfArm({ id, values }: ArmResource): readonly FoundResource[] {
  return [
    {
      type: "azurerm_role_assignment",
      id,
      address: undefined,
      mode: "managed",
      values: defined({
        id,
        name: textAt(values, "name"),
        scope: textAt(values, "scope"),
        principal_id: textAt(values, "principalId"),
        principal_type: textAt(values, "principalType"),
        role_definition_id: textAt(values, "roleDefinitionId"),
        role_definition_name: textAt(values, "roleDefinitionName"),
        description: textAt(values, "description"),
      }),
    },
  ];
}

/** A role of its own; those of Azure are in every subscription. azurerm knows it by its id and the first scope of it. */
export function roleDefinitionOfArm(role: ArmResource): readonly FoundResource[] {
  const { id, name, values } = role;
  // The resource itself has a type, so that the Azure CLI calls that of the role otherwise.
  if ((textAt(values["properties"], "type") ?? textAt(values, "roleType")) === "BuiltInRole") return [];
  const scopes = textsAt(values, "assignableScopes") ?? [];
  const [scope] = scopes;
  return [
    {
      type: "azurerm_role_definition",
      id: `${id}|${scope ?? ""}`,
      address: undefined,
      mode: "managed",
      values: defined({
        id: `${id}|${scope ?? ""}`,
        name: textAt(values, "roleName"),
        scope,
        role_definition_id: name,
        role_definition_resource_id: id,
        description: textAt(values, "description"),
        assignable_scopes: scopes,
        permissions: listAt(values, "permissions").map((permission) => ({
          actions: textsAt(permission, "actions"),
          not_actions: textsAt(permission, "notActions"),
          data_actions: textsAt(permission, "dataActions"),
          not_data_actions: textsAt(permission, "notDataActions"),
        })),
      }),
    },
  ];
}

/** azurerm 4 calls the identity `parent_id`, azurerm 5 by its type. */
export function federatedCredentialOfArm(credential: ArmResource): readonly FoundResource[] {
  const { id, values } = credential;
  const identity = ownerOf(credential);
  return [
    foundBelow("azurerm_federated_identity_credential", credential, {
      resource_group_name: groupIn(id),
      parent_id: identity,
      user_assigned_identity_id: identity,
      ...picked(values, { issuer: "issuer", subject: "subject", audience: "audiences" }),
    }),
  ];
}

export function ddosPlanOfArm(plan: ArmResource): readonly FoundResource[] {
  return [found("azurerm_network_ddos_protection_plan", plan, {})];
}
