import { VirtualNetworkPeering } from "@cdktf/provider-azurerm/lib/virtual-network-peering/index.js";
import type { TerraformProvider } from "cdktf";
import { Construct } from "constructs";
import { connectNetworks } from "../../core/address-claims.js";
import { Naming } from "../../core/naming.js";
import { omitUndefined } from "../../core/omit-undefined.js";
import type { Cidr } from "../../net/cidr.js";
import { peerCompleteNetworks } from "../../network/peering-order.js";
import type { NextHop } from "../../network/route-table.js";
import { inspectorOf } from "../estate/hub.js";
import type { Spoke } from "../spoke/spoke.js";
import { addClientRules, callsFrom, reportUnreachable } from "./client-rules.js";
import { Hub } from "./hub.js";
import { PeerRules } from "./peer-rules.js";
import { shareZones } from "./shared-zones.js";
import type { IPeerableHub } from "./spokes-of.js";

export interface HubConnectionProps {
  /** The hub whose part the connection is. */
  readonly hub: Hub;
  /** The other hub, which is created here or exists already. */
  readonly other: IPeerableHub;
  /** Provider of the other hub's subscription in the hub's stack. @default the hub's */
  readonly otherProvider?: TerraformProvider | undefined;
  /** Provider of a hub's subscription in a spoke's stack; undefined where it is the spoke's. @default the spoke's */
  readonly providerOf?: ((spoke: Spoke, hub: IPeerableHub) => TerraformProvider | undefined) | undefined;
}

/** A route in another team's table, which leads its firewall or appliance to a spoke of the other hub. */
export interface RequestedFirewallRoute {
  readonly range: Cidr;
  readonly hop: NextHop;
}

/**
 * Connects two hubs: their networks are peered, in one region or two. If both have a firewall, traffic between their
 * spokes passes both firewalls, in both directions: a spoke's default route goes to its own hub's firewall, whose table
 * routes the other hub's spokes to the other firewall. Each firewall allows what the spokes declare: a gateway's users
 * and the callers of pods in a spoke of the other hub. The same holds for other networks that a hub is peered with. The private DNS zones of each hub are resolved in the other one and its
 * spokes too.
 *
 * Of another hub that exists already, what its attributes declare is changed: its half of the peering, and the rules in its
 * firewall's policy. The rest is requested of its team, the routes on its firewall's subnet always.
 *
 * It covers the spokes and gateways that the hubs have when it is created, so create it after them. Hubs beyond the other
 * one are not reached: peering is not transitive.
 */
export class HubConnection extends Construct {
  readonly hub: Hub;
  readonly other: IPeerableHub;
  /** Name of the other hub's half of the peering, where its team creates it. */
  readonly requestedHalf: string | undefined;
  /** Routes that the team of the other hub adds on the subnet of its firewall or appliance. */
  readonly requestedRoutes: readonly RequestedFirewallRoute[];

  constructor(id: string, props: HubConnectionProps) {
    const { hub, other } = props;
    super(hub, id);
    connectNetworks(this, hub.network, other.network);
    this.hub = hub;
    this.other = other;
    this.requestedHalf = this.#peer(props);
    this.requestedRoutes = other instanceof Hub ? [] : routesTo(other, hub);
    const { otherProvider, providerOf } = props;
    for (const [near, far, provider] of [
      [hub, other, undefined],
      [other, hub, otherProvider],
    ] as const) {
      this.#route(near, far, props);
      this.#allow(near, far, provider);
      shareZones(this, { near, far, provider, providerOf });
    }
  }

