import { asObject, at, textAt, textOf } from "../core/json.js";
import { stableGuid } from "../core/random.js";
import type { Facts, TypeRow } from "../core/type-row.js";
import { fixed, orElse } from "./helpers.js";

const SERVICES = ["blob", "queue", "table", "file", "web", "dfs"] as const;

function endpoints({ name }: Facts) {
  return Object.fromEntries(
    SERVICES.map((service) => [
      service,
      `https://${name}.${service === "web" ? "z6.web" : service}.core.windows.net/`,
    ]),
  );
}

function iso({ now }: Facts): string {
  return new Date(now).toISOString();
}

function key(id: string, which: string): string {
  return Buffer.from(stableGuid(`${which}:${id.toLowerCase()}`).repeat(2).slice(0, 64)).toString("base64");
}

const NO_CORS = { cors: { corsRules: [] } };

/** Microsoft.Storage. */
export const storageRows: readonly TypeRow[] = [
  {
    type: "Microsoft.Storage/storageAccounts",
    needsLocation: true,
    createStatus: 200,
    writes: "sync",
    globalName: true,
    defaults: {
      kind: "StorageV2",
      properties: {
        accessTier: "Hot",
        allowBlobPublicAccess: false,
        allowCrossTenantReplication: false,
        allowSharedKeyAccess: true,
        defaultToOAuthAuthentication: false,
        publicNetworkAccess: "Enabled",
        isHnsEnabled: false,
        isLocalUserEnabled: true,
        isSftpEnabled: false,
        isNfsV3Enabled: false,
        minimumTlsVersion: "TLS1_2",
        supportsHttpsTrafficOnly: true,
        dnsEndpointType: "Standard",
        largeFileSharesState: "Enabled",
        networkAcls: {
          bypass: "AzureServices",
          defaultAction: "Allow",
          ipRules: [],
          virtualNetworkRules: [],
          ipv6Rules: [],
          resourceAccessRules: [],
        },
        encryption: {
          keySource: "Microsoft.Storage",
          requireInfrastructureEncryption: false,
          services: {
            blob: { enabled: true, keyType: "Account" },
            file: { enabled: true, keyType: "Account" },
          },
        },
        privateEndpointConnections: [],
      },
    },
    computed: {
      "sku.tier": ({ body }) => textAt(body, "sku.name").split("_")[0],
      "properties.primaryEndpoints": endpoints,
      "properties.primaryLocation": ({ body }) => textOf(body["location"]),
      "properties.statusOfPrimary": fixed("available"),
      "properties.creationTime": orElse("properties.creationTime", iso),
      "properties.keyCreationTime": orElse("properties.keyCreationTime", (facts) => ({
        key1: iso(facts),
        key2: iso(facts),
      })),
    },
    actions: {
      listKeys: ({ id }) => ({
        keys: ["key1", "key2"].map((keyName) => ({
          keyName,
          value: key(id, keyName),
          permissions: "FULL",
          creationTime: "2026-11-20T00:00:00Z",
        })),
      }),
      regenerateKey: ({ id }) => ({
        keys: ["key1", "key2"].map((keyName) => ({ keyName, value: key(id, keyName), permissions: "FULL" })),
      }),
    },
  },
  {
    type: "Microsoft.Storage/storageAccounts/blobServices",
    singleton: true,
    writes: "sync",
    createStatus: 200,
    provisioningState: false,
    defaults: {
      properties: { ...NO_CORS, deleteRetentionPolicy: { allowPermanentDelete: false, enabled: false } },
    },
  },
  {
    type: "Microsoft.Storage/storageAccounts/fileServices",
    singleton: true,
    writes: "sync",
    createStatus: 200,
    provisioningState: false,
    defaults: {
      properties: {
        ...NO_CORS,
        protocolSettings: { smb: {} },
        shareDeleteRetentionPolicy: { enabled: true, days: 7 },
      },
    },
  },
  {
    type: "Microsoft.Storage/storageAccounts/queueServices",
    singleton: true,
    writes: "sync",
    createStatus: 200,
    provisioningState: false,
    defaults: { properties: NO_CORS },
  },
  {
    type: "Microsoft.Storage/storageAccounts/tableServices",
    singleton: true,
    writes: "sync",
    createStatus: 200,
    provisioningState: false,
    defaults: { properties: NO_CORS },
  },
  {
    type: "Microsoft.Storage/storageAccounts/blobServices/containers",
    writes: "sync",
    provisioningState: false,
    etag: true,
    defaults: {
      properties: {
        publicAccess: "None",
        hasImmutabilityPolicy: false,
        hasLegalHold: false,
        denyEncryptionScopeOverride: false,
        defaultEncryptionScope: "$account-encryption-key",
        immutableStorageWithVersioning: { enabled: false },
        deleted: false,
        remainingRetentionDays: 0,
        leaseStatus: "Unlocked",
        leaseState: "Available",
      },
    },
    computed: {
      "properties.lastModifiedTime": orElse("properties.lastModifiedTime", iso),
      "properties.metadata": ({ body }) => asObject(at(body, "properties.metadata")),
    },
  },
  {
    type: "Microsoft.Storage/storageAccounts/queueServices/queues",
    writes: "sync",
    deleteStatus: 204,
    provisioningState: false,
    createStatus: 200,
    computed: {
      "properties.metadata": ({ body }) => asObject(at(body, "properties.metadata")),
      "properties.approximateMessageCount": fixed(0),
    },
  },
  {
    type: "Microsoft.Storage/storageAccounts/managementPolicies",
    writes: "sync",
    createStatus: 200,
    provisioningState: false,
  },
];
