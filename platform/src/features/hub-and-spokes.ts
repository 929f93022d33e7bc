import { isStandard } from "../schema/cluster.js";
import { hubsOf } from "../topology/hubs.js";
import {
  anywhere,
  inCluster,
  inCreatedHub,
  inExistingCluster,
  inExistingGateway,
  inExistingHub,
  inHub,
  inVirtualWan,
  type Feature,
} from "./feature.js";

/** Hubs, spokes, and what exists already. */
export const HUB_AND_SPOKE_ROWS: readonly Feature[] = [
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
  anywhere(
    "hub and spokes",
    "private endpoints of vaults and registries",
    "spokes.*.privateEndpoints",
    ({ spokes }) =>
      Object.values(spokes).some(({ privateEndpoints }) => Object.keys(privateEndpoints).length > 0),
  ),
  anywhere("hub and spokes", "existing DDoS protection plan", "ddos.plan: { id }", ({ spokes, ...file }) =>
    [...hubsOf(file).map(({ spec }) => spec), ...Object.values(spokes)].some(
      (network) => "ddos" in network && typeof network.ddos === "object",
    ),
  ),
  anywhere("hub and spokes", "DDoS protection plan that is created", "ddos: plan", ({ spokes, ...file }) =>
    [...hubsOf(file).map(({ spec }) => spec), ...Object.values(spokes)].some(
      (network) => "ddos" in network && network.ddos === "plan",
    ),
  ),
  anywhere("hub and spokes", "DDoS protection per public address", "ddos: ip", ({ spokes, ...file }) =>
    [...hubsOf(file).map(({ spec }) => spec), ...Object.values(spokes)].some(
      (network) => "ddos" in network && network.ddos === "ip",
    ),
  ),
  anywhere("hub and spokes", "ranges reserved in an IPAM pool", "ipamPool: { id }", ({ spokes, ...file }) =>
    [...hubsOf(file).map(({ spec }) => spec), ...Object.values(spokes)].some(
      (network) => "ipamPool" in network && network.ipamPool !== undefined,
    ),
  ),
  anywhere(
    "hub and spokes",
    "intrusion detection",
    "hub.firewall.intrusionDetection",
    inCreatedHub(({ firewall }) => (firewall?.intrusionDetection ?? "off") !== "off"),
  ),
  anywhere(
    "hub and spokes",
    "TLS inspection of single destinations",
    "hub.firewall.tlsInspection",
    inCreatedHub(({ firewall }) => firewall?.tlsInspection !== undefined),
  ),
  anywhere(
    "hub and spokes",
    "threat intelligence that denies",
    "hub.firewall.threatIntelligence: deny",
    inCreatedHub(({ firewall }) => firewall?.threatIntelligence === "deny"),
  ),
  anywhere(
    "hub and spokes",
    "forced tunnelling to an appliance",
    "hub.firewall.forcedTunnelling: { type: appliance }",
    inCreatedHub(({ firewall }) => firewall?.forcedTunnelling !== undefined),
  ),
  anywhere(
    "hub and spokes",
    "public addresses of the firewall from one prefix",
    "hub.firewall.publicIpPrefix",
    inCreatedHub(({ firewall }) => firewall?.publicIpPrefix !== undefined),
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
            (cluster.identity !== undefined ||
              (isStandard(cluster) && cluster.kubeletIdentity !== undefined)),
        ),
      ),
  ),
  anywhere(
    "hub and spokes",
    "existing disk encryption set",
    "clusters.*.diskEncryptionSet: { id }",
    ({ spokes }) =>
      Object.values(spokes).some(({ clusters }) =>
        Object.values(clusters).some(
          (cluster) => isStandard(cluster) && cluster.diskEncryptionSet !== undefined,
        ),
      ),
  ),
  anywhere(
    "hub and spokes",
    "existing subnet of load balancers",
    "spokes.*.loadBalancers.subnet: { id }",
    ({ spokes }) => Object.values(spokes).some(({ loadBalancers }) => loadBalancers?.subnet !== undefined),
  ),
  anywhere(
    "hub and spokes",
    "internal load balancers that other spokes call",
    "spokes.*.loadBalancers.users",
    ({ spokes }) => Object.values(spokes).some(({ loadBalancers }) => loadBalancers?.users !== undefined),
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
    inHub((hub) => hub.gateway !== undefined),
  ),
  anywhere(
    "hub and spokes",
    "on-premises ranges",
    "hub.onPremises",
    inHub((hub) => hub.onPremises !== undefined),
  ),
  anywhere(
    "hub and spokes",
    "virtual hub of a Virtual WAN",
    "hub.type: virtual-wan",
    inVirtualWan(() => true),
  ),
  anywhere(
    "hub and spokes",
    "gateway in a virtual hub",
    "hub: { type: virtual-wan, gateway }",
    inVirtualWan(({ gateway }) => gateway !== undefined),
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
  anywhere(
    "hub and spokes",
    "VPN tunnels to sites",
    "hub.gateway.sites",
    inCreatedHub(({ gateway }) => gateway?.type === "vpn" && Object.keys(gateway.sites).length > 0),
  ),
  anywhere(
    "hub and spokes",
    "VPN clients, signed in with Entra ID",
    "hub.gateway.clients",
    inCreatedHub(({ gateway }) => gateway?.type === "vpn" && gateway.clients !== undefined),
  ),
  anywhere(
    "hub and spokes",
    "connections to ExpressRoute circuits",
    "hub.gateway.circuits",
    inCreatedHub(
      ({ gateway }) => gateway?.type === "express-route" && Object.keys(gateway.circuits).length > 0,
    ),
  ),
  anywhere(
    "hub and spokes",
    "Azure Bastion",
    "hub.bastion",
    inCreatedHub(({ bastion }) => bastion !== undefined),
  ),
  anywhere(
    "hub and spokes",
    "jump host behind Azure Bastion",
    "hub.bastion.jumpHost",
    inCreatedHub(({ bastion }) => bastion?.jumpHost !== undefined),
  ),
  anywhere(
    "hub and spokes",
    "private DNS resolver",
    "hub.dns: { type: private-resolver }",
    inCreatedHub(({ dns }) => dns.type === "private-resolver"),
  ),
  anywhere(
    "hub and spokes",
    "domains forwarded to other DNS servers",
    "hub.dns.forward",
    inCreatedHub(({ dns }) => dns.type === "private-resolver" && Object.keys(dns.forward).length > 0),
  ),
  anywhere(
    "hub and spokes",
    "DNS with the hub's forwarding rules",
    "spokes.*.dns: { type: forwarding-rules }",
    ({ spokes }) => Object.values(spokes).some(({ dns }) => dns.type === "forwarding-rules"),
  ),
  anywhere(
    "hub and spokes",
    "forwarding rules of an existing hub",
    "hub.forwardingRules: { id }",
    inExistingHub(({ forwardingRules }) => forwardingRules !== undefined),
  ),
  anywhere("hub and spokes", "DNS through the firewall", "spokes.*.dns: { type: firewall }", ({ spokes }) =>
    Object.values(spokes).some(({ dns }) => dns.type === "firewall"),
  ),
];
