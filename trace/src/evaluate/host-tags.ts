import { CLOUD_NAMES } from "./cloud-names.js";
import { nameFits } from "./fqdn-tags.js";

type Row = readonly [pattern: string, tags: readonly string[]];

/** Service tags of host names, as far as Microsoft documents them (Microsoft Learn, "Virtual network service tags"). */
const HOST_TAGS: readonly Row[] = [
  ["mcr.microsoft.com", ["MicrosoftContainerRegistry", "AzureFrontDoor.FirstParty"]],
  ["*.data.mcr.microsoft.com", ["AzureFrontDoor.FirstParty"]],
  ...CLOUD_NAMES.flatMap((names): readonly Row[] => [
    [names.resourceManager, ["AzureResourceManager"]],
    [names.signIn, ["AzureActiveDirectory"]],
    [`*.${names.keyVault}`, ["AzureKeyVault"]],
    [`*.blob.${names.storage}`, ["Storage"]],
    [`*.queue.${names.storage}`, ["Storage"]],
    [`*.table.${names.storage}`, ["Storage"]],
    [`*.file.${names.storage}`, ["Storage"]],
    [`*.${names.sql}`, ["Sql"]],
    [`*.${names.registry}`, ["AzureContainerRegistry"]],
    [`*.${names.cosmosDb}`, ["AzureCosmosDB"]],
    [`*.ods.${names.logs}`, ["AzureMonitor"]],
    [`*.oms.${names.logs}`, ["AzureMonitor"]],
    [`*.ingest.${names.monitor}`, ["AzureMonitor"]],
  ]),
];

export function tagsOfHost(hostName: string): readonly string[] {
  return HOST_TAGS.filter(([pattern]) => nameFits(hostName, pattern)).flatMap(([, tags]) => tags);
}
