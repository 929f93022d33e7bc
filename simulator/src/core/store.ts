import { lower, parentId } from "./arm-id.js";
import { asObject, asText, every, objects, textOf, type JsonObject } from "./json.js";
import type { Random } from "./random.js";
import { Resource, type Mention, type Pending, type ProvisioningState } from "./resource.js";
import type { Rows } from "./rows.js";
import type { InlineChildren, Reference } from "./type-row.js";

/** An inline child found in its parent. */
export interface InlineChild {
  readonly parent: Resource;
  readonly inline: InlineChildren;
  readonly child: JsonObject;
  readonly index: number;
}

interface Incoming extends Mention {
  readonly from: string;
  readonly blocksDelete: boolean;
}

/** All resources, by id without case, with the indexes that lists and references need. */
export class Store {
  readonly rows: Rows;
  readonly #random: Random;
  readonly #now: () => number;
  readonly #byKey = new Map<string, Resource>();
  readonly #collections = new Map<string, Map<string, Resource>>();
  readonly #types = new Map<string, Map<string, Resource>>();
  /** What refers to a target, by the target's key, then by the referring resource's key. */
  readonly #incoming = new Map<string, Map<string, Incoming[]>>();
  readonly #outgoing = new Map<string, Set<string>>();

  constructor(rows: Rows, random: Random, now: () => number) {
    this.rows = rows;
    this.#random = random;
    this.#now = now;
  }

  get size(): number {
    return this.#byKey.size;
  }

  newEtag(): string {
    return `W/"${this.#random.guid()}"`;
  }

