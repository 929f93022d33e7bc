/** Configurations in the manner of other projects, with the addresses of their modules, and their states. */
import { stateResources, type StateResource } from "../../../../test/support/terraform/state.js";

/** The resources of one type by label; `//` of a resource is its address in the state. */
export type Resources = Readonly<Record<string, Readonly<Record<string, object>>>>;

/** The state of a configuration after it was applied. */
export function stateOf(resource: Resources): readonly StateResource[] {
  return stateResources([{ name: "layout", json: { resource } }]).map((each) => {
    const address: unknown = Reflect.get(resource[each.type]?.[each.name] ?? {}, "//");
    return typeof address === "string" ? { ...each, address } : each;
  });
}
