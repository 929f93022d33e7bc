import { describe, expect, test } from "vitest";
import { isServiceTag, SERVICE_TAGS, serviceTagMeant } from "../../src/firewall/service-tags.js";

/** A dated copy: the tags of the documentation and of the weekly lists of 2025. */
const LISTED = `ActionGroup, ApiManagement, AppConfiguration, ApplicationInsightsAvailability, AppService, AppServiceManagement,
  AutonomousDevelopmentPlatform, AzureActiveDirectory, AzureActiveDirectoryDomainServices, AzureAdvancedThreatProtection,
  AzureArcInfrastructure, AzureAttestation, AzureBackup, AzureBotService, AzureCloud, AzureCognitiveSearch, AzureConnectors,
  AzureContainerAppsService, AzureContainerRegistry, AzureCosmosDB, AzureDatabricks, AzureDataExplorerManagement,
  AzureDataLake, AzureDeviceUpdate, AzureDevOps, AzureDevSpaces, AzureDigitalTwins, AzureEventGrid, AzureFrontDoor,
  AzureHealthcareAPIs, AzureInformationProtection, AzureIoTHub, AzureKeyVault, AzureLoadBalancer,
  AzureLoadTestingInstanceManagement, AzureMachineLearning, AzureMachineLearningInference, AzureManagedGrafana, AzureMonitor,
  AzureMonitorForSAP, AzureOpenDatasets, AzurePlatformDNS, AzurePlatformIMDS, AzurePlatformLKM, AzurePortal,
  AzureResourceManager, AzureSecurityCenter, AzureSentinel, AzureSignalR, AzureSiteRecovery, AzureSphere, AzureSpringCloud,
  AzureStack, AzureTrafficManager, AzureUpdateDelivery, AzureWebPubSub, BatchNodeManagement, ChaosStudio,
  CognitiveServicesFrontend, CognitiveServicesManagement, ContainerAppsManagement, CopilotActions, DataFactory,
  DataFactoryManagement, Dynamics365BusinessCentral, Dynamics365ForMarketingEmail, Dynamics365FraudProtection,
  EOPExternalPublishedIPs, EventHub, GatewayManager, GenevaActions, Grafana, GuestAndHybridManagement, HDInsight, Internet,
  KustoAnalytics, LogicApps, LogicAppsManagement, M365LighthouseProd, M365ManagementActivityApi,
  M365ManagementActivityApiWebhook, Marketplace, MicrosoftAzureFluidRelay, MicrosoftCloudAppSecurity,
  MicrosoftContainerRegistry, MicrosoftDefenderForEndpoint, MicrosoftPurviewPolicyDistribution, OneDsCollector, PowerBI,
  PowerPlatformInfra, PowerPlatformPlex, PowerQueryOnline, SCCservice, Scuba, SecurityCopilot, SerialConsole, ServiceBus,
  ServiceFabric, Sql, SqlManagement, Storage, StorageMover, StorageSyncService, VideoIndexer, VirtualNetwork,
  WindowsAdminCenter, WindowsVirtualDesktop, ZeroTrustSegmentation`;

describe("the table of service tags", () => {
  test("has each tag once, in the spelling of the documentation, in the order of the alphabet", () => {
    const lower = SERVICE_TAGS.map((tag) => tag.toLowerCase());
    expect(lower).toEqual([...new Set(lower)].sort());
    expect(SERVICE_TAGS.filter((tag) => !/^[A-Z][A-Za-z0-9]+$/.test(tag))).toEqual([]);
    expect(SERVICE_TAGS).toEqual(LISTED.split(/,\s+/));
  });

  test.each([
    ...[
      "Storage",
      "storage.westeurope",
      "Storage.WestUS",
      "AzureFrontDoor.Backend",
      "AzureFrontDoor.Frontend",
    ],
    ...["AzureFrontDoor.FirstParty", "AzureFrontDoor.MicrosoftSecurity", "Sql.brazilse", "Sql.centralfrance"],
    ...["Sql.germanyn", "Sql.germanywc", "Sql.norwaye", "Sql.norwayw", "Sql.southfrance", "Sql.switzerlandn"],
    "Sql.switzerlandw",
  ])("has %s", (tag) => {
    expect(isServiceTag(tag)).toBe(true);
  });

  test.each([
    ["Storge", "Storage"],
    ["Storge.westeurope", "Storage.westeurope"],
    ["Sql.westeurop", "Sql.westeurope"],
    ["Sql.mars", undefined],
    ["AzureQuantumOrders", undefined],
  ])("lacks %s, and suggests %s", (tag, meant) => {
    expect(isServiceTag(tag)).toBe(false);
    expect(serviceTagMeant(tag)).toBe(meant);
  });
});
