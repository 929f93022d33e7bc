import { Construct } from "constructs";
import { claim } from "../../core/address-claims.js";
import type { Placement } from "../../core/placement.js";
import { report } from "../../core/problem.js";
import { AzureFirewall, type FirewallTier } from "../../firewall/azure-firewall.js";
import { PublishedServices, type PublishedService } from "../../firewall/published-services.js";
import { AddressPlan } from "../../net/address-plan.js";
import { usableAddresses } from "../../net/capacity.js";
import type { Cidr } from "../../net/cidr.js";
import { NAMED_SUBNETS } from "../../net/well-known.js";
import { NetworkGateway, type NetworkGatewayKind } from "../../network/network-gateway.js";
import { ResourceGroup } from "../../network/resource-group.js";
import { Subnet } from "../../network/subnet.js";
import { VirtualNetwork } from "../../network/virtual-network.js";
import type { IHub } from "../estate/hub.js";
import { Spoke, type SpokeProps } from "../spoke/spoke.js";

export interface HubFirewallProps {
  /** @default "Standard" */
  readonly tier?: FirewallTier;
  /** Availability zones. @default none: not bound to zones */
  readonly zones?: readonly string[];
  /** Public addresses, 1 to 250. @default 1 */
  readonly publicIps?: number;
  /** Prefix of AzureFirewallSubnet, a /26 or larger. @default the first /26 of the hub, or the first that is free */
  readonly subnetPrefix?: Cidr;
  /** Services that people reach at the firewall's public addresses. @default none */
  readonly publish?: readonly PublishedService[];
}

/** The hub's end of the way to the company's own network. */
export type HubGatewayProps = NetworkGatewayKind & {
  /** Prefix of GatewaySubnet, a /27 or larger. @default the third /26 of the hub, or the first that is free */
  readonly subnetPrefix?: Cidr;
};

export interface HubProps {
  /** Azure region, such as `westeurope`. */
  readonly location: string;
  /** Ranges of the hub's network; the first one holds its subnets. */
  readonly addressSpace: readonly [Cidr, ...Cidr[]];
  /** @default no firewall */
  readonly firewall?: HubFirewallProps;
  /** Resolvers that the hub's network and the firewall's DNS proxy ask. @default Azure-provided DNS */
  readonly dnsServers?: readonly string[];
  /** A VPN or ExpressRoute gateway, which the spokes use too. @default none */
  readonly gateway?: HubGatewayProps;
  /** Ranges on-premises that are reached through the gateway. @default none */
  readonly onPremises?: readonly Cidr[];
  /** Ranges of networks that others peer with the hub: the platform's own must not overlap them. @default none */
  readonly peers?: readonly Cidr[];
  /** @default no tags */
  readonly tags?: Readonly<Record<string, string>>;
}

/** Places of the named subnets in a hub that has room for them: fixed, so that adding one moves none. Each slot is a /26. */
const SLOTS = { firewall: 0, firewallManagement: 1, gateway: 2, bastion: 3 } as const;
const SLOT_PREFIX = 26;

/** The hub: its network, the firewall that all egress passes, and the gateway to the company's own network. */
export class Hub extends Construct implements IHub {
  /** Azure region, such as `westeurope`. */
  readonly location: string;
  readonly resourceGroup: ResourceGroup;
  readonly network: VirtualNetwork;
  readonly firewall: AzureFirewall | undefined;
  readonly published: PublishedServices | undefined;
  readonly gateway: NetworkGateway | undefined;
  /** Ranges on-premises; empty where there are none, or none are named. */
  readonly onPremises: readonly Cidr[];
  readonly #plan: AddressPlan;
  readonly #scope: Construct;
  #spokes = 0;

