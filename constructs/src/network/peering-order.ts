import { dependable, TerraformStack, type TerraformResource } from "cdktf";
import { inStackOf } from "../core/dependencies.js";
import { beforeSynthesis } from "../core/late-work.js";
import { ExistingSubnet } from "./existing-subnet.js";
import { Subnet } from "./subnet.js";
import type { IVirtualNetwork } from "./virtual-network.js";

/**
 * Lets a peering, or a connection with a virtual hub, wait for all subnets of its networks and their associations: while one is written, Azure refuses to peer the
 * network (`ReferencedResourceNotProvisioned`, last operation `PutSubnetOperation`). Source: azurerm #30197, #2605.
 */
export function peerCompleteNetworks(peering: TerraformResource, networks: readonly IVirtualNetwork[]): void {
  beforeSynthesis(peering, () => {
    const subnets = TerraformStack.of(peering)
      .node.findAll()
      .filter((each) => each instanceof Subnet || each instanceof ExistingSubnet)
      .filter(({ network }) => networks.includes(network));
    const before = inStackOf(
      peering,
      subnets.flatMap(({ dependables }) => dependables),
    );
    peering.dependsOn = [...new Set([...(peering.dependsOn ?? []), ...before.map(dependable)])];
  });
}
