import type { IdentityAttributes, PublicIpAttributes, SubnetAttributes } from "@aks-topology/constructs";
import type { IConstruct } from "constructs";
import type {
  ExistingEgressIpSpec,
  ExistingIdentitySpec,
  ExistingSubnetSpec,
  UnchangedSubnetSpec,
} from "../schema/existing.js";
import type { KeyPath } from "../source-map.js";
import type { SourceLocator } from "./source-locator.js";

/** An existing subnet as the constructs accept it. */
export function subnetOf(spec: ExistingSubnetSpec | undefined): SubnetAttributes | undefined {
  return spec && attributesOf(spec);
}

/** The attributes of an existing subnet; one without `associate` is never changed. */
export function attributesOf(spec: ExistingSubnetSpec | UnchangedSubnetSpec): SubnetAttributes {
  const { id: subnetId, prefix, prefixV6 } = spec;
  return { subnetId, prefix, prefixV6, associate: "associate" in spec && spec.associate };
}

/** An existing public address as the constructs accept it. */
export function publicIpAttributes({ id, address }: ExistingEgressIpSpec): PublicIpAttributes {
  return { publicIpId: id, ipAddress: address };
}

/** An existing identity as the constructs accept it. */
export function identityOf(spec: ExistingIdentitySpec | undefined): IdentityAttributes | undefined {
  return spec && { identityId: spec.id, principalId: spec.principalId };
}

/** Binds a subnet to its key: that of the existing one, or that of the prefix of a new one. */
export function bindSubnet(
  locator: SourceLocator,
  subnet: IConstruct,
  path: KeyPath,
  key: "subnet" | "podSubnet",
  isExisting: boolean,
): void {
  if (isExisting) locator.bind(subnet, [...path, key], { subnetId: ["id"] });
  else locator.bind(subnet, path, { prefix: [`${key}Prefix`] });
}
