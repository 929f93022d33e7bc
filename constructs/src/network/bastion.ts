import { BastionHost } from "@cdktf/provider-azurerm/lib/bastion-host/index.js";
import { Construct } from "constructs";
import { Naming } from "../core/naming.js";
import { placed, type Placement } from "../core/placement.js";
import { omitUndefined } from "../core/omit-undefined.js";
import { NetworkSecurityGroup } from "./network-security-group.js";
import { existingPublicIp, publicIp, type IPublicIp } from "./public-ip.js";
import type { Subnet } from "./subnet.js";
import type { IVirtualNetwork } from "./virtual-network.js";

/** Tiers of Azure Bastion. Developer is shared, without a subnet, and reaches machines in its own network alone. */
export const BASTION_TIERS = ["Developer", "Basic", "Standard"] as const;
/** A tier of Azure Bastion. */
export type BastionTier = (typeof BASTION_TIERS)[number];

/** How users reach machines by SSH and RDP without public addresses. */
export type BastionOptions =
  | {
      /** Shared by tenants; free of charge. Only machines in the hub's own network. */
      readonly tier: "Developer";
    }
  | {
      readonly tier: "Basic" | "Standard";
      /** Availability zones. @default none: not bound to zones */
      readonly zones?: readonly string[] | undefined;
      /** Azure Resource Manager id of its public address. @default one is created */
      readonly publicIpId?: string | undefined;
      /** Instances, 2 to 50, on tier Standard. @default 2 */
      readonly instances?: number | undefined;
      /** Whether SSH and RDP programs may connect through it, on tier Standard. @default false: browsers only */
      readonly nativeClient?: boolean | undefined;
    };

export interface BastionProps {
  readonly placement: Placement;
  readonly network: IVirtualNetwork;
  readonly options: BastionOptions;
  /** AzureBastionSubnet, a /26 or larger. @default none, on tier Developer */
  readonly subnet?: Subnet | undefined;
  /** What the names say after abbreviation and platform. */
  readonly nameParts: readonly string[];
}

/** Azure Bastion, with the security group that Azure requires of its subnet. */
export class Bastion extends Construct {
  readonly resource: BastionHost;
  readonly subnet: Subnet | undefined;
  /** Its public address; undefined on tier Developer. */
  readonly publicIp: IPublicIp | undefined;

  constructor(scope: Construct, id: string, props: BastionProps) {
    super(scope, id);
    const { placement, network, options, nameParts } = props;
    this.subnet = props.subnet;
    if (props.subnet !== undefined) this.#secure(props.subnet, props);
    this.publicIp = options.tier === "Developer" ? undefined : this.#publicIp(options, props);
    this.resource = new BastionHost(this, "~bastion", {
      name: Naming.of(this).name(this, "bastion", ...nameParts),
      ...placed(placement),
      sku: options.tier,
      ...(this.publicIp === undefined || props.subnet === undefined
        ? { virtualNetworkId: network.virtualNetworkId }
        : {
            ipConfiguration: {
              name: "public",
              subnetId: props.subnet.subnetId,
              publicIpAddressId: this.publicIp.id,
            },
            // Azure checks the group of the subnet before it creates the host.
            dependsOn: [...props.subnet.dependables],
          }),
      ...ofTier(options),
    });
  }

  #publicIp(
    { publicIpId, zones }: Exclude<BastionOptions, { readonly tier: "Developer" }>,
    { placement, nameParts }: BastionProps,
  ): IPublicIp {
    return publicIpId === undefined
      ? publicIp(this, "~ip", { placement, zones, nameParts: [...nameParts, "bastion"] })
      : existingPublicIp(this, "publicIp", { publicIpId });
  }

  /**
   * Azure accepts a group on AzureBastionSubnet only with all of these rules, so that it is associated after them.
   * Source: Azure Bastion documentation, configure NSG rules.
   */
  #secure(subnet: Subnet, { placement, nameParts }: BastionProps): void {
    const group = new NetworkSecurityGroup(this, "group", {
      placement,
      nameParts: [...nameParts, "bastion"],
    });
    for (const [name, from, to, ports, protocol, description] of INBOUND)
      group.allowInbound({ name, description, protocol, from: [from], to: [to], ports });
    for (const [name, from, to, ports, protocol, description] of OUTBOUND)
      group.allowOutbound({ name, description, protocol, from: [from], to: [to], ports });
    group.denyOtherInbound();
    group.denyOtherOutbound();
    subnet.useNetworkSecurityGroup(group, ...group.rules);
  }
}

type RequiredRule = readonly [
  name: string,
  from: string,
  to: string,
  ports: readonly string[],
  protocol: "Tcp" | "*",
  description: string,
];

const HOST_PORTS = ["8080", "5701"];

const INBOUND: readonly RequiredRule[] = [
  ["https", "Internet", "*", ["443"], "Tcp", "Users, whom Microsoft Entra ID has signed in."],
  ["gateway-manager", "GatewayManager", "*", ["443"], "Tcp", "Azure's control plane."],
  ["load-balancer", "AzureLoadBalancer", "*", ["443"], "Tcp", "Health probes."],
  ["hosts", "VirtualNetwork", "VirtualNetwork", HOST_PORTS, "*", "Instances of Bastion among each other."],
];

const OUTBOUND: readonly RequiredRule[] = [
  ["ssh-rdp", "*", "VirtualNetwork", ["22", "3389"], "*", "Machines, whose own groups decide."],
  ["azure-cloud", "*", "AzureCloud", ["443"], "Tcp", "Diagnostics and metering."],
  ["hosts", "VirtualNetwork", "VirtualNetwork", HOST_PORTS, "*", "Instances of Bastion among each other."],
  ["sessions", "*", "Internet", ["80"], "*", "Session information and certificate validation."],
];

function ofTier(options: BastionOptions): {
  zones?: string[];
  scaleUnits?: number;
  tunnelingEnabled?: boolean;
} {
  if (options.tier === "Developer") return {};
  const { zones = [], instances, nativeClient } = options;
  return omitUndefined({
    zones: zones.length === 0 ? undefined : [...zones],
    scaleUnits: instances,
    tunnelingEnabled: nativeClient,
  });
}
