import type { Acceptance } from "./acceptance.js";
import { lower, parentId } from "./arm-id.js";
import { requireIdle } from "./busy.js";
import { bodyOf, type Call } from "./call.js";
import { DependentResources, targetOf } from "./dependent-resources.js";
import { requirePreconditions } from "./etag.js";
import { emptyResponse, type SimResponse } from "./http.js";
import { asObject, isObject, merge, objects, sameJson, textOf, withAt, type JsonObject } from "./json.js";
import type { Preparation, Target } from "./prepare.js";
import type { Reads } from "./reads.js";
import type { Resource } from "./resource.js";
import type { Store } from "./store.js";
import type { InlineChildren, TypeRow } from "./type-row.js";
import {
  requireChildrenFree,
  requireDeletable,
  requireFree,
  requireLocation,
  requirePlace,
} from "./write-rules.js";

/** PUT, PATCH and DELETE, for any type: what differs between types is in their rows. */
export class Writes {
  readonly #store: Store;
  readonly #reads: Reads;
  readonly #preparation: Preparation;
  readonly #dependents: DependentResources;
  readonly #acceptance: Acceptance;
  readonly #now: () => number;

  constructor(
    store: Store,
    reads: Reads,
    preparation: Preparation,
    acceptance: Acceptance,
    now: () => number,
  ) {
    this.#store = store;
    this.#reads = reads;
    this.#preparation = preparation;
    this.#dependents = new DependentResources(store, reads, preparation);
    this.#acceptance = acceptance;
    this.#now = now;
  }

  /** Stores without being asked by a request. */
  seed(id: string, type: string, name: string, sent: JsonObject): Resource {
    return this.#dependents.seed(id, type, name, sent);
  }

  put(call: Call): SimResponse {
    requirePlace(this.#reads, call);
    const row = this.#store.rows.of(call.path.type);
    const sent = bodyOf(call);
    const place = this.#store.rows.inlineIn(call.path.type);
    if (place !== undefined) return this.#putChild(call, place.inline, sent);
    const known = this.#store.get(call.path.text);
    requirePreconditions(call, known?.etag);
    requireIdle(this.#store, call, known, this.#now());
    return this.#keep(call, row, known, sent);
  }

  patch(call: Call): SimResponse {
    requirePlace(this.#reads, call);
    const sent = bodyOf(call);
    const place = this.#store.rows.inlineIn(call.path.type);
    const child = place === undefined ? undefined : this.#store.child(call.path.text, call.path.type);
    if (place !== undefined && child !== undefined)
      return this.#putChild(call, place.inline, patched(this.#store.childShown(child), sent));
    const known = this.#store.get(call.path.text) ?? this.#reads.singleton(call.path);
    if (known === undefined) throw this.#reads.missing(call.path);
    requirePreconditions(call, known.etag);
    requireIdle(this.#store, call, known, this.#now());
    return this.#keep(call, known.row, known, patched(known.body, sent), 200);
  }

  delete(call: Call): SimResponse {
    requirePlace(this.#reads, call, true);
    const { text, type } = call.path;
    const child = this.#store.child(text, type);
    if (child !== undefined) {
      requirePreconditions(call, child.parent.etag);
      requireIdle(this.#store, call, child.parent, this.#now());
      requireFree(this.#store, text, this.#store.rows.of(type));
      const { parent, inline } = child;
      const children = objects(asObject(parent.body["properties"])[inline.property]);
      const left = children.filter((item) => item !== child.child);
      return this.#replaceChildren(call, parent, inline, left, "delete", 202);
    }
    const known = this.#store.get(text);
    if (known === undefined) return emptyResponse(204);
    requirePreconditions(call, known.etag);
    requireIdle(this.#store, call, known, this.#now());
    requireDeletable(this.#store, known);
    return this.#deleted(call, known);
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
      id: known?.id ?? this.#reads.canonical(call.path),
      name: known?.name ?? name,
      previous: known?.body,
    };
    requireLocation(target, sent);
    const body = this.#preparation.prepare(target, sent);
    this.#preparation.refuse(target, body);
    if (known !== undefined) requireChildrenFree(this.#store, known, body);
    const before = known?.body;
    const unchanged = before !== undefined && sameJson(before, body) && known?.state === "Succeeded";
    const resource = this.#store.put(row.type, target.id, target.name, body);
    const operation = this.#acceptance.written(call, resource, before, "write", unchanged);
    this.#dependents.create(target, resource);
    this.#dependents.echo(resource, before, body);
    const created = known === undefined;
    const answer = status ?? (created ? (row.createStatus ?? 201) : (row.updateStatus ?? 200));
    return this.#acceptance.answer(call, resource, answer, operation, this.#store.text(resource));
  }

  #putChild(call: Call, inline: InlineChildren, sent: JsonObject): SimResponse {
    const parent = this.#store.get(parentId(call.path.text));
    if (parent === undefined) throw this.#reads.missingParent(call.path);
    const child = this.#store.child(call.path.text, call.path.type);
    requirePreconditions(call, child === undefined ? undefined : parent.etag);
    requireIdle(this.#store, call, parent, this.#now());
    const name = child === undefined ? (call.path.names.at(-1) ?? "") : textOf(child.child["name"]);
    const target = targetOf(parent);
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
    const target = targetOf(parent);
    const body = withAt(parent.body, `properties.${inline.property}`, children);
    this.#preparation.refuse(target, body);
    const before = parent.body;
    const unchanged = sameJson(before, body) && parent.state === "Succeeded";
    const resource = this.#store.put(parent.row.type, parent.id, parent.name, body);
    const operation = this.#acceptance.written(call, resource, before, verb, unchanged);
    this.#dependents.echo(resource, before, body);
    // Not asked of the store: that would finish the write that is being answered.
    const name = lower(call.path.names.at(-1) ?? "");
    const index = children.findIndex((item) => lower(textOf(item["name"])) === name);
    const child = children[index];
    const text =
      child === undefined
        ? ""
        : JSON.stringify(this.#store.childShown({ parent: resource, inline, child, index }));
    return this.#acceptance.answer(call, resource, status, operation, text);
  }

  #deleted(call: Call, known: Resource): SimResponse {
    const inside = [known, ...this.#store.under(`${known.id}/`)];
    // What is in a group goes as if it were deleted itself: a cluster takes its node resource group along.
    const created = inside.flatMap((resource) => this.#dependents.createdBy(resource));
    const doomed = [...new Set([...inside, ...created])];
    const left = doomed.flatMap((resource) => this.#dependents.leftBehindBy(resource));
    const { ends, operation } = this.#acceptance.deleted(call, known, doomed);
    if (ends === "Succeeded") {
      this.#dependents.seedAll(left);
      for (const gone of doomed) this.#dependents.echo(gone, gone.body, undefined);
    }
    if (operation === undefined) return emptyResponse(known.row.deleteStatus ?? 200);
    return this.#acceptance.answer(call, known, 202, operation, "");
  }
}

/** A PATCH merges, but for tags: they are replaced as a whole. */
function patched(body: JsonObject, sent: JsonObject): JsonObject {
  const merged = merge(body, sent);
  return isObject(sent["tags"]) ? { ...merged, tags: sent["tags"] } : merged;
}
