import { SpokeFrontDoor, type Spoke } from "@aks-topology/constructs/internal";

export function frontDoorsOf({ node }: Spoke): readonly SpokeFrontDoor[] {
  return node.findAll().filter((construct) => construct instanceof SpokeFrontDoor);
}
