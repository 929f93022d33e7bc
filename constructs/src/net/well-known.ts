import { Cidr } from "./cidr.js";

/**
 * Ranges that AKS keeps for itself: neither they nor a range that contains them may be a service, pod or
 * virtual network range. Source: AKS documentation, "Networking concepts: prerequisites of Azure CNI".
 */
export const RESERVED_BY_AKS: readonly Cidr[] = [
  "169.254.0.0/16",
  "172.30.0.0/16",
  "172.31.0.0/16",
  "192.0.2.0/24",
].map((text) => Cidr.of(text));

/**
 * Ranges that a virtual network may not use: multicast, broadcast, loopback, link-local and Azure's own DNS and probes.
 * Source: Virtual Network documentation, frequently asked questions.
 */
export const NOT_IN_NETWORKS: readonly Cidr[] = [
  "224.0.0.0/4",
  "255.255.255.255/32",
  "127.0.0.0/8",
  "169.254.0.0/16",
  "168.63.129.16/32",
].map((text) => Cidr.of(text));

/** Azure's own host, from which load balancers probe and Bastion Developer connects. Source: What is IP address 168.63.129.16? */
export const AZURE_HOST = Cidr.of("168.63.129.16/32");

/** Link-local addresses, which automatic private addressing and some BGP speakers use. */
export const APIPA = Cidr.of("169.254.0.0/16");

/** Ranges for which Azure Firewall does not translate. Source: Azure Firewall documentation, SNAT private IP address ranges. */
export const NOT_ON_THE_INTERNET: readonly Cidr[] = [
  "10.0.0.0/8",
  "172.16.0.0/12",
  "192.168.0.0/16",
  "100.64.0.0/10",
].map((text) => Cidr.of(text));

/** The last day on which AKS supports kubenet. Source: AKS documentation, kubenet retirement. */
export const KUBENET_RETIREMENT = "2028-03-31";

/** Subnets whose name Azure fixes, with the longest prefix (smallest size) it takes or advises. */
export const NAMED_SUBNETS = {
  firewall: { name: "AzureFirewallSubnet", prefixLength: 26 },
  firewallManagement: { name: "AzureFirewallManagementSubnet", prefixLength: 26 },
  gateway: { name: "GatewaySubnet", prefixLength: 27 },
  bastion: { name: "AzureBastionSubnet", prefixLength: 26 },
} as const;

/**
 * Ranges in which a private DNS resolver takes no subnet: 10.0.1.0 to 10.0.16.255. Source: Azure DNS documentation, what is
 * Azure DNS Private Resolver, subnet restrictions.
 */
export const NOT_FOR_RESOLVERS: readonly Cidr[] = [
  "10.0.1.0/24",
  "10.0.2.0/23",
  "10.0.4.0/22",
  "10.0.8.0/21",
  "10.0.16.0/24",
].map((text) => Cidr.of(text));

/** The largest subnet of an endpoint of a private DNS resolver. Source: as above. */
export const LARGEST_RESOLVER_PREFIX = 24;

/** Kinds of subnets with a smallest size of their own. */
export const SMALLEST_PREFIX = {
  /** API Server VNet Integration: /28, at least 9 free addresses. */
  apiServer: 28,
  /** System nodes of AKS Automatic: /26. Source: AKS documentation, AKS Automatic, migrate managed system node pools. */
  automaticSystemNodes: 26,
  /** Flex Consumption: /27, at least 27 free addresses. Source: Azure Functions networking options. */
  functionApp: 27,
  /** Endpoints of private DNS resolvers: /28. Source: Azure DNS documentation, private resolver, subnet restrictions. */
  resolver: 28,
  /** Any subnet: /29. Source: Virtual Network documentation, frequently asked questions. */
  subnet: 29,
  /** Virtual hubs of Virtual WAN: /24; Azure recommends a /23. Source: azurerm documentation, azurerm_virtual_hub. */
  virtualHub: 24,
} as const;

/** Service ranges have a longer prefix than this, by family. Source: AKS documentation, networking concepts; dual-stack. */
export const SERVICE_PREFIX_LONGER_THAN = { 4: 12, 6: 107 } as const;

/** Length of the block of a pod range that a node takes, by family. Source: AKS documentation, kubenet; dual-stack. */
export const POD_BLOCK = { 4: 24, 6: 80 } as const;

/** Azure takes no rule with ranges of both families: IPv6 has rules of its own, whose names end so. */
export const FAMILY_RULES = [
  { family: 4, ending: "" },
  { family: 6, ending: "-v6" },
] as const;

/** Application Gateway v2: 125 instances, one private frontend, five reserved. Source: Application Gateway infrastructure. */
export const ADVISED_GATEWAY_PREFIX = 24;

/**
 * Routes in a route table. Source: Azure update 562695 of May 2026, which MicrosoftDocs/azure-docs #128572 and #128759
 * cite; pages that say 400 or 600 are older.
 */
export const ROUTES_PER_TABLE = 1000;

/** Nodes of a cluster on kubenet, whatever a route table takes. Source: AKS documentation, configure kubenet. */
export const KUBENET_NODES = 400;

/** SNAT ports that one public IP gives one firewall instance. Source: Azure Firewall SNAT documentation. */
export const SNAT_PORTS_PER_FIREWALL_IP_AND_INSTANCE = 2496;

/** SNAT ports that one public IP gives a NAT gateway. */
export const SNAT_PORTS_PER_NAT_GATEWAY_IP = 64512;
