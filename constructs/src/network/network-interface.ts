import { NetworkInterface as AzurermNetworkInterface } from "@cdktf/provider-azurerm/lib/network-interface/index.js";
import type { Construct } from "constructs";
import { Naming } from "../core/naming.js";
import { placed, type Placement } from "../core/placement.js";
import type { Subnet } from "./subnet.js";

export interface NetworkInterfaceProps {
  readonly placement: Placement;
  readonly subnet: Subnet;
  /** What the name says after abbreviation and platform. */
  readonly nameParts: readonly string[];
}

/** The network interface of a machine: with a private address that Azure chooses and keeps, and without a public one. */
export function networkInterface(
  scope: Construct,
  id: string,
  { placement, subnet, nameParts }: NetworkInterfaceProps,
): AzurermNetworkInterface {
  return new AzurermNetworkInterface(scope, id, {
    name: Naming.of(scope).name(scope, "networkInterface", ...nameParts),
    ...placed(placement),
    ipConfiguration: [{ name: "private", subnetId: subnet.subnetId, privateIpAddressAllocation: "Dynamic" }],
    // The machine is never without its security group and route.
    dependsOn: [...subnet.dependables],
  });
}
