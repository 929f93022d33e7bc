import { VirtualHub as AzurermVirtualHub } from "@cdktf/provider-azurerm/lib/virtual-hub/index.js";
import { VirtualHubRoutingIntent } from "@cdktf/provider-azurerm/lib/virtual-hub-routing-intent/index.js";
import { VirtualWan } from "@cdktf/provider-azurerm/lib/virtual-wan/index.js";
import type { ITerraformDependable } from "cdktf";
import { Construct, type IConstruct } from "constructs";
import { waitFor } from "../core/dependencies.js";
import { Naming } from "../core/naming.js";
import { placed, type Placement } from "../core/placement.js";
import { Cidr } from "../net/cidr.js";
import type { IVirtualNetwork } from "./virtual-network.js";

/** What connections and firewalls need to know of a virtual hub of a Virtual WAN. */
export interface IVirtualHub extends IConstruct {
  /** Azure Resource Manager id. */
  readonly virtualHubId: string;
  /** Name in its resource group. */
  readonly virtualHubName: string;
  /** Name of the group that holds it. */
  readonly resourceGroupName: string;
  /** Its range, in which Azure places the firewall and the hub's router. */
  readonly addressSpace: readonly Cidr[];
  /** What must exist before a network is connected. */
  readonly dependables: readonly ITerraformDependable[];
}

/** What spokes are connected to: a network, by peering, or a virtual hub, by a connection. */
export type HubNetwork = IVirtualNetwork | IVirtualHub;

/** Whether a hub is a virtual network, not a virtual hub, which takes no subnets and no links of private DNS zones. */
export function hasVirtualNetwork<Holder extends { readonly network: HubNetwork }>(
  holder: Holder,
): holder is Holder & { readonly network: IVirtualNetwork } {
  return !isVirtualHub(holder.network);
}

/** Whether spokes are connected to a virtual hub, not peered with a network. */
export function isVirtualHub(network: HubNetwork): network is IVirtualHub {
  return "virtualHubId" in network;
}

/**
 * What a hub with routing intent announces to its spokes, with its firewall as next hop. Source: Virtual WAN documentation,
 * how to configure routing policies.
 */
export const ROUTED_BY_INTENT: readonly Cidr[] = [
  "0.0.0.0/0",
  "10.0.0.0/8",
  "172.16.0.0/12",
  "192.168.0.0/16",
].map((text) => Cidr.of(text));

export interface VirtualHubProps {
  readonly placement: Placement;
  /** Range of the hub, a /24 or larger, which cannot be changed later. Azure recommends a /23. */
  readonly addressPrefix: Cidr;
  /** Azure Resource Manager id of the Virtual WAN, in any subscription. @default one is created */
  readonly virtualWanId?: string | undefined;
  /** What the names say after abbreviation and platform. */
  readonly nameParts: readonly string[];
}

/** A virtual hub, with its Virtual WAN where none exists. */
export class VirtualHub extends Construct implements IVirtualHub {
  readonly resource: AzurermVirtualHub;
  readonly addressSpace: readonly [Cidr];
  readonly resourceGroupName: string;
  /** Azure Resource Manager id of its Virtual WAN. */
  readonly virtualWanId: string;
  readonly #nameParts: readonly string[];
  #intent: VirtualHubRoutingIntent | undefined;

  constructor(scope: Construct, id: string, props: VirtualHubProps) {
    super(scope, id);
    const { placement, addressPrefix, virtualWanId, nameParts } = props;
    this.addressSpace = [addressPrefix];
    this.resourceGroupName = placement.resourceGroupName;
    this.#nameParts = nameParts;
    this.virtualWanId = virtualWanId ?? this.#wan(placement).id;
    this.resource = new AzurermVirtualHub(this, "~virtual_hub", {
      name: Naming.of(this).name(this, "virtualHub", ...nameParts),
      ...placed(placement),
      addressPrefix: String(addressPrefix),
      virtualWanId: this.virtualWanId,
    });
  }

  /** Its range, in which Azure places the firewall. */
  get range(): Cidr {
    return this.addressSpace[0];
  }

  get virtualHubId(): string {
    return this.resource.id;
  }

  get virtualHubName(): string {
    return this.resource.name;
  }

  /** Its routing intent: Azure answers changes of a hub in parallel with internal errors (Azure-Landing-Zones #2827). */
  get dependables(): readonly ITerraformDependable[] {
    return this.#intent === undefined ? [] : [this.#intent];
  }

  /**
   * Routes all traffic of the hub through its firewall by a routing intent: to the Internet, and between spokes, on-premises
   * and other hubs. Call it before networks and sites are connected.
   * @param before what must exist earlier: the gateways of the hub (Azure-Landing-Zones #2827)
   */
  routeThrough(firewallId: string, before: readonly ITerraformDependable[] = []): void {
    this.#intent = new VirtualHubRoutingIntent(this, "~routing_intent", {
      name: Naming.of(this).name(this, "routingIntent", ...this.#nameParts),
      virtualHubId: this.virtualHubId,
      routingPolicy: [
        { name: "InternetTraffic", destinations: ["Internet"], nextHop: firewallId },
        { name: "PrivateTraffic", destinations: ["PrivateTraffic"], nextHop: firewallId },
      ],
      ...waitFor(before),
    });
  }

  #wan(placement: Placement): VirtualWan {
    return new VirtualWan(this, "~virtual_wan", {
      name: Naming.of(this).name(this, "virtualWan", ...this.#nameParts),
      ...placed(placement),
      type: "Standard",
    });
  }
}
