import type { FoundResource } from "./found.js";
import { withInlineParts } from "./inline-parts.js";
import { text, type Values } from "./values.js";

export type { FoundResource } from "./found.js";

/** Types without any of which a platform file would have nothing. */
const ADOPTED = [
  "azurerm_virtual_network",
  "azurerm_virtual_hub",
  "azurerm_kubernetes_automatic_cluster",
  "azurerm_kubernetes_cluster",
  "azurerm_application_gateway",
  "azurerm_function_app_flex_consumption",
];

/** Everything that was found, by type and by id. Azure ignores the case of ids. */
export class Inventory {
  readonly all: readonly FoundResource[];
  readonly #byType = new Map<string, FoundResource[]>();
  readonly #byId = new Map<string, FoundResource>();

  constructor(resources: readonly FoundResource[]) {
    const all: FoundResource[] = [];
    for (const resource of withInlineParts(completed(resources))) {
      // One that Terraform is about to destroy is none that could be adopted.
      if (resource.deposed === true) {
        all.push(resource);
        continue;
      }
      const key = keyOf(resource.type, resource.id);
      const known = this.#byId.get(key);
      const isTwice = known?.mode === "managed" && resource.mode === "managed" && isOfAzure(resource);
      // What a state and an export both have, or two files, is one resource: the first one's.
      if (known?.mode === "managed" && [undefined, known.address].includes(resource.address)) continue;
      all.push(resource);
      if (isTwice) continue;
      if (known?.mode !== "managed") this.#byId.set(key, resource);
      if (resource.mode === "data") continue;
      const ofType = this.#byType.get(resource.type) ?? [];
      this.#byType.set(resource.type, [...ofType, resource]);
    }
    this.all = all;
  }

  /** Whether there is neither a network nor a runtime that a platform file could describe. */
  get isEmpty(): boolean {
    return ADOPTED.every((type) => this.of(type).length === 0);
  }

  /** The resources of a type, without what the configuration only reads. */
  of(type: string): readonly FoundResource[] {
    return this.#byType.get(type) ?? [];
  }

  /** The resource of a type and id, also one that the configuration only reads. */
  byId(type: string, id: string | undefined): FoundResource | undefined {
    return id === undefined ? undefined : this.#byId.get(keyOf(type, id));
  }

  /** Resources of a type whose attribute holds this id. */
  referringTo(type: string, attribute: string, id: string): readonly FoundResource[] {
    return this.of(type).filter(({ values }) => sameId(text(values, attribute), id));
  }
}

/** Whether its id is one of Azure: other providers have ids that say nothing, such as times. */
function isOfAzure({ type }: FoundResource): boolean {
  return type.startsWith("azurerm_");
}

export function sameId(one: string | undefined, other: string | undefined): boolean {
  return one !== undefined && other !== undefined && one.toLowerCase() === other.toLowerCase();
}

/** Whether an id is that of something inside of another: a subnet of a network, a network of a group. */
export function isWithin(inner: string, outer: string): boolean {
  return inner.toLowerCase().startsWith(`${outer.toLowerCase()}/`);
}

export function nameOf({ id, values }: FoundResource): string {
  return text(values, "name") ?? id.slice(id.lastIndexOf("/") + 1);
}

/** The resources with the blocks that were found on their own. Blocks of what was not found are left out. */
function completed(resources: readonly FoundResource[]): readonly FoundResource[] {
  const blocks = new Map<string, Values>();
  for (const { type, id, values, completes } of resources)
    if (completes === true) blocks.set(keyOf(type, id), { ...blocks.get(keyOf(type, id)), ...values });
  return resources
    .filter(({ completes }) => completes !== true)
    .map((resource) => {
      const own = resource.address === undefined ? blocks.get(keyOf(resource.type, resource.id)) : undefined;
      return own === undefined ? resource : { ...resource, values: { ...resource.values, ...own } };
    });
}

function keyOf(type: string, id: string): string {
  return `${type} ${id.toLowerCase()}`;
}
