/** How resources of one type are named. */
export interface NameRule {
  /** Abbreviation that begins the name. Source: Cloud Adoption Framework, abbreviations for Azure resources. */
  readonly prefix: string;
  readonly min: number;
  readonly max: number;
  /** Characters that Azure allows in the whole name. */
  readonly pattern: RegExp;
  /** Whether Azure takes letters and digits alone, so that nothing separates the parts. */
  readonly isOneWord?: boolean;
  /** What else than a shorter name helps a longer one. */
  readonly remedy?: string;
}

const WORDS = /^[A-Za-z0-9][A-Za-z0-9._-]*[A-Za-z0-9_]$/;
const DASHED = /^[A-Za-z0-9][A-Za-z0-9-]*[A-Za-z0-9]$/;

/**
 * Abbreviation, length and characters by type. Sources: Cloud Adoption Framework, "Abbreviation recommendations for Azure
 * resources" (learn.microsoft.com/azure/cloud-adoption-framework/ready/azure-best-practices/resource-abbreviations), and Azure
 * documentation, "Naming rules and restrictions for Azure resources". The framework has none for alerts (`ar`), DDoS
 * protection plans, rule collection groups, links of private zones, policy assignments, connections of virtual hubs and routing
 * intents; `agc` is how Azure's documentation shortens Application Gateway for Containers.
 */
