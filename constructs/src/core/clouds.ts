import { knownText } from "./known.js";
import { regionOf } from "./regions.js";

/** The clouds of Azure that a platform can be in, as azurerm's `environment` names them. */
export const CLOUD_NAMES = ["public", "usgovernment", "china"] as const;

/** One of `CLOUD_NAMES`. */
export type CloudName = (typeof CLOUD_NAMES)[number];

/** What a cloud may lack. */
export type CloudFeature =
  | "AGIC on overlay networks"
  | "API Server VNet Integration"
  | "Application Gateway for Containers"
  | "Azure Bastion Developer"
  | "Azure Front Door as azurerm creates it"
  | "cluster extensions"
  | "Flex Consumption of Azure Functions"
  | "Microsoft Defender for Cloud"
  | "routing intent of Virtual WAN"
  | "secure webhooks of alerts"
  | "the application that signs VPN clients in";

/** What differs between the clouds of Azure. Names without a leading dot are the ends of host names. */
export interface Cloud {
  readonly name: CloudName;
  /** In words, for messages and documentation. */
  readonly words: string;
  /** Resource Manager. */
  readonly resourceManager: string;
  /** Sign-in of Entra ID. */
  readonly signIn: string;
  /** Zones of private API servers: `privatelink.REGION.` and this. */
  readonly apiServer: string;
  /** Container registries. */
  readonly registry: string;
  /** Storage accounts, after the service such as `blob`. */
  readonly storage: string;
  /** Vaults of Key Vault. */
  readonly keyVault: string;
  /** Azure Policy: `data.` and `store.` of this. */
  readonly policy: string;
  /** Ingestion of logs: `*.ods.` and `*.oms.` of this. */
  readonly logs: string;
  /** Control and ingestion of Azure Monitor. */
  readonly monitor: string;
  /** Configuration of cluster extensions; undefined where no name is documented. */
  readonly extensions: string | undefined;
  /** Function apps. */
  readonly functions: string;
  /** End of the host names of Front Door; undefined where it is not supported here. */
  readonly frontDoor: string | undefined;
  /** Audience of the tokens that workload identity exchanges. */
  readonly tokenAudience: string;
  /** The cloud's name in the settings of AGIC and of the Key Vault provider; undefined where it is their default. */
  readonly settings: { readonly agic: string; readonly keyVaultProvider: string } | undefined;
  /** Names that nodes need where the firewall's tag for AKS is not documented; undefined in the public cloud, which has it. */
  readonly nodeNames: ((region: string) => readonly string[]) | undefined;
  /** What is offered in the public cloud and not here. */
  readonly lacks: readonly CloudFeature[];
}

/** When the tables of clouds and of AKS's destinations were true. */
export const CLOUDS_AS_OF = "2026-08-21";

const AKS_PACKAGES = ["packages.microsoft.com", "acs-mirror.azureedge.net", "packages.aks.azure.com"];
const MICROSOFT_REGISTRY = ["mcr.microsoft.com", "*.data.mcr.microsoft.com"];

/**
 * The clouds. Sources: AKS documentation, outbound network and FQDN rules; Azure Government documentation, compare Azure
 * Government and global Azure; Azure operated by 21Vianet documentation, developer differences; Private Link documentation,
 * private DNS zone values; hashicorp/go-azure-sdk, environments; Entra ID documentation, workload identity federation; AGIC,
 * helm/ingress-azure (`appgw.environment`); Azure Key Vault provider, `cloudName`. What is lacking: AKS documentation, API
 * Server VNet Integration (public regions only); AGIC pull request #1650 (overlay); polymind-inc/acmebot #1102 (Flex
 * Consumption, June 2026); Virtual WAN documentation, how to configure routing policies, known limitations (routing intent).
 * Azure Monitor's application for secure webhooks is documented for the public cloud only. Application Gateway for Containers
 * documentation, overview, supported regions (2026-06-24), and Azure Bastion documentation, regions of Bastion Developer
 * (2025-09-08), which list regions of the public cloud alone; azurerm #31050 (Front Door in 21Vianet, an API version that is
 * missing there); AKS documentation, Microsoft Defender for Cloud in 21Vianet (retired on 2026-08-18); VPN Gateway documentation, configure
 * P2S VPN Gateway for Microsoft Entra ID authentication (the application that Microsoft registers, in the public cloud).
 */
