import { Construct } from "constructs";
import { claim } from "../../core/address-claims.js";
import { Naming } from "../../core/naming.js";
import type { Placement } from "../../core/placement.js";
import { addressBookOf, pathOf, setPath } from "../../core/places.js";
import { report } from "../../core/problem.js";
import { AzureFirewall, type FirewallTier } from "../../firewall/azure-firewall.js";
import { FirewallRoutes } from "../../firewall/firewall-routes.js";
import { PublishedServices, type PublishedService } from "../../firewall/published-services.js";
import { AddressPlan } from "../../net/address-plan.js";
import { usableAddresses } from "../../net/capacity.js";
import type { Cidr } from "../../net/cidr.js";
import { NAMED_SUBNETS } from "../../net/well-known.js";
import { protectAddresses } from "../../network/ddos.js";
import { NetworkGateway, type NetworkGatewayKind } from "../../network/network-gateway.js";
import type { PublicIpAttributes } from "../../network/public-ip.js";
import { ResourceGroup } from "../../network/resource-group.js";
import { Subnet } from "../../network/subnet.js";
import { VirtualNetwork } from "../../network/virtual-network.js";
import type { HubAttributes } from "../estate/existing-hub.js";
import { allZonesOf } from "../../core/regions.js";
import { CLOUD_NOT_SUPPORTED } from "../../core/rules/clouds.js";
import { REGION_UNKNOWN, REGION_WITHOUT_ZONES } from "../../core/rules/regions.js";
import { DNS_LOOP, ON_PREMISES_WITHOUT_GATEWAY } from "../estate/hub-rules.js";
import { ImportedHub } from "./imported-hub.js";
import { SpokesOf, type IExtensibleHub } from "./spokes-of.js";
import type { Spoke, SpokeProps } from "../spoke/spoke.js";
import { NO_ROOM } from "../../core/rules/addresses.js";
import { HUB_SUBNET_TOO_SMALL } from "./rules.js";

export interface HubFirewallProps {
  /** @default "Standard" */
  readonly tier?: FirewallTier | undefined;
  /** Availability zones. @default none: not bound to zones */
  readonly zones?: readonly string[] | undefined;
  /** Public addresses, 1 to 250, or those that exist already. @default 1 */
  readonly publicIps?: number | readonly PublicIpAttributes[] | undefined;
  /** Azure Resource Manager id of the public address of its own traffic, on tier Basic. @default one is created */
  readonly managementPublicIpId?: string | undefined;
  /** Prefix of AzureFirewallSubnet, a /26 or larger. @default the first /26 of the hub, or the first that is free */
  readonly subnetPrefix?: Cidr | undefined;
  /** Services published at the firewall's public addresses (DNAT). @default none */
  readonly publish?: readonly PublishedService[] | undefined;
}

/** The hub's VPN or ExpressRoute gateway. */
export type HubGatewayProps = NetworkGatewayKind & {
  /** Azure Resource Manager id of its public address. @default one is created */
  readonly publicIpId?: string | undefined;
  /** Prefix of GatewaySubnet, a /27 or larger. @default the third /26 of the hub, or the first that is free */
  readonly subnetPrefix?: Cidr | undefined;
};

export interface HubProps {
  /** Azure region, such as `westeurope`. */
  readonly location: string;
  /** Ranges of the hub's network; the first one holds its subnets. */
  readonly addressSpace: readonly [Cidr, ...Cidr[]];
  /** @default no firewall */
  readonly firewall?: HubFirewallProps | undefined;
  /** Custom resolvers of the hub's network and of the firewall's DNS proxy. @default Azure-provided DNS */
  readonly dnsServers?: readonly string[] | undefined;
  /** VPN or ExpressRoute gateway, shared with the spokes. @default none */
  readonly gateway?: HubGatewayProps | undefined;
  /** On-premises ranges behind the gateway. @default none */
  readonly onPremises?: readonly Cidr[] | undefined;
  /** Ranges of other networks that are peered with the hub, which the platform's must not overlap. @default none */
  readonly peers?: readonly Cidr[] | undefined;
  /** Azure Resource Manager id of the network's DDoS protection plan. @default none: Azure's infrastructure protection only */
  readonly ddosProtectionPlanId?: string | undefined;
  /** Whether each public address that is created here has DDoS IP protection, except those of NAT gateways. @default false */
  readonly ddosIpProtection?: boolean | undefined;
  /** @default no tags */
  readonly tags?: Readonly<Record<string, string>> | undefined;
}

