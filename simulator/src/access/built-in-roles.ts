/** A built-in role: name and id from "Azure built-in roles" of Microsoft Learn; permissions cut to what is imitated. */
export interface BuiltInRole {
  readonly id: string;
  readonly name: string;
  readonly actions: readonly string[];
  readonly notActions: readonly string[];
  readonly dataActions: readonly string[];
  readonly notDataActions: readonly string[];
}

function role(
  id: string,
  name: string,
  actions: readonly string[],
  dataActions: readonly string[] = [],
  notActions: readonly string[] = [],
): BuiltInRole {
  return {
    id,
    name,
    actions,
    notActions,
    dataActions,
    notDataActions: [],
  };
}

const QUEUES = "Microsoft.Storage/storageAccounts/queueServices/queues";
const BLOBS = "Microsoft.Storage/storageAccounts/blobServices/containers";

/** Actions that roles for operators share: alerts, deployments, their own group. */
const OPERATE = [
  "Microsoft.Authorization/*/read",
  "Microsoft.Insights/alertRules/*",
  "Microsoft.ResourceHealth/availabilityStatuses/read",
  "Microsoft.Resources/deployments/*",
  "Microsoft.Resources/subscriptions/resourceGroups/read",
];

export const BUILT_IN_ROLES: readonly BuiltInRole[] = [
  role("8e3af657-a8ff-443c-a75c-2fe8c4bcb635", "Owner", ["*"]),
  role(
    "b24988ac-6180-42a0-ab88-20f7382dd24c",
    "Contributor",
    ["*"],
    [],
    [
      "Microsoft.Authorization/*/Delete",
      "Microsoft.Authorization/*/Write",
      "Microsoft.Authorization/elevateAccess/Action",
      "Microsoft.Blueprint/blueprintAssignments/write",
      "Microsoft.Blueprint/blueprintAssignments/delete",
    ],
  ),
  role("acdd72a7-3385-48ef-bd42-f606fba81ae7", "Reader", ["*/read"]),
  role("18d7d88d-d35e-4fb5-a5c3-7773c20a72d9", "User Access Administrator", [
    "*/read",
    "Microsoft.Authorization/*",
    "Microsoft.Support/*",
  ]),
  role("f58310d9-a9f6-439a-9e8d-f62e7b41a168", "Role Based Access Control Administrator", [
    "Microsoft.Authorization/roleAssignments/write",
    "Microsoft.Authorization/roleAssignments/delete",
    "*/read",
  ]),
  role("4d97b98b-1d4f-4787-a291-c67834d212e7", "Network Contributor", [...OPERATE, "Microsoft.Network/*"]),
  role("b12aa53e-6015-4669-85d0-8515ebb3ae7f", "Private DNS Zone Contributor", [
    ...OPERATE,
    "Microsoft.Network/privateDnsZones/*",
    "Microsoft.Network/privateDnsOperationResults/*",
    "Microsoft.Network/privateDnsOperationStatuses/*",
    "Microsoft.Network/virtualNetworks/read",
    "Microsoft.Network/virtualNetworks/join/action",
  ]),
  role("befefa01-2a29-4197-83a8-272ff33ce314", "DNS Zone Contributor", [
    ...OPERATE,
    "Microsoft.Network/dnsZones/*",
  ]),
  role("f1a07417-d97a-45cb-824c-7a7467783830", "Managed Identity Operator", [
    ...OPERATE,
    "Microsoft.ManagedIdentity/userAssignedIdentities/*/read",
    "Microsoft.ManagedIdentity/userAssignedIdentities/*/assign/action",
  ]),
  role("e40ec5ca-96e0-45a2-b4ff-59039f2c2b59", "Managed Identity Contributor", [
    ...OPERATE,
    "Microsoft.ManagedIdentity/userAssignedIdentities/*",
  ]),
  role(
    "b7e6dc6d-f1e8-4753-8033-0f276bb0955b",
    "Storage Blob Data Owner",
    [`${BLOBS}/*`, "Microsoft.Storage/storageAccounts/blobServices/generateUserDelegationKey/action"],
    [`${BLOBS}/blobs/*`],
  ),
  role(
    "ba92f5b4-2d11-453d-a403-e96b0029c9fe",
    "Storage Blob Data Contributor",
    [
      `${BLOBS}/delete`,
      `${BLOBS}/read`,
      `${BLOBS}/write`,
      "Microsoft.Storage/storageAccounts/blobServices/generateUserDelegationKey/action",
    ],
    [
      `${BLOBS}/blobs/delete`,
      `${BLOBS}/blobs/read`,
      `${BLOBS}/blobs/write`,
      `${BLOBS}/blobs/move/action`,
      `${BLOBS}/blobs/add/action`,
    ],
  ),
  role(
    "2a2b9908-6ea1-4ae2-8e65-a410df84e7d1",
    "Storage Blob Data Reader",
    [`${BLOBS}/read`, "Microsoft.Storage/storageAccounts/blobServices/generateUserDelegationKey/action"],
    [`${BLOBS}/blobs/read`],
  ),
  role(
    "974c5e8b-45b9-4653-ba55-5f855dd0fb88",
    "Storage Queue Data Contributor",
    [`${QUEUES}/delete`, `${QUEUES}/read`, `${QUEUES}/write`],
    [
      `${QUEUES}/messages/delete`,
      `${QUEUES}/messages/read`,
      `${QUEUES}/messages/write`,
      `${QUEUES}/messages/process/action`,
      `${QUEUES}/messages/add/action`,
    ],
  ),
  role(
    "19e7f393-937e-4f77-808e-94535e297925",
    "Storage Queue Data Reader",
    [`${QUEUES}/read`],
    [`${QUEUES}/messages/read`],
  ),
  role(
    "8a0f0c08-91a1-4084-bc3d-661d67233fed",
    "Storage Queue Data Message Processor",
    [],
    [`${QUEUES}/messages/read`, `${QUEUES}/messages/process/action`],
  ),
  role(
    "c6a89b2d-59bc-44d0-9896-0f6e12d7b80a",
    "Storage Queue Data Message Sender",
    [],
    [`${QUEUES}/messages/add/action`],
  ),
  role("17d1049b-9a84-46fb-8f53-869881c3d3ab", "Storage Account Contributor", [
    ...OPERATE,
    "Microsoft.Storage/storageAccounts/*",
  ]),
  role("0a9a7e1f-b9d0-4cc4-a60d-0319b160aaa3", "Storage Table Data Contributor", [
    "Microsoft.Storage/storageAccounts/tableServices/tables/*",
  ]),
  role(
    "a4417e6f-fecd-4de8-b567-7b0420556985",
    "Key Vault Certificates Officer",
    [...OPERATE, "Microsoft.KeyVault/vaults/*/read", "Microsoft.KeyVault/deletedVaults/read"],
    [
      "Microsoft.KeyVault/vaults/certificatecas/*",
      "Microsoft.KeyVault/vaults/certificates/*",
      "Microsoft.KeyVault/vaults/certificatecontacts/write",
    ],
  ),
  role(
    "4633458b-17de-408a-b874-0445c86b69e6",
    "Key Vault Secrets User",
    [],
    [
      "Microsoft.KeyVault/vaults/secrets/getSecret/action",
      "Microsoft.KeyVault/vaults/secrets/readMetadata/action",
    ],
  ),
  role(
    "db79e9a7-68ee-4b58-9aeb-b90e7c24fcba",
    "Key Vault Certificate User",
    [],
    ["Microsoft.KeyVault/vaults/certificates/read", "Microsoft.KeyVault/vaults/secrets/getSecret/action"],
  ),
  role(
    "00482a5a-887f-4fb3-b363-3b7fe8e74483",
    "Key Vault Administrator",
    [...OPERATE, "Microsoft.KeyVault/vaults/read"],
    ["Microsoft.KeyVault/vaults/*"],
  ),
  role("7f951dda-4ed3-4680-a7ca-43fe172d538d", "AcrPull", [
    "Microsoft.ContainerRegistry/registries/pull/read",
  ]),
  role(
    "3913510d-42f4-4e42-8a64-420c390055eb",
    "Monitoring Metrics Publisher",
    ["Microsoft.Insights/Register/Action", "Microsoft.Resources/subscriptions/resourceGroups/read"],
    ["Microsoft.Insights/Metrics/Write", "Microsoft.Insights/Telemetry/Write"],
  ),
  role("43d0d8ad-25c7-4714-9337-8ba259a9fe05", "Monitoring Reader", ["*/read"]),
  role(
    "d5a91429-5739-47e2-a06b-3470a27159e7",
    "EventGrid Data Sender",
    ["Microsoft.EventGrid/topics/read"],
    ["Microsoft.EventGrid/events/send/action"],
  ),
  role("ed7f3fbd-7b88-4dd4-9017-9adb7ce333f8", "Azure Kubernetes Service Contributor Role", [
    ...OPERATE,
    "Microsoft.ContainerService/managedClusters/read",
    "Microsoft.ContainerService/managedClusters/write",
  ]),
  role("4abbcc35-e782-43d8-92c5-2d3f1bd2253f", "Azure Kubernetes Service Cluster User Role", [
    "Microsoft.ContainerService/managedClusters/listClusterUserCredential/action",
    "Microsoft.ContainerService/managedClusters/read",
  ]),
  role("92aaf0da-9dab-42b6-94a3-d43ce8d16293", "Log Analytics Contributor", [
    ...OPERATE,
    "Microsoft.OperationalInsights/*",
    "Microsoft.Insights/diagnosticSettings/*",
  ]),
  role("36243c78-bf99-498c-9df9-86d9f8d28608", "Resource Policy Contributor", [
    "*/read",
    "Microsoft.Authorization/policyassignments/*",
    "Microsoft.Authorization/policydefinitions/*",
  ]),
];
