/**
 * What a platform file does not support yet, by the words that its authors try, with the way round. A word leaves the table when
 * the schema gets it: a test fails until then.
 */

const VIRTUAL_WAN =
  "A virtual hub is a kind of hub: hub: { type: virtual-wan, addressSpace: 10.0.0.0/23 }. Its routing intent is always on.";
const SITE_CONNECTIONS =
  "Connections are keys of the gateway: sites and clients of gateway: { type: vpn }, circuits of gateway: { type: express-route }.";
const NODE_PROVISIONING = "Write nodes: auto in a pool, with vmSizes and limits; it requires azurerm: 5.";
const GATEWAY_API =
  "There is no such kind. Use ingress: { type: gateway-to-load-balancer }: its manifests expose any controller by an internal load balancer, also one of the Gateway API with controller: gateway-api.";
const FOR_CONTAINERS =
  "Application Gateway for Containers is ingress: { type: application-gateway-for-containers }.";
const AUTOMATIC =
  "AKS Automatic is a kind of cluster: clusters: { NAME: { type: automatic } }; it requires azurerm: 5.";
const NETWORK_MANAGER =
  "Ranges are reserved in a pool of Azure Virtual Network Manager by ipamPool: { id: … } of a hub or spoke, next to its addressSpace. Ranges that a pool chooses during the apply are not supported: subnets, rules and checks here need them before.";
const RULES_OF_FIREWALL =
  "Rules of the firewall are derived. Add destinations by egress: { type: firewall, allow: { NAME: … } } of the cluster that needs them.";
const SECURITY_RULES =
  "Rules of security groups are derived. Callers are declared where they call: frontend.users of a gateway, loadBalancers.users of a spoke, network.reachableFrom of a cluster; securityGroup: { id } takes an existing group.";
const OWN_ROUTES =
  "Routes are derived. routeTable: { id } takes an existing table, to which other routes may belong.";
const ESCAPE =
  "It has no key. Add it in Terraform next to the output, or in TypeScript by the constructs, whose resources have addOverride.";
const STATIC_EGRESS =
  "azurerm has no field for the static egress gateway. Enable it after the apply with az aks update --enable-static-egress-gateway; pods that share the cluster's egress need no pool of their own for it.";
const LOCAL_DNS =
  "azurerm has no field for LocalDNS. AKS enables it by default from Kubernetes 1.37; before, enable it after the apply with az aks nodepool update --localdns-config. It asks the DNS servers of the network, over UDP and TCP, which rules and paths count with.";
const REGISTRY =
  "Registries and Key Vaults of workloads are not created. Their ids are named where they are used, such as addOns.registries of a cluster.";

