import type {
  IExtensibleHub,
  VirtualHubAttributes,
  VirtualWanHub,
  VirtualWanHubProps,
} from "@aks-topology/constructs";
import type { ExistingVirtualWanSpec } from "../schema/existing-virtual-wan.js";
import type { Platform } from "../schema/platform.js";
import type { VirtualWanSpec } from "../schema/virtual-wan.js";
import type { KeyPath } from "../source-map.js";
import { bindFirewall, tlsInspectionProps } from "./hub.js";
import { existingFirewallProps } from "./existing-hub.js";
import { propsOfConnections, virtualHubGatewayProps } from "./network-gateway.js";
import { publishedServices } from "./published-services.js";
import type { SourceLocator } from "./source-locator.js";

/** The props of the virtual hub of a Virtual WAN. */
export function virtualWanProps({ location, tags }: Platform, hub: VirtualWanSpec): VirtualWanHubProps {
  const [addressPrefix] = hub.addressSpace;
  const { publish, tier, zones, publicIps, intrusionDetection, threatIntelligence, ipGroups } = hub.firewall;
  const tlsInspection = hub.firewall.tlsInspection && tlsInspectionProps(hub.firewall.tlsInspection);
  const firewall = {
    tier,
    zones,
    publicIps,
    intrusionDetection,
    threatIntelligence,
    tlsInspection,
    ipGroups,
  };
  return {
    location: hub.location ?? location,
    addressPrefix,
    virtualWanId: hub.wan?.id,
    firewall: { ...firewall, publish: publishedServices(publish) },
    dnsServers: hub.dns.type === "servers" ? hub.dns.servers : undefined,
    gateway: hub.gateway && virtualHubGatewayProps(hub.gateway, hub.onPremises?.prefixes),
    onPremises: hub.onPremises?.prefixes,
    peers: hub.peers,
    tags,
  };
}

/** Binds the parts of a virtual hub at `path` to their keys. */
export function bindVirtualWan(locator: SourceLocator, hub: VirtualWanHub, path: KeyPath): void {
  locator.bind(hub, path, { addressPrefix: ["addressSpace"] });
  bindFirewall(locator, hub.firewall, path);
  if (hub.published !== undefined) locator.bind(hub.published, [...path, "firewall", "publish"]);
  if (hub.gateway !== undefined)
    locator.bind(hub.gateway, [...path, "gateway"], propsOfConnections(hub.gateway));
}

/** What the file says of a virtual hub that exists already. */
export function virtualHubAttributes(
  { location }: Platform,
  hub: ExistingVirtualWanSpec,
): VirtualHubAttributes {
  const [addressPrefix] = hub.addressSpace;
  return {
    virtualHubId: hub.id,
    addressPrefix,
    location: hub.location ?? location,
    firewall: existingFirewallProps(hub.firewall),
    dnsServers: hub.dns.type === "servers" ? hub.dns.servers : undefined,
    privateZoneIds: hub.privateZones.map(({ id }) => id),
    hasGateway: hub.gateway !== undefined,
    onPremises: hub.onPremises?.prefixes,
    peers: hub.peers,
  };
}

/** Binds a virtual hub that exists already at `path`, and its firewall, to their keys. */
export function bindExistingVirtualWan(locator: SourceLocator, hub: IExtensibleHub, path: KeyPath): void {
  locator.bind(hub, path, {
    addressPrefix: ["addressSpace"],
    virtualHubId: ["id"],
    "firewall.privateIpAddress": ["firewall", "privateAddress"],
  });
  const firewall = hub.node.tryFindChild("firewall");
  if (firewall !== undefined) locator.bind(firewall, [...path, "firewall"], { policyId: ["policy", "id"] });
}
