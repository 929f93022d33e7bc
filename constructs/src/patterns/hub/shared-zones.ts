import type { TerraformProvider } from "cdktf";
import type { Construct } from "constructs";
import { parseArmId } from "../../core/arm-id.js";
import { dashed } from "../../core/dashed.js";
import { knownText } from "../../core/known.js";
import { PrivateDnsZone } from "../../network/private-dns-zone.js";
import { RequestedZoneLink } from "../../network/requested.js";
import { isLinked, linkZone } from "../../network/zone-link.js";
import type { Spoke } from "../spoke/spoke.js";
import type { IPeerableHub } from "./spokes-of.js";

interface SharedZones {
  /** The hub whose zones are shared. */
  readonly near: IPeerableHub;
  /** The hub whose network and spokes resolve them too. */
  readonly far: IPeerableHub;
  /** Provider of the subscription of `near` for what is created in the connection. @default the connection's */
  readonly provider?: TerraformProvider | undefined;
  /** Provider of the subscription of `near` in the stack of a spoke. @default the spoke's */
  readonly providerOf?: ((spoke: Spoke, hub: IPeerableHub) => TerraformProvider | undefined) | undefined;
}

/**
 * Links the private DNS zones of a hub to the network of a peered hub and to its spokes, so that a name means the same on
 * both sides. A network that is linked to a zone of that name already keeps its own: Azure allows one. A team that peers its
 * hub itself links its network itself.
 */
export function shareZones(connection: Construct, { near, far, provider, providerOf }: SharedZones): void {
  for (const zone of near.node.children.filter((child) => child instanceof PrivateDnsZone)) {
    const zoneName = knownText(zone.resource.nameInput ?? "") ?? zone.node.id;
    if (isLinked(far, zoneName) || isLinkedByTeam(far, zoneName)) continue;
    const id = `${far.node.id}_zone_${dashed(zoneName)}`;
    if (far.peering === "spoke-only") new RequestedZoneLink(connection, id, { zone, network: far.network });
    else linkZone(connection, "peerWith", { zone, zoneName, holder: far, scope: connection, id, provider });
    for (const spoke of far.spokes.filter((each) => !isLinked(each, zoneName)))
      linkZone(spoke, "peerWith", { zone, zoneName, holder: spoke, provider: providerOf?.(spoke, near) });
  }
}

/** Whether the network of a hub that exists already is linked to a zone of this name. */
function isLinkedByTeam({ privateZoneIds }: IPeerableHub, zoneName: string): boolean {
  return privateZoneIds.some((id) => parseArmId(knownText(id) ?? id)?.name.toLowerCase() === zoneName);
}
