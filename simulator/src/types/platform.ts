import { asObject, at, objects, textAt, type JsonObject } from "../core/json.js";
import { stableGuid } from "../core/random.js";
import type { DependentResource, Echo, Facts, TypeRow } from "../core/type-row.js";
import { fixed, guid, orElse, plainLocation } from "./helpers.js";

/** Key Vault, Event Grid, registries, Front Door. */
export const platformRows: readonly TypeRow[] = [
  {
    type: "Microsoft.KeyVault/vaults",
    needsLocation: true,
    createStatus: 200,
    writes: "sync",
    globalName: true,
    defaults: {
      properties: {
        accessPolicies: [],
        enabledForDeployment: false,
        enabledForDiskEncryption: false,
        enabledForTemplateDeployment: false,
        enableSoftDelete: true,
        softDeleteRetentionInDays: 90,
        enableRbacAuthorization: false,
        publicNetworkAccess: "Enabled",
      },
    },
    computed: { "properties.vaultUri": ({ name }) => `https://${name}.vault.azure.net/` },
    dropped: ["properties.createMode"],
    leavesBehind: deletedVault,
  },
  { type: "Microsoft.KeyVault/vaults/secrets", writes: "sync", provisioningState: false },
  { type: "Microsoft.KeyVault/vaults/accessPolicies", writes: "sync", provisioningState: false },
  {
    type: "Microsoft.KeyVault/locations/deletedVaults",
    writes: "sync",
    actsWithoutResource: true,
    actions: { purge: fixed({}) },
    longActions: ["purge"],
  },
  {
    type: "Microsoft.EventGrid/systemTopics",
    retryAfter: 0,
    computed: { "properties.metricResourceId": guid("metric") },
  },
  {
    type: "Microsoft.EventGrid/systemTopics/eventSubscriptions",
    retryAfter: 0,
    completion: "external",
    updateStatus: 201,
    defaults: { properties: eventSubscription() },
    computed: {
      "properties.topic": ({ id }) => id.slice(0, id.toLowerCase().lastIndexOf("/eventsubscriptions/")),
    },
    actions: {
      getFullUrl: ({ body }) => ({
        endpointUrl: textAt(body, "properties.destination.properties.endpointUrl"),
      }),
      getDeliveryAttributes: fixed({ value: [] }),
    },
  },
  {
    type: "Microsoft.EventGrid/eventSubscriptions",
    retryAfter: 0,
    completion: "external",
    updateStatus: 201,
    defaults: { properties: eventSubscription() },
    computed: { "properties.topic": ({ id }) => id.slice(0, id.toLowerCase().lastIndexOf("/providers/")) },
    actions: {
      getFullUrl: ({ body }) => ({
        endpointUrl: textAt(body, "properties.destination.properties.endpointUrl"),
      }),
      getDeliveryAttributes: fixed({ value: [] }),
    },
  },
  {
    type: "Microsoft.ContainerRegistry/registries",
    needsLocation: true,
    retryAfter: 0,
    globalName: true,
    defaults: {
      properties: {
        adminUserEnabled: false,
        anonymousPullEnabled: false,
        dataEndpointEnabled: false,
        publicNetworkAccess: "Enabled",
        networkRuleBypassOptions: "AzureServices",
        zoneRedundancy: "Disabled",
        encryption: { status: "disabled" },
        policies: {
          quarantinePolicy: { status: "disabled" },
          trustPolicy: { type: "Notary", status: "disabled" },
          retentionPolicy: { days: 7, status: "disabled" },
          exportPolicy: { status: "enabled" },
        },
      },
    },
    computed: {
      "properties.loginServer": ({ name }) => `${name.toLowerCase()}.azurecr.io`,
      "sku.tier": ({ body }) => textAt(body, "sku.name"),
    },
    actions: {
      listCredentials: ({ name }) => ({
        username: name,
        passwords: [{ name: "password", value: stableGuid(name) }],
      }),
    },
  },
  {
    type: "Microsoft.Cdn/profiles",
    retryAfter: 0,
    defaults: { properties: { originResponseTimeoutSeconds: 120 } },
    computed: {
      "properties.frontDoorId": guid("front-door"),
      "properties.resourceState": fixed("Active"),
      kind: fixed("frontdoor"),
    },
  },
  {
    type: "Microsoft.Cdn/profiles/afdEndpoints",
    retryAfter: 0,
    defaults: { properties: { enabledState: "Enabled" } },
    computed: {
      "properties.hostName": ({ id, name }) =>
        `${name}-${stableGuid(id.toLowerCase()).slice(0, 16).replaceAll("-", "")}.z01.azurefd.net`,
      "properties.deploymentStatus": fixed("NotStarted"),
    },
  },
  {
    type: "Microsoft.Cdn/profiles/originGroups",
    retryAfter: 0,
    computed: { "properties.deploymentStatus": fixed("NotStarted") },
  },
  {
    type: "Microsoft.Cdn/profiles/originGroups/origins",
    retryAfter: 0,
    defaults: {
      properties: {
        enabledState: "Enabled",
        enforceCertificateNameCheck: true,
        httpPort: 80,
        httpsPort: 443,
        priority: 1,
        weight: 500,
      },
    },
    echoes: ({ id, after }) => requestOfFrontDoor(id, after),
    computed: {
      "properties.originGroupName": ({ id }) => /\/originGroups\/([^/]+)/i.exec(id)?.[1],
      "properties.deploymentStatus": fixed("NotStarted"),
      "properties.sharedPrivateLinkResource.status": ({ body }) =>
        at(body, "properties.sharedPrivateLinkResource") === undefined ? undefined : "Pending",
    },
  },
  {
    type: "Microsoft.Cdn/profiles/afdEndpoints/routes",
    retryAfter: 0,
    computed: {
      "properties.endpointName": ({ id }) => /\/afdEndpoints\/([^/]+)/i.exec(id)?.[1],
      "properties.deploymentStatus": fixed("NotStarted"),
    },
  },
  {
    type: "Microsoft.Cdn/profiles/secrets",
    retryAfter: 0,
    computed: {
      "properties.deploymentStatus": fixed("NotStarted"),
      "properties.parameters.expirationDate": fixed("2027-01-01T00:00:00Z"),
      "properties.parameters.secretVersion": ({ id }) => stableGuid(`secret:${id}`).replaceAll("-", ""),
      "properties.parameters.subjectAlternativeNames": fixed([]),
    },
  },
  { type: "Microsoft.Cdn/profiles/securityPolicies", retryAfter: 0 },
  { type: "Microsoft.Cdn/profiles/ruleSets", retryAfter: 0 },
  {
    type: "Microsoft.Cdn/profiles/customDomains",
    retryAfter: 0,
    computed: {
      "properties.domainValidationState": fixed("Pending"),
      "properties.validationProperties": ({ id }) => ({
        validationToken: stableGuid(`domain:${id}`),
        expirationDate: "2027-01-01T00:00:00Z",
      }),
    },
  },
  {
    type: "Microsoft.Network/FrontDoorWebApplicationFirewallPolicies",
    retryAfter: 0,
    etag: true,
    computed: {
      "properties.resourceState": fixed("Enabled"),
      "properties.frontendEndpointLinks": fixed([]),
      "properties.securityPolicyLinks": orElse("properties.securityPolicyLinks", fixed([])),
      "properties.customRules.rules": ({ body }) => objects(at(body, "properties.customRules.rules")),
      "properties.managedRules.managedRuleSets": ({ body }) =>
        objects(at(body, "properties.managedRules.managedRuleSets")),
    },
  },
];

