import { Firewall } from "@cdktf/provider-azurerm/lib/firewall/index.js";
import { FirewallPolicy } from "@cdktf/provider-azurerm/lib/firewall-policy/index.js";
import { Construct } from "constructs";
import { DEFAULTS } from "../core/defaults.js";
import { Naming } from "../core/naming.js";
import { placed, type Placement } from "../core/placement.js";
import { check } from "../core/problem.js";
import type { Judgement } from "../core/rule.js";
import { existingPublicIp, publicIp, type IPublicIp, type PublicIpAttributes } from "../network/public-ip.js";
import type { NextHop } from "../network/route-table.js";
import type { ISubnet, Subnet } from "../network/subnet.js";
import { judgePolicy } from "./policy-limits.js";
import { FIREWALL_SNAT_PORTS_FEW } from "./rules.js";

/** Tier of Azure Firewall. Basic knows no DNS proxy and no more than 250 Mbit/s. */
export type FirewallTier = "Basic" | "Standard" | "Premium";

/** Where a cluster's rules go: a policy, made here or existing. */
export interface IFirewallPolicy {
  /** Azure Resource Manager id of the policy. */
  readonly policyId: string;
}

/** Whether a firewall resolves names: `off` where another team would have to turn its proxy on. */
export type DnsProxyState = "on" | "off" | "unsupported";

/** What spokes and clusters need of the hub's firewall, whether it is created here or exists already. */
export interface IFirewall extends NextHop {
  /** Source addresses of the traffic that leaves through the firewall, or their ranges; empty where they are unknown. */
  readonly publicIpAddresses: readonly string[];
  /** Azure Resource Manager id of the policy; undefined where another team adds the rules. */
  readonly policyId: string | undefined;
  /**
   * First priority of the rule collection groups in a policy that has groups of others: each spoke has 100 from there.
   * Undefined in a policy of the platform's own.
   */
  readonly basePriority: number | undefined;
  /** Turns the DNS proxy on: for networks that use the firewall as resolver, and for network rules with names. */
  enableDnsProxy(): DnsProxyState;
  /** Counts nodes whose traffic leaves here: they share the SNAT ports. */
  addSnatClients(nodes: number): void;
}

/** What publishing services at a firewall needs in addition. */
export interface IPublishingFirewall extends IFirewall, IFirewallPolicy {
  readonly policyId: string;
  /** Its public addresses, in the order in which services count them. */
  readonly publicIps: readonly IPublicIp[];
  /** AzureFirewallSubnet, the source of DNAT requests: the firewall replaces the sender's address. */
  readonly subnet: ISubnet;
}

export interface AzureFirewallProps {
  readonly placement: Placement;
  readonly subnet: Subnet;
  /** Subnet for the firewall's own traffic: required by Basic. @default none */
  readonly managementSubnet?: Subnet | undefined;
  /** @default "Standard" */
  readonly tier?: FirewallTier | undefined;
  /** Availability zones. @default none: not bound to zones */
  readonly zones?: readonly string[] | undefined;
  /**
   * Public addresses, 1 to 250, or those that exist already; each gives an instance 2,496 SNAT ports. AKS advises 20 in
   * production. @default 1
   */
  readonly publicIps?: number | readonly PublicIpAttributes[] | undefined;
  /** Azure Resource Manager id of the public address of its own traffic, on tier Basic. @default one is created */
  readonly managementPublicIpId?: string | undefined;
  /** Resolvers that the DNS proxy asks when it is on. @default Azure-provided DNS */
  readonly dnsServers?: readonly string[] | undefined;
  /** What the names say after abbreviation and platform. */
  readonly nameParts: readonly string[];
}

