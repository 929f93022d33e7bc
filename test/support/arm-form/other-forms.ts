/** Groups, identities, roles, vaults and names. Sources: Microsoft's REST references of the providers. */
import { listOf, valuesOf, type Form } from "./form.js";

export const OTHER_FORMS: Readonly<Record<string, Form>> = {
  azurerm_resource_group: { managed_by: "managedBy" },
  azurerm_user_assigned_identity: {
    principal_id: "properties.principalId",
    client_id: "properties.clientId",
    tenant_id: "properties.tenantId",
    isolation_scope: null,
  },
  azurerm_role_assignment: {
    scope: "properties.scope",
    principal_id: "properties.principalId",
    principal_type: "properties.principalType",
    role_definition_id: "properties.roleDefinitionId",
    description: "properties.description",
    // `az role assignment list` adds it.
    role_definition_name: "properties.roleDefinitionName",
    skip_service_principal_aad_check: null,
  },
  azurerm_role_definition: {
    role_definition_id: null,
    role_definition_resource_id: null,
    scope: null,
    name: "properties.roleName",
    description: "properties.description",
    assignable_scopes: "properties.assignableScopes",
    permissions: {
      path: "properties.permissions",
      each: {
        actions: "actions",
        not_actions: "notActions",
        data_actions: "dataActions",
        not_data_actions: "notDataActions",
      },
    },
  },
  azurerm_federated_identity_credential: {
    parent_id: null,
    user_assigned_identity_id: null,
    issuer: "properties.issuer",
    subject: "properties.subject",
    audience: "properties.audiences",
  },
  azurerm_key_vault: {
    sku_name: ["properties.sku", (name) => ({ family: "A", name })],
    tenant_id: "properties.tenantId",
    rbac_authorization_enabled: "properties.enableRbacAuthorization",
    enable_rbac_authorization: null,
    purge_protection_enabled: "properties.enablePurgeProtection",
    soft_delete_retention_days: "properties.softDeleteRetentionInDays",
    public_network_access_enabled: [
      "properties.publicNetworkAccess",
      (on) => (on === true ? "Enabled" : "Disabled"),
    ],
    vault_uri: "properties.vaultUri",
    network_acls: [
      "properties.networkAcls",
      (value) => {
        const acls = valuesOf(listOf(value)[0]);
        return {
          bypass: acls["bypass"],
          defaultAction: acls["default_action"],
          ipRules: listOf(acls["ip_rules"] ?? []).map((rule) => ({ value: rule })),
          virtualNetworkRules: listOf(acls["virtual_network_subnet_ids"] ?? []).map((id) => ({ id })),
        };
      },
    ],
  },
  azurerm_dns_zone: {},
  azurerm_dns_a_record: {
    zone_name: null,
    ttl: "properties.TTL",
    target_resource_id: "properties.targetResource.id",
    records: ["properties.ARecords", (value) => listOf(value).map((ipv4Address) => ({ ipv4Address }))],
  },
  azurerm_private_dns_a_record: {
    zone_name: null,
    ttl: "properties.ttl",
    records: ["properties.aRecords", (value) => listOf(value).map((ipv4Address) => ({ ipv4Address }))],
  },
};
