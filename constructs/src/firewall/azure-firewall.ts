import { Firewall } from "@cdktf/provider-azurerm/lib/firewall/index.js";
import type { Construct } from "constructs";
import { Naming } from "../core/naming.js";
import { placed } from "../core/placement.js";
import type { Cidr } from "../net/cidr.js";
import { existingPublicIp, publicIp, type IPublicIp } from "../network/public-ip.js";
import type { Subnet } from "../network/subnet.js";
import type { IPublishingFirewall } from "./firewall.js";
import { firewallAddresses, type FirewallAddresses } from "./public-addresses.js";
import { ManagedFirewall, type ManagedFirewallProps } from "./managed-firewall.js";

export interface AzureFirewallProps extends ManagedFirewallProps, FirewallAddresses {
  readonly subnet: Subnet;
  /** Subnet for the firewall's own traffic: required by Basic. @default none */
  readonly managementSubnet?: Subnet | undefined;
  /** Azure Resource Manager id of the public address of its own traffic, on tier Basic. @default one is created */
  readonly managementPublicIpId?: string | undefined;
}

/** Azure Firewall with its policy: the hub's egress, and the next hop of every spoke. */
export class AzureFirewall extends ManagedFirewall implements IPublishingFirewall {
  readonly resource: Firewall;
  readonly subnet: Subnet;
  readonly publicIps: readonly IPublicIp[];

  constructor(scope: Construct, id: string, props: AzureFirewallProps) {
    super(scope, id, props);
    this.subnet = props.subnet;
    const { placement, zones = [], nameParts } = props;
    this.publicIps = firewallAddresses(this, props);
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

  protected get publicIpCount(): number {
    return this.publicIps.length;
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
