import { readable } from "@aks-topology/constructs/internal";
import type { Thing } from "@aks-topology/trace";
import type { IConstruct } from "constructs";

/** A value of an attribute, in the words of azurerm. */
type Value = string | number | boolean | readonly Value[] | { readonly [name: string]: Value | undefined };
export type Attributes = Readonly<Record<string, Value | undefined>>;

/**
 * Something that exists already, or that another team is asked for, in the shape of the resource that Terraform would have.
 * Its address is its id, else `name`.
 */
export function describedThing(
  type: string,
  construct: IConstruct,
  attributes: Attributes,
  name?: string,
): Thing {
  const values = new Map(Object.entries(attributes).map(([key, value]) => [key, known(construct, value)]));
  const id = values.get("id");
  return {
    type,
    address: name ?? (typeof id === "string" ? id : construct.node.path),
    attribute: (attribute) => values.get(attribute),
  };
}

/** Texts without CDKTF's tokens: what Terraform decides is `azurerm_subnet.nodes.id`. */
function known(construct: IConstruct, value: Value | undefined): Value | undefined {
  if (typeof value === "string") return readable(construct, value);
  if (Array.isArray(value)) return value.map((item: Value) => known(construct, item) ?? "");
  if (typeof value !== "object") return value;
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, known(construct, inner)]));
}
