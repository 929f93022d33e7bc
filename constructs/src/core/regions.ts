import { knownText } from "./known.js";
import { nearestOnly } from "./nearest.js";

/** Features of AKS that some regions lack. */
export type RegionFeature =
  "API Server VNet Integration" | "clusters with a user-assigned identity" | "existing identities of nodes";

/** What is known of a region. */
export interface Region {
  /** Its name in Azure Resource Manager. */
  readonly name: string;
  /** The cloud that it belongs to. */
  readonly cloud: "public" | "usgovernment" | "china";
  /** Whether it has availability zones; undefined where the source does not say. */
  readonly zones: boolean | undefined;
  /** The region that Azure pairs it with. @default none */
  readonly pairedWith?: string;
  /** What AKS offers elsewhere and not here. @default nothing that is known. Source: AKS documentation, of each feature */
  readonly lacks?: readonly RegionFeature[];
}

/** Source: AKS documentation, use a user-assigned managed identity, limitations. */
const NO_USER_ASSIGNED: readonly RegionFeature[] = ["clusters with a user-assigned identity"];

/** Source: AKS documentation, pre-created kubelet managed identity, limitations. */
const NO_KUBELET_IDENTITY: readonly RegionFeature[] = ["existing identities of nodes"];

/** When the table was true: regions and zones are added several times a year. */
export const REGIONS_AS_OF = "2026-03-12";

/**
 * Regions of Azure. Sources: for the public cloud, what Azure Resource Manager listed on that day, as
 * Azure/terraform-azurerm-avm-utl-regions keeps it (`modules/cached-data/locations.tf.json`); for the others, the regions lists
 * of Azure Government and of Azure operated by 21Vianet.
 */
