import { Firewall } from "@cdktf/provider-azurerm/lib/firewall/index.js";
import { Fn, Token } from "cdktf";
import type { Construct } from "constructs";
import { DEFAULTS } from "../core/defaults.js";
import { Naming } from "../core/naming.js";
import { placed } from "../core/placement.js";
import type { Cidr } from "../net/cidr.js";
import type { IPublicIp } from "../network/public-ip.js";
import type { VirtualHub } from "../network/virtual-hub.js";
import type { IPublishingFirewall } from "./firewall.js";
import { ManagedFirewall, type ManagedFirewallProps } from "./managed-firewall.js";

export interface VirtualHubFirewallProps extends ManagedFirewallProps {
  readonly virtualHub: VirtualHub;
  /** Availability zones. @default none: not bound to zones */
  readonly zones?: readonly string[] | undefined;
  /**
   * Number of public addresses, 1 to 80, which Azure creates; each gives an instance 2,496 SNAT ports. AKS advises 20 in
   * production. @default 1
   */
  readonly publicIps?: number | undefined;
}

/** Azure Firewall in a virtual hub, with its policy. Azure manages its subnet and its public addresses. */
export class VirtualHubFirewall extends ManagedFirewall implements IPublishingFirewall {
  readonly resource: Firewall;
  /** The range of the virtual hub, in which Azure places its instances. */
  readonly ownRange: Cidr;
  readonly publicIpCount: number;

  constructor(scope: Construct, id: string, props: VirtualHubFirewallProps) {
    super(scope, id, props);
    const { placement, zones = [], nameParts, virtualHub } = props;
    this.ownRange = virtualHub.range;
    this.publicIpCount = props.publicIps ?? DEFAULTS.firewall.publicIps;
    this.resource = new Firewall(this, "~firewall", {
      name: Naming.of(this).name(this, "firewall", ...nameParts),
      ...placed(placement),
      skuName: "AZFW_Hub",
      skuTier: this.tier,
      firewallPolicyId: this.policy.id,
      ...(zones.length === 0 ? {} : { zones: [...zones] }),
      virtualHub: { virtualHubId: virtualHub.virtualHubId, publicIpCount: this.publicIpCount },
    });
  }

  get dependables(): readonly [] {
    return [];
  }

  get privateIpAddress(): string {
    return this.resource.virtualHub.privateIpAddress;
  }

  /** Its public addresses in the order of Azure. */
  get publicIps(): readonly Pick<IPublicIp, "ipAddress">[] {
    return this.publicIpAddresses.map((ipAddress) => ({ ipAddress }));
  }

  /** Azure lists new addresses after the write that asks for them: an index would fail until the next refresh. */
  get publicIpAddresses(): readonly string[] {
    const { publicIpAddresses } = this.resource.virtualHub;
    return Array.from({ length: this.publicIpCount }, (_, i) =>
      Token.asString(Fn.element(publicIpAddresses, i)),
    );
  }
}