export const CLOUDS: Readonly<Record<CloudName, Cloud>> = {
  public: {
    name: "public",
    words: "Azure",
    resourceManager: "management.azure.com",
    signIn: "login.microsoftonline.com",
    apiServer: "azmk8s.io",
    registry: "azurecr.io",
    storage: "core.windows.net",
    keyVault: "vault.azure.net",
    policy: "policy.core.windows.net",
    logs: "opinsights.azure.com",
    monitor: "monitor.azure.com",
    extensions: "dp.kubernetesconfiguration.azure.com",
    functions: "azurewebsites.net",
    frontDoor: "azurefd.net",
    tokenAudience: "api://AzureADTokenExchange",
    settings: undefined,
    nodeNames: undefined,
    lacks: [],
  },
  usgovernment: {
    name: "usgovernment",
    words: "Azure Government",
    resourceManager: "management.usgovcloudapi.net",
    signIn: "login.microsoftonline.us",
    apiServer: "cx.aks.containerservice.azure.us",
    registry: "azurecr.us",
    storage: "core.usgovcloudapi.net",
    keyVault: "vault.usgovcloudapi.net",
    policy: "policy.azure.us",
    logs: "opinsights.azure.us",
    monitor: "monitor.azure.us",
    extensions: "dp.kubernetesconfiguration.azure.us",
    functions: "azurewebsites.us",
    frontDoor: "azurefd.us",
    tokenAudience: "api://AzureADTokenExchangeUSGov",
    settings: { agic: "AZUREUSGOVERNMENTCLOUD", keyVaultProvider: "AzureUSGovernmentCloud" },
    nodeNames: (region) => [
      `*.hcp.${region}.cx.aks.containerservice.azure.us`,
      ...MICROSOFT_REGISTRY,
      "management.usgovcloudapi.net",
      "login.microsoftonline.us",
      ...AKS_PACKAGES,
    ],
    lacks: [
      "AGIC on overlay networks",
      "API Server VNet Integration",
      "Application Gateway for Containers",
      "Azure Bastion Developer",
      "Flex Consumption of Azure Functions",
      "secure webhooks of alerts",
      "the application that signs VPN clients in",
    ],
  },
  china: {
    name: "china",
    words: "Azure operated by 21Vianet",
    resourceManager: "management.chinacloudapi.cn",
    signIn: "login.chinacloudapi.cn",
    apiServer: "cx.prod.service.azk8s.cn",
    registry: "azurecr.cn",
    storage: "core.chinacloudapi.cn",
    keyVault: "vault.azure.cn",
    policy: "policy.azure.cn",
    logs: "opinsights.azure.cn",
    monitor: "monitor.azure.cn",
    extensions: undefined,
    functions: "chinacloudsites.cn",
    frontDoor: undefined,
    tokenAudience: "api://AzureADTokenExchangeChina",
    settings: { agic: "AZURECHINACLOUD", keyVaultProvider: "AzureChinaCloud" },
    nodeNames: (region) => [
      `*.hcp.${region}.cx.prod.service.azk8s.cn`,
      `*.tun.${region}.cx.prod.service.azk8s.cn`,
      ...MICROSOFT_REGISTRY,
      "management.chinacloudapi.cn",
      "login.chinacloudapi.cn",
      "packages.microsoft.com",
      "*.azk8s.cn",
      "mcr.azure.cn",
      "*.data.mcr.azure.cn",
    ],
    lacks: [
      "API Server VNet Integration",
      "Application Gateway for Containers",
      "Azure Bastion Developer",
      "Azure Front Door as azurerm creates it",
      "cluster extensions",
      "Flex Consumption of Azure Functions",
      "Microsoft Defender for Cloud",
      "routing intent of Virtual WAN",
      "secure webhooks of alerts",
      "the application that signs VPN clients in",
    ],
  },
};

/** The cloud of a region: of the table of regions, or by the beginning of a newer region's name; an unknown one is public. */
export function cloudOf(location: string): Cloud {
  const known = knownText(location) ?? "";
  const name = regionOf(location)?.cloud ?? (/^usgov|^usdod/.test(known) ? "usgovernment" : undefined);
  return CLOUDS[name ?? (known.startsWith("china") ? "china" : "public")];
}

/** Whether a region is in a cloud whose names are not known here. */
export function isOfUnsupportedCloud(location: string): boolean {
  return /^(usnat|ussec|germanycentral$|germanynortheast$)/.test(knownText(location) ?? "");
}
