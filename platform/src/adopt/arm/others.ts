/** Resource groups, identities, roles and workspaces. */
import type { FoundResource } from "../found.js";
import { at, defined, found, listAt, textAt, without, type ArmResource } from "./arm-resource.js";

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

export function workspaceOfArm(workspace: ArmResource): readonly FoundResource[] {
  return [
    found("azurerm_log_analytics_workspace", workspace, {
      sku: textAt(workspace.values, "sku.name"),
      retention_in_days: at(workspace.values, "retentionInDays"),
    }),
  ];
}

export function diagnosticSettingOfArm(setting: ArmResource): readonly FoundResource[] {
  const { id, name, values } = setting;
  const target = id.replace(/\/providers\/microsoft\.insights\/diagnosticSettings\/[^/]+$/i, "");
  return [
    {
      type: "azurerm_monitor_diagnostic_setting",
      id: `${target}|${name}`,
      address: undefined,
      mode: "managed",
      values: defined({
        id: `${target}|${name}`,
        name,
        target_resource_id: target,
        log_analytics_workspace_id: textAt(values, "workspaceId"),
        log_analytics_destination_type: textAt(values, "logAnalyticsDestinationType"),
        enabled_log: listAt(values, "logs")
          .filter((log) => at(log, "enabled") === true)
          .map((log) =>
            defined({ category: textAt(log, "category"), category_group: textAt(log, "categoryGroup") }),
          ),
      }),
    },
  ];
}
