/**
 * Parts that a configuration writes inside of the resource that contains them: subnets of a network with what is associated
 * with them, routes of a table and rules of a security group. The platform file becomes a resource for each of them, so each
 * is found as one.
 */
import type { FoundResource } from "./found.js";
import { blocks, text, type Values } from "./values.js";

/** The resources with those that are written inside of others and are no resources of their own. */
export function withInlineParts(resources: readonly FoundResource[]): readonly FoundResource[] {
  const managed = resources.filter(({ mode }) => mode === "managed");
  const own = new Set(managed.map(keyOf));
  const parts = managed.flatMap(partsOf);
  return [...resources, ...parts.filter((part) => !own.has(keyOf(part)))];
}

function keyOf({ type, id }: FoundResource): string {
  return `${type} ${id.toLowerCase()}`;
}

function partsOf(owner: FoundResource): readonly FoundResource[] {
  switch (owner.type) {
    case "azurerm_virtual_network":
      return blocks(owner.values, "subnet").flatMap((subnet) => subnetParts(owner, subnet));
    case "azurerm_route_table":
      return blocks(owner.values, "route").map((route) =>
        partOf(owner, "azurerm_route", `routes/${text(route, "name") ?? ""}`, {
          ...route,
          route_table_name: owner.values["name"],
        }),
      );
    case "azurerm_network_security_group":
      return blocks(owner.values, "security_rule").map((rule) =>
        partOf(owner, "azurerm_network_security_rule", `securityRules/${text(rule, "name") ?? ""}`, {
          ...rule,
          network_security_group_name: owner.values["name"],
        }),
      );
    default:
      return [];
  }
}

/** A subnet, and its associations, which azurerm knows by the id of the subnet. */
function subnetParts(owner: FoundResource, subnet: Values): readonly FoundResource[] {
  const { security_group: group, route_table_id: table, ...values } = subnet;
  const found = partOf(owner, "azurerm_subnet", `subnets/${text(subnet, "name") ?? ""}`, {
    ...values,
    virtual_network_name: owner.values["name"],
  });
  const association = (kind: string, id: unknown): readonly FoundResource[] =>
    typeof id !== "string" || id === ""
      ? []
      : [
          {
            ...found,
            type: `azurerm_subnet_${kind}_association`,
            values: { id: found.id, subnet_id: found.id, [`${kind}_id`]: id },
          },
        ];
  return [found, ...association("network_security_group", group), ...association("route_table", table)];
}

/** A part, whose id is below the one of its owner. Azure has it, and no state has it as a resource. */
function partOf(owner: FoundResource, type: string, path: string, values: Values): FoundResource {
  const id = text(values, "id") ?? `${owner.id}/${path}`;
  return {
    type,
    id,
    address: undefined,
    mode: "managed",
    owner: owner.id,
    values: { ...values, id, resource_group_name: owner.values["resource_group_name"] },
  };
}