/** Slots of the named subnets in the hub's range, each a /26. They are fixed, so that adding a subnet moves no other. */
const SLOTS = { firewall: 0, firewallManagement: 1, gateway: 2, bastion: 3 } as const;
const SLOT_PREFIX = 26;

/** The hub: its network, the firewall that all egress passes, and the gateway to on-premises networks. */
export class Hub extends Construct implements IExtensibleHub {
  readonly peering = "both";
  readonly appliance = undefined;
  readonly privateZoneIds = [];
  readonly dnsServers: readonly string[];
  readonly location: string;
  readonly resourceGroup: ResourceGroup;
  readonly network: VirtualNetwork;
  readonly firewall: AzureFirewall | undefined;
  readonly published: PublishedServices | undefined;
  readonly gateway: NetworkGateway | undefined;
  readonly onPremises: readonly Cidr[];
  readonly #plan: AddressPlan;
  readonly #spokes: SpokesOf;
  #connections = 0;
  #firewallRoutes: FirewallRoutes | undefined;

  /**
   * A hub that exists already, such as another team's in a subscription of its own. Nothing is created in it but what the
   * attributes declare.
   */
  static fromAttributes(scope: Construct, id: string, attributes: HubAttributes): IExtensibleHub {
    return new ImportedHub(scope, id, attributes);
  }

