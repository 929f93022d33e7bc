import type { TerraformProvider } from "cdktf";
import { Construct } from "constructs";
import { claim } from "../core/address-claims.js";
import { report } from "../core/problem.js";
import { AzureFirewall, type FirewallTier } from "../firewall/azure-firewall.js";
import type { Cidr } from "../net/cidr.js";
import { NAMED_SUBNETS } from "../net/well-known.js";
import { ResourceGroup } from "../network/resource-group.js";
import { Subnet } from "../network/subnet.js";
import { VirtualNetwork } from "../network/virtual-network.js";

export interface HubFirewallProps {
  /** @default "Standard" */
  readonly tier?: FirewallTier;
  /** Availability zones. @default none: not bound to zones */
  readonly zones?: readonly string[];
  /** Public addresses, 1 to 250. @default 1 */
  readonly publicIps?: number;
  /** Prefix of AzureFirewallSubnet, a /26 or larger. @default the first /26 of the hub */
  readonly subnetPrefix?: Cidr;
}

export interface HubProps {
  readonly location: string;
  /** Ranges of the hub's network; the first one holds its subnets. */
  readonly addressSpace: readonly [Cidr, ...Cidr[]];
  /** @default no firewall */
  readonly firewall?: HubFirewallProps;
  /** @default no tags */
  readonly tags?: Readonly<Record<string, string>>;
}

/** Places of the named subnets in the hub: fixed, so that adding one moves none. Each slot is a /26. */
const SLOTS = { firewall: 0, firewallManagement: 1, gateway: 2, bastion: 3 } as const;
const SLOT_PREFIX = 26;

/** The hub: its network, and the firewall that all egress passes. */
export class Hub extends Construct {
  readonly location: string;
  readonly resourceGroup: ResourceGroup;
  readonly network: VirtualNetwork;
  readonly firewall: AzureFirewall | undefined;
  /** Provider of the hub's subscription where a stack has several. */
  provider: TerraformProvider | undefined;

  constructor(scope: Construct, id: string, props: HubProps) {
    super(scope, id);
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
    });
    for (const range of props.addressSpace)
      claim(this, { range, use: "network", owner: "hub", prop: "addressSpace" });
    this.firewall =
      props.firewall === undefined ? undefined : this.#addFirewall(id, props.addressSpace[0], props.firewall);
  }

  #addFirewall(id: string, space: Cidr, props: HubFirewallProps): AzureFirewall {
    const firewallSubnet = this.#namedSubnet("firewall", space, props.subnetPrefix);
    const basic = props.tier === "Basic";
    return new AzureFirewall(this, "firewall", {
      placement: this.resourceGroup.placement,
      subnet: firewallSubnet,
      ...(basic ? { managementSubnet: this.#namedSubnet("firewallManagement", space, undefined) } : {}),
      ...(props.tier === undefined ? {} : { tier: props.tier }),
      ...(props.zones === undefined ? {} : { zones: props.zones }),
      ...(props.publicIps === undefined ? {} : { publicIps: props.publicIps }),
      nameParts: [id],
    });
  }

  #namedSubnet(kind: keyof typeof SLOTS, space: Cidr, given: Cidr | undefined): Subnet {
    const { name, prefixLength } = NAMED_SUBNETS[kind];
    const slot = BigInt(SLOTS[kind]);
    const room = space.prefixLength <= SLOT_PREFIX && slot < 1n << BigInt(SLOT_PREFIX - space.prefixLength);
    const prefix =
      given === undefined ? (room ? space.subnet(SLOT_PREFIX, slot) : space) : space.relative(given);
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
    });
  }
}
