import { sameJson, type JsonObject } from "./json.js";
import type { Preparation, Target } from "./prepare.js";
import type { Reads } from "./reads.js";
import type { Resource } from "./resource.js";
import type { Store } from "./store.js";
import type { DependentResource } from "./type-row.js";

/** Resources that come with another one, and those that it deletes or leaves behind when it is deleted. */
export class DependentResources {
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
    this.create(target, resource);
    this.echo(resource, target.previous, resource.body);
    return resource;
  }

  /** What a resource created goes with it: a cluster's node resource group. */
  createdBy(known: Resource): Resource[] {
    const created = known.row.creates?.(this.#preparation.facts(targetOf(known), known.body)) ?? [];
    return created.flatMap(({ id, stays }) => {
      const resource = stays === true ? undefined : this.#store.get(id);
      return resource === undefined ? [] : [resource, ...this.#store.under(`${resource.id}/`)];
    });
  }

  /** Creates what comes with a written resource, unless it exists already. */
  create(target: Target, resource: Resource): void {
    const facts = this.#preparation.facts(target, resource.body);
    for (const { id } of target.row.leavesBehind?.(facts) ?? []) this.#store.remove(id);
    this.seedAll(
      (target.row.creates?.(facts) ?? []).filter(
        ({ id, always }) => always === true || this.#store.get(id) === undefined,
      ),
    );
  }

  /** Applies what a write changes in other resources. */
  echo({ row, id }: Resource, before: JsonObject | undefined, after: JsonObject | undefined): void {
    for (const { id: other, change } of row.echoes?.({ id, before, after }) ?? []) {
      const known = this.#store.get(other);
      if (known === undefined) continue;
      const body = change(known.body);
      if (!sameJson(body, known.body)) this.#store.put(known.row.type, known.id, known.name, body);
    }
  }

  /** What stays of a resource: a deleted vault. */
  leftBehindBy(known: Resource): readonly DependentResource[] {
    return known.row.leavesBehind?.(this.#preparation.facts(targetOf(known), known.body)) ?? [];
  }

  seedAll(resources: readonly DependentResource[]): void {
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
