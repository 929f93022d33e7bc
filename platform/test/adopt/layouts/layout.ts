/** Configurations in the manner of other projects, with the addresses of their modules, and their states. */
import { stateResources, type StateResource } from "../../../../test/support/terraform/state.js";

/** The resources of one type by label; `//` of a resource is its address in the state. */
export type Resources = Readonly<Record<string, Readonly<Record<string, object>>>>;

/** The state of a configuration after it was applied. */
export function stateOf(resource: Resources): readonly StateResource[] {
  return stateResources([{ name: "layout", json: { resource } }]).map((each) => {
    const address: unknown = Reflect.get(resource[each.type]?.[each.name] ?? {}, "//");
    return { ...each, address: typeof address === "string" ? address : each.address, values: known(each) };
  });
}

/** With the id of a cluster's node resource group as Azure makes it, in place of one that is made up. */
function known({ type, values }: StateResource): StateResource["values"] {
  const { id, node_resource_group: group } = values;
  if (type !== "azurerm_kubernetes_cluster" || typeof id !== "string" || typeof group !== "string")
    return values;
  return {
    ...values,
    node_resource_group_id: `${id.split("/").slice(0, 3).join("/")}/resourceGroups/${group}`,
  };
}