  /** The resource, its last write finished if its time has come. */
  get(id: string): Resource | undefined {
    const found = this.#byKey.get(lower(id));
    if (found?.pending === undefined || this.#now() < found.pending.readyAt) return found;
    const { becomes } = found.pending;
    if (becomes === "Deleted") {
      this.remove(id);
      return undefined;
    }
    this.#finish(found, becomes);
    return found;
  }

  /** An inline child by its own id. */
  child(id: string, type: string): InlineChild | undefined {
    const place = this.rows.inlineIn(type);
    const parent = place === undefined ? undefined : this.get(parentId(id));
    if (place === undefined || parent === undefined) return undefined;
    const name = lower(id.slice(id.lastIndexOf("/") + 1));
    const children = objects(asObject(parent.body["properties"])[place.inline.property]);
    const index = children.findIndex((item) => lower(textOf(item["name"])) === name);
    const child = children[index];
    return child === undefined ? undefined : { parent, inline: place.inline, child, index };
  }

  /** Stores a body. The resource is there at once; a later state is reached by `settle`. */
  put(type: string, id: string, name: string, body: JsonObject): Resource {
    const known = this.get(id);
    if (known !== undefined) {
      known.stale = this.text(known);
      known.body = body;
      known.etag = this.newEtag();
      this.#changed(known);
      return known;
    }
    const created = new Resource(this.rows, this.rows.of(type), id, name, body, this.newEtag());
    this.#byKey.set(created.key, created);
    indexed(this.#collections, collectionOf(created.key)).set(created.key, created);
    indexed(this.#types, lower(created.row.type)).set(created.key, created);
    this.#changed(created);
    return created;
  }

  /** Marks a write as accepted: it becomes `becomes` at `readyAt`. */
  settle(
    resource: Resource,
    readyAt: number,
    becomes: ProvisioningState | "Deleted",
    meanwhile: ProvisioningState = "Updating",
    operation?: Pending["operation"],
  ): void {
    resource.state = meanwhile;
    resource.pending = { readyAt, becomes, operation };
    resource.touch();
  }

  remove(id: string): void {
    const found = this.#byKey.get(lower(id));
    if (found === undefined) return;
    this.#byKey.delete(found.key);
    drop(this.#collections, collectionOf(found.key), found.key);
    drop(this.#types, lower(found.row.type), found.key);
    this.#forgetReferences(found);
  }

  /** Resources of a collection path (`…/providers/Microsoft.Network/routeTables`). */
  collection(path: string): Resource[] {
    return this.#settled(this.#collections.get(lower(path)));
  }

  /** Resources of a type whose id begins with a scope. */
  ofType(type: string, scope = ""): Resource[] {
    const prefix = lower(scope);
    return this.#settled(this.#types.get(lower(type))).filter(({ key }) => key.startsWith(prefix));
  }

  has(type: string): boolean {
    return (this.#types.get(lower(type))?.size ?? 0) > 0;
  }

  /** Resources whose id begins with a prefix, in order of creation. */
  under(prefix: string): Resource[] {
    const start = lower(prefix);
    return this.#settled(this.#byKey).filter(({ key }) => key.startsWith(start));
  }

  /** The whole body as a GET shows it. */
  shown(resource: Resource): JsonObject {
    return resource.shown(this.#mentions);
  }

  text(resource: Resource): string {
    return resource.text(this.#mentions);
  }

  childShown({ parent, inline, child }: InlineChild): JsonObject {
    return parent.childShown(inline, child, this.#mentions);
  }

  /** Ids that hold a resource or inline child: what must go before it can be deleted. */
  holders(id: string): string[] {
    const key = lower(id);
    return [...(this.#incoming.get(key)?.values() ?? [])]
      .flat()
      .filter(({ blocksDelete, from }) => blocksDelete && from !== key && !from.startsWith(`${key}/`))
      .map((mention) => mention.id);
  }

  /** Ids of everything that refers to a resource or inline child. */
  referrers(id: string): string[] {
    return [...(this.#incoming.get(lower(id))?.values() ?? [])].flat().map((mention) => mention.id);
  }

  readonly #mentions = (key: string): readonly Mention[] => {
    const incoming = this.#incoming.get(key);
    if (incoming === undefined) return [];
    return [...incoming.values()].flat().filter(({ shownAs }) => shownAs !== "");
  };

  #settled(resources: ReadonlyMap<string, Resource> | undefined): Resource[] {
    return [...(resources?.values() ?? [])].filter(
      (resource) => resource.pending === undefined || this.get(resource.id) !== undefined,
    );
  }

  #finish(resource: Resource, state: ProvisioningState): void {
    resource.pending = undefined;
    resource.state = state;
    // The etag changes when a write is accepted and again when it is done.
    resource.etag = this.newEtag();
    resource.touch();
  }

  #changed(resource: Resource): void {
    resource.touch();
    this.#forgetReferences(resource);
    this.#noteReferences(resource, resource.id, resource.row.references, resource.body);
    if (resource.row.shownInParent !== undefined) this.#showInParent(resource, resource.row.shownInParent);
    for (const inline of resource.row.inline ?? []) {
      const references = this.rows.of(`${resource.row.type}/${inline.type}`).references;
      if (references === undefined) continue;
      for (const child of objects(asObject(resource.body["properties"])[inline.property])) {
        const id = `${resource.id}/${inline.type}/${textOf(child["name"])}`;
        this.#noteReferences(resource, id, references, child);
      }
    }
  }

  #noteReferences(
    owner: Resource,
    id: string,
    references: readonly Reference[] | undefined,
    body: JsonObject,
  ): void {
    for (const reference of references ?? []) {
      every(body, reference.path).forEach((value, index) => {
        const target = lower(asText(value) ?? "");
        if (target === "") return;
        const mention: Incoming = {
          from: lower(id),
          id: reference.as?.(id, index) ?? id,
          shownAs: reference.shownAs ?? "",
          cardinality: reference.cardinality ?? "list",
          blocksDelete: reference.blocksDelete ?? true,
        };
        this.#note(owner, target, mention);
      });
    }
  }

  #showInParent(child: Resource, shownAs: string): void {
    const mention: Incoming = {
      from: child.key,
      id: child.id,
      shownAs,
      cardinality: "list",
      blocksDelete: false,
    };
    this.#note(child, parentId(child.key), mention);
  }

  #note(owner: Resource, target: string, mention: Incoming): void {
    const mentions = indexed(this.#incoming, target);
    mentions.set(owner.key, [...(mentions.get(owner.key) ?? []), mention]);
    const targets = this.#outgoing.get(owner.key) ?? new Set<string>();
    this.#outgoing.set(owner.key, targets.add(target));
    this.#touchTarget(target);
  }

  #forgetReferences(owner: Resource): void {
    for (const target of this.#outgoing.get(owner.key) ?? []) {
      const mentions = this.#incoming.get(target);
      mentions?.delete(owner.key);
      if (mentions?.size === 0) this.#incoming.delete(target);
      this.#touchTarget(target);
    }
    this.#outgoing.delete(owner.key);
  }

  /** The target may be an inline child: then its parent shows it. */
  #touchTarget(key: string): void {
    this.#byKey.get(key)?.touch();
    this.#byKey.get(parentId(key))?.touch();
  }
}

/** The collection a resource is listed in: its id without the name. */
function collectionOf(key: string): string {
  return key.slice(0, key.lastIndexOf("/"));
}

function indexed<T>(index: Map<string, Map<string, T>>, key: string): Map<string, T> {
  const known = index.get(key);
  if (known !== undefined) return known;
  const made = new Map<string, T>();
  index.set(key, made);
  return made;
}

function drop<T>(index: Map<string, Map<string, T>>, key: string, member: string): void {
  const members = index.get(key);
  members?.delete(member);
  if (members?.size === 0) index.delete(key);
}
