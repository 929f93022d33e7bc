import type { VirtualWanHub, VirtualWanHubProps } from "@aks-topology/constructs";
import type { Platform } from "../schema/platform.js";
import type { VirtualWanSpec } from "../schema/virtual-wan.js";
import type { KeyPath } from "../source-map.js";
import type { SourceLocator } from "./source-locator.js";

/** The props of the virtual hub of a Virtual WAN. */
export function virtualWanProps({ location, tags }: Platform, hub: VirtualWanSpec): VirtualWanHubProps {
  const [addressPrefix] = hub.addressSpace;
  const { tier, zones, publicIps } = hub.firewall;
  return {
    location: hub.location ?? location,
    addressPrefix,
    virtualWanId: hub.wan?.id,
    firewall: { tier, zones, publicIps },
    dnsServers: hub.dns.type === "servers" ? hub.dns.servers : undefined,
    peers: hub.peers,
    tags,
  };
}

/** Binds the parts of a virtual hub at `path` to their keys. */
export function bindVirtualWan(locator: SourceLocator, hub: VirtualWanHub, path: KeyPath): void {
  locator.bind(hub, path, { addressPrefix: ["addressSpace"] });
  locator.bind(hub.firewall, [...path, "firewall"]);
}
