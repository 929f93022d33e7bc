import { VirtualNetworkPeering } from "@cdktf/provider-azurerm/lib/virtual-network-peering/index.js";
import type { ITerraformDependable, TerraformProvider } from "cdktf";
import { Construct } from "constructs";
import { connectNetworks } from "../core/address-claims.js";
import { inStackOf, waitFor } from "../core/dependencies.js";
import { Naming } from "../core/naming.js";
import { omitUndefined } from "../core/omit-undefined.js";
import type { INetworkGateway } from "./network-gateway.js";
import { peerCompleteNetworks } from "./peering-order.js";
import type { IVirtualNetwork } from "./virtual-network.js";

/** Which halves of a peering are created: another team may keep the hub's to itself. */
export type PeeringHalves = "both" | "spoke-only";

export interface HubPeeringProps {
  readonly hub: IVirtualNetwork;
  readonly spoke: IVirtualNetwork;
  /** The hub's word in the names of both directions. */
  readonly hubKey: string;
  /** The spoke's word in the names of both directions. */
  readonly spokeKey: string;
  /** Provider of the hub's subscription, when it is not the spoke's. @default the spoke's */
  readonly hubProvider?: TerraformProvider | undefined;
  /** The hub's VPN or ExpressRoute gateway, which the spoke then uses. @default none */
  readonly hubGateway?: Pick<INetworkGateway, "dependables"> | undefined;
  /** @default "both" */
  readonly halves?: PeeringHalves | undefined;
}

/** What the hub's half of a peering has to be. */
export interface HubHalf {
  /** Name of the peering in the hub's network. */
  readonly name: string;
  readonly hub: IVirtualNetwork;
  readonly spoke: IVirtualNetwork;
  /** Whether the spoke uses the hub's VPN or ExpressRoute gateway. */
  readonly allowGatewayTransit: boolean;
}

/** The peering of a spoke with its hub. It carries traffic once both halves exist; one alone stays `Initiated`. */
export class HubPeering extends Construct {
  readonly dependables: readonly ITerraformDependable[];
  /** The hub's half, where another team creates it. */
  readonly requested: HubHalf | undefined;

  constructor(scope: Construct, id: string, props: HubPeeringProps) {
    super(scope, id);
    const { hub, spoke, hubKey, spokeKey, hubGateway, halves = "both" } = props;
    connectNetworks(this, hub, spoke);
    const gateway = hubGateway !== undefined;
    const naming = Naming.of(this);
    const half: HubHalf = {
      name: naming.name(this, "virtualNetworkPeering", hubKey, "to", spokeKey),
      hub,
      spoke,
      allowGatewayTransit: gateway,
    };
    const toSpoke = halves === "both" ? [this.#fromHub(half, props)] : [];
    this.requested = halves === "both" ? undefined : half;
    const toHub = new VirtualNetworkPeering(this, "to_hub", {
      name: naming.name(this, "virtualNetworkPeering", spokeKey, "to", hubKey),
      resourceGroupName: spoke.resourceGroupName,
      virtualNetworkName: spoke.virtualNetworkName,
      remoteVirtualNetworkId: hub.virtualNetworkId,
      allowForwardedTraffic: true,
      useRemoteGateways: gateway,
      ...waitFor(toSpoke),
    });
    // The other half waits for this one.
    peerCompleteNetworks(toSpoke[0] ?? toHub, [hub, spoke]);
    this.dependables = [...toSpoke, toHub];
  }

  #fromHub(
    { name, hub, spoke, allowGatewayTransit }: HubHalf,
    { hubGateway, hubProvider }: HubPeeringProps,
  ): VirtualNetworkPeering {
    return new VirtualNetworkPeering(
      this,
      "from_hub",
      omitUndefined({
        name,
        resourceGroupName: hub.resourceGroupName,
        virtualNetworkName: hub.virtualNetworkName,
        remoteVirtualNetworkId: spoke.virtualNetworkId,
        allowForwardedTraffic: true,
        allowGatewayTransit,
        provider: hubProvider,
        ...(hubGateway === undefined ? {} : { dependsOn: inStackOf(this, hubGateway.dependables) }),
      }),
    );
  }
}
