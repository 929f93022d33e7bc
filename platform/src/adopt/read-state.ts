import type { FoundResource } from "./inventory.js";
import { isValues, text, type Values } from "./values.js";

/** Whether a document is what `terraform show -json` prints of a state or a plan. */
export function isStateDocument(document: unknown): document is Values {
  return isValues(document) && typeof document["format_version"] === "string";
}

/** The resources of a document of `terraform show -json`, those of its modules included. */
export function resourcesOfState(document: Values): readonly FoundResource[] {
  const values = isValues(document["values"]) ? document["values"] : document["prior_state"];
  const state = isValues(values) && isValues(values["values"]) ? values["values"] : values;
  return isValues(state) ? resourcesOfModule(state["root_module"]) : [];
}

function resourcesOfModule(module: unknown): readonly FoundResource[] {
  if (!isValues(module)) return [];
  const children = Array.isArray(module["child_modules"]) ? module["child_modules"] : [];
  const resources = Array.isArray(module["resources"]) ? module["resources"] : [];
  return [...resources.flatMap(found), ...children.flatMap(resourcesOfModule)];
}

function found(resource: unknown): readonly FoundResource[] {
  if (!isValues(resource) || !isValues(resource["values"])) return [];
  const { values } = resource;
  const [type, address] = [text(resource, "type"), text(resource, "address")];
  const id = text(values, "id");
  if (type === undefined || address === undefined || id === undefined) return [];
  const mode = resource["mode"] === "data" ? "data" : "managed";
  return [{ type, id, address, mode, values }];
}
