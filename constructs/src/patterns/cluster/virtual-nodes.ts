import { RoleAssignment } from "@cdktf/provider-azurerm/lib/role-assignment/index.js";
import { Construct } from "constructs";
import type { Cluster } from "../../aks/cluster.js";
import { pathOf } from "../../core/places.js";
import type { BlockPlan } from "../../net/address-plan.js";
import type { Cidr } from "../../net/cidr.js";
import type { SubnetAttributes } from "../../network/existing-subnet.js";
import type { IExtensibleSubnet } from "../../network/subnet.js";
import { subnetIn } from "../../network/subnet-in.js";
import type { ISpoke } from "../estate/spoke.js";
import { dedicatedRange } from "./dedicated-range.js";

export interface VirtualNodesProps {
  readonly spoke: ISpoke;
  readonly block: BlockPlan;
  /** Prefix of the subnet of pods on virtual nodes. @default allocated, a /24 where there is room */
  readonly subnetPrefix?: Cidr | undefined;
  /** A subnet that exists already. @default one is created */
  readonly subnet?: SubnetAttributes | undefined;
  /** What the names say after abbreviation and platform. */
  readonly nameParts: readonly string[];
}

const WANTED_PREFIX = 24;
/** Room for a few pods. */
const LEAST_ADDRESSES = 11;

/** Pods in Azure Container Instances, on a delegated subnet of their own. */
export class VirtualNodes extends Construct {
  readonly subnet: IExtensibleSubnet;

  constructor(scope: Construct, id: string, props: VirtualNodesProps) {
    super(scope, id);
    const { spoke, block, subnetPrefix, nameParts } = props;
    const key = `${pathOf(this) ?? this.node.path}.virtualNodes`;
    const prefix = dedicatedRange(this, {
      spoke,
      block,
      key,
      existing: props.subnet?.prefix,
      given: subnetPrefix,
      need: { addresses: LEAST_ADDRESSES, wanted: WANTED_PREFIX },
      what: "the virtual nodes' subnet",
      prop: "virtualNodes",
    });
    this.subnet = subnetIn(this, "~subnet", {
      existing: props.subnet,
      tenant: scope,
      prop: "virtualNodes.subnet",
      network: spoke.network,
      prefix,
      name: { parts: [...nameParts, "virtual-nodes"] },
      delegation: "Microsoft.ContainerInstance/containerGroups",
      demand: { addresses: LEAST_ADDRESSES },
      key,
    });
  }

  /** Enables the add-on and allows its identity to join the subnet. */
  attachTo(cluster: Cluster): void {
    cluster.resource.putAciConnectorLinux({ subnetName: this.subnet.subnetName });
    new RoleAssignment(this, "~role", {
      scope: this.subnet.subnetId,
      roleDefinitionName: "Network Contributor",
      principalId: cluster.resource.aciConnectorLinux.connectorIdentity.get(0).objectId,
      principalType: "ServicePrincipal",
      description: "The connector creates container groups on the subnet.",
    });
  }
}
