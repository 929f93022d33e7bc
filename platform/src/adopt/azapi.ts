/**
 * Resources that the provider azapi manages, as the file can name them by their ids: what their configuration says of them, in the
 * shape of Azure Resource Manager.
 */
import { resourcesOfArm } from "./arm/read-arm.js";
import type { FoundResource } from "./found.js";
import { isValues, text, type Values } from "./values.js";

/** What the file has keys `{ id }` for, and takes the settings of. */
const NAMED: ReadonlySet<string> = new Set([
  "azurerm_application_gateway",
  "azurerm_kubernetes_automatic_cluster",
  "azurerm_kubernetes_cluster",
]);
/** Parts without which it would not be found what these belong to. */
const PARTS: ReadonlySet<string> = new Set(["azurerm_kubernetes_cluster_node_pool"]);

/** What an `azapi_resource` of a state is to azurerm; nothing of types that are not read. */
export function resourcesOfAzapi(address: string, values: Values): readonly FoundResource[] {
  const [type = ""] = (text(values, "type") ?? "").split("@");
  const id = text(values, "id");
  if (id === undefined) return [];
  const body = { ...objectOf(values["output"]), ...objectOf(values["body"]) };
  const { name, location, tags, identity } = values;
  const found = resourcesOfArm([{ name, location, tags, identity, ...body, id, type }]) ?? [];
  // Only configured values are known: nothing of it is taken over.
  return found.map((resource) => ({
    ...resource,
    address,
    mode: NAMED.has(resource.type) || PARTS.has(resource.type) ? "managed" : "data",
    isOfAzapi: true,
  }));
}

/** Whether a resource is one that the file names by its id, since azapi manages it. */
export function isNamedOfAzapi({ type, isOfAzapi }: FoundResource): boolean {
  return isOfAzapi === true && NAMED.has(type);
}

/** An object, or the JSON of one, which azapi 1 has. */
function objectOf(value: unknown): Values {
  if (typeof value !== "string") return isValues(value) ? value : {};
  try {
    const parsed: unknown = JSON.parse(value);
    return isValues(parsed) ? parsed : {};
  } catch {
    return {};
  }
}
