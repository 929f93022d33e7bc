import type { Construct } from "constructs";
import { TopologyError } from "../../core/problem.js";
import { NO_ROOM } from "../../core/rules/addresses.js";
import type { BlockPlan, SubnetNeed } from "../../net/address-plan.js";
import type { Cidr } from "../../net/cidr.js";
import type { ISpoke } from "../estate/spoke.js";

export interface DedicatedRangeProps {
  readonly spoke: ISpoke;
  /** The cluster's part of the address plan. */
  readonly block: BlockPlan;
  /** Path in the address book, such as `spokes.shop.clusters.main.virtualNodes`. */
  readonly key: string;
  /** Range of the subnet, where it exists already. @default one is allocated */
  readonly existing: Cidr | undefined;
  /** Range in the spoke's address space that the caller wants. @default one is allocated */
  readonly given: Cidr | undefined;
  readonly need: SubnetNeed;
  /** Text for messages: "the virtual nodes' subnet". */
  readonly what: string;
  /** Key of the subnet's tenant in the cluster. */
  readonly prop: string;
}

/**
 * The range of a subnet that a cluster has besides those of its pools.
 * @throws TopologyError when the spoke has no room for it
 */
export function dedicatedRange(tenant: Construct, props: DedicatedRangeProps): Cidr {
  const { spoke, block, key, existing, given, need, what, prop } = props;
  const { plan } = spoke;
  const range =
    existing ??
    (given === undefined ? plan.rangeOf(key, () => block.dedicated(need)) : plan.space.relative(given));
  if (range !== undefined) return range;
  const remedy = `Widen the spoke's address space, or give ${prop} a subnetPrefix.`;
  throw new TopologyError(tenant, NO_ROOM.problem({ space: plan.space.literal, what, remedy, prop }));
}