/** Keys in lower case, without dashes and underscores. */
const KEYS: ReadonlyMap<string, string> = new Map([
  ...words(VIRTUAL_WAN, "virtualWan", "vwan", "virtualHub", "virtualHubs", "routingIntent"),
  ...words(
    "Azure Route Server is not supported: AKS accepts only routes of route tables on its subnets. Use egress: { type: appliance }.",
    "routeServer",
  ),
  ...words(
    "Resources of azapi are not emitted: the output uses azurerm alone. Add them in Terraform next to it, by its outputs.",
    "azapi",
    "azapiResource",
  ),
  ...words(ESCAPE, "overrides", "override", "extraResources", "resources", "terraform", "raw"),
  ...words(SITE_CONNECTIONS, "connections", "siteToSite", "pointToSite", "localNetworkGateways", "bgpPeers"),
  ...words(NETWORK_MANAGER, "networkManager", "avnm", "ipam", "ipamPools", "ipAddressPool"),
  ...words(NODE_PROVISIONING, "nodeProvisioning", "autoProvisioning", "nap", "karpenter"),
  ...words(STATIC_EGRESS, "staticEgressGateway", "egressGateway", "gatewayPrefixSize"),
  ...words(LOCAL_DNS, "localDns", "localDnsProfile", "nodeLocalDns"),
  ...words(
    "Advanced Container Networking Services are network: { plugin: cilium, networkServices: { observability: true, security: true } }.",
    "acns",
    "advancedNetworking",
    "containerNetworking",
    "hubble",
  ),
  ...words(
    "Certificates that nodes trust are trustedCertificates of the cluster, in PEM.",
    "customCa",
    "customCaTrust",
    "customCaTrustCertificates",
    "caCertificates",
  ),
  ...words(
    "Azure has static blocks of pod addresses, but azurerm has no field for them. Use plugin: azure-cni-pod-subnet, whose addresses are dynamic.",
    "podIpAllocationMode",
    "staticBlock",
  ),
  ...words(
    "The Istio add-on is serviceMesh: { revisions: [asm-1-30] } of the cluster.",
    "istio",
    "mesh",
    "serviceMeshProfile",
  ),
  ...words(AUTOMATIC, "automatic", "aksAutomatic"),
  ...words(
    "The web application routing add-on is not supported: its NGINX ends in November 2026. Use gateway-to-load-balancer with a controller of your own.",
    "webAppRouting",
    "webApplicationRouting",
    "appRouting",
    "httpApplicationRouting",
  ),
  ...words(
    "Dapr has no key yet. Install the extension in Terraform next to the output, by the id of the cluster.",
    "dapr",
  ),
  ...words(
    "Azure retired pod identities. Workload identity is on in every cluster; oidcIssuerUrl is among the outputs.",
    "podIdentity",
    "aadPodIdentity",
  ),
  ...words(REGISTRY, "acr", "containerRegistry", "keyVault", "keyVaults"),
  ...words(
    RULES_OF_FIREWALL,
    "firewallRules",
    "applicationRules",
    "networkRules",
    "natRules",
    "ruleCollections",
  ),
  ...words(
    "The key is tlsInspection: { vault: { id: … }, certificate: … } of a firewall of tier Premium; destinations with inspectTls: true are inspected.",
    "tlsCertificate",
    "terminateTls",
  ),
  ...words(
    "The key is forcedTunnelling: { type: appliance, privateIp: 10.0.1.4 } of the firewall of a network; its management subnet is created.",
    "forcedTunneling",
    "forcedTunnel",
    "managementSubnet",
  ),
  ...words("The key is intrusionDetection: off, alert or deny, on tier Premium.", "idps"),
  ...words("The key is threatIntelligence: off, alert or deny.", "threatIntel", "threatIntelMode"),
  ...words(
    "The firewall has no explicit proxy here: egress is routed to it. httpProxy of a cluster names a proxy of yours.",
    "explicitProxy",
  ),
  ...words(
    "Certificates of clients are clientCertificates of a gateway and of the ingress behind it.",
    "mutualTls",
    "mtls",
    "sslProfile",
    "sslProfiles",
    "trustedClientCertificates",
  ),
  ...words(
    "azurerm has no field for certificates of clients that pass unchecked. Use clientCertificates, which checks them, with a rewrite that sends them on; or let the gateway pass none.",
    "passthrough",
    "verifyClientAuthMode",
  ),
  ...words("Rewrite rules are rewrites of a gateway.", "rewriteRules", "rewriteRuleSets"),
  ...words(
    "Sites with a certificate redirect HTTP to HTTPS. Other redirects are made by the controller in the cluster.",
    "redirects",
    "redirectConfiguration",
    "sslRedirect",
  ),
  ...words(SECURITY_RULES, "nsg", "nsgs", "securityRules", "securityGroups"),
  ...words(OWN_ROUTES, "routes", "udr", "userDefinedRoutes"),
  ...words(
    "Subnets are derived from pools, gateways and load balancers. Other subnets are created in Terraform next to the output; taken: [PREFIX] keeps their ranges free.",
    "subnets",
  ),
]);

/** Values of kinds, in lower case, without dashes and underscores. */
const VALUES: ReadonlyMap<string, string> = new Map([
  ...words(VIRTUAL_WAN, "vwan", "virtual-hub"),
  ...words(FOR_CONTAINERS, "agc", "alb", "agfc", "traffic-controller"),
  ...words(
    GATEWAY_API,
    "nginx",
    "ingress-nginx",
    "traefik",
    "istio",
    "contour",
    "haproxy",
    "envoy",
    "load-balancer-service",
    "app-routing",
  ),
  ...words("azurerm has no Windows Server 2025 yet. Use osSku: Windows2022.", "windows2025", "windowsannual"),
  ...words(
    "Azure has static blocks of pod addresses, but azurerm has no field for them. Use plugin: azure-cni-pod-subnet, whose addresses are dynamic.",
    "static-block",
    "azure-cni-static-block",
  ),
  ...words(
    "Calico is a policy engine here: policy: calico of kubenet and azure-cni. Calico as the plugin itself is plugin: none.",
    "calico",
  ),
  ...words(
    "A plugin of your own is plugin: none, which creates the cluster without one.",
    "flannel",
    "weave",
    "byo",
    "byocni",
    "bring-your-own",
  ),
]);

/** What to do in place of a key that is not supported; undefined for any other key. */
export function insteadOfKey(key: string): string | undefined {
  return KEYS.get(normalized(key));
}

/** What to do in place of a kind that is not supported; undefined for any other value. */
export function insteadOfValue(value: string): string | undefined {
  return VALUES.get(normalized(value));
}

/** The words of both tables, for the test that the schema has none of them. */
export const UNSUPPORTED: { readonly keys: readonly string[]; readonly values: readonly string[] } = {
  keys: [...KEYS.keys()],
  values: [...VALUES.keys()],
};

function words(sentence: string, ...names: readonly string[]): readonly (readonly [string, string])[] {
  return names.map((name) => [normalized(name), sentence]);
}

function normalized(word: string): string {
  return word.toLowerCase().replace(/[-_]/g, "");
}
