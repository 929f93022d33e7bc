import { VirtualNetworkPeering } from "@cdktf/provider-azurerm/lib/virtual-network-peering/index.js";
import type { TerraformProvider } from "cdktf";
import { Construct } from "constructs";
import { connectNetworks } from "../../core/address-claims.js";
import { Naming } from "../../core/naming.js";
import { omitUndefined } from "../../core/omit-undefined.js";
import { peerCompleteNetworks } from "../../network/peering-order.js";
import type { Spoke } from "../spoke/spoke.js";
import { addClientRules, callsFrom, reportUnreachable } from "./client-rules.js";
import type { Hub } from "./hub.js";
import { shareZones } from "./shared-zones.js";

export interface HubConnectionProps {
  /** The hub whose part the connection is. */
  readonly hub: Hub;
  readonly other: Hub;
  /** Provider of the other hub's subscription in the hub's stack. @default the hub's */
  readonly otherProvider?: TerraformProvider | undefined;
  /** Provider of a hub's subscription in a spoke's stack; undefined where it is the spoke's. @default the spoke's */
  readonly providerOf?: ((spoke: Spoke, hub: Hub) => TerraformProvider | undefined) | undefined;
}

/**
 * Connects two hubs: their networks are peered, in one region or two. If both have a firewall, traffic between their
 * spokes passes both firewalls, in both directions: a spoke's default route goes to its own hub's firewall, whose table
 * routes the other hub's spokes to the other firewall. Each firewall allows what the spokes declare: a gateway's users
 * and the callers of pods in a spoke of the other hub. The private DNS zones of each hub are resolved in the other one and its
 * spokes too.
 *
 * It covers the spokes and gateways that the hubs have when it is created, so create it after them. Hubs beyond the other
 * one are not reached: peering is not transitive.
 */
export class HubConnection extends Construct {
  constructor(id: string, props: HubConnectionProps) {
    const { hub, other } = props;
    super(hub, id);
    connectNetworks(this, hub.network, other.network);
    this.#peer(props);
    const { otherProvider, providerOf } = props;
    for (const [near, far, provider] of [
      [hub, other, undefined],
      [other, hub, otherProvider],
    ] as const) {
      this.#route(near, far, props);
      this.#allow(near, far);
      shareZones(this, { near, far, provider, providerOf });
    }
  }

  /** Neither side uses the other's gateway: a network with a gateway of its own cannot. Source: virtual network peering. */
  #peer({ hub, other, otherProvider }: HubConnectionProps): void {
    const naming = Naming.of(this);
    const half = (id: string, from: Hub, to: Hub, more: Half): VirtualNetworkPeering =>
      new VirtualNetworkPeering(
        this,
        id,
        omitUndefined({
          name: naming.name(this, "virtualNetworkPeering", from.node.id, "to", to.node.id),
          resourceGroupName: from.network.resourceGroupName,
          virtualNetworkName: from.network.virtualNetworkName,
          remoteVirtualNetworkId: to.network.virtualNetworkId,
          // Packets between spokes come from the other firewall, with the addresses of the other hub's spokes.
          allowForwardedTraffic: true,
          ...more,
        }),
      );
    const first = half("from", other, hub, { provider: otherProvider });
    half("to", hub, other, { dependsOn: [first] });
    peerCompleteNetworks(first, [hub.network, other.network]);
  }

  /** Routes the spokes of `near` on the firewall of `far`, through the firewall of `near`. */
  #route(near: Hub, far: Hub, { providerOf }: HubConnectionProps): void {
    const { firewall: hop } = near;
    // The table of the far firewall is created by the first access.
    const firewallRoutes = hop === undefined || near.spokes.length === 0 ? undefined : far.firewallRoutes;
    if (hop === undefined || firewallRoutes === undefined) return;
    for (const spoke of near.spokes) {
      const ranges = spoke.network.addressSpace.filter(({ family }) => family === 4);
      ranges.forEach((range, i) => {
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

  /** Allows clients in spokes of `near` on its firewall to reach gateways and pods in spokes of `far`, whose firewall allows them too. */
  #allow(near: Hub, far: Hub): void {
    const position = near.addConnection();
    for (const client of near.spokes) {
      const calls = callsFrom(client, far.spokes);
      if (near.firewall !== undefined && far.firewall !== undefined) {
        addClientRules(client, near.firewall, { far: far.node.id, position, calls });
        continue;
      }
      reportUnreachable(
        calls,
        `peering is not transitive, so spoke ${client.key} is unreachable without a firewall in both hubs`,
      );
    }
  }
}

type Half = {
  readonly provider?: TerraformProvider | undefined;
  readonly dependsOn?: VirtualNetworkPeering[];
};
