import { Firewall } from "@cdktf/provider-azurerm/lib/firewall/index.js";
import type { ITerraformDependable } from "cdktf";
import type { Construct } from "constructs";
import { Naming } from "../core/naming.js";
import { placed } from "../core/placement.js";
import { report } from "../core/problem.js";
import type { Cidr } from "../net/cidr.js";
import { existingPublicIp, publicIp, type IPublicIp } from "../network/public-ip.js";
import type { Subnet } from "../network/subnet.js";
import type { IPublishingFirewall } from "./firewall.js";
import { FirewallRoutes } from "./firewall-routes.js";
import { nextHopOf, TunnelledTraffic, type ForcedTunnelling } from "./forced-tunnelling.js";
import { firewallAddresses, type FirewallAddresses } from "./public-addresses.js";
import { judgeForcedTunnelling } from "./forced-tunnelling-rules.js";
import { ManagedFirewall, type ManagedFirewallProps } from "./managed-firewall.js";

export interface AzureFirewallProps extends ManagedFirewallProps, FirewallAddresses {
  readonly subnet: Subnet;
  /** Subnet for the firewall's own traffic: required by Basic and by forced tunnelling. @default none */
  readonly managementSubnet?: Subnet | undefined;
  /** Azure Resource Manager id of the public address of its own traffic. @default one is created */
  readonly managementPublicIpId?: string | undefined;
  /**
   * Where it sends what goes to the Internet: it has no public addresses then but that of its own traffic.
   * @default to the Internet
   */
  readonly forcedTunnelling?: ForcedTunnelling | undefined;
}

interface Configuration {
  readonly name: string;
  readonly publicIpAddressId?: string;
  readonly subnetId?: string;
}

/** Azure Firewall with its policy: the hub's egress, and the next hop of every spoke. */
export class AzureFirewall extends ManagedFirewall implements IPublishingFirewall {
  readonly resource: Firewall;
  readonly subnet: Subnet;
  readonly publicIps: readonly IPublicIp[];
  /** Where what goes to the Internet leaves; undefined for its own public addresses. */
  readonly tunnelled: TunnelledTraffic | undefined;
  readonly #props: AzureFirewallProps;
  #routes: FirewallRoutes | undefined;

  constructor(scope: Construct, id: string, props: AzureFirewallProps) {
    super(scope, id, props);
    this.subnet = props.subnet;
    this.#props = props;
    const { placement, zones = [], nameParts, forcedTunnelling } = props;
    const isTunnelled = forcedTunnelling !== undefined;
    report(this, ...judgeForcedTunnelling({ ...props, tier: this.tier }));
    this.publicIps = isTunnelled ? [] : firewallAddresses(this, props);
    this.resource = new Firewall(this, "~firewall", {
      name: Naming.of(this).name(this, "firewall", ...nameParts),
      ...placed(placement),
      skuName: "AZFW_VNet",
      skuTier: this.tier,
      firewallPolicyId: this.policy.id,
      ...(zones.length === 0 ? {} : { zones: [...zones] }),
      ipConfiguration: this.#configurations(props),
      ...this.#management(props),
    });
    this.tunnelled = isTunnelled ? this.#tunnel(forcedTunnelling) : undefined;
  }

  get dependables(): readonly ITerraformDependable[] {
    return this.tunnelled?.dependables ?? [];
  }

  /** The route table of AzureFirewallSubnet, which is created when it is first used. */
  get routes(): FirewallRoutes {
    const { placement, subnet, nameParts, forcedTunnelling } = this.#props;
    this.#routes ??= new FirewallRoutes(this, "routes", {
      placement,
      subnet,
      internet: forcedTunnelling && { hop: nextHopOf(forcedTunnelling), after: this.resource },
      nameParts: [...nameParts, "firewall"],
    });
    return this.#routes;
  }

  /** What the spokes' traffic comes from; empty where an address is not known, since the others are only a part. */
  get publicIpAddresses(): readonly string[] {
    const known = this.publicIps.flatMap(({ ipAddress }) => ipAddress ?? []);
    return known.length === this.publicIps.length ? known : [];
  }

  /** AzureFirewallSubnet. */
  get ownRange(): Cidr {
    return this.subnet.prefix;
  }

  /** The address that spokes route to: the first of the firewall's subnet that Azure hands out. */
  get privateIpAddress(): string {
    return this.resource.ipConfiguration.get(0).privateIpAddress;
  }

  get publicIpCount(): number {
    return this.publicIps.length;
  }

  /** Without a public address the first configuration has the subnet alone, which azurerm takes with a management address. */
  #configurations({ subnet }: AzureFirewallProps): Configuration[] {
    const { subnetId } = subnet;
    if (this.publicIps.length === 0) return [{ name: "ip-1", subnetId }];
    return this.publicIps.map((address, i) => ({
      name: `ip-${i + 1}`,
      publicIpAddressId: address.id,
      ...(i === 0 ? { subnetId } : {}),
    }));
  }

  #tunnel(forcedTunnelling: ForcedTunnelling): TunnelledTraffic {
    return new TunnelledTraffic(this, "tunnelled", {
      forcedTunnelling,
      sources: this.ownRange,
      routes: this.routes.dependables,
      nameParts: this.#props.nameParts,
    });
  }

  #management(props: AzureFirewallProps): {
    managementIpConfiguration?: { name: string; subnetId: string; publicIpAddressId: string };
  } {
    if (props.managementSubnet === undefined) return {};
    const { managementPublicIpId: publicIpId } = props;
    const address =
      publicIpId === undefined
        ? publicIp(this, "management", {
            placement: props.placement,
            zones: props.zones ?? [],
            nameParts: [...props.nameParts, "firewall", "management"],
          })
        : existingPublicIp(this, "managementPublicIp", { publicIpId });
    return {
      managementIpConfiguration: {
        name: "management",
        subnetId: props.managementSubnet.subnetId,
        publicIpAddressId: address.id,
      },
    };
  }
}