export const REGIONS: readonly Region[] = [
  { name: "australiacentral", cloud: "public", zones: false, pairedWith: "australiacentral2" },
  { name: "australiacentral2", cloud: "public", zones: false, pairedWith: "australiacentral" },
  { name: "australiaeast", cloud: "public", zones: true, pairedWith: "australiasoutheast" },
  { name: "australiasoutheast", cloud: "public", zones: false, pairedWith: "australiaeast" },
  { name: "austriaeast", cloud: "public", zones: true },
  { name: "belgiumcentral", cloud: "public", zones: true },
  { name: "brazilsouth", cloud: "public", zones: true, pairedWith: "southcentralus" },
  { name: "brazilsoutheast", cloud: "public", zones: false, pairedWith: "brazilsouth" },
  { name: "canadacentral", cloud: "public", zones: true, pairedWith: "canadaeast" },
  { name: "canadaeast", cloud: "public", zones: false, pairedWith: "canadacentral" },
  { name: "centralindia", cloud: "public", zones: true, pairedWith: "southindia" },
  { name: "centralus", cloud: "public", zones: true, pairedWith: "eastus2" },
  { name: "chilecentral", cloud: "public", zones: true },
  { name: "denmarkeast", cloud: "public", zones: true },
  { name: "eastasia", cloud: "public", zones: true, pairedWith: "southeastasia" },
  { name: "eastus", cloud: "public", zones: true, pairedWith: "westus" },
  { name: "eastus2", cloud: "public", zones: true, pairedWith: "centralus" },
  { name: "francecentral", cloud: "public", zones: true, pairedWith: "francesouth" },
  { name: "francesouth", cloud: "public", zones: false, pairedWith: "francecentral" },
  { name: "germanynorth", cloud: "public", zones: false, pairedWith: "germanywestcentral" },
  { name: "germanywestcentral", cloud: "public", zones: true, pairedWith: "germanynorth" },
  { name: "indonesiacentral", cloud: "public", zones: true },
  { name: "israelcentral", cloud: "public", zones: true },
  { name: "italynorth", cloud: "public", zones: true },
  { name: "japaneast", cloud: "public", zones: true, pairedWith: "japanwest" },
  { name: "japanwest", cloud: "public", zones: true, pairedWith: "japaneast" },
  { name: "jioindiacentral", cloud: "public", zones: false, pairedWith: "jioindiawest" },
  { name: "jioindiawest", cloud: "public", zones: false, pairedWith: "jioindiacentral" },
  { name: "koreacentral", cloud: "public", zones: true, pairedWith: "koreasouth" },
  { name: "koreasouth", cloud: "public", zones: false, pairedWith: "koreacentral" },
  { name: "malaysiawest", cloud: "public", zones: true },
  { name: "mexicocentral", cloud: "public", zones: true },
  { name: "newzealandnorth", cloud: "public", zones: true },
  { name: "northcentralus", cloud: "public", zones: false, pairedWith: "southcentralus" },
  { name: "northeurope", cloud: "public", zones: true, pairedWith: "westeurope" },
  { name: "norwayeast", cloud: "public", zones: true, pairedWith: "norwaywest" },
  { name: "norwaywest", cloud: "public", zones: false, pairedWith: "norwayeast" },
  { name: "polandcentral", cloud: "public", zones: true },
  { name: "qatarcentral", cloud: "public", zones: true, lacks: ["API Server VNet Integration"] },
  { name: "southafricanorth", cloud: "public", zones: true, pairedWith: "southafricawest" },
  { name: "southafricawest", cloud: "public", zones: false, pairedWith: "southafricanorth" },
  { name: "southcentralus", cloud: "public", zones: true, pairedWith: "northcentralus" },
  { name: "southeastasia", cloud: "public", zones: true, pairedWith: "eastasia" },
  { name: "southindia", cloud: "public", zones: false, pairedWith: "centralindia" },
  { name: "spaincentral", cloud: "public", zones: true },
  { name: "swedencentral", cloud: "public", zones: true, pairedWith: "swedensouth" },
  { name: "swedensouth", cloud: "public", zones: undefined, pairedWith: "swedencentral" },
  { name: "switzerlandnorth", cloud: "public", zones: true, pairedWith: "switzerlandwest" },
  { name: "switzerlandwest", cloud: "public", zones: false, pairedWith: "switzerlandnorth" },
  { name: "uaecentral", cloud: "public", zones: false, pairedWith: "uaenorth" },
  { name: "uaenorth", cloud: "public", zones: true, pairedWith: "uaecentral" },
  { name: "uksouth", cloud: "public", zones: true, pairedWith: "ukwest" },
  { name: "ukwest", cloud: "public", zones: false, pairedWith: "uksouth" },
  { name: "westcentralus", cloud: "public", zones: false, pairedWith: "westus2" },
  { name: "westeurope", cloud: "public", zones: true, pairedWith: "northeurope" },
  { name: "westindia", cloud: "public", zones: false, pairedWith: "southindia" },
  { name: "westus", cloud: "public", zones: false, pairedWith: "eastus" },
  { name: "westus2", cloud: "public", zones: true, pairedWith: "westcentralus" },
  { name: "westus3", cloud: "public", zones: true, pairedWith: "eastus" },
  { name: "usgovarizona", cloud: "usgovernment", zones: undefined, pairedWith: "usgovtexas" },
  { name: "usgovtexas", cloud: "usgovernment", zones: undefined, pairedWith: "usgovarizona" },
  { name: "usgovvirginia", cloud: "usgovernment", zones: true, pairedWith: "usgovtexas" },
  {
    name: "usdodcentral",
    cloud: "usgovernment",
    zones: undefined,
    pairedWith: "usdodeast",
    lacks: NO_USER_ASSIGNED,
  },
  {
    name: "usdodeast",
    cloud: "usgovernment",
    zones: undefined,
    pairedWith: "usdodcentral",
    lacks: NO_USER_ASSIGNED,
  },
  {
    name: "chinaeast",
    cloud: "china",
    zones: false,
    pairedWith: "chinanorth",
    lacks: NO_KUBELET_IDENTITY,
  },
  { name: "chinaeast2", cloud: "china", zones: false, pairedWith: "chinanorth2" },
  { name: "chinaeast3", cloud: "china", zones: false, pairedWith: "chinanorth3" },
  {
    name: "chinanorth",
    cloud: "china",
    zones: false,
    pairedWith: "chinaeast",
    lacks: NO_KUBELET_IDENTITY,
  },
  { name: "chinanorth2", cloud: "china", zones: false, pairedWith: "chinaeast2" },
  { name: "chinanorth3", cloud: "china", zones: true, pairedWith: "chinaeast3" },
];

const BY_NAME: ReadonlyMap<string, Region> = new Map(REGIONS.map((region) => [region.name, region]));

/** The region of a name; undefined for one that is unknown here, or that Terraform learns later. */
export function regionOf(location: string): Region | undefined {
  return BY_NAME.get(knownText(location) ?? "");
}

/** The zones of a region, for what is to survive the loss of one; none where the region is known to have none. */
export function allZonesOf(location: string): readonly string[] {
  return regionOf(location)?.zones === false ? [] : ["1", "2", "3"];
}

/**
 * The region that was probably meant by a name as users write it or misspell it: "West Europe", `WestEurope`, `westeurop`.
 * Undefined where several regions are as near, such as `eastus3`.
 */
export function regionMeant(text: string): string | undefined {
  const name = text.toLowerCase().replaceAll(/[^a-z0-9]/g, "");
  if (BY_NAME.has(name)) return name;
  return nearestOnly(
    name,
    REGIONS.map((region) => region.name),
  );
}
