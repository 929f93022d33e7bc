import { VirtualNetworkPeering } from "@cdktf/provider-azurerm/lib/virtual-network-peering/index.js";
import type { ITerraformDependable, TerraformProvider } from "cdktf";
import { Construct } from "constructs";
import { connectNetworks } from "../core/address-claims.js";
import { inStackOf } from "../core/dependencies.js";
import { Naming } from "../core/naming.js";
import { omitUndefined } from "../core/omit-undefined.js";
import type { INetworkGateway } from "./network-gateway.js";
import type { IVirtualNetwork } from "./virtual-network.js";

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
}

/** Both directions of a peering: one alone stays `Initiated` and carries nothing. */
export class HubPeering extends Construct {
  readonly dependables: readonly ITerraformDependable[];

  constructor(scope: Construct, id: string, props: HubPeeringProps) {
    super(scope, id);
    const { hub, spoke, hubKey, spokeKey, hubGateway } = props;
    connectNetworks(this, hub, spoke);
    const gateway = hubGateway !== undefined;
    const afterGateway =
      hubGateway === undefined ? {} : { dependsOn: inStackOf(this, hubGateway.dependables) };
    const naming = Naming.of(this);
    const toSpoke = new VirtualNetworkPeering(
      this,
      "from_hub",
      omitUndefined({
        name: naming.name(this, "virtualNetworkPeering", hubKey, "to", spokeKey),
        resourceGroupName: hub.resourceGroupName,
        virtualNetworkName: hub.virtualNetworkName,
        remoteVirtualNetworkId: spoke.virtualNetworkId,
        allowForwardedTraffic: true,
        allowGatewayTransit: gateway,
        provider: props.hubProvider,
        ...afterGateway,
      }),
    );
    const toHub = new VirtualNetworkPeering(this, "to_hub", {
      name: naming.name(this, "virtualNetworkPeering", spokeKey, "to", hubKey),
      resourceGroupName: spoke.resourceGroupName,
      virtualNetworkName: spoke.virtualNetworkName,
      remoteVirtualNetworkId: hub.virtualNetworkId,
      allowForwardedTraffic: true,
      useRemoteGateways: gateway,
      dependsOn: [toSpoke],
    });
    this.dependables = [toSpoke, toHub];
  }
}
