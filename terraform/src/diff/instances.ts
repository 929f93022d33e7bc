/** Resources and data sources of stacks, one for each instance of `count` and `for_each`. */
import { evaluate, type Resolver } from "../evaluate.js";
import { entriesOf, isArray, isObject, objectOf, type JsonObject } from "../json.js";
import type { Stack } from "../resolved-stacks.js";
import type { ResourceMode } from "../schema.js";
import { Term } from "../term.js";

export interface Instance {
  readonly stack: string;
  readonly mode: ResourceMode;
  readonly type: string;
  /** Within the stack: `azurerm_subnet.nodes`, `data.azurerm_subscription.current`, `azurerm_subnet.nodes[0]`. */
  readonly address: string;
  readonly body: JsonObject;
  /** Resolves `count.index`, `each.key` and `each.value`. */
  readonly own: Resolver;
}

/** The instances of one side of a comparison, by stack and address. */
export class Instances {
  readonly #byKey = new Map<string, Instance>();
  readonly #repeated = new Set<string>();
  readonly stacks: ReadonlyMap<string, JsonObject>;

  constructor(stacks: readonly Stack[]) {
    this.stacks = new Map(stacks.map(({ name, json }) => [name, json]));
    for (const stack of stacks) {
      for (const instance of instancesOf(stack)) {
        const { address } = instance;
        this.#byKey.set(instanceKey(stack.name, address), instance);
        if (address.includes("[")) this.#repeated.add(instanceKey(stack.name, address.replace(/\[.*/, "")));
      }
    }
  }

  get(stack: string, address: string): Instance | undefined {
    return this.#byKey.get(instanceKey(stack, address));
  }

  /** Whether an address has instances with an index. */
  isRepeated(stack: string, address: string): boolean {
    return this.#repeated.has(instanceKey(stack, address));
  }

  all(): IterableIterator<Instance> {
    return this.#byKey.values();
  }
}

export function instanceKey(stack: string, address: string): string {
  return `${stack}/${address}`;
}

function* instancesOf({ name: stack, json }: Stack): Generator<Instance> {
  for (const mode of ["resource", "data"] as const) {
    for (const [type, named] of entriesOf(json[mode])) {
      for (const [name, given] of entriesOf(named)) {
        const body = objectOf(given);
        const address = [...(mode === "data" ? ["data"] : []), type, name].join(".");
        for (const { suffix, own } of repetitions(body)) {
          yield { stack, mode, type, address: `${address}${suffix}`, body, own };
        }
      }
    }
  }
}

interface Repetition {
  readonly suffix: string;
  readonly own: Resolver;
}

/** A number or a set of instances that only variables decide counts as one instance without an index. */
function repetitions({ count, for_each: each }: JsonObject): readonly Repetition[] {
  if (count !== undefined && count !== null) {
    const times = evaluate(count, () => undefined);
    if (typeof times === "number")
      return Array.from({ length: times }, (_, index) => ({
        suffix: `[${index}]`,
        own: named("count", { index }),
      }));
  }
  if (each !== undefined && each !== null) {
    const items = evaluate(each, () => undefined);
    const pairs = pairsOf(items);
    if (pairs !== undefined)
      return pairs.map(([key, value]) => ({
        suffix: `[${JSON.stringify(key)}]`,
        own: named("each", { key, value }),
      }));
  }
  return [{ suffix: "", own: () => undefined }];
}

function pairsOf(items: unknown): readonly (readonly [string, unknown])[] | undefined {
  if (isArray(items)) return items.map((item) => [String(item), item]);
  return isObject(items) && !(items instanceof Term) ? Object.entries(items) : undefined;
}

function named(name: string, values: JsonObject): Resolver {
  return (root, [first]) => (root === name && first?.kind === "attribute" ? values[first.name] : undefined);
}
