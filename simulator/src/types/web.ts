import { conflict } from "../core/arm-error.js";
import { asObject, at, isObject, objects, textAt, textOf, type Json, type JsonObject } from "../core/json.js";
import { stableGuid } from "../core/random.js";
import { parentId } from "../core/arm-id.js";
import type { Facts, TypeRow } from "../core/type-row.js";
import { fixed, publicAddress } from "./helpers.js";

function hostOf(name: string): string {
  return `${name.toLowerCase()}.azurewebsites.net`;
}
function scmOf(name: string): string {
  return `${name.toLowerCase()}.scm.azurewebsites.net`;
}

/** Azure's own text. */
const ALLOW_ALL_DESCRIPTION = "Allow all access";

/** The settings of a site as `config/appsettings` has them: a map. */
function settingsOf(list: Json | undefined): JsonObject {
  return Object.fromEntries(
    objects(list).map((setting) => [textOf(setting["name"]), textOf(setting["value"])]),
  );
}

/** `config/web`: the site's own configuration over what Azure fills in. */
function webConfig(site: JsonObject): JsonObject {
  return {
    numberOfWorkers: 1,
    defaultDocuments: [],
    netFrameworkVersion: "v4.0",
    linuxFxVersion: "",
    requestTracingEnabled: false,
    remoteDebuggingEnabled: false,
    httpLoggingEnabled: false,
    detailedErrorLoggingEnabled: false,
    publishingUsername: "$site",
    scmType: "None",
    use32BitWorkerProcess: false,
    webSocketsEnabled: false,
    alwaysOn: false,
    managedPipelineMode: "Integrated",
    loadBalancing: "LeastRequests",
    experiments: { rampUpRules: [] },
    autoHealEnabled: false,
    vnetRouteAllEnabled: false,
    localMySqlEnabled: false,
    ipSecurityRestrictions: [
      {
        ipAddress: "Any",
        action: "Allow",
        priority: 2_147_483_647,
        name: "Allow all",
        description: ALLOW_ALL_DESCRIPTION,
      },
    ],
    ipSecurityRestrictionsDefaultAction: "Allow",
    scmIpSecurityRestrictions: [
      {
        ipAddress: "Any",
        action: "Allow",
        priority: 2_147_483_647,
        name: "Allow all",
        description: ALLOW_ALL_DESCRIPTION,
      },
    ],
    scmIpSecurityRestrictionsDefaultAction: "Allow",
    scmIpSecurityRestrictionsUseMain: false,
    http20Enabled: false,
    minTlsVersion: "1.2",
    scmMinTlsVersion: "1.2",
    ftpsState: "FtpsOnly",
    preWarmedInstanceCount: 0,
    functionAppScaleLimit: 0,
    functionsRuntimeScaleMonitoringEnabled: false,
    minimumElasticInstanceCount: 0,
    ...present(asObject(at(site, "properties.siteConfig"))),
  };
}

/** Keys whose value is not null. */
function present(body: JsonObject): JsonObject {
  return Object.fromEntries(
    Object.entries(body).filter(([key, value]) => value !== null && key !== "appSettings"),
  );
}

function createdConfigs({ id, body }: Facts) {
  const settings = at(body, "properties.siteConfig.appSettings");
  const web = {
    id: `${id}/config/web`,
    body: { properties: webConfig(body) },
    always: isObject(at(body, "properties.siteConfig")),
  };
  return settings === undefined
    ? [web]
    : [web, { id: `${id}/config/appsettings`, body: { properties: settingsOf(settings) }, always: true }];
}

function password(id: string): string {
  return stableGuid(`publishing:${id.toLowerCase()}`).replaceAll("-", "");
}

/** Function keys of a site, by what they open. */
export function functionKeys(site: string): {
  masterKey: string;
  functionKeys: { default: string };
  systemKeys: Record<string, string>;
} {
  return {
    masterKey: keyText("master", site),
    functionKeys: { default: keyText("default", site) },
    systemKeys: {},
  };
}

function keyText(which: string, site: string): string {
  return Buffer.from(stableGuid(`${which}:${site.toLowerCase()}`)).toString("base64");
}

/** The configuration of a name that was never written. */
function emptyConfig({ name, body }: Facts): Json | undefined {
  if (isObject(body["properties"])) return undefined;
  switch (name.toLowerCase()) {
    case "authsettings":
      return { enabled: false, unauthenticatedClientAction: null, configVersion: "v1" };
    case "authsettingsv2":
      return {
        platform: { enabled: false },
        globalValidation: {},
        identityProviders: {},
        login: {},
        httpSettings: {},
      };
    case "slotconfignames":
      return { appSettingNames: null, connectionStringNames: null, azureStorageConfigNames: null };
    case "logs":
      return {
        applicationLogs: { fileSystem: { level: "Off" } },
        httpLogs: { fileSystem: { enabled: false } },
        failedRequestsTracing: { enabled: false },
        detailedErrorMessages: { enabled: false },
      };
    case "backup":
      return {};
    default:
      return {};
  }
}