  constructor(scope: Construct, id: string, props: HubProps) {
    super(scope, id);
    this.#scope = scope;
    this.location = props.location;
    const tags = props.tags === undefined ? {} : { tags: props.tags };
    this.resourceGroup = new ResourceGroup(this, "~group", {
      location: props.location,
      nameParts: [id],
      ...tags,
    });
    this.network = new VirtualNetwork(this, "~network", {
      placement: this.resourceGroup.placement,
      addressSpace: props.addressSpace,
      nameParts: [id],
      ...(props.dnsServers === undefined ? {} : { dnsServers: props.dnsServers }),
    });
    const { network } = this;
    for (const range of props.addressSpace)
      claim(this, { range, use: "network", owner: "hub", network, prop: "addressSpace" });
    const given = [props.firewall?.subnetPrefix, props.gateway?.subnetPrefix];
    this.#plan = new AddressPlan(
      props.addressSpace[0],
      given.filter((prefix) => prefix !== undefined),
    );
    this.firewall = props.firewall === undefined ? undefined : this.#addFirewall(id, props, props.firewall);
    this.published = this.#publish(id, props.firewall?.publish ?? []);
    this.gateway = props.gateway === undefined ? undefined : this.#addGateway(id, props.gateway);
    this.onPremises = props.onPremises ?? [];
    for (const range of props.peers ?? [])
      claim(this, { range, use: "peer", owner: "a peer of the hub", network, prop: "peers" });
    this.#claimOnPremises(props.gateway !== undefined);
  }

  /** Adds a spoke. Add new ones last: the priorities of their firewall rules follow from the order. */
  addSpoke(id: string, { scope = this.#scope, ...props }: SpokeProps): Spoke {
    // A spoke that cannot be built keeps its position, so that those after it keep their priorities.
    const index = this.#spokes;
    this.#spokes += 1;
    return new Spoke(scope, id, { ...props, hub: this, index });
  }

  /** The hub's resource group. */
  get placement(): Placement {
    return this.resourceGroup.placement;
  }

  #publish(id: string, services: readonly PublishedService[]): PublishedServices | undefined {
    if (this.firewall === undefined || services.length === 0) return undefined;
    return new PublishedServices(this, "publish", { firewall: this.firewall, services, nameParts: [id] });
  }

  #addGateway(id: string, { subnetPrefix, ...kind }: HubGatewayProps): NetworkGateway | undefined {
    const subnet = this.#subnetIn("gateway", subnetPrefix);
    if (subnet === undefined) return undefined;
    return new NetworkGateway(this, "gateway", {
      ...kind,
      placement: this.resourceGroup.placement,
      subnet,
      nameParts: [id],
    });
  }

  #claimOnPremises(hasGateway: boolean): void {
    for (const range of this.onPremises) {
      claim(this, {
        range,
        use: "on-premises",
        owner: "on-premises",
        network: this.network,
        prop: "onPremises.prefixes",
      });
    }
    if (this.onPremises.length > 0 && !hasGateway) {
      report(this, {
        code: "ON_PREMISES_WITHOUT_GATEWAY",
        message: "The hub names ranges on-premises and has no gateway that leads there.",
        hint: "Add gateway: { type: vpn } or { type: express-route } to the hub, or remove onPremises.",
        prop: "onPremises",
      });
    }
  }

  #addFirewall(id: string, hub: HubProps, props: HubFirewallProps): AzureFirewall {
    const prefix = this.#prefixOf("firewall", props.subnetPrefix) ?? this.#plan.space;
    const management = props.tier === "Basic" ? this.#subnetIn("firewallManagement") : undefined;
    return new AzureFirewall(this, "firewall", {
      placement: this.resourceGroup.placement,
      subnet: this.#namedSubnet("firewall", props.subnetPrefix, prefix),
      ...(management === undefined ? {} : { managementSubnet: management }),
      ...(props.tier === undefined ? {} : { tier: props.tier }),
      ...(props.zones === undefined ? {} : { zones: props.zones }),
      ...(props.publicIps === undefined ? {} : { publicIps: props.publicIps }),
      ...(hub.dnsServers === undefined ? {} : { dnsServers: hub.dnsServers }),
      nameParts: [id],
    });
  }

  /** Where a named subnet goes: to the place given, to its slot, or where that is not free to the first room there is. */
  #prefixOf(kind: keyof typeof SLOTS, given: Cidr | undefined): Cidr | undefined {
    const plan = this.#plan;
    if (given !== undefined) return plan.space.relative(given);
    const slot = slotIn(plan.space, kind);
    if (slot !== undefined && plan.isFree(slot)) return plan.take(slot);
    const addresses = usableAddresses(NAMED_SUBNETS[kind].prefixLength);
    return plan.find(plan.space, { addresses, wanted: SLOT_PREFIX }, "bottom");
  }

  #namedSubnet(kind: keyof typeof SLOTS, given: Cidr | undefined, prefix: Cidr): Subnet {
    const { name, prefixLength } = NAMED_SUBNETS[kind];
    if (prefix.prefixLength > prefixLength) {
      report(this, {
        code: "SUBNET_TOO_SMALL",
        message: `${name} would be ${prefix.literal}; Azure wants a /${prefixLength} or larger.`,
        hint: `Give the hub a larger address space, or the subnet a prefix of /${prefixLength}.`,
        prop: given === undefined ? "addressSpace" : `${kind}.subnetPrefix`,
      });
    }
    return new Subnet(this, name, {
      network: this.network,
      prefix,
      name: { fixed: name },
      // Azure fixes the size, whatever is in it.
      demand: { addresses: usableAddresses(prefixLength) },
    });
  }

  /** A subnet that the hub can go without while its file is mended; undefined where there is no room for it. */
  #subnetIn(kind: "firewallManagement" | "gateway", given?: Cidr): Subnet | undefined {
    const prefix = this.#prefixOf(kind, given);
    if (prefix !== undefined) return this.#namedSubnet(kind, given, prefix);
    const { name, prefixLength } = NAMED_SUBNETS[kind];
    report(this, {
      code: "NO_ROOM_FOR_SUBNET",
      message: `${this.#plan.space.literal} has no room left for ${name}, which wants a /${prefixLength}.`,
      hint: "Widen the hub's address space.",
      prop: kind === "gateway" ? "gateway" : "firewall",
    });
    return undefined;
  }
}

/** The place that a named subnet always has, where the hub is large enough for it. */
function slotIn(space: Cidr, kind: keyof typeof SLOTS): Cidr | undefined {
  const slot = BigInt(SLOTS[kind]);
  return space.prefixLength <= SLOT_PREFIX && slot < 1n << BigInt(SLOT_PREFIX - space.prefixLength)
    ? space.subnet(SLOT_PREFIX, slot)
    : undefined;
}
