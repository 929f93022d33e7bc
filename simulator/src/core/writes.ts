import { ArmError, badRequest, conflict, GATEWAY, type ArmErrorDetail } from "./arm-error.js";
import { lower, parentId } from "./arm-id.js";
import { bodyOf, type Call } from "./call.js";
import { requireMatch, requireNone } from "./etag.js";
import { emptyResponse, type SimResponse } from "./http.js";
import {
  asObject,
  asText,
  isObject,
  merge,
  textOf,
  objects,
  sameJson,
  withAt,
  type JsonObject,
} from "./json.js";
import { signedQuery, type Operation, type Operations, type OperationStatus } from "./operations.js";
import type { Preparation, Target } from "./prepare.js";
import type { Reads } from "./reads.js";
import type { Resource } from "./resource.js";
import type { Store } from "./store.js";
import type { Brought, InlineChildren, TypeRow } from "./type-row.js";

/** How an accepted write will end, when not well. */
export interface Ending {
  readonly status: OperationStatus | "never" | "lost";
  readonly code: string;
  readonly message: string;
}

/** A write that was accepted, for whoever follows what happens. */
export interface Written {
  readonly id: string;
  readonly type: string;
  readonly verb: "write" | "delete";
  readonly created: boolean;
  readonly call: Call;
  readonly ends: OperationStatus;
  /** Milliseconds since the epoch at which it is done; Infinity never. */
  readonly readyAt: number;
  readonly before: JsonObject | undefined;
}

/** What the writes ask of the rest of the simulator. */
export interface WriteHooks {
  now(): number;
  /** Milliseconds from acceptance to the end of a long-running operation. */
  operationMs(): number;
  ending(call: Call): Ending | undefined;
  written(event: Written): void;
}

/** PUT, PATCH and DELETE, for any type: what differs between types is in their rows. */
export class Writes {
  readonly #store: Store;
  readonly #reads: Reads;
  readonly #preparation: Preparation;
  readonly #operations: Operations;
  readonly #hooks: WriteHooks;
  /** Operations that somebody else ends, by the key of their resource. */
  readonly #open = new Map<string, string>();

  constructor(
    store: Store,
    reads: Reads,
    preparation: Preparation,
    operations: Operations,
    hooks: WriteHooks,
  ) {
    this.#store = store;
    this.#reads = reads;
    this.#preparation = preparation;
    this.#operations = operations;
    this.#hooks = hooks;
  }

  put(call: Call): SimResponse {
    this.#requirePlace(call);
    const row = this.#store.rows.of(call.path.type);
    const sent = bodyOf(call);
    const place = this.#store.rows.inlineIn(call.path.type);
    if (place !== undefined) return this.#putChild(call, place.inline, sent);
    const known = this.#store.get(call.path.text);
    requireMatch(call.headers["if-match"], known?.etag, call.path.text);
    requireNone(call.headers["if-none-match"], known !== undefined, call.path.text);
    return this.#keep(call, row, known, sent);
  }

  patch(call: Call): SimResponse {
    this.#requirePlace(call);
    const sent = bodyOf(call);
    const place = this.#store.rows.inlineIn(call.path.type);
    const child = place === undefined ? undefined : this.#store.child(call.path.text, call.path.type);
    if (place !== undefined && child !== undefined)
      return this.#putChild(call, place.inline, patched(this.#store.childShown(child), sent));
    const known = this.#store.get(call.path.text) ?? this.#reads.singleton(call.path);
    if (known === undefined) throw this.#reads.missing(call.path);
    requireMatch(call.headers["if-match"], known.etag, call.path.text);
    return this.#keep(call, known.row, known, patched(known.body, sent), 200);
  }

  delete(call: Call): SimResponse {
    this.#requirePlace(call, true);
    const { text, type } = call.path;
    const child = this.#store.child(text, type);
    if (child !== undefined) {
      requireMatch(call.headers["if-match"], child.parent.etag, text);
      this.#requireFree(text, this.#store.rows.of(type));
      const { parent, inline } = child;
      const children = objects(asObject(parent.body["properties"])[inline.property]);
      const left = children.filter((item) => item !== child.child);
      return this.#replaceChildren(call, parent, inline, left, "delete", 202);
    }
    const known = this.#store.get(text);
    if (known === undefined) return emptyResponse(204);
    requireMatch(call.headers["if-match"], known.etag, text);
    this.#requireDeletable(known);
    return this.#deleted(call, known);
  }

