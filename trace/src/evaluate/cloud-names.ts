/**
 * Ends of the host names of services, in each cloud of Azure. Sources: Microsoft Learn, "Compare Azure Government and global
 * Azure"; Azure operated by 21Vianet, "Developer differences"; private DNS zone values.
 */
export const CLOUD_NAMES = [
  {
    resourceManager: "management.azure.com",
    signIn: "login.microsoftonline.com",
    storage: "core.windows.net",
    keyVault: "vault.azure.net",
    sql: "database.windows.net",
    registry: "azurecr.io",
    cosmosDb: "documents.azure.com",
    serviceBus: "servicebus.windows.net",
    cognitive: ["cognitiveservices.azure.com", "openai.azure.com"],
    web: "azurewebsites.net",
    logs: "opinsights.azure.com",
    monitor: "monitor.azure.com",
  },
  {
    resourceManager: "management.usgovcloudapi.net",
    signIn: "login.microsoftonline.us",
    storage: "core.usgovcloudapi.net",
    keyVault: "vault.usgovcloudapi.net",
    sql: "database.usgovcloudapi.net",
    registry: "azurecr.us",
    cosmosDb: "documents.azure.us",
    serviceBus: "servicebus.usgovcloudapi.net",
    cognitive: ["cognitiveservices.azure.us", "openai.azure.us"],
    web: "azurewebsites.us",
    logs: "opinsights.azure.us",
    monitor: "monitor.azure.us",
  },
  {
    resourceManager: "management.chinacloudapi.cn",
    signIn: "login.chinacloudapi.cn",
    storage: "core.chinacloudapi.cn",
    keyVault: "vault.azure.cn",
    sql: "database.chinacloudapi.cn",
    registry: "azurecr.cn",
    cosmosDb: "documents.azure.cn",
    serviceBus: "servicebus.chinacloudapi.cn",
    cognitive: ["cognitiveservices.azure.cn"],
    web: "chinacloudsites.cn",
    logs: "opinsights.azure.cn",
    monitor: "monitor.azure.cn",
  },
] as const;