/** Azure Firewall with its policy: the hub's egress, and the next hop of every spoke. */
export class AzureFirewall extends Construct implements IPublishingFirewall {
  readonly basePriority = undefined;
  readonly resource: Firewall;
  readonly policy: FirewallPolicy;
  readonly subnet: Subnet;
  readonly publicIps: readonly IPublicIp[];
  readonly tier: FirewallTier;
  readonly #dnsServers: readonly string[];
  #dnsProxy = false;
  #nodes = 0;

  constructor(scope: Construct, id: string, props: AzureFirewallProps) {
    super(scope, id);
    this.tier = props.tier ?? DEFAULTS.firewall.tier;
    this.subnet = props.subnet;
    this.#dnsServers = props.dnsServers ?? [];
    const { placement, zones = [], nameParts } = props;
    this.policy = new FirewallPolicy(this, "~firewall_policy", {
      name: Naming.of(this).name(this, "firewallPolicy", ...nameParts),
      ...placed(placement),
      sku: this.tier,
      ...replacedFirst(Naming.of(this).isGiven("firewallPolicy", ...nameParts)),
    });
    this.publicIps = this.#publicIps(props);
    this.resource = new Firewall(this, "~firewall", {
      name: Naming.of(this).name(this, "firewall", ...nameParts),
      ...placed(placement),
      skuName: "AZFW_VNet",
      skuTier: this.tier,
      firewallPolicyId: this.policy.id,
      ...(zones.length === 0 ? {} : { zones: [...zones] }),
      ipConfiguration: this.publicIps.map((address, i) => ({
        name: `ip-${i + 1}`,
        publicIpAddressId: address.id,
        ...(i === 0 ? { subnetId: props.subnet.subnetId } : {}),
      })),
      ...this.#management(props),
    });
    check(this, () => [this.#judgeSnat(), ...judgePolicy(this, this.policyId)]);
  }

  /** What the spokes' traffic comes from; empty where an address is not known, since the others are only a part. */
  get publicIpAddresses(): readonly string[] {
    const known = this.publicIps.flatMap(({ ipAddress }) => ipAddress ?? []);
    return known.length === this.publicIps.length ? known : [];
  }

  /** The address that spokes route to: the first of the firewall's subnet that Azure hands out. */
  get privateIpAddress(): string {
    return this.resource.ipConfiguration.get(0).privateIpAddress;
  }

  /** Azure Resource Manager id of the policy. */
  get policyId(): string {
    return this.policy.id;
  }

  /** Whether the firewall answers DNS. */
  get dnsProxy(): boolean {
    return this.#dnsProxy;
  }

  enableDnsProxy(): DnsProxyState {
    if (this.tier === "Basic") return "unsupported";
    if (!this.#dnsProxy) {
      const servers = this.#dnsServers;
      this.policy.putDns({
        proxyEnabled: true,
        ...(servers.length === 0 ? {} : { servers: [...servers] }),
      });
      this.#dnsProxy = true;
    }
    return "on";
  }

  addSnatClients(nodes: number): void {
    this.#nodes += nodes;
  }

  #judgeSnat(): Judgement {
    return FIREWALL_SNAT_PORTS_FEW.judge({ publicIps: this.publicIps.length, nodes: this.#nodes });
  }

  #publicIps({ placement, zones, nameParts, publicIps }: AzureFirewallProps): readonly IPublicIp[] {
    if (typeof publicIps === "object")
      return publicIps.map((address) => existingPublicIp(this, "publicIps", address));
    return Array.from({ length: publicIps ?? DEFAULTS.firewall.publicIps }, (_, i) =>
      publicIp(this, String(i + 1), {
        placement,
        zones,
        nameParts: [...nameParts, "firewall", String(i + 1)],
      }),
    );
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

/**
 * Azure refuses to delete a policy that a firewall uses. With a name of its own, a new one is created first, the firewall
 * changes to it, and only then the old one is deleted.
 */
function replacedFirst(hasOwnName: boolean): { lifecycle?: { createBeforeDestroy: true } } {
  return hasOwnName ? { lifecycle: { createBeforeDestroy: true } } : {};
}
