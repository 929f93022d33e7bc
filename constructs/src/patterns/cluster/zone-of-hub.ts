import type { Construct } from "constructs";
import { parseArmId } from "../../core/arm-id.js";
import { knownText } from "../../core/known.js";
import type { IPrivateDnsZone } from "../../network/private-dns-zone.js";
import type { Judgement } from "../../core/rule.js";
import { RequestedZoneLink } from "../../network/requested.js";
import { isVirtualHub } from "../../network/virtual-hub.js";
import type { ISpoke } from "../estate/spoke.js";
import { aksZoneName, integratedZoneName } from "./rules.js";
import { ZONE_BEHIND_VIRTUAL_HUB } from "./virtual-hub-rules.js";

/**
 * Id of the hub's own zone for private API servers of the spoke's region; undefined where the hub declares none. With API
 * Server VNet Integration, AKS accepts the zone of its own kind too.
 */
export function zoneOfHub({ hub, location }: ISpoke, access: { readonly type: string }): string | undefined {
  const region = knownText(location) ?? location;
  const name = aksZoneName(region);
  const named = (fits: (zone: string) => boolean): string | undefined =>
    hub.privateZoneIds.find((id) => fits(parseArmId(knownText(id) ?? id)?.name.toLowerCase() ?? ""));
  const linked = named((zone) => zone === name || zone.endsWith(`.${name}`));
  if (linked !== undefined || access.type !== "vnet-integration") return linked;
  return named((zone) => zone === integratedZoneName(region));
}

/**
 * Asks the hub's team to link its network to a zone, where the spoke's names are resolved in the hub and the zone is not
 * one of the hub's own.
 */
export function requestZoneLink(scope: Construct, { hub, customDns }: ISpoke, zone: IPrivateDnsZone): void {
  const isOfHub = hub.privateZoneIds.some((id) => sameId(id, zone.zoneId));
  if (!customDns || isOfHub || isVirtualHub(hub.network)) return;
  new RequestedZoneLink(scope, "~hub_link", { zone, network: hub.network });
}

/** A zone that a spoke's resolvers have to know. */
export interface NeededZone {
  readonly zoneName: string;
  readonly isExisting: boolean;
  /** The prop that asks for it. */
  readonly prop: string;
}

/**
 * Reports a zone that the resolvers of a spoke cannot know: Azure links no zone to a virtual hub. A zone that exists already
 * may be linked to the network of resolvers; Azure's own resolver answers the firewall's proxy from the hub.
 */
export function judgeZoneBehindHub(
  { hub, customDns, dns, key }: ISpoke,
  { zoneName, isExisting, prop }: NeededZone,
): Judgement[] {
  if (!customDns || !isVirtualHub(hub.network)) return [];
  const asksAzure = dns.type === "firewall" && hub.dnsServers.length === 0;
  return isExisting && !asksAzure ? [] : [ZONE_BEHIND_VIRTUAL_HUB.judge({ key, zoneName, prop })];
}

function sameId(one: string, other: string): boolean {
  return (knownText(one) ?? one).toLowerCase() === (knownText(other) ?? other).toLowerCase();
}