/** The whole body of a configuration, as its `list` action answers. */
function listed({ id, name, body }: Facts): JsonObject {
  if (name.toLowerCase() !== "publishingcredentials") return body;
  const site = textOf(parentId(id).split("/").pop());
  return {
    ...body,
    id: `${parentId(id)}/publishingcredentials/$${site}`,
    name: site,
    properties: {
      name: null,
      publishingUserName: `$${site}`,
      publishingPassword: password(parentId(id)),
      scmUri: `https://$${site}:${password(parentId(id))}@${scmOf(site)}`,
    },
  };
}

/** Microsoft.Web. */
export const webRows: readonly TypeRow[] = [
  {
    type: "Microsoft.Web/serverfarms",
    deletes: "sync",
    needsLocation: true,
    createStatus: 200,
    retryAfter: 0,
    defaults: {
      properties: {
        perSiteScaling: false,
        elasticScaleEnabled: false,
        isSpot: false,
        reserved: false,
        isXenon: false,
        hyperV: false,
        targetWorkerCount: 0,
        targetWorkerSizeId: 0,
        zoneRedundant: false,
        maximumElasticWorkerCount: 1,
      },
    },
    computed: {
      "sku.tier": ({ body }) => at(body, "sku.tier") ?? tierOf(textAt(body, "sku.name")),
      "sku.size": ({ body }) => textAt(body, "sku.name"),
      "sku.family": ({ body }) => textAt(body, "sku.name").replace(/\d.*$/, ""),
      "sku.capacity": ({ body }) => at(body, "sku.capacity") ?? 1,
      "properties.status": fixed("Ready"),
      "properties.numberOfSites": fixed(0),
      "properties.numberOfWorkers": ({ body }) => at(body, "sku.capacity") ?? 1,
      "properties.maximumNumberOfWorkers": fixed(30),
      "properties.kind": ({ body }) => textOf(body["kind"]),
    },
    inUse: (name, users) => conflictOf(name, users),
  },
  {
    type: "Microsoft.Web/sites",
    deletes: "sync",
    needsLocation: true,
    createStatus: 200,
    retryAfter: 0,
    globalName: true,
    defaults: {
      properties: {
        enabled: true,
        httpsOnly: false,
        clientCertEnabled: false,
        clientCertMode: "Required",
        reserved: true,
        hostNamesDisabled: false,
        publicNetworkAccess: "Enabled",
        vnetRouteAllEnabled: false,
        storageAccountRequired: false,
        keyVaultReferenceIdentity: "SystemAssigned",
      },
    },
    computed: {
      "properties.state": fixed("Running"),
      "properties.usageState": fixed("Normal"),
      "properties.availabilityState": fixed("Normal"),
      "properties.defaultHostName": ({ name }) => hostOf(name),
      "properties.hostNames": ({ name }) => [hostOf(name)],
      "properties.enabledHostNames": ({ name }) => [hostOf(name), scmOf(name)],
      "properties.repositorySiteName": ({ name }) => name,
      "properties.hostNameSslStates": ({ name }) => [
        { name: hostOf(name), sslState: "Disabled", hostType: "Standard" },
        { name: scmOf(name), sslState: "Disabled", hostType: "Repository" },
      ],
      "properties.customDomainVerificationId": ({ tenant }) =>
        stableGuid(`domain:${tenant}`).replaceAll("-", "").toUpperCase(),
      "properties.outboundIpAddresses": ({ id }) => publicAddress(id),
      "properties.possibleOutboundIpAddresses": ({ id }) => publicAddress(id),
      "properties.sku": ({ body, world }) =>
        textAt(world.lookup(textAt(body, "properties.serverFarmId")), "sku.tier"),
    },
    hidden: ["properties.siteConfig.appSettings"],
    references: [
      { path: "properties.serverFarmId" },
      { path: "properties.virtualNetworkSubnetId", shownAs: "serviceAssociationLinks" },
    ],
    creates: createdConfigs,
  },
  {
    type: "Microsoft.Web/sites/config",
    singleton: true,
    writes: "sync",
    createStatus: 200,
    provisioningState: false,
    computed: { properties: emptyConfig },
    actions: { list: listed },
  },
  {
    type: "Microsoft.Web/sites/basicPublishingCredentialsPolicies",
    singleton: true,
    writes: "sync",
    createStatus: 200,
    provisioningState: false,
    defaults: { properties: { allow: true } },
  },
  {
    type: "Microsoft.Web/sites/host",
    singleton: true,
    writes: "sync",
    provisioningState: false,
    actions: {
      listkeys: ({ id }) => functionKeys(parentId(id)),
      sync: fixed({}),
      listsyncstatus: fixed({ status: "Succeeded" }),
    },
  },
  {
    type: "Microsoft.Web/sites/functions",
    writes: "sync",
    provisioningState: false,
    actions: { listkeys: ({ id }) => ({ default: functionKeys(parentId(id)).functionKeys.default }) },
  },
];

function tierOf(sku: string): string {
  if (sku.startsWith("FC")) return "FlexConsumption";
  if (sku.startsWith("EP")) return "ElasticPremium";
  if (sku.startsWith("Y")) return "Dynamic";
  if (sku.startsWith("P")) return "PremiumV3";
  return sku.startsWith("S") ? "Standard" : "Basic";
}

function conflictOf(name: string, users: readonly string[]) {
  return conflict(
    "Conflict",
    `Server farm '${name}' cannot be deleted because it has web app(s) ${users.map((user) => user.split("/").pop() ?? "").join(", ")} assigned to it.`,
  );
}