  constructor(scope: Construct, id: string, props: HubProps) {
    super(scope, id);
    setPath(this, id === "hub" ? id : `hubs.${id}`);
    if (props.ddosIpProtection === true) protectAddresses(this);
    this.#spokes = new SpokesOf(this, scope);
    this.dnsServers = props.dnsServers ?? [];
    this.location = props.location;
    report(this, REGION_UNKNOWN.judge(this.location), CLOUD_NOT_SUPPORTED.judge(this.location));
    Naming.provide(this, Naming.of(this).inRegion(this.location));
    this.resourceGroup = new ResourceGroup(this, "~group", {
      location: props.location,
      nameParts: [id],
      tags: props.tags,
    });
    this.network = new VirtualNetwork(this, "~network", {
      placement: this.resourceGroup.placement,
      addressSpace: props.addressSpace,
      nameParts: [id],
      dnsServers: props.dnsServers,
      ddosProtectionPlanId: props.ddosProtectionPlanId,
    });
    const { network } = this;
    const owner = id === "hub" ? id : `hub ${id}`;
    for (const range of props.addressSpace)
      claim(this, { range, use: "network", owner, network, prop: "addressSpace" });
    const given = [props.firewall?.subnetPrefix, props.gateway?.subnetPrefix];
    this.#plan = new AddressPlan(
      props.addressSpace[0],
      given.filter((prefix) => prefix !== undefined),
      addressBookOf(this),
      pathOf(this),
    );
    this.firewall = props.firewall === undefined ? undefined : this.#addFirewall(id, props, props.firewall);
    this.published = this.#publish(id, props.firewall?.publish ?? []);
    this.gateway = props.gateway === undefined ? undefined : this.#addGateway(id, props.gateway);
    this.onPremises = props.onPremises ?? [];
    for (const range of props.peers ?? [])
      claim(this, {
        range,
        use: "peer",
        owner: `a peer of ${id === "hub" ? "the hub" : owner}`,
        network,
        prop: "peers",
      });
    this.#claimOnPremises(props.gateway !== undefined);
  }

  /** Adds a spoke. Add new spokes last: the priorities of their firewall rules follow from the order. */
  addSpoke(id: string, props: SpokeProps): Spoke {
    return this.#spokes.add(id, props);
  }

  /** Spokes of the hub, in the order in which they were added. */
  get spokes(): readonly Spoke[] {
    return this.#spokes.all;
  }

  /** The firewall's own route table, created when it is first used; undefined for a hub without a firewall. */
  get firewallRoutes(): FirewallRoutes | undefined {
    const { firewall } = this;
    if (firewall === undefined) return undefined;
    this.#firewallRoutes ??= new FirewallRoutes(firewall, "routes", {
      placement: this.placement,
      subnet: firewall.subnet,
      nameParts: [this.node.id, "firewall"],
    });
    return this.#firewallRoutes;
  }

  /** Counts a connection with another hub: its position, from 0, decides on the priorities of its firewall rules. */
  addConnection(): number {
    this.#connections += 1;
    return this.#connections - 1;
  }

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
      zones: allZonesOf(this.location),
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
    report(this, ON_PREMISES_WITHOUT_GATEWAY.judge({ ranges: this.onPremises, hasGateway }));
  }

  #addFirewall(id: string, hub: HubProps, props: HubFirewallProps): AzureFirewall {
    const prefix = this.#prefixOf("firewall", props.subnetPrefix) ?? this.#plan.space;
    const { location } = this;
    report(
      this,
      DNS_LOOP.judge({ servers: this.dnsServers, subnet: prefix }),
      REGION_WITHOUT_ZONES.judge({
        location,
        zones: props.zones,
        what: "The firewall",
        prop: "firewall.zones",
      }),
    );
    const managementSubnet = props.tier === "Basic" ? this.#subnetIn("firewallManagement") : undefined;
    return new AzureFirewall(this, "firewall", {
      placement: this.resourceGroup.placement,
      subnet: this.#namedSubnet("firewall", props.subnetPrefix, prefix),
      managementSubnet,
      tier: props.tier,
      zones: props.zones,
      publicIps: props.publicIps,
      managementPublicIpId: props.managementPublicIpId,
      dnsServers: hub.dnsServers,
      nameParts: [id],
    });
  }

  /** The prefix of a named subnet: the given one, else its slot, else the first free range. */
  #prefixOf(kind: keyof typeof SLOTS, given: Cidr | undefined): Cidr | undefined {
    const plan = this.#plan;
    if (given !== undefined) return plan.space.relative(given);
    const { name, prefixLength } = NAMED_SUBNETS[kind];
    return plan.rangeOf(this.#keyOf(name), () => {
      const slot = slotIn(plan.space, kind);
      if (slot !== undefined && plan.isFree(slot)) return plan.take(slot);
      const addresses = usableAddresses(prefixLength);
      return plan.find(plan.space, { addresses, wanted: SLOT_PREFIX }, "bottom");
    });
  }

  /** Path of a named subnet in the address book. */
  #keyOf(name: string): string {
    return `${pathOf(this) ?? this.node.id}.${name}`;
  }

  #namedSubnet(kind: keyof typeof SLOTS, given: Cidr | undefined, prefix: Cidr): Subnet {
    const { name, prefixLength } = NAMED_SUBNETS[kind];
    report(
      this,
      HUB_SUBNET_TOO_SMALL.judge({
        name,
        prefix,
        smallest: prefixLength,
        prop: given === undefined ? "addressSpace" : `${kind}.subnetPrefix`,
      }),
    );
    return new Subnet(this, name, {
      network: this.network,
      prefix,
      name: { fixed: name },
      // Azure fixes the size, whatever the number of addresses in use.
      demand: { addresses: usableAddresses(prefixLength) },
      key: this.#keyOf(name),
    });
  }

  /** An optional subnet of the hub; reported, and undefined, where there is no room for it. */
  #subnetIn(kind: "firewallManagement" | "gateway", given?: Cidr): Subnet | undefined {
    const prefix = this.#prefixOf(kind, given);
    if (prefix !== undefined) return this.#namedSubnet(kind, given, prefix);
    const { name, prefixLength } = NAMED_SUBNETS[kind];
    report(
      this,
      NO_ROOM.judge({
        space: this.#plan.space.literal,
        what: `${name}, which requires a /${prefixLength}`,
        remedy: "Widen the hub's address space.",
        prop: kind === "gateway" ? "gateway" : "firewall",
      }),
    );
    return undefined;
  }
}

/** The slot of a named subnet, where the hub is large enough to have it. */
function slotIn(space: Cidr, kind: keyof typeof SLOTS): Cidr | undefined {
  const slot = BigInt(SLOTS[kind]);
  return space.prefixLength <= SLOT_PREFIX && slot < 1n << BigInt(SLOT_PREFIX - space.prefixLength)
    ? space.subnet(SLOT_PREFIX, slot)
    : undefined;
}