  /** Neither side uses the other's gateway: a network with a gateway of its own cannot. Source: virtual network peering. */
  #peer({ hub, other, otherProvider }: HubConnectionProps): string | undefined {
    const naming = Naming.of(this);
    const nameOf = (from: IPeerableHub, to: IPeerableHub): string =>
      naming.name(this, "virtualNetworkPeering", from.node.id, "to", to.node.id);
    const half = (id: string, from: IPeerableHub, to: IPeerableHub, more: Half): VirtualNetworkPeering =>
      new VirtualNetworkPeering(
        this,
        id,
        omitUndefined({
          name: nameOf(from, to),
          resourceGroupName: from.network.resourceGroupName,
          virtualNetworkName: from.network.virtualNetworkName,
          remoteVirtualNetworkId: to.network.virtualNetworkId,
          // Packets between spokes come from the other firewall, with the addresses of the other hub's spokes.
          allowForwardedTraffic: true,
          ...more,
        }),
      );
    const both = other.peering === "both";
    const from = both ? [half("from", other, hub, { provider: otherProvider })] : [];
    const to = half("to", hub, other, both ? { dependsOn: from } : {});
    peerCompleteNetworks(from[0] ?? to, [hub.network, other.network]);
    return both ? undefined : nameOf(other, hub);
  }

  /** Routes what is behind `near` on the firewall of `far`, through the firewall or appliance of `near`. */
  #route(near: IPeerableHub, far: IPeerableHub, { otherProvider, providerOf }: HubConnectionProps): void {
    const hop = inspectorOf(near);
    const peers = peersBehind(near, far);
    if (hop === undefined || near.spokes.length + peers.length === 0 || !(far instanceof Hub)) return;
    // The table of the far firewall is created by the first access.
    const { firewallRoutes } = far;
    if (firewallRoutes === undefined) return;
    for (const range of peers) {
      const name = `to-${range.literal.replaceAll(/[./]/g, "-")}`;
      const provider = far === this.hub ? undefined : otherProvider;
      firewallRoutes.send(this, name, { name, range, hop, provider });
    }
    for (const spoke of near.spokes) {
      rangesOf(spoke).forEach((range, i) => {
        const suffix = i === 0 ? "" : `-${i + 1}`;
        const provider = providerOf?.(spoke, far);
        firewallRoutes.send(spoke, `from_${far.node.id}${suffix.replace("-", "_")}`, {
          name: `to-${spoke.key}${suffix}`,
          range,
          hop,
          provider,
        });
      });
    }
  }

  /**
   * Allows clients in spokes of `near` and in its peers on its firewall to reach gateways and pods in spokes of `far`, whose
   * firewall allows them too, and those spokes to reach the peers.
   */
  #allow(near: IPeerableHub, far: IPeerableHub, provider: TerraformProvider | undefined): void {
    const position = near.addConnection();
    const peers = peersBehind(near, far);
    if (peers.length > 0)
      new PeerRules(this, `${near.node.id}_peers`, { hub: near, far, peers, position, provider });
    for (const client of near.spokes) {
      const calls = callsFrom(client.network.addressSpace, far.spokes);
      if (inspectorOf(near) !== undefined && inspectorOf(far) !== undefined) {
        addClientRules(client, { far: far.node.id, position, calls });
        continue;
      }
      reportUnreachable(
        calls,
        `peering is not transitive, so spoke ${client.key} is unreachable without a firewall in both hubs`,
      );
    }
  }
}

/** The routes by which the firewall or appliance of one hub reaches the spokes of the other one. */
function routesTo(from: IPeerableHub, to: IPeerableHub): RequestedFirewallRoute[] {
  const hop = inspectorOf(to);
  if (hop === undefined || inspectorOf(from) === undefined) return [];
  return [...to.spokes.flatMap(rangesOf), ...peersBehind(to, from)].map((range) => ({ range, hop }));
}

/** Other networks that are peered with one hub and not with the other one, too. Routes and firewalls are of IPv4. */
export function peersBehind({ peers }: IPeerableHub, { peers: others }: IPeerableHub): readonly Cidr[] {
  return peers.filter(
    (range) => range.family === 4 && others.every((other) => other.literal !== range.literal),
  );
}

function rangesOf({ network }: Spoke): readonly Cidr[] {
  return network.addressSpace.filter(({ family }) => family === 4);
}

type Half = {
  readonly provider?: TerraformProvider | undefined;
  readonly dependsOn?: VirtualNetworkPeering[];
};
