import { SpokeGatewayForContainers, type Spoke } from "@aks-topology/constructs/internal";

/** What each Application Gateway for Containers of a spoke is in front of. */
export function gatewaysForContainersOf({ node }: Spoke): readonly SpokeGatewayForContainers[] {
  return node.findAll().filter((construct) => construct instanceof SpokeGatewayForContainers);
}
