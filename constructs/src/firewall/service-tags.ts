import { nearestOnly } from "../core/nearest.js";
import { REGIONS } from "../core/regions.js";

/** When the table was true: Azure adds services several times a year. */
export const SERVICE_TAGS_AS_OF = "2025";

/**
 * Service tags without their regions. Sources: Virtual Network documentation, service tags overview, and the names in the
 * weekly lists of "Azure IP Ranges and Service Tags" as public tools keep them.
 */
export const SERVICE_TAGS: readonly string[] = [
  "ActionGroup",
  "ApiManagement",
  "AppConfiguration",
  "ApplicationInsightsAvailability",
  "AppService",
  "AppServiceManagement",
  "AutonomousDevelopmentPlatform",
  "AzureActiveDirectory",
  "AzureActiveDirectoryDomainServices",
  "AzureAdvancedThreatProtection",
  "AzureArcInfrastructure",
  "AzureAttestation",
  "AzureBackup",
  "AzureBotService",
  "AzureCloud",
  "AzureCognitiveSearch",
  "AzureConnectors",
  "AzureContainerAppsService",
  "AzureContainerRegistry",
  "AzureCosmosDB",
  "AzureDatabricks",
  "AzureDataExplorerManagement",
  "AzureDataLake",
  "AzureDeviceUpdate",
  "AzureDevOps",
  "AzureDevSpaces",
  "AzureDigitalTwins",
  "AzureEventGrid",
  "AzureFrontDoor",
  "AzureHealthcareAPIs",
  "AzureInformationProtection",
  "AzureIoTHub",
  "AzureKeyVault",
  "AzureLoadBalancer",
  "AzureLoadTestingInstanceManagement",
  "AzureMachineLearning",
  "AzureMachineLearningInference",
  "AzureManagedGrafana",
  "AzureMonitor",
  "AzureMonitorForSAP",
  "AzureOpenDatasets",
  "AzurePlatformDNS",
  "AzurePlatformIMDS",
  "AzurePlatformLKM",
  "AzurePortal",
  "AzureResourceManager",
  "AzureSecurityCenter",
  "AzureSentinel",
  "AzureSignalR",
  "AzureSiteRecovery",
  "AzureSphere",
  "AzureSpringCloud",
  "AzureStack",
  "AzureTrafficManager",
  "AzureUpdateDelivery",
  "AzureWebPubSub",
  "BatchNodeManagement",
  "ChaosStudio",
  "CognitiveServicesFrontend",
  "CognitiveServicesManagement",
  "ContainerAppsManagement",
  "CopilotActions",
  "DataFactory",
  "DataFactoryManagement",
  "Dynamics365BusinessCentral",
  "Dynamics365ForMarketingEmail",
  "Dynamics365FraudProtection",
  "EOPExternalPublishedIPs",
  "EventHub",
  "GatewayManager",
  "GenevaActions",
  "Grafana",
  "GuestAndHybridManagement",
  "HDInsight",
  "Internet",
  "KustoAnalytics",
  "LogicApps",
  "LogicAppsManagement",
  "M365LighthouseProd",
  "M365ManagementActivityApi",
  "M365ManagementActivityApiWebhook",
  "Marketplace",
  "MicrosoftAzureFluidRelay",
  "MicrosoftCloudAppSecurity",
  "MicrosoftContainerRegistry",
  "MicrosoftDefenderForEndpoint",
  "MicrosoftPurviewPolicyDistribution",
  "OneDsCollector",
  "PowerBI",
  "PowerPlatformInfra",
  "PowerPlatformPlex",
  "PowerQueryOnline",
  "SCCservice",
  "Scuba",
  "SecurityCopilot",
  "SerialConsole",
  "ServiceBus",
  "ServiceFabric",
  "Sql",
  "SqlManagement",
  "Storage",
  "StorageMover",
  "StorageSyncService",
  "VideoIndexer",
  "VirtualNetwork",
  "WindowsAdminCenter",
  "WindowsVirtualDesktop",
  "ZeroTrustSegmentation",
];

/** What else may follow the dot: parts of a service, and the short names of regions in the weekly lists. */
const PARTS: readonly string[] = [
  "Frontend",
  "Backend",
  "FirstParty",
  "MicrosoftSecurity",
  "brazilse",
  "centralfrance",
  "germanyn",
  "germanywc",
  "norwaye",
  "norwayw",
  "southfrance",
  "switzerlandn",
  "switzerlandw",
];

const KNOWN: ReadonlySet<string> = new Set(SERVICE_TAGS.map(lowerCase));
const KNOWN_PARTS: ReadonlySet<string> = new Set(
  [...REGIONS.map(({ name }) => name), ...PARTS].map(lowerCase),
);

/** Whether the table has a tag such as `Storage.WestEurope`, in any case. */
export function isServiceTag(tag: string): boolean {
  const [service = "", part] = tag.toLowerCase().split(".");
  return KNOWN.has(service) && (part === undefined || KNOWN_PARTS.has(part));
}

/** The tag that was probably meant; undefined where none is near, or several are. */
export function serviceTagMeant(tag: string): string | undefined {
  const [service = "", part] = tag.split(".");
  const meant = nearestOnly(service, SERVICE_TAGS);
  if (part === undefined || meant === undefined) return meant;
  const region = nearestOnly(
    part,
    REGIONS.map(({ name }) => name),
  );
  return region === undefined ? undefined : `${meant}.${region}`;
}

function lowerCase(text: string): string {
  return text.toLowerCase();
}
