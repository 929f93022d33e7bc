import type { Construct } from "constructs";
import type { Placement } from "../core/placement.js";
import { ExistingSecurityGroup } from "./existing-security-group.js";
import { ExistingSubnet } from "./existing-subnet.js";
import { NetworkSecurityGroup, type IExtensibleSecurityGroup } from "./network-security-group.js";
import type { IExtensibleSubnet } from "./subnet.js";

interface SecurityGroupInProps {
  readonly subnet: IExtensibleSubnet;
  /** Azure Resource Manager id of a group that exists already. @default one is created, unless the subnet may not be changed */
  readonly securityGroupId?: string | undefined;
  readonly placement: Placement;
  /** What the name says after abbreviation and platform. */
  readonly nameParts: readonly string[];
}

/**
 * The security group of a subnet: the one that it has already, the given one, or a new one. A subnet that may not be
 * changed keeps its own, whose rules are listed.
 */
export function securityGroupIn(
  scope: Construct,
  id: string,
  { subnet, securityGroupId, placement, nameParts }: SecurityGroupInProps,
): IExtensibleSecurityGroup {
  if (subnet.securityGroup !== undefined) return subnet.securityGroup;
  const isFixed = subnet instanceof ExistingSubnet && !subnet.associate;
  return securityGroupId !== undefined || isFixed
    ? new ExistingSecurityGroup(scope, id, { securityGroupId, subnetId: subnet.subnetId })
    : new NetworkSecurityGroup(scope, id, { placement, nameParts });
}
