import { Firewall } from "@cdktf/provider-azurerm/lib/firewall/index.js";
import { FirewallPolicy } from "@cdktf/provider-azurerm/lib/firewall-policy/index.js";
import { Construct } from "constructs";
import { Naming } from "../core/naming.js";
import { placed, type Placement } from "../core/placement.js";
import { publicIp } from "../network/public-ip.js";
import type { NextHop } from "../network/route-table.js";
import type { Subnet } from "../network/subnet.js";

/** Tier of Azure Firewall. Basic knows no DNS proxy and no more than 250 Mbit/s. */
export type FirewallTier = "Basic" | "Standard" | "Premium";

/** Where a cluster's rules go: a policy, made here or existing. */
export interface IFirewallPolicy {
  readonly policyId: string;
}

export interface AzureFirewallProps {
  readonly placement: Placement;
  readonly subnet: Subnet;
  /** Subnet for the firewall's own traffic: required by Basic. @default none */
  readonly managementSubnet?: Subnet;
  /** @default "Standard" */
  readonly tier?: FirewallTier;
  /** Availability zones. @default none: not bound to zones */
  readonly zones?: readonly string[];
  /** Public addresses, 1 to 250; each gives an instance 2,496 SNAT ports. AKS advises 20 in production. @default 1 */
  readonly publicIps?: number;
  /** Whether the firewall answers DNS for the spokes, which FQDN network rules need. @default false */
  readonly dnsProxy?: boolean;
  /** Resolvers that the DNS proxy asks. @default Azure-provided DNS */
  readonly dnsServers?: readonly string[];
  /** What the names say after abbreviation and platform. */
  readonly nameParts: readonly string[];
}

/** Azure Firewall with its policy: the hub's way out, and the next hop of every spoke. */
export class AzureFirewall extends Construct implements NextHop, IFirewallPolicy {
  readonly resource: Firewall;
  readonly policy: FirewallPolicy;
  readonly publicIpAddresses: readonly string[];
  readonly tier: FirewallTier;
  readonly dnsProxy: boolean;

  constructor(scope: Construct, id: string, props: AzureFirewallProps) {
    super(scope, id);
    this.tier = props.tier ?? "Standard";
    this.dnsProxy = props.dnsProxy ?? false;
    this.policy = this.#makePolicy(props);
    const { placement, zones = [], nameParts } = props;
    const addresses = Array.from({ length: props.publicIps ?? 1 }, (_, i) =>
      publicIp(this, String(i + 1), {
        placement,
        zones,
        nameParts: [...nameParts, "firewall", String(i + 1)],
      }),
    );
    this.publicIpAddresses = addresses.map((address) => address.ipAddress);
    this.resource = new Firewall(this, "~firewall", {
      name: Naming.of(this).name(this, "firewall", ...nameParts),
      ...placed(placement),
      skuName: "AZFW_VNet",
      skuTier: this.tier,
      firewallPolicyId: this.policy.id,
      ...(zones.length === 0 ? {} : { zones: [...zones] }),
      ipConfiguration: addresses.map((address, i) => ({
        name: `ip-${i + 1}`,
        publicIpAddressId: address.id,
        ...(i === 0 ? { subnetId: props.subnet.subnetId } : {}),
      })),
      ...this.#management(props),
    });
  }

  /** The address that spokes route to: the first of the firewall's subnet that Azure hands out. */
  get privateIpAddress(): string {
    return this.resource.ipConfiguration.get(0).privateIpAddress;
  }

  get policyId(): string {
    return this.policy.id;
  }

  #makePolicy(props: AzureFirewallProps): FirewallPolicy {
    const servers = props.dnsServers ?? [];
    return new FirewallPolicy(this, "~firewall_policy", {
      name: Naming.of(this).name(this, "firewallPolicy", ...props.nameParts),
      ...placed(props.placement),
      sku: this.tier,
      ...(this.dnsProxy
        ? { dns: { proxyEnabled: true, ...(servers.length === 0 ? {} : { servers: [...servers] }) } }
        : {}),
    });
  }

  #management(props: AzureFirewallProps): {
    managementIpConfiguration?: { name: string; subnetId: string; publicIpAddressId: string };
  } {
    if (props.managementSubnet === undefined) return {};
    const address = publicIp(this, "management", {
      placement: props.placement,
      zones: props.zones ?? [],
      nameParts: [...props.nameParts, "firewall", "management"],
    });
    return {
      managementIpConfiguration: {
        name: "management",
        subnetId: props.managementSubnet.subnetId,
        publicIpAddressId: address.id,
      },
    };
  }
}