  /** Stores without being asked by a request: no counters, no events, no waiting. */
  seed(id: string, type: string, name: string, sent: JsonObject): Resource {
    const row = this.#store.rows.of(type);
    const target: Target = { row, id, name, previous: this.#store.get(id)?.body };
    const resource = this.#store.put(type, id, name, this.#preparation.prepare(target, sent));
    resource.state = "Succeeded";
    resource.pending = undefined;
    this.#bring(target, resource);
    return resource;
  }

  #keep(
    call: Call,
    row: TypeRow,
    known: Resource | undefined,
    sent: JsonObject,
    status?: number,
  ): SimResponse {
    const name = call.path.names.at(-1) ?? "";
    const target: Target = {
      row,
      id: known?.id ?? this.#canonicalId(call),
      name: known?.name ?? name,
      previous: known?.body,
    };
    requireLocation(target, sent);
    const body = this.#preparation.prepare(target, sent);
    this.#preparation.refuse(target, body);
    const before = known?.body;
    const unchanged = before !== undefined && sameJson(before, body) && known?.state === "Succeeded";
    const resource = this.#store.put(row.type, target.id, target.name, body);
    const operation = this.#accept(call, resource, before, "write", unchanged);
    this.#bring(target, resource);
    const created = known === undefined;
    const answer = status ?? (created ? (row.createStatus ?? 201) : (row.updateStatus ?? 200));
    return this.#answer(call, resource, answer, operation, this.#store.text(resource));
  }

