import { Construct } from "constructs";
import { parseArmIdOf } from "../core/arm-id.js";
import { TopologyError } from "../core/problem.js";
import type { Cidr } from "../net/cidr.js";
import { NOT_A_VIRTUAL_HUB } from "./rules.js";
import type { IVirtualHub } from "./virtual-hub.js";

export interface ExistingVirtualHubProps {
  /** Azure Resource Manager id of the virtual hub, in any subscription. */
  readonly virtualHubId: string;
  /** Range of the virtual hub. */
  readonly addressPrefix: Cidr;
}

/** A virtual hub that exists already, by its id. Nothing but connections is created in it. */
export class ExistingVirtualHub extends Construct implements IVirtualHub {
  readonly virtualHubId: string;
  readonly virtualHubName: string;
  readonly resourceGroupName: string;
  readonly addressSpace: readonly [Cidr];
  readonly dependables = [];

  /** @throws TopologyError when the id is not that of a virtual hub */
  constructor(scope: Construct, id: string, { virtualHubId, addressPrefix }: ExistingVirtualHubProps) {
    super(scope, id);
    const parsed = parseArmIdOf("Microsoft.Network/virtualHubs", virtualHubId);
    if (parsed === undefined) throw new TopologyError(this, NOT_A_VIRTUAL_HUB.problem(virtualHubId));
    this.virtualHubId = virtualHubId;
    this.virtualHubName = parsed.name;
    this.resourceGroupName = parsed.resourceGroupName;
    this.addressSpace = [addressPrefix];
  }
}
