import type { SubnetAttributes } from "@aks-topology/constructs";
import type { IConstruct } from "constructs";
import type { ExistingSubnetSpec, UnchangedSubnetSpec } from "../schema/existing.js";
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
