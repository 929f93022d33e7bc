import type { HubAttributes, IExtensibleHub } from "@aks-topology/constructs";
import { addressTexts, type ExistingHubSpec } from "../schema/existing-hub.js";
import type { Platform } from "../schema/platform.js";
import type { KeyPath } from "../source-map.js";
import type { SourceLocator } from "./source-locator.js";

/** What the file says of a hub that exists already. */
export function hubAttributes({ location }: Platform, hub: ExistingHubSpec): HubAttributes {
  const { firewall, appliance, gateway } = hub;
  return {
    virtualNetworkId: hub.id,
    addressSpace: hub.addressSpace,
    location: hub.location ?? location,
    peering: hub.peering,
    firewall: firewall && existingFirewallProps(firewall),
    appliance: appliance && {
      privateIpAddress: appliance.privateAddress,
      publicIpAddresses: addressTexts(appliance.publicAddresses),
    },
    dnsServers: hub.dns.type === "servers" ? hub.dns.servers : undefined,
    forwardingRulesetId: hub.forwardingRules?.id,
    privateZoneIds: hub.privateZones.map(({ id }) => id),
    gateway: gateway && { routeTableId: gateway.routeTable?.id },
    onPremises: hub.onPremises?.prefixes,
    peers: hub.peers,
  };
}

/** What the file says of a firewall that exists already. */
export function existingFirewallProps(
  firewall: NonNullable<ExistingHubSpec["firewall"]>,
): NonNullable<HubAttributes["firewall"]> {
  return {
    privateIpAddress: firewall.privateAddress,
    publicIpAddresses: addressTexts(firewall.publicAddresses),
    policyId: firewall.policy?.id,
    basePriority: firewall.policy?.priority,
    dnsProxy: firewall.dnsProxy,
  };
}

/** The file's keys of the attributes whose names differ. */
const KEYS = {
  virtualNetworkId: ["id"],
  "firewall.privateIpAddress": ["firewall", "privateAddress"],
  "appliance.privateIpAddress": ["appliance", "privateAddress"],
} as const;

/** Binds an existing hub at `path`, and its parts, to their keys. */
export function bindExistingHub(locator: SourceLocator, hub: IExtensibleHub, path: KeyPath): void {
  locator.bind(hub, path, KEYS);
  for (const part of ["firewall", "gateway"] as const) {
    const construct = hub.node.tryFindChild(part);
    if (construct !== undefined)
      locator.bind(construct, [...path, part], {
        policyId: ["policy", "id"],
        routeTableId: ["routeTable", "id"],
      });
  }
}
