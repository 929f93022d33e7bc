/** What Azure asks of any write before it accepts it. */
import { ArmError, badRequest, conflict, GATEWAY } from "./arm-error.js";
import { lower } from "./arm-id.js";
import type { Call } from "./call.js";
import { asObject, asText, objects, textOf, type JsonObject } from "./json.js";
import type { Target } from "./prepare.js";
import type { Reads } from "./reads.js";
import type { Resource } from "./resource.js";
import type { Store } from "./store.js";
import type { TypeRow } from "./type-row.js";

/** The group and the parent must exist. A DELETE in what is gone has nothing to do. */
export function requirePlace(reads: Reads, call: Call, deleting = false): void {
  const { path } = call;
  if (path.kind !== "item" || path.type === "" || path.names.length === 0)
    throw new ArmError(
      405,
      "HttpMethodNotAllowed",
      `The HTTP method '${call.method}' is not supported at scope '${path.text}'.`,
    );
  reads.requireGroup(path);
  if (!deleting) reads.requireParent(path);
}

/** @throws ArmError of a resource that others use, or that holds what must go first. */
export function requireDeletable(store: Store, known: Resource): void {
  requireFree(store, known.id, known.row);
  for (const inline of known.row.inline ?? [])
    for (const child of objects(asObject(known.body["properties"])[inline.property]))
      requireFree(
        store,
        `${known.id}/${inline.type}/${textOf(child["name"])}`,
        store.rows.of(`${known.row.type}/${inline.type}`),
        known.key,
      );
  const child = (known.row.blockedByChildren ?? []).flatMap((type) =>
    store.collection(`${known.id}/${type}`),
  )[0];
  if (child !== undefined)
    throw conflict(
      "CannotDeleteResource",
      `Cannot delete resource while nested resources exist. Some existing nested resource IDs include: '${child.id}'. Please delete all nested resources before deleting this resource.`,
    );
}

/** @throws ArmError of a child that others use and that the parent's new body leaves out. */
export function requireChildrenFree(store: Store, known: Resource, body: JsonObject): void {
  for (const { property, type } of known.row.inline ?? []) {
    const named = (of: JsonObject): string[] =>
      objects(asObject(of["properties"])[property]).map((child) => textOf(child["name"]));
    const kept = new Set(named(body).map(lower));
    const row = store.rows.of(`${known.row.type}/${type}`);
    for (const name of named(known.body))
      if (!kept.has(lower(name))) requireFree(store, `${known.id}/${type}/${name}`, row);
  }
}

/** @throws ArmError of the type, when others refer to the id. */
export function requireFree(store: Store, id: string, row: TypeRow, within?: string): void {
  if (row.inUse === undefined) return;
  const users = store
    .holders(id)
    .filter((user) => within === undefined || !lower(user).startsWith(`${within}/`));
  if (users.length > 0) throw row.inUse(id.slice(id.lastIndexOf("/") + 1), users);
}
/** @throws ArmError without the location that the type needs, or with another than before. */
export function requireLocation({ row, id, name, previous }: Target, sent: JsonObject): void {
  const location = sent["location"];
  if (row.needsLocation === true && asText(location) === undefined)
    throw badRequest("LocationRequired", "The location property is required for this definition.");
  const known = asText(previous?.["location"]);
  if (known === undefined || typeof location !== "string" || plain(location) === plain(known)) return;
  const group = /\/resourcegroups\/([^/]+)/i.exec(id)?.[1] ?? "";
  throw new ArmError(
    409,
    "InvalidResourceLocation",
    `The resource '${name}' already exists in location '${known}' in resource group '${group}'. A resource with the same name cannot be created in location '${location}'. Please select a new resource name.`,
    { headers: GATEWAY },
  );
}

function plain(location: string): string {
  return lower(location.replaceAll(" ", ""));
}
