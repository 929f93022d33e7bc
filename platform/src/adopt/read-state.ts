import { stateResources } from "../terraform-state.js";
import type { FoundResource } from "./inventory.js";
import { text, type Values } from "./values.js";

/** The resources of a document of `terraform show -json`, those of its modules included. */
export function resourcesOfState(document: Values): readonly FoundResource[] {
  return stateResources(document).flatMap(({ type, address, mode, values }) => {
    const id = text(values, "id");
    return id === undefined ? [] : [{ type, id, address, mode, values }];
  });
}