  #putChild(call: Call, inline: InlineChildren, sent: JsonObject): SimResponse {
    const parent = this.#store.get(parentId(call.path.text));
    if (parent === undefined) throw this.#reads.missingParent(call.path);
    const child = this.#store.child(call.path.text, call.path.type);
    requireMatch(call.headers["if-match"], child === undefined ? undefined : parent.etag, call.path.text);
    const name = child === undefined ? (call.path.names.at(-1) ?? "") : textOf(child.child["name"]);
    const row = parent.row;
    const target: Target = { row, id: parent.id, name: parent.name, previous: parent.body };
    const flat = inline.shape === "flat" ? asObject(sent["properties"]) : sent;
    const prepared = this.#preparation.child(target, inline, { ...flat, name }, child?.child, parent.body);
    const children = [...objects(asObject(parent.body["properties"])[inline.property])];
    children.splice(child?.index ?? children.length, child === undefined ? 0 : 1, prepared);
    return this.#replaceChildren(call, parent, inline, children, "write", child === undefined ? 201 : 200);
  }

  #replaceChildren(
    call: Call,
    parent: Resource,
    inline: InlineChildren,
    children: readonly JsonObject[],
    verb: "write" | "delete",
    status: number,
  ): SimResponse {
    const target: Target = { row: parent.row, id: parent.id, name: parent.name, previous: parent.body };
    const body = withAt(parent.body, `properties.${inline.property}`, children);
    this.#preparation.refuse(target, body);
    const before = parent.body;
    const unchanged = sameJson(before, body) && parent.state === "Succeeded";
    const resource = this.#store.put(parent.row.type, parent.id, parent.name, body);
    const operation = this.#accept(call, resource, before, verb, unchanged);
    // Not asked of the store: that would finish the write that is being answered.
    const name = lower(call.path.names.at(-1) ?? "");
    const index = children.findIndex((item) => lower(textOf(item["name"])) === name);
    const child = children[index];
    const text =
      child === undefined
        ? ""
        : JSON.stringify(this.#store.childShown({ parent: resource, inline, child, index }));
    return this.#answer(call, resource, status, operation, text);
  }

  /** Begins the operation of a write, or none where the provider answers at once. */
  #accept(
    call: Call,
    resource: Resource,
    before: JsonObject | undefined,
    verb: Written["verb"],
    unchanged: boolean,
  ): Operation | undefined {
    const ending = this.#hooks.ending(call);
    const { row } = resource;
    const now = this.#hooks.now();
    const waits = row.writes !== "sync" || ending !== undefined;
    const never =
      ending?.status === "never" ||
      (row.finishes === "elsewhere" && verb === "write" && ending === undefined);
    const readyAt = !waits || unchanged ? now : never ? Infinity : now + this.#hooks.operationMs();
    const ends: OperationStatus =
      ending?.status === "Failed" || ending?.status === "Canceled" ? ending.status : "Succeeded";
    if (!waits || (unchanged && ending === undefined)) {
      resource.state = "Succeeded";
      resource.pending = undefined;
      resource.touch();
    } else this.#store.settle(resource, readyAt, ends);
    const { text: id, type } = call.path;
    this.#hooks.written({ id, type, verb, created: before === undefined, call, ends, readyAt, before });
    if (!waits) return undefined;
    const operation = this.#start(call, resource.body, readyAt, ends, ending);
    if (row.finishes === "elsewhere" && verb === "write") this.#open.set(resource.key, operation.id);
    return operation;
  }

  /** Ends a write that waited for somebody else: well, or with an error. */
  complete(id: string, error?: ArmErrorDetail): void {
    const resource = this.#store.get(id);
    const operation = resource === undefined ? undefined : this.#open.get(resource.key);
    if (resource === undefined || operation === undefined) return;
    this.#open.delete(resource.key);
    const now = this.#hooks.now();
    const ends = error === undefined ? "Succeeded" : "Failed";
    this.#store.settle(resource, now, ends);
    this.#operations.finish(operation, now, ends, error);
  }

  #start(
    call: Call,
    body: JsonObject,
    readyAt: number,
    ends: OperationStatus,
    ending: Ending | undefined,
  ): Operation {
    return this.#operations.start({
      subscription: call.path.subscription ?? "00000000-0000-0000-0000-000000000000",
      namespace: call.path.namespace ?? "Microsoft.Resources",
      location:
        lower((asText(body["location"]) ?? "global").replaceAll(" ", "")).replaceAll(/[^a-z0-9]/g, "") ||
        "global",
      readyAt,
      ends,
      error:
        ending === undefined || ends === "Succeeded"
          ? undefined
          : { code: ending.code, message: ending.message },
      lost: ending?.status === "lost",
    });
  }

  #deleted(call: Call, known: Resource): SimResponse {
    const { row } = known;
    const ending = this.#hooks.ending(call);
    const waits = (row.deletes ?? row.writes) !== "sync" || ending !== undefined;
    const ends: OperationStatus =
      ending?.status === "Failed" || ending?.status === "Canceled" ? ending.status : "Succeeded";
    const now = this.#hooks.now();
    const readyAt = !waits ? now : ending?.status === "never" ? Infinity : now + this.#hooks.operationMs();
    const doomed = [known, ...this.#store.under(`${known.id}/`), ...this.#broughtBy(known)];
    const left = ends === "Succeeded" ? doomed.flatMap((resource) => this.#leftBy(resource)) : [];
    if (ends !== "Succeeded") this.#store.settle(known, readyAt, ends, "Deleting");
    else if (readyAt <= now) for (const resource of doomed) this.#store.remove(resource.id);
    else for (const resource of doomed) this.#store.settle(resource, readyAt, "Deleted", "Deleting");
    this.#seedAll(left);
    const { text: id, type } = call.path;
    this.#hooks.written({
      id,
      type,
      verb: "delete",
      created: false,
      call,
      ends,
      readyAt,
      before: known.body,
    });
    if (!waits) return emptyResponse(row.deleteStatus ?? 200);
    return this.#answer(call, known, 202, this.#start(call, known.body, readyAt, ends, ending), "");
  }

  /** What a resource brought goes with it: a cluster's node resource group. */
  #broughtBy(known: Resource): Resource[] {
    const target: Target = { row: known.row, id: known.id, name: known.name, previous: known.body };
    const brought = known.row.brings?.(this.#preparation.facts(target, known.body)) ?? [];
    return brought.flatMap(({ id, stays }) => {
      const resource = stays === true ? undefined : this.#store.get(id);
      return resource === undefined ? [] : [resource, ...this.#store.under(`${resource.id}/`)];
    });
  }

  #bring(target: Target, resource: Resource): void {
    const facts = this.#preparation.facts(target, resource.body);
    for (const { id } of target.row.leaves?.(facts) ?? []) this.#store.remove(id);
    this.#seedAll(
      (target.row.brings?.(facts) ?? []).filter(
        ({ id, always }) => always === true || this.#store.get(id) === undefined,
      ),
    );
  }

  #leftBy(known: Resource): readonly Brought[] {
    const target: Target = { row: known.row, id: known.id, name: known.name, previous: known.body };
    return known.row.leaves?.(this.#preparation.facts(target, known.body)) ?? [];
  }

  #seedAll(resources: readonly Brought[]): void {
    for (const { id, body } of resources) {
      const path = this.#reads.parse(id);
      this.seed(id, path.type, path.names.at(-1) ?? "", body);
    }
  }

  #answer(
    call: Call,
    resource: Resource,
    status: number,
    operation: Operation | undefined,
    text: string,
  ): SimResponse {
    const headers: Record<string, string> = {};
    if (operation !== undefined) {
      const query = signedQuery(operation, call.apiVersion);
      headers["azure-asyncnotification"] = "Enabled";
      headers["azure-asyncoperation"] = `${call.origin}${operation.path}?${query}`;
      if (call.method === "DELETE")
        headers["location"] =
          `${call.origin}${operation.path.replace("/operations/", "/operationResults/")}?${query}`;
      const { retryAfter } = resource.row;
      if (retryAfter !== undefined) headers["retry-after"] = String(retryAfter);
    }
    if (text === "") return emptyResponse(status, headers);
    return { status, headers: { "content-type": "application/json; charset=utf-8", ...headers }, body: text };
  }

  /** The group and the parent must exist. A DELETE in what is gone has nothing to do. */
  #requirePlace(call: Call, deleting = false): void {
    const { path } = call;
    if (path.kind !== "item" || path.type === "" || path.names.length === 0)
      throw new ArmError(
        405,
        "HttpMethodNotAllowed",
        `The HTTP method '${call.method}' is not supported at scope '${path.text}'.`,
      );
    this.#reads.requireGroup(path);
    if (!deleting) this.#reads.requireParent(path);
  }

  /** The id in the case that Azure keeps: the group's own, the type's own, and the name as it was first given. */
  #canonicalId(call: Call): string {
    return this.#reads.canonical(call.path);
  }

  #requireDeletable(known: Resource): void {
    this.#requireFree(known.id, known.row);
    for (const inline of known.row.inline ?? [])
      for (const child of objects(asObject(known.body["properties"])[inline.property]))
        this.#requireFree(
          `${known.id}/${inline.type}/${textOf(child["name"])}`,
          this.#store.rows.of(`${known.row.type}/${inline.type}`),
          known.key,
        );
    const child = (known.row.heldBy ?? []).flatMap((type) =>
      this.#store.collection(`${known.id}/${type}`),
    )[0];
    if (child !== undefined)
      throw conflict(
        "CannotDeleteResource",
        `Cannot delete resource while nested resources exist. Some existing nested resource IDs include: '${child.id}'. Please delete all nested resources before deleting this resource.`,
      );
  }

  #requireFree(id: string, row: TypeRow, within?: string): void {
    if (row.inUse === undefined) return;
    const users = this.#store
      .holders(id)
      .filter((user) => within === undefined || !lower(user).startsWith(`${within}/`));
    if (users.length > 0) throw row.inUse(id.slice(id.lastIndexOf("/") + 1), users);
  }
}

function requireLocation({ row, id, name, previous }: Target, sent: JsonObject): void {
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

const plain = (location: string): string => lower(location.replaceAll(" ", ""));

/** A PATCH merges, but for tags: they are replaced as a whole. */
function patched(body: JsonObject, sent: JsonObject): JsonObject {
  const merged = merge(body, sent);
  return isObject(sent["tags"]) ? { ...merged, tags: sent["tags"] } : merged;
}