export const NAME_FORMATS = {
  resourceGroup: { prefix: "rg", min: 1, max: 90, pattern: /^[\p{L}\p{N}_().-]*[\p{L}\p{N}_()-]$/u },
  virtualNetwork: { prefix: "vnet", min: 2, max: 64, pattern: WORDS },
  subnet: { prefix: "snet", min: 1, max: 80, pattern: WORDS },
  networkSecurityGroup: { prefix: "nsg", min: 1, max: 80, pattern: WORDS },
  routeTable: { prefix: "rt", min: 1, max: 80, pattern: WORDS },
  route: { prefix: "udr", min: 1, max: 80, pattern: WORDS },
  virtualNetworkPeering: { prefix: "peer", min: 1, max: 80, pattern: WORDS },
  virtualWan: { prefix: "vwan", min: 1, max: 80, pattern: WORDS },
  virtualHub: { prefix: "vhub", min: 1, max: 80, pattern: WORDS },
  virtualHubConnection: { prefix: "vcn", min: 1, max: 80, pattern: WORDS },
  routingIntent: { prefix: "ri", min: 1, max: 80, pattern: WORDS },
  ddosPlan: { prefix: "ddos", min: 1, max: 80, pattern: WORDS },
  publicIp: { prefix: "pip", min: 1, max: 80, pattern: WORDS },
  publicIpPrefix: { prefix: "ippre", min: 1, max: 80, pattern: WORDS },
  natGateway: { prefix: "ng", min: 1, max: 80, pattern: WORDS },
  firewall: { prefix: "afw", min: 1, max: 80, pattern: WORDS },
  firewallPolicy: { prefix: "afwp", min: 1, max: 80, pattern: WORDS },
  ipGroup: { prefix: "ipg", min: 1, max: 80, pattern: WORDS },
  firewallRuleGroup: { prefix: "rcg", min: 1, max: 80, pattern: WORDS },
  // A cluster's name is its DNS prefix too, which has 54 characters at most, unless there is another one.
  cluster: {
    prefix: "aks",
    min: 1,
    max: 54,
    pattern: /^[A-Za-z0-9][A-Za-z0-9_-]*[A-Za-z0-9]$/,
    remedy: "Shorten the name, or add dnsPrefix: next to one, Azure accepts 63 characters.",
  },
  identity: { prefix: "id", min: 3, max: 128, pattern: /^[A-Za-z0-9][A-Za-z0-9_-]*$/ },
  applicationGateway: { prefix: "agw", min: 1, max: 80, pattern: WORDS },
  gatewayForContainers: {
    prefix: "agc",
    min: 1,
    max: 64,
    pattern: /^[A-Za-z0-9]([A-Za-z0-9._-]*[A-Za-z0-9])?$/,
  },
  wafPolicy: { prefix: "waf", min: 1, max: 80, pattern: WORDS },
  actionGroup: { prefix: "ag", min: 1, max: 260, pattern: DASHED },
  alert: { prefix: "ar", min: 1, max: 260, pattern: DASHED },
  functionApp: { prefix: "func", min: 2, max: 60, pattern: DASHED },
  servicePlan: { prefix: "asp", min: 1, max: 60, pattern: DASHED },
  storageAccount: { prefix: "st", min: 3, max: 24, pattern: /^[a-z0-9]+$/, isOneWord: true },
  applicationInsights: { prefix: "appi", min: 1, max: 260, pattern: DASHED },
  dataCollectionRule: { prefix: "dcr", min: 3, max: 64, pattern: DASHED },
  dataCollectionEndpoint: { prefix: "dce", min: 3, max: 44, pattern: DASHED },
  monitorWorkspace: { prefix: "amw", min: 4, max: 44, pattern: DASHED },
  logWorkspace: { prefix: "log", min: 4, max: 63, pattern: DASHED },
  eventTopic: { prefix: "egst", min: 3, max: 50, pattern: DASHED },
  eventSubscription: { prefix: "evgs", min: 3, max: 64, pattern: DASHED },
  frontDoor: { prefix: "afd", min: 1, max: 90, pattern: DASHED },
  frontDoorEndpoint: { prefix: "fde", min: 2, max: 46, pattern: DASHED },
  frontDoorWafPolicy: {
    prefix: "fdfp",
    min: 1,
    max: 128,
    pattern: /^[A-Za-z][A-Za-z0-9]*$/,
    isOneWord: true,
  },
  bastion: { prefix: "bas", min: 1, max: 80, pattern: WORDS },
  networkInterface: { prefix: "nic", min: 1, max: 80, pattern: WORDS },
  // A machine's name is its host name too.
  virtualMachine: { prefix: "vm", min: 1, max: 64, pattern: DASHED },
  gatewayConnection: { prefix: "con", min: 1, max: 80, pattern: WORDS },
  localNetworkGateway: { prefix: "lgw", min: 1, max: 80, pattern: WORDS },
  expressRouteGateway: { prefix: "ergw", min: 1, max: 80, pattern: WORDS },
  vpnGateway: { prefix: "vpng", min: 1, max: 80, pattern: WORDS },
  vpnSite: { prefix: "vst", min: 1, max: 80, pattern: WORDS },
  networkGateway: { prefix: "vgw", min: 1, max: 80, pattern: WORDS },
  privateResolver: { prefix: "dnspr", min: 1, max: 80, pattern: WORDS },
  resolverInbound: { prefix: "in", min: 1, max: 80, pattern: WORDS },
  resolverOutbound: { prefix: "out", min: 1, max: 80, pattern: WORDS },
  forwardingRuleset: { prefix: "dnsfrs", min: 1, max: 80, pattern: WORDS },
  privateDnsLink: { prefix: "pdnslink", min: 1, max: 80, pattern: WORDS },
  privateEndpoint: { prefix: "pep", min: 2, max: 64, pattern: WORDS },
  keyVault: { prefix: "kv", min: 3, max: 24, pattern: /^[A-Za-z](?:-?[A-Za-z0-9])*$/ },
  managementGroupPolicy: { prefix: "pol", min: 1, max: 24, pattern: DASHED },
  policyAssignment: { prefix: "pol", min: 1, max: 64, pattern: DASHED },
} as const satisfies Record<string, NameRule>;

/** The rule of a cluster's name, which is longer next to another prefix. Source: Naming rules and restrictions for Azure resources. */
export function clusterNameRule(dnsPrefix: string | undefined): NameRule {
  const rule = NAME_FORMATS.cluster;
  return dnsPrefix === undefined ? rule : { ...rule, max: 63, remedy: "Shorten the name." };
}

/** The Azure resource types that the constructs name. */
export type NamedType = keyof typeof NAME_FORMATS;
