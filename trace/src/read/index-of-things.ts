import { describe, ownerKey, ownKey, type Thing } from "./thing.js";

/** Things by type and by what others refer to them by. */
export class Things {
  readonly #byType = new Map<string, Thing[]>();
  #byKey: ReadonlyMap<string, Thing> | undefined;

  constructor(things: readonly Thing[]) {
    for (const thing of things) {
      const list = this.#byType.get(thing.type);
      if (list === undefined) this.#byType.set(thing.type, [thing]);
      else list.push(thing);
    }
  }

  /** The name of the thing that has a key. */
  nameOf(key: string): string | undefined {
    this.#byKey ??= new Map([...this.#byType.values()].flat().map((thing) => [ownKey(thing), thing]));
    const name = this.#byKey.get(key)?.attribute("name");
    return typeof name === "string" ? name : undefined;
  }

  /** Resources and data sources of a type. */
  of(type: string): readonly Thing[] {
    return this.#byType.get(type) ?? [];
  }
}

/** What every thing of the model has. */
export function named(thing: Thing): { key: string; address: string; name: string } {
  const name = thing.attribute("name");
  return {
    key: ownKey(thing),
    address: thing.address,
    name: typeof name === "string" ? name : ownerKey(thing),
  };
}

/**
 * Things of one kind by key, and by resource group and name, as azurerm refers to the parents of some resources. A name in
 * several subscriptions is that of the first one.
 */
export class Register<T extends { readonly key: string }> {
  readonly #byKey = new Map<string, T>();
  readonly #byName = new Map<string, T>();

  add(thing: Thing, item: T): void {
    this.#byKey.set(item.key, item);
    const name = groupAndName(thing.attribute("resource_group_name"), thing.attribute("name"));
    if (!this.#byName.has(name)) this.#byName.set(name, item);
    const fromId = /\/resourcegroups\/([^/]+)\/.*\/([^/]+)$/.exec(item.key);
    if (fromId !== null && !this.#byName.has(groupAndName(fromId[1], fromId[2])))
      this.#byName.set(groupAndName(fromId[1], fromId[2]), item);
  }

  get(key: string | undefined): T | undefined {
    return key === undefined ? undefined : this.#byKey.get(key);
  }

  named(group: unknown, name: unknown): T | undefined {
    return this.#byName.get(groupAndName(group, name));
  }

  all(): readonly T[] {
    return [...this.#byKey.values()];
  }
}

function groupAndName(group: unknown, name: unknown): string {
  return `${describe(group)}/${describe(name)}`.toLowerCase();
}
