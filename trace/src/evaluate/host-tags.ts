import { nameFits } from "./fqdn-tags.js";

/** Service tags of host names, as far as Microsoft documents them (Microsoft Learn, "Virtual network service tags"). */
const HOST_TAGS: readonly (readonly [pattern: string, tags: readonly string[]])[] = [
  ["mcr.microsoft.com", ["MicrosoftContainerRegistry", "AzureFrontDoor.FirstParty"]],
  ["*.data.mcr.microsoft.com", ["AzureFrontDoor.FirstParty"]],
  ["management.azure.com", ["AzureResourceManager"]],
  ["login.microsoftonline.com", ["AzureActiveDirectory"]],
  ["*.vault.azure.net", ["AzureKeyVault"]],
  ["*.blob.core.windows.net", ["Storage"]],
  ["*.queue.core.windows.net", ["Storage"]],
  ["*.table.core.windows.net", ["Storage"]],
  ["*.file.core.windows.net", ["Storage"]],
  ["*.database.windows.net", ["Sql"]],
  ["*.azurecr.io", ["AzureContainerRegistry"]],
  ["*.documents.azure.com", ["AzureCosmosDB"]],
  ["*.ods.opinsights.azure.com", ["AzureMonitor"]],
  ["*.oms.opinsights.azure.com", ["AzureMonitor"]],
  ["*.ingest.monitor.azure.com", ["AzureMonitor"]],
];

export function tagsOfHost(hostName: string): readonly string[] {
  return HOST_TAGS.filter(([pattern]) => nameFits(hostName, pattern)).flatMap(([, tags]) => tags);
}
