import type { Cidr } from "../../net/cidr.js";
import { Subnet } from "../../network/subnet.js";
import type { IVirtualNetwork } from "../../network/virtual-network.js";

/** The subnets that the address plan has placed in a network: all that are created in it, except those of given ranges. */
export function allocatedIn(
  network: IVirtualNetwork,
  given: readonly Cidr[],
): { readonly name: string; readonly range: Cidr }[] {
  return network.node.root.node
    .findAll()
    .filter((construct) => construct instanceof Subnet)
    .filter((subnet) => subnet.network === network && !given.some((range) => range.equals(subnet.prefix)))
    .map(({ nameInput = "a subnet", prefix }) => ({ name: nameInput, range: prefix }));
}
