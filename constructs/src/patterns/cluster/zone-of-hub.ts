import type { Construct } from "constructs";
import { parseArmId } from "../../core/arm-id.js";
import { knownText } from "../../core/known.js";
import type { IPrivateDnsZone } from "../../network/private-dns-zone.js";
import { RequestedZoneLink } from "../../network/requested.js";
import type { ISpoke } from "../estate/spoke.js";
import { aksZoneName } from "./rules.js";

/** Id of the hub's own zone for private API servers of the spoke's region; undefined where the hub declares none. */
export function zoneOfHub({ hub, location }: ISpoke): string | undefined {
  const name = aksZoneName(knownText(location) ?? location);
  return hub.privateZoneIds.find((id) => {
    const zone = parseArmId(knownText(id) ?? id)?.name.toLowerCase();
    return zone === name || zone?.endsWith(`.${name}`) === true;
  });
}

/**
 * Asks the hub's team to link its network to a zone, where the spoke's names are resolved in the hub and the zone is not
 * one of the hub's own.
 */
export function requestZoneLink(scope: Construct, { hub, customDns }: ISpoke, zone: IPrivateDnsZone): void {
  const isOfHub = hub.privateZoneIds.some((id) => sameId(id, zone.zoneId));
  if (!customDns || isOfHub) return;
  new RequestedZoneLink(scope, "~hub_link", { zone, network: hub.network });
}

function sameId(one: string, other: string): boolean {
  return (knownText(one) ?? one).toLowerCase() === (knownText(other) ?? other).toLowerCase();
}
