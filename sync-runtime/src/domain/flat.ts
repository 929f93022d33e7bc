import { isJsonObject, type JsonObject } from "./json.js";

/**
 * Keys of a resource next to its `properties`: those of Azure Resource Manager's common types (v5,
 * `TrackedResource` and its extensions), the `etag` of Microsoft.Network, and `resourceGroup`, which the Azure CLI adds.
 */
const ENVELOPE: ReadonlySet<string> = new Set([
  "id",
  "name",
  "type",
  "location",
  "tags",
  "etag",
  "kind",
  "sku",
  "plan",
  "zones",
  "identity",
  "managedBy",
  "extendedLocation",
  "systemData",
  "resourceGroup",
]);

/**
 * A resource in the form that the Resource Manager takes. What `az` prints has no level `properties`: everything that is
 * not of the envelope goes back into one. A body that has the level stays as it is.
 */
export function nested(body: JsonObject): JsonObject {
  if (isJsonObject(body["properties"])) return body;
  const entries = Object.entries(body);
  return {
    ...Object.fromEntries(entries.filter(([key]) => ENVELOPE.has(key))),
    properties: Object.fromEntries(entries.filter(([key]) => !ENVELOPE.has(key))),
  };
}
