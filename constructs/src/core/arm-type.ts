/** Types of Azure Resource Manager whose ids a platform file can contain. */

/**
 * Each type in the one spelling that azurerm accepts, with the words for messages. Azure ignores the case of an id;
 * azurerm compares every segment but the names, so `resourcegroups` fails validation. Source: hashicorp/go-azure-helpers,
 * resourcemanager/resourceids/parser.go, and the ids of each service in azurerm 4.55.0 and 5.2.0.
 */
const WORDS = {
  "Microsoft.Authorization/policyDefinitions": "a policy definition",
  "Microsoft.Authorization/policySetDefinitions": "an initiative",
  "Microsoft.Compute/diskEncryptionSets": "a disk encryption set",
  "Microsoft.ContainerRegistry/registries": "a container registry",
  "Microsoft.ContainerService/managedClusters": "an AKS cluster",
  "Microsoft.EventGrid/systemTopics": "a system topic of Event Grid",
  "Microsoft.Insights/actionGroups": "an action group",
  "Microsoft.KeyVault/vaults": "a key vault",
  "Microsoft.ManagedIdentity/userAssignedIdentities": "a user-assigned identity",
  "Microsoft.Management/managementGroups": "a management group",
  "Microsoft.Monitor/accounts": "an Azure Monitor workspace",
  "Microsoft.Network/applicationGateways": "an Application Gateway",
  "Microsoft.Network/azureFirewalls": "an Azure Firewall",
  "Microsoft.Network/ddosProtectionPlans": "a DDoS protection plan",
  "Microsoft.Network/dnsForwardingRulesets": "a ruleset of DNS forwarding",
  "Microsoft.Network/dnsResolvers": "a private DNS resolver",
  "Microsoft.Network/dnsZones": "a public DNS zone",
  "Microsoft.Network/expressRouteCircuits": "an ExpressRoute circuit",
  "Microsoft.Network/firewallPolicies": "a firewall policy",
  "Microsoft.Network/ipGroups": "an IP group",
  "Microsoft.Network/natGateways": "a NAT gateway",
  "Microsoft.Network/networkManagers/ipamPools": "an IPAM pool of a network manager",
  "Microsoft.Network/networkSecurityGroups": "a network security group",
  "Microsoft.Network/privateDnsZones": "a private DNS zone",
  "Microsoft.Network/publicIPAddresses": "a public address",
  "Microsoft.Network/publicIPPrefixes": "a prefix of public addresses",
  "Microsoft.Network/routeTables": "a route table",
  "Microsoft.Network/virtualHubs": "a virtual hub",
  "Microsoft.Network/virtualNetworkGateways": "a virtual network gateway",
  "Microsoft.Network/virtualNetworks": "a virtual network",
  "Microsoft.Network/virtualNetworks/subnets": "a subnet",
  "Microsoft.Network/virtualWans": "a Virtual WAN",
  "Microsoft.OperationalInsights/workspaces": "a Log Analytics workspace",
  "Microsoft.Storage/storageAccounts": "a storage account",
} as const;

/** A type in the spelling of azurerm, such as `Microsoft.Network/virtualNetworks/subnets`. */
export type ArmType = keyof typeof WORDS;

/** The last segment of each namespace and type, by the whole in lower case. */
const SPELLINGS: ReadonlyMap<string, string> = new Map(
  Object.keys(WORDS).flatMap((type) => {
    const segments = type.split("/");
    return segments.map((segment, i): [string, string] => [
      segments
        .slice(0, i + 1)
        .join("/")
        .toLowerCase(),
      segment,
    ]);
  }),
);

/** All known types. */
export const ARM_TYPES: readonly string[] = Object.keys(WORDS);

/** A resource of the type in words, with its article: "a key vault". An unknown type is named. */
export function armTypeWords(type: string): string {
  return Object.entries(WORDS).find(([known]) => known === type)?.[1] ?? `a resource of type ${type}`;
}

/** How azurerm spells the last segment of a type such as `microsoft.network/routetables`; undefined if it is unknown. */
export function spellingOf(type: string): string | undefined {
  return SPELLINGS.get(type.toLowerCase());
}
