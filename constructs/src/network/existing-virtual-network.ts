import { Construct } from "constructs";
import { parseArmIdOf } from "../core/arm-id.js";
import { TopologyError } from "../core/problem.js";
import type { Cidr } from "../net/cidr.js";
import { NOT_A_VIRTUAL_NETWORK } from "./rules.js";
import type { IVirtualNetwork, SubnetAssociations } from "./virtual-network.js";

export interface ExistingVirtualNetworkProps {
  /** Azure Resource Manager id of the network, in any subscription. */
  readonly virtualNetworkId: string;
  /** Ranges of the network. */
  readonly addressSpace: readonly Cidr[];
  /** Ranges of subnets that others use. @default none */
  readonly taken?: readonly Cidr[] | undefined;
  /** How subnets that are created in it get their security group and route table. @default "separate" */
  readonly subnetAssociations?: SubnetAssociations | undefined;
}

/** A virtual network that exists already, by its id. Nothing is created for it. */
export class ExistingVirtualNetwork extends Construct implements IVirtualNetwork {
  readonly virtualNetworkId: string;
  readonly virtualNetworkName: string;
  readonly resourceGroupName: string;
  readonly addressSpace: readonly Cidr[];
  readonly taken: readonly Cidr[];
  readonly subnetAssociations: SubnetAssociations;

  /** @throws TopologyError when the id is not that of a virtual network */
  constructor(scope: Construct, id: string, props: ExistingVirtualNetworkProps) {
    super(scope, id);
    const { virtualNetworkId, addressSpace } = props;
    const parsed = parseArmIdOf("Microsoft.Network/virtualNetworks", virtualNetworkId);
    if (parsed === undefined) throw new TopologyError(this, NOT_A_VIRTUAL_NETWORK.problem(virtualNetworkId));
    this.virtualNetworkId = virtualNetworkId;
    this.virtualNetworkName = parsed.name;
    this.resourceGroupName = parsed.resourceGroupName;
    this.addressSpace = addressSpace;
    this.taken = props.taken ?? [];
    this.subnetAssociations = props.subnetAssociations ?? "separate";
  }
}