/** A vault with purge protection stays among the deleted ones; the others are taken for purged. */
function deletedVault({ id, name, body, now }: Facts): DependentResource[] {
  if (at(body, "properties.enablePurgeProtection") !== true) return [];
  const subscription = id.slice(0, id.toLowerCase().indexOf("/resourcegroups/"));
  const days = at(body, "properties.softDeleteRetentionInDays");
  const purged = now + (typeof days === "number" ? days : 90) * 86_400_000;
  return [
    {
      id: `${subscription}/providers/Microsoft.KeyVault/locations/${plainLocation(body)}/deletedVaults/${name}`,
      body: {
        properties: {
          vaultId: id,
          location: plainLocation(body),
          deletionDate: new Date(now).toISOString(),
          scheduledPurgeDate: new Date(purged).toISOString(),
          purgeProtectionEnabled: true,
        },
      },
    },
  ];
}

function eventSubscription() {
  return {
    eventDeliverySchema: "EventGridSchema",
    labels: [],
    filter: { includedEventTypes: [], isSubjectCaseSensitive: false },
    retryPolicy: { eventTimeToLiveInMinutes: 1_440, maxDeliveryAttempts: 30 },
  };
}

/** Front Door asks the owner of a private link service for a connection, from a subscription of its own. */
function requestOfFrontDoor(origin: string, body: JsonObject | undefined): readonly Echo[] {
  const link = at(body, "properties.sharedPrivateLinkResource");
  const service = textAt(link, "privateLink.id");
  if (service === "") return [];
  const name = `afd-${stableGuid(origin.toLowerCase())}`;
  const privateLinkServiceConnectionState = {
    status: "Pending",
    description: textAt(link, "requestMessage"),
    actionsRequired: "None",
  };
  const request = {
    id: `${service}/privateEndpointConnections/${name}`,
    name,
    properties: { provisioningState: "Succeeded", privateLinkServiceConnectionState },
  };
  return [
    {
      id: service,
      change: (stored) => {
        const properties = asObject(stored["properties"]);
        const known = objects(properties["privateEndpointConnections"]);
        const isKnown = known.some((connection) => connection["name"] === name);
        const privateEndpointConnections = isKnown ? known : [...known, request];
        return { ...stored, properties: { ...properties, privateEndpointConnections } };
      },
    },
  ];
}
