import {
  armId,
  typeOfId,
  typeSchema,
  type BlockSchema,
  type ProviderSchema,
  type TerraformType,
} from "@aks-topology/terraform";

/** Mock values for `terraform test`, in the form that the provider validates. */

const SUBSCRIPTION_ID = "00000000-0000-0000-0000-000000000000";
const SUBSCRIPTION = `/subscriptions/${SUBSCRIPTION_ID}`;
const GUID = "00000000-0000-0000-0000-000000000001";

/** Types whose ids nothing in a module reads. */
const WITHOUT_ID: ReadonlySet<string> = new Set([
  "azurerm_firewall_policy_rule_collection_group",
  "azurerm_monitor_activity_log_alert",
  "azurerm_monitor_alert_prometheus_rule_group",
  "azurerm_monitor_metric_alert",
  "azurerm_network_security_rule",
  "azurerm_network_watcher_flow_log",
  "azurerm_role_assignment",
  "azurerm_route",
  "azurerm_subnet_nat_gateway_association",
  "azurerm_subnet_network_security_group_association",
  "azurerm_subnet_route_table_association",
  "azurerm_virtual_network_peering",
]);

function mockId(type: string): string | undefined {
  return armId(type, (attribute) => {
    switch (attribute) {
      case "subscription":
        return SUBSCRIPTION_ID;
      case "scope":
        return SUBSCRIPTION;
      case "guid":
        return GUID;
      case "name":
        return type.endsWith("dns_zone") ? "mock.example.com" : "mock";
      default:
        return mockId(typeOfId(attribute) ?? "") ?? "mock";
    }
  });
}

/** Attributes in addition to the id, by type. */
const ATTRIBUTES: Readonly<Record<string, Readonly<Record<string, unknown>>>> = {
  azurerm_function_app_flex_consumption: { default_hostname: "mock.azurewebsites.net" },
  azurerm_firewall: { ip_configuration: { private_ip_address: "10.0.0.4" } },
  azurerm_key_vault_certificate: { versionless_secret_id: "https://mock.vault.azure.net/secrets/mock" },
  azurerm_kubernetes_cluster: {
    fqdn: "mock.example.com",
    node_resource_group_id: `${SUBSCRIPTION}/resourceGroups/MC_mock`,
    oidc_issuer_url: "https://oidc.example.com/mock/",
  },
  azurerm_public_ip: { ip_address: "20.0.0.4" },
  azurerm_role_definition: {
    role_definition_id: GUID,
    role_definition_resource_id: `${SUBSCRIPTION}/providers/Microsoft.Authorization/roleDefinitions/${GUID}`,
  },
  azurerm_storage_account: {
    primary_blob_endpoint: "https://mock.blob.core.windows.net/",
    primary_blob_host: "mock.blob.core.windows.net",
    primary_queue_host: "mock.queue.core.windows.net",
  },
  azurerm_user_assigned_identity: { client_id: GUID, principal_id: GUID, tenant_id: GUID },
  "data.azurerm_client_config": {
    client_id: GUID,
    object_id: GUID,
    subscription_id: SUBSCRIPTION_ID,
    tenant_id: GUID,
  },
  "data.azurerm_subscription": { id: SUBSCRIPTION, subscription_id: SUBSCRIPTION_ID },
};

/** Ids that have another form than the type's path. */
const OTHER_IDS: Readonly<Record<string, string>> = {
  azurerm_key_vault_certificate:
    "https://mock.vault.azure.net/certificates/mock/00000000000000000000000000000000",
  "data.azurerm_role_definition": `${SUBSCRIPTION}/providers/Microsoft.Authorization/roleDefinitions/${GUID}`,
};

/**
 * The values of a mocked resource (`azurerm_subnet`) or data source (`data.azurerm_subnet`).
 * @param read attributes that the module reads: for lists of objects that Azure fills, Terraform would mock empty ones
 */
export function mockValues(
  type: string,
  schema: ProviderSchema,
  read: ReadonlySet<string>,
): Readonly<Record<string, unknown>> {
  const plain = type.replace(/^data\./, "");
  const id = OTHER_IDS[type] ?? (WITHOUT_ID.has(type) ? undefined : mockId(plain));
  const block = typeSchema(schema, type === plain ? "resource" : "data", plain)?.block;
  const lists = block === undefined ? {} : filledLists(block, read);
  return { ...(id === undefined ? {} : { id }), ...lists, ...ATTRIBUTES[type] };
}

type Named = [name: string, value: unknown];

function filledLists(block: BlockSchema, read: ReadonlySet<string>): Readonly<Record<string, unknown>> {
  const attributes = Object.entries(block.attributes ?? {}).flatMap(([name, { type, computed }]): Named[] => {
    const fields = computed === true && read.has(name) ? fieldsOf(type) : undefined;
    return fields === undefined ? [] : [[name, [filled(fields)]]];
  });
  const blocks = Object.entries(block.block_types ?? {}).flatMap(([name, nested]): Named[] => {
    const values = filledLists(nested.block, read);
    return Object.keys(values).length === 0 ? [] : [[name, values]];
  });
  return Object.fromEntries([...attributes, ...blocks]);
}

function fieldsOf(type: TerraformType): Readonly<Record<string, TerraformType>> | undefined {
  const element = typeof type === "string" || type[0] !== "list" ? undefined : type[1];
  return element === undefined || typeof element === "string" || element[0] !== "object"
    ? undefined
    : element[1];
}

function filled(fields: Readonly<Record<string, TerraformType>>): Readonly<Record<string, unknown>> {
  const texts = Object.entries(fields).filter(([, type]) => type === "string");
  return Object.fromEntries(
    texts.map(([name]) => [
      name,
      name.startsWith("user_assigned_identity") ? mockId("azurerm_user_assigned_identity") : GUID,
    ]),
  );
}
