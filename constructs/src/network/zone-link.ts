import { PrivateDnsZoneVirtualNetworkLink } from "@cdktf/provider-azurerm/lib/private-dns-zone-virtual-network-link/index.js";
import type { TerraformProvider } from "cdktf";
import type { Construct } from "constructs";
import { dashed } from "../core/dashed.js";
import { knownText } from "../core/known.js";
import { Naming } from "../core/naming.js";
import { omitUndefined } from "../core/omit-undefined.js";
import { report } from "../core/problem.js";
import { treeState } from "../core/tree-state.js";
import type { IPrivateDnsZone } from "./private-dns-zone.js";
import type { IVirtualNetwork } from "./virtual-network.js";
import { PRIVATE_ZONE_TWICE } from "./rules.js";

/** A hub or a spoke: who has a network. */
export interface NetworkHolder extends Construct {
  readonly network: IVirtualNetwork;
}

export interface ZoneLinkProps {
  readonly zone: IPrivateDnsZone;
  /** Name of the zone as written. */
  readonly zoneName: string;
  /** Whose network shall resolve the zone's names. */
  readonly holder: NetworkHolder;
  /** Construct that the link is made in. @default the holder of the network */
  readonly scope?: Construct | undefined;
  /** Id in another scope than the holder. @default the holder's */
  readonly id?: string | undefined;
  /** Provider of the zone's subscription. @default the one of the scope */
  readonly provider?: TerraformProvider | undefined;
}

interface Linked {
  readonly zone: IPrivateDnsZone;
  readonly link: PrivateDnsZoneVirtualNetworkLink;
}

const linked = treeState("zone-links", () => new Map<string, Linked>());

/**
 * The link by which a network resolves a zone's names. Azure links a network to a zone once, and to no second zone of its
 * name: a later caller gets the existing link. A second zone is reported at the prop of `asker`.
 */
export function linkZone(
  asker: Construct,
  prop: string,
  props: ZoneLinkProps,
): PrivateDnsZoneVirtualNetworkLink {
  const { zone, zoneName, holder } = props;
  const links = linked.of(holder);
  const key = dashed(zoneName);
  const known = links.get(key);
  if (known === undefined) {
    const link = makeLink(props, key);
    links.set(key, { zone, link });
    return link;
  }
  if (!same(known.zone, zone)) {
    report(asker, PRIVATE_ZONE_TWICE.judge({ network: holder.node.id, zone: zoneName, prop }));
  }
  return known.link;
}

/** Whether a network resolves the names of a zone of this name already. */
export function isLinked(holder: NetworkHolder, zoneName: string): boolean {
  return linked.peek(holder)?.has(dashed(zoneName)) ?? false;
}

/** A zone that is made here is one construct; one that exists is known by its id. */
function same(a: IPrivateDnsZone, b: IPrivateDnsZone): boolean {
  const id = knownText(a.zoneId)?.toLowerCase();
  return a === b || (id !== undefined && id === knownText(b.zoneId)?.toLowerCase());
}

function makeLink(
  { zone, holder, scope = holder, id: givenId, provider }: ZoneLinkProps,
  key: string,
): PrivateDnsZoneVirtualNetworkLink {
  const id = scope === holder ? `zone_${key}` : (givenId ?? holder.node.id);
  return new PrivateDnsZoneVirtualNetworkLink(
    scope,
    id,
    omitUndefined({
      name: Naming.of(scope).name(scope, "privateDnsLink", holder.node.id),
      resourceGroupName: zone.resourceGroupName,
      privateDnsZoneName: zone.zoneName,
      virtualNetworkId: holder.network.virtualNetworkId,
      provider,
    }),
  );
}
