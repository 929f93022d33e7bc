import type { IVirtualHub } from "@aks-topology/constructs/internal";
import type { Thing } from "@aks-topology/trace";
import type { IConstruct } from "constructs";
import { describedThing } from "./described-thing.js";

/** The connection of a network with a virtual hub, which exists already. */
export function hubConnection(
  construct: IConstruct,
  hub: IVirtualHub,
  networkId: string,
  name: string,
): Thing {
  return describedThing(
    "azurerm_virtual_hub_connection",
    construct,
    {
      name,
      virtual_hub_id: hub.virtualHubId,
      remote_virtual_network_id: networkId,
      internet_security_enabled: true,
    },
    name,
  );
}
