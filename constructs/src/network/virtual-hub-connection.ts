import { VirtualHubConnection as AzurermVirtualHubConnection } from "@cdktf/provider-azurerm/lib/virtual-hub-connection/index.js";
import type { ITerraformDependable, TerraformProvider } from "cdktf";
import { Construct } from "constructs";
import { inStackOf, waitFor } from "../core/dependencies.js";
import { Naming } from "../core/naming.js";
import { omitUndefined } from "../core/omit-undefined.js";
import { peerCompleteNetworks } from "./peering-order.js";
import type { IVirtualHub } from "./virtual-hub.js";
import type { IVirtualNetwork } from "./virtual-network.js";

export interface VirtualHubConnectionProps {
  readonly hub: IVirtualHub;
  readonly spoke: IVirtualNetwork;
  /** The hub's word in the name. */
  readonly hubKey: string;
  /** The spoke's word in the name. */
  readonly spokeKey: string;
  /** Provider of the hub's subscription, when it is not the spoke's. @default the spoke's */
  readonly hubProvider?: TerraformProvider | undefined;
}

/**
 * The connection of a spoke with a virtual hub: a child of the hub, in its subscription. The spoke learns the hub's routes,
 * 0.0.0.0/0 among them, which azurerm leaves out unless it is asked for. Azure manages the tables that it uses where the hub
 * has routing intent, so that none is named.
 */
export class VirtualHubConnection extends Construct {
  readonly resource: AzurermVirtualHubConnection;

  constructor(scope: Construct, id: string, props: VirtualHubConnectionProps) {
    super(scope, id);
    const { hub, spoke, hubKey, spokeKey, hubProvider } = props;
    const before = inStackOf(this, hub.dependables);
    this.resource = new AzurermVirtualHubConnection(
      this,
      "~connection",
      omitUndefined({
        name: Naming.of(this).name(this, "virtualHubConnection", hubKey, "to", spokeKey),
        virtualHubId: hub.virtualHubId,
        remoteVirtualNetworkId: spoke.virtualNetworkId,
        internetSecurityEnabled: true,
        provider: hubProvider,
        ...waitFor(before),
      }),
    );
    peerCompleteNetworks(this.resource, [spoke]);
  }

  get dependables(): readonly ITerraformDependable[] {
    return [this.resource];
  }
}
