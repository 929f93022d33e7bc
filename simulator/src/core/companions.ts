import { sameJson, type JsonObject } from "./json.js";
import type { Preparation, Target } from "./prepare.js";
import type { Reads } from "./reads.js";
import type { Resource } from "./resource.js";
import type { Store } from "./store.js";
import type { Brought } from "./type-row.js";

/** What comes with a resource, and what a deleted one takes along or leaves behind. */
export class Companions {
  readonly #store: Store;
  readonly #reads: Reads;
  readonly #preparation: Preparation;

  constructor(store: Store, reads: Reads, preparation: Preparation) {
    this.#store = store;
    this.#reads = reads;
    this.#preparation = preparation;
  }

  /** Stores without being asked by a request: no counters, no events, no waiting. */
  seed(id: string, type: string, name: string, sent: JsonObject): Resource {
    const row = this.#store.rows.of(type);
    const target: Target = { row, id, name, previous: this.#store.get(id)?.body };
    const resource = this.#store.put(type, id, name, this.#preparation.prepare(target, sent));
    resource.state = "Succeeded";
    resource.pending = undefined;
    this.bring(target, resource);
    this.echo(resource, target.previous, resource.body);
    return resource;
  }

  /** What a resource brought goes with it: a cluster's node resource group. */
  broughtBy(known: Resource): Resource[] {
    const brought = known.row.brings?.(this.#preparation.facts(targetOf(known), known.body)) ?? [];
    return brought.flatMap(({ id, stays }) => {
      const resource = stays === true ? undefined : this.#store.get(id);
      return resource === undefined ? [] : [resource, ...this.#store.under(`${resource.id}/`)];
    });
  }

  /** Brings what a written resource comes with, but nothing that is there already. */
  bring(target: Target, resource: Resource): void {
    const facts = this.#preparation.facts(target, resource.body);
    for (const { id } of target.row.leaves?.(facts) ?? []) this.#store.remove(id);
    this.seedAll(
      (target.row.brings?.(facts) ?? []).filter(
        ({ id, always }) => always === true || this.#store.get(id) === undefined,
      ),
    );
  }

  /** Changes what a write changes elsewhere. */
  echo({ row, id }: Resource, before: JsonObject | undefined, after: JsonObject | undefined): void {
    for (const { id: other, change } of row.echoes?.({ id, before, after }) ?? []) {
      const known = this.#store.get(other);
      if (known === undefined) continue;
      const body = change(known.body);
      if (!sameJson(body, known.body)) this.#store.put(known.row.type, known.id, known.name, body);
    }
  }

  /** What stays of a resource: a deleted vault. */
  leftBy(known: Resource): readonly Brought[] {
    return known.row.leaves?.(this.#preparation.facts(targetOf(known), known.body)) ?? [];
  }

  seedAll(resources: readonly Brought[]): void {
    for (const { id, body } of resources) {
      const path = this.#reads.parse(id);
      this.seed(id, path.type, path.names.at(-1) ?? "", body);
    }
  }
}

/** A kept resource, as one writes it again. */
export function targetOf({ row, id, name, body }: Resource): Target {
  return { row, id, name, previous: body };
}
