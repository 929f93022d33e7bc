import { stateResources } from "../terraform-state.js";
import type { FoundResource } from "./inventory.js";
import { resourcesOfAzapi } from "./azapi.js";
import { text, type Values } from "./values.js";

/**
 * The resources of a document of `terraform show -json`, those of its modules included. What has no id, as resources of some
 * providers, is known by its address: Terraform would destroy it if nothing were said of it.
 */
export function resourcesOfState(document: Values): readonly FoundResource[] {
  return stateResources(document).flatMap(({ type, address, mode, values, isDeposed, isTainted }) => {
    const id = text(values, "id") ?? address;
    const own = { type, id, address, mode, values, deposed: isDeposed, tainted: isTainted };
    return type === "azapi_resource" && !isDeposed ? [own, ...resourcesOfAzapi(address, values)] : [own];
  });
}
