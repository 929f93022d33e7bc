import { DEFAULTS } from "@aks-topology/constructs/internal";
import { NETWORK_FEATURES } from "./kinds/network/index.js";
import { EGRESS_FEATURES } from "./kinds/egress/index.js";
import { INGRESS_FEATURES } from "./kinds/ingress/index.js";
import { OPERATION_FEATURES } from "./operation-features.js";
import { hubsOf } from "./topology/hubs.js";
import {
  access,
  addOn,
  anywhere,
  egress,
  gateway,
  inCluster,
  inCreatedHub,
  inExistingCluster,
  inExistingGateway,
  inExistingHub,
  inHub,
  ingress,
  mirror,
  policy,
  pool,
  type Feature,
} from "./feature.js";

/** Every capability that the project covers. */
export const FEATURES: readonly Feature[] = [
  ...NETWORK_FEATURES.map(({ name, key, usedBy }) =>
    anywhere(
      "network plugins",
      name,
      `clusters.*.network: { ${key} }`,
      inCluster(({ network }) => usedBy(network)),
    ),
  ),
  policy("azure"),
  policy("calico"),
  policy("cilium"),
  anywhere(
    "network plugins",
    "dual stack",
    "clusters.*.network.ipv6",
    inCluster(({ network }) => "ipv6" in network && network.ipv6 !== undefined),
  ),
  anywhere(
    "network plugins",
    "pods that peers and on-premises networks call by their addresses",
    "clusters.*.network.reachableFrom",
    inCluster(({ network }) => (network.reachableFrom ?? []).length > 0),
  ),
  anywhere(
    "network plugins",
    "virtual nodes",
    "clusters.*.virtualNodes",
    inCluster(({ virtualNodes }) => virtualNodes !== undefined),
  ),
  anywhere(
    "network plugins",
    "service endpoints",
    "clusters.*.serviceEndpoints",
    inCluster(({ serviceEndpoints = [] }) => serviceEndpoints.length > 0),
  ),

  anywhere(
    "node pools",
    "several pools",
    "clusters.*.nodePools",
    inCluster(({ nodePools }) => Object.keys(nodePools).length > 1),
  ),
  pool("existing node subnet", "subnet: { id }", ({ subnet }) => subnet !== undefined),
  pool("existing pod subnet", "podSubnet: { id }", ({ podSubnet }) => podSubnet !== undefined),
  pool(
    "existing security group",
    "securityGroup: { id }",
    ({ securityGroup }) => securityGroup !== undefined,
  ),
  pool("autoscaling", "nodes: { min, max }", ({ nodes }) => typeof nodes !== "number"),
  pool("pods per node", "maxPods", ({ maxPods }) => maxPods !== undefined),
  pool("upgrade surge", "maxSurge", ({ maxSurge }) => maxSurge !== DEFAULTS.nodePool.maxSurge),
  pool("availability zones", "zones", ({ zones }) => zones !== undefined),
  pool("Windows", "os: Windows", ({ os }) => os === "Windows"),
  pool("labels", "labels", ({ labels }) => labels !== undefined),
  pool("taints", "taints", ({ taints }) => taints !== undefined),
  pool("distribution", "osSku", ({ osSku }) => osSku !== undefined),
  pool("ephemeral disks", "osDisk: { type: ephemeral }", ({ osDisk }) => osDisk?.type === "ephemeral"),
  pool("encryption at host", "hostEncryption", ({ hostEncryption }) => hostEncryption === true),
  pool("FIPS 140", "fips", ({ fips }) => fips === true),
  pool("spot capacity", "spot", ({ spot }) => spot !== undefined),

  access(
    "public, with authorized ranges",
    "authorizedIpRanges",
    (given) => given.type === "public" && given.authorizedIpRanges !== undefined,
  ),
  access(
    "public, the firewall's addresses included",
    "includeEgress",
    (given) => given.type === "public" && given.includeEgress,
  ),
  access(
    "private, public name",
    "dns: { type: public-fqdn }",
    (given) => given.type === "private" && given.dns.type === "public-fqdn",
  ),
  access(
    "private, zone created by AKS",
    "dns: { type: system-zone }",
    (given) => given.type === "private" && given.dns.type === "system-zone",
  ),
  access(
    "private, zone created in the hub",
    "dns: { type: custom-zone }",
    (given) => given.type === "private" && given.dns.type === "custom-zone" && given.dns.zoneId === undefined,
  ),
  access(
    "private, existing zone",
    "dns: { type: custom-zone, zoneId }",
    (given) => given.type === "private" && given.dns.type === "custom-zone" && given.dns.zoneId !== undefined,
  ),
  access(
    "API Server VNet Integration, private",
    "type: vnet-integration",
    (given, { apiServer }) => apiServer.type === "vnet-integration" && given.type === "private",
  ),
  access(
    "API Server VNet Integration, public",
    "type: vnet-integration",
    (given, { apiServer }) => apiServer.type === "vnet-integration" && given.type === "public",
  ),

  ...EGRESS_FEATURES.map(({ name, key, usedBy }) => egress(name, key, usedBy)),
  egress(
    "filtered by security groups",
    "filter: nsg",
    (given) => "filter" in given && given.filter === "nsg",
  ),
  egress("custom destinations", "allow", (given) => "allow" in given && given.allow !== undefined),
  egress(
    "public registries",
    "registries",
    (given) => "registries" in given && given.registries !== undefined,
  ),
  anywhere(
    "egress",
    "published through the firewall (DNAT)",
    "hub.firewall.publish",
    inCreatedHub(({ firewall }) => firewall?.publish !== undefined),
  ),

  gateway("Standard_v2", "tier: Standard_v2", ({ tier }) => tier === "Standard_v2"),
  gateway("WAF_v2", "tier: WAF_v2", ({ tier }) => tier === "WAF_v2"),
  gateway("WAF exclusions", "waf.exclusions", ({ waf }) => (waf?.exclusions ?? []).length > 0),
  gateway(
    "autoscale",
    "instances: { min, max }",
    ({ instances }) => instances !== undefined && typeof instances !== "number",
  ),
  gateway("zones", "zones", ({ zones }) => zones !== undefined),
  gateway("private frontend", "frontend: { type: private }", ({ frontend }) => frontend.type === "private"),
  gateway(
    "public and private frontend",
    "frontend: { type: public-and-private }",
    ({ frontend }) => frontend.type === "public-and-private",
  ),
  gateway("TLS from Key Vault", "tls", ({ tls }) => tls !== undefined),
  gateway(
    "encrypted backends with a custom root certificate",
    "trustedRoots",
    ({ trustedRoots }) => trustedRoots !== undefined,
  ),
  gateway("DNS records", "dns", ({ dns }) => dns !== undefined),
  gateway("mirrored route table", "routeTable: mirrored", ({ routeTable }) => routeTable === "mirrored"),
  gateway("shared route table", "routeTable: shared", ({ routeTable }) => routeTable === "shared"),
  gateway(
    "existing route table of a gateway",
    "routeTable: { id }",
    ({ routeTable }) => typeof routeTable === "object",
  ),
  gateway("existing subnet of a gateway", "subnet: { id }", ({ subnet }) => subnet !== undefined),
  gateway(
    "existing public address of a gateway",
    "frontend.publicIp: { id }",
    ({ frontend }) => frontend.type !== "private" && frontend.publicIp !== undefined,
  ),
  gateway(
    "existing identity that fetches certificates",
    "tls.identity: { id }",
    ({ tls }) => tls?.identity !== undefined,
  ),
  gateway("network isolation", "networkIsolation", ({ networkIsolation }) => networkIsolation),
  ...INGRESS_FEATURES.map(({ name, key, usedBy }) => ingress(name, key, usedBy)),

  anywhere("hub and spokes", "several hubs", "hubs", (platform) => hubsOf(platform).length > 1),
  anywhere(
    "hub and spokes",
    "peered hubs",
    "hubs.*.peerWith",
    inCreatedHub(({ peerWith }) => peerWith.length > 0),
  ),
  anywhere("hub and spokes", "several spokes", "spokes", ({ spokes }) => Object.keys(spokes).length > 1),
  anywhere("hub and spokes", "a spoke in another subscription", "spokes.*.subscriptionId", ({ spokes }) =>
    Object.values(spokes).some(({ subscriptionId }) => subscriptionId !== undefined),
  ),
  anywhere("hub and spokes", "existing network of a spoke", "spokes.*.network: { id }", ({ spokes }) =>
    Object.values(spokes).some(({ network }) => network !== undefined),
  ),
  anywhere(
    "hub and spokes",
    "subnets created with their security group and route table",
    "spokes.*.subnetAssociations: inline",
    ({ spokes }) => Object.values(spokes).some(({ subnetAssociations }) => subnetAssociations === "inline"),
  ),
  anywhere("hub and spokes", "DDoS protection plan", "ddos.plan: { id }", ({ spokes, ...file }) =>
    [...hubsOf(file).map(({ spec }) => spec), ...Object.values(spokes)].some(
      (network) => "ddos" in network && typeof network.ddos === "object",
    ),
  ),
  anywhere("hub and spokes", "DDoS protection per public address", "ddos: ip", ({ spokes, ...file }) =>
    [...hubsOf(file).map(({ spec }) => spec), ...Object.values(spokes)].some(
      (network) => "ddos" in network && network.ddos === "ip",
    ),
  ),
  anywhere(
    "hub and spokes",
    "existing public addresses of the firewall",
    "hub.firewall.publicIps: [{ id }]",
    inCreatedHub(({ firewall }) => typeof firewall?.publicIps === "object"),
  ),
  anywhere(
    "hub and spokes",
    "existing public address of the VPN or ExpressRoute gateway",
    "hub.gateway.publicIp: { id }",
    inCreatedHub((hub) => hub.gateway?.publicIp !== undefined),
  ),
  anywhere(
    "hub and spokes",
    "existing identities of a cluster",
    "clusters.*.identity, kubeletIdentity: { id }",
    ({ spokes }) =>
      Object.values(spokes).some(({ clusters }) =>
        Object.values(clusters).some(
          (cluster) =>
            cluster.id === undefined &&
            (cluster.identity !== undefined || cluster.kubeletIdentity !== undefined),
        ),
      ),
  ),
  anywhere(
    "hub and spokes",
    "existing subnet of load balancers",
    "spokes.*.loadBalancers.subnet: { id }",
    ({ spokes }) => Object.values(spokes).some(({ loadBalancers }) => loadBalancers !== undefined),
  ),
  anywhere(
    "hub and spokes",
    "existing cluster",
    "clusters.*: { id }",
    inExistingCluster(() => true),
  ),
  anywhere(
    "hub and spokes",
    "existing cluster whose table AKS manages",
    "clusters.*.nodeResourceGroup: { id }",
    inExistingCluster(({ nodeResourceGroup }) => nodeResourceGroup !== undefined),
  ),
  anywhere(
    "hub and spokes",
    "existing gateway",
    "gateways.*: { id }",
    inExistingGateway(() => true),
  ),
  anywhere(
    "hub and spokes",
    "existing route table of a cluster",
    "clusters.*.routeTable: { id }",
    inCluster(({ routeTable }) => typeof routeTable === "object"),
  ),
  anywhere(
    "hub and spokes",
    "custom route table that nothing else needs",
    "clusters.*.routeTable: custom",
    inCluster(({ routeTable }) => routeTable === "custom"),
  ),
  anywhere(
    "hub and spokes",
    "VPN or ExpressRoute gateway",
    "hub.gateway",
    inHub(({ gateway }) => gateway !== undefined),
  ),
  anywhere(
    "hub and spokes",
    "on-premises ranges",
    "hub.onPremises",
    inHub(({ onPremises }) => onPremises !== undefined),
  ),
  anywhere(
    "hub and spokes",
    "existing hub",
    "hub.id",
    inExistingHub(() => true),
  ),
  anywhere(
    "hub and spokes",
    "existing hub, the spokes' halves of peerings only",
    "hub.peering: spoke-only",
    inExistingHub(({ peering }) => peering === "spoke-only"),
  ),
  anywhere(
    "hub and spokes",
    "rules in an existing firewall policy",
    "hub.firewall.policy",
    inExistingHub(({ firewall }) => firewall?.policy !== undefined),
  ),
  anywhere(
    "hub and spokes",
    "existing appliance",
    "hub.appliance",
    inExistingHub(({ appliance }) => appliance !== undefined),
  ),
  anywhere(
    "hub and spokes",
    "existing private zones",
    "hub.privateZones",
    inExistingHub(({ privateZones }) => privateZones.length > 0),
  ),
  anywhere(
    "hub and spokes",
    "routes in an existing gateway's table",
    "hub.gateway.routeTable",
    inExistingHub(({ gateway }) => gateway?.routeTable !== undefined),
  ),
  anywhere("hub and spokes", "DNS from the hub's resolvers", "spokes.*.dns: { type: hub }", ({ spokes }) =>
    Object.values(spokes).some(({ dns }) => dns.type === "hub"),
  ),
  anywhere("hub and spokes", "DNS through the firewall", "spokes.*.dns: { type: firewall }", ({ spokes }) =>
    Object.values(spokes).some(({ dns }) => dns.type === "firewall"),
  ),

  anywhere(
    "governance",
    "internal load balancers only",
    "governance.policies.*: internal-load-balancers",
    ({ governance }) =>
      Object.values(governance.policies).some(({ type }) => type === "internal-load-balancers"),
  ),
  anywhere("governance", "other policies by id", "governance.policies.*: definition", ({ governance }) =>
    Object.values(governance.policies).some(({ type }) => type === "definition"),
  ),
  anywhere(
    "governance",
    "custom roles",
    "governance.roles: custom",
    ({ governance }) => governance.roles === "custom",
  ),
  anywhere("governance", "tags", "tags", ({ tags }) => tags !== undefined),
  addOn("monitoring", "container insights"),
  addOn("metrics", "managed Prometheus"),
  addOn("policy", "Azure Policy"),
  addOn("defender", "Defender for Containers"),
  addOn("keyVaultSecrets", "Key Vault provider"),
  addOn("gitOps", "GitOps"),
  addOn("registries", "private registries"),

  ...OPERATION_FEATURES,

  anywhere("route sync", "custom settings", "routeSync", ({ routeSync }) => routeSync !== undefined),
  anywhere(
    "route sync",
    "existing workspace",
    "routeSync.workspace: { id }",
    ({ routeSync }) => routeSync?.workspace !== undefined,
  ),
  anywhere(
    "route sync",
    "existing subnet of the runtime",
    "routeSync.network.subnet: { id }",
    ({ routeSync }) => routeSync?.network?.subnet !== undefined,
  ),
  anywhere(
    "route sync",
    "a cluster that leaves kubenet",
    "clusters.*.mirror.policy: retire",
    inCluster(({ mirror: options }) => options?.policy === "retire"),
  ),
  mirror(
    "an existing cluster and gateway",
    "routeTable: { id }, target: { id }",
    ({ target }) => target !== undefined,
  ),
  mirror(
    "a route table for an existing gateway",
    "gatewaySubnet: { id }",
    ({ gatewaySubnet }) => gatewaySubnet !== undefined,
  ),
  mirror(
    "an existing cluster whose table AKS manages",
    "routeTable: { nodeResourceGroup: { id } }",
    ({ routeTable }) => routeTable.nodeResourceGroup !== undefined,
  ),
  anywhere(
    "route sync",
    "mirrors in several subscriptions",
    "routeSync.subscriptionId",
    ({ routeSync }) => routeSync?.subscriptionId !== undefined,
  ),
];
