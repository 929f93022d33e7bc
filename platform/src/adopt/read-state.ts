import { stateResources } from "../terraform-state.js";
import type { FoundResource } from "./inventory.js";
import { text, type Values } from "./values.js";

/**
 * The resources of a document of `terraform show -json`, those of its modules included. What has no id, as resources of some
 * providers, is known by its address: Terraform would destroy it if nothing were said of it.
 */
export function resourcesOfState(document: Values): readonly FoundResource[] {
  return stateResources(document).map(({ type, address, mode, values, isDeposed, isTainted }) => {
    const id = text(values, "id") ?? address;
    return { type, id, address, mode, values, deposed: isDeposed, tainted: isTainted };
  });
}
