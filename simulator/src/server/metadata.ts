import type { JsonObject } from "../core/json.js";

/** The cloud's metadata document, as Terraform's providers and the SDKs read it. `origin` has no trailing slash. */
export function metadataDocument(origin: string): JsonObject {
  return {
    name: "AzureCloud",
    portal: "https://portal.azure.com",
    authentication: {
      loginEndpoint: origin,
      audiences: [origin, "https://management.core.windows.net/", "https://management.azure.com/"],
      tenant: "common",
      identityProvider: "AAD",
    },
    graph: "https://graph.windows.net/",
    graphAudience: "https://graph.windows.net/",
    microsoftGraphResourceId: "https://graph.microsoft.com/",
    resourceManager: origin,
    media: "https://rest.media.azure.net",
    batch: "https://batch.core.windows.net/",
    gallery: "https://gallery.azure.com/",
    sqlManagement: "https://management.core.windows.net:8443/",
    activeDirectoryDataLake: "https://datalake.azure.net/",
    attestationResourceId: "https://attest.azure.net",
    logAnalyticsResourceId: "https://api.loganalytics.io",
    ossrDbmsResourceId: "https://ossrdbms-aad.database.windows.net",
    synapseAnalyticsResourceId: "https://dev.azuresynapse.net",
    appInsightsResourceId: "https://api.applicationinsights.io",
    appInsightsTelemetryChannelResourceId: "https://dc.applicationinsights.azure.com/v2/track",
    suffixes: {
      acrLoginServer: "azurecr.io",
      keyVaultDns: "vault.azure.net",
      storage: "core.windows.net",
      mhsmDns: "managedhsm.azure.net",
      azureFrontDoorEndpointSuffix: "azurefd.net",
      sqlServerHostname: "database.windows.net",
      storageSyncEndpointSuffix: "afs.azure.net",
      synapseAnalytics: "dev.azuresynapse.net",
      attestationEndpoint: "attest.azure.net",
      postgresqlServerEndpoint: "postgres.database.azure.com",
      mysqlServerEndpoint: "mysql.database.azure.com",
      mariadbServerEndpoint: "mariadb.database.azure.com",
      azureDataLakeStoreFileSystem: "azuredatalakestore.net",
      azureDataLakeAnalyticsCatalogAndJob: "azuredatalakeanalytics.net",
    },
  };
}

/** The same of api-version 2018-01-01. Without a list of locations clients check none. */
export function oldMetadataDocument(): JsonObject {
  return { cloudEndpoint: {} };
}

/** The OpenID document of a tenant, as MSAL reads it. */
export function openIdDocument(origin: string, tenant: string): JsonObject {
  return {
    token_endpoint: `${origin}/${tenant}/oauth2/v2.0/token`,
    authorization_endpoint: `${origin}/${tenant}/oauth2/v2.0/authorize`,
    issuer: `https://login.microsoftonline.com/${tenant}/v2.0`,
    jwks_uri: `${origin}/${tenant}/discovery/v2.0/keys`,
    tenant_region_scope: "EU",
  };
}
