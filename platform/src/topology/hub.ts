import type { DdosPlan, ManagedFirewall } from "@aks-topology/constructs/internal";
import type {
  Hub,
  HubBastionProps,
  HubFirewallProps,
  HubProps,
  HubResolverProps,
  JumpHostOptions,
  SpokeDns,
  TlsInspectionOptions,
} from "@aks-topology/constructs";
import type { BastionSpec } from "../schema/bastion.js";
import type { CreatedHubSpec, DnsSpec, FirewallSpec } from "../schema/hub.js";
import type { JumpHostSpec } from "../schema/jump-host.js";
import type { Platform } from "../schema/platform.js";
import type { KeyPath } from "../source-map.js";
import { ddosProps } from "./ddos.js";
import { identityOf, publicIpAttributes } from "./existing.js";
import { publishedServices } from "./published-services.js";
import { networkGatewayProps, propsOfConnections } from "./network-gateway.js";
import type { SourceLocator } from "./source-locator.js";

/** The props of a hub that is created. */
export function hubProps(
  { location, tags }: Platform,
  hub: CreatedHubSpec,
  plan: DdosPlan | undefined,
): HubProps {
  return {
    location: hub.location ?? location,
    addressSpace: hub.addressSpace,
    firewall: hub.firewall === undefined ? undefined : firewallProps(hub.firewall),
    dnsServers: hub.dns.type === "servers" ? hub.dns.servers : undefined,
    resolver: hub.dns.type === "private-resolver" ? resolverProps(hub.dns) : undefined,
    gateway: hub.gateway && networkGatewayProps(hub.gateway, hub.onPremises?.prefixes),
    bastion: hub.bastion && bastionProps(hub.bastion),
    onPremises: hub.onPremises?.prefixes,
    peers: hub.peers,
    ...ddosProps(hub.ddos, plan),
    tags,
  };
}

/** Binds the parts of a created hub at `path` to their keys. */
export function bindHub(locator: SourceLocator, hub: Hub, path: KeyPath): void {
  locator.bind(hub, path);
  if (hub.firewall !== undefined) {
    bindFirewall(locator, hub.firewall, path);
    locator.bind(hub.firewall.subnet, [...path, "firewall"], { prefix: ["subnetPrefix"] });
  }
  if (hub.gateway !== undefined) {
    locator.bind(hub.gateway, [...path, "gateway"], propsOfConnections(hub.gateway));
    locator.bind(hub.gateway.subnet, [...path, "gateway"], { prefix: ["subnetPrefix"] });
  }
  if (hub.bastion !== undefined) {
    locator.bind(hub.bastion, [...path, "bastion"]);
    const { subnet } = hub.bastion;
    if (subnet !== undefined) locator.bind(subnet, [...path, "bastion"], { prefix: ["subnetPrefix"] });
  }
  if (hub.jumpHost !== undefined) {
    const own = [...path, "bastion", "jumpHost"];
    locator.bind(hub.jumpHost, own);
    const { subnet } = hub.jumpHost;
    if (subnet !== undefined) locator.bind(subnet, own, { prefix: ["subnetPrefix"] });
  }
  if (hub.resolver !== undefined) {
    locator.bind(hub.resolver, [...path, "dns"]);
    locator.bind(hub.resolver.inbound, [...path, "dns"], { prefix: ["inboundSubnetPrefix"] });
    const { outbound } = hub.resolver;
    if (outbound !== undefined)
      locator.bind(outbound, [...path, "dns"], { prefix: ["outboundSubnetPrefix"] });
  }
  if (hub.published !== undefined) locator.bind(hub.published, [...path, "firewall", "publish"]);
}

/** Binds a firewall that is created in the hub at `path`, and its IP groups, to their keys. */
export function bindFirewall(locator: SourceLocator, firewall: ManagedFirewall, path: KeyPath): void {
  locator.bind(firewall, [...path, "firewall"]);
  if (firewall.tlsInspection !== undefined)
    locator.bind(firewall.tlsInspection, [...path, "firewall", "tlsInspection"]);
  if (firewall.ipGroups !== undefined) locator.bind(firewall.ipGroups, [...path, "firewall", "ipGroups"]);
}

export function networkDns(spec: DnsSpec): SpokeDns {
  return spec.type === "servers" ? { type: "servers", servers: spec.servers } : { type: spec.type };
}

function firewallProps(spec: FirewallSpec): HubFirewallProps {
  const { tier, publicIps, publicIpPrefix, managementPublicIp, zones, subnetPrefix, publish } = spec;
  const { forcedTunnelling, intrusionDetection, threatIntelligence, tlsInspection, ipGroups } = spec;
  return {
    tier,
    intrusionDetection,
    threatIntelligence,
    publicIps: typeof publicIps === "object" ? publicIps.map(publicIpAttributes) : publicIps,
    publicIpPrefix:
      typeof publicIpPrefix === "object" ? { publicIpPrefixId: publicIpPrefix.id } : publicIpPrefix,
    forcedTunnelling,
    managementPublicIpId: managementPublicIp?.id,
    zones,
    subnetPrefix,
    tlsInspection: tlsInspection && tlsInspectionProps(tlsInspection),
    ipGroups,
    publish: publishedServices(publish),
  };
}

/** The authority of a firewall that inspects TLS connections. */
export function tlsInspectionProps({
  vault,
  certificate,
  identity,
}: NonNullable<FirewallSpec["tlsInspection"]>): TlsInspectionOptions {
  return { vaultId: vault.id, secretId: certificate, identity: identityOf(identity) };
}

function bastionProps({
  tier,
  zones,
  publicIp,
  instances,
  nativeClient,
  subnetPrefix,
  jumpHost: spec,
}: BastionSpec): HubBastionProps {
  const jumpHost = spec && jumpHostProps(spec);
  if (tier === "Developer") return { tier, jumpHost };
  return { tier, zones, publicIpId: publicIp?.id, instances, nativeClient, subnetPrefix, jumpHost };
}

function jumpHostProps({ sshPublicKey, vmSize, zone, subnetPrefix }: JumpHostSpec): JumpHostOptions {
  return { sshPublicKey, vmSize, zone: zone?.toString(), subnetPrefix };
}

function resolverProps({
  inboundSubnetPrefix,
  outboundSubnetPrefix,
  forward,
}: Extract<CreatedHubSpec["dns"], { type: "private-resolver" }>): HubResolverProps {
  const rules = Object.entries(forward).map(([name, { domain, servers, port }]) => ({
    name,
    domain,
    servers,
    port,
  }));
  return { inboundSubnetPrefix, outboundSubnetPrefix, forward: rules };
}
