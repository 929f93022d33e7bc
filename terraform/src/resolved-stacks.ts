/** The synthesized stacks of one program with references resolved, also from stack to stack. */
import { armId } from "./arm-paths.js";
import { evaluate, follow, type Resolver } from "./evaluate.js";
import type { Step } from "./expression.js";
import { asBlocks, entriesOf, isObject, objectOf, type JsonObject } from "./json.js";
import type { ResourceMode } from "./schema.js";

/** The Terraform JSON of a stack. */
export interface Stack {
  readonly name: string;
  readonly json: JsonObject;
}

/** A resource or data source with its attributes as Azure would return them. */
export interface ResolvedElement {
  readonly stack: string;
  readonly mode: ResourceMode;
  readonly type: string;
  readonly name: string;
  /** `azurerm_subnet.nodes`, `data.azurerm_subscription.current`. */
  readonly address: string;
  /** Subscription of its provider. */
  readonly subscription: string;
  /** What is configured, with references resolved, or what Azure computes; undefined when it is neither. */
  readonly attribute: (name: string) => unknown;
}

export interface ResolvedStacksOptions {
  /** Subscription of a provider without `subscription_id`. */
  readonly subscription: string;
  /**
   * Returns an attribute as Azure answers it, from what is configured.
   * @default what is configured, and the id by the type's path
   */
  readonly computed?:
    ((element: ResolvedElement, attribute: string, configured: unknown) => unknown) | undefined;
  /**
   * Returns what a reference to an unknown attribute is worth; `nested` is the last attribute that it names in a block.
   * @default a term
   */
  readonly unknown?:
    ((element: ResolvedElement, attribute: string, nested: string | undefined) => unknown) | undefined;
}

/** The prefix that CDKTF gives to the data source through which a stack reads another. */
const REMOTE_STATE = /^cross-stack-reference-input-/;

export class ResolvedStacks {
  readonly #stacks: readonly Stack[];
  readonly #options: ResolvedStacksOptions;
  readonly #elements = new Map<string, ResolvedElement>();

  constructor(stacks: readonly Stack[], options: ResolvedStacksOptions) {
    this.#stacks = stacks;
    this.#options = options;
    for (const stack of stacks) {
      for (const mode of ["resource", "data"] as const) {
        for (const [type, named] of entriesOf(stack.json[mode])) {
          for (const [name, body] of entriesOf(named)) this.#add(stack, mode, type, name, objectOf(body));
        }
      }
    }
  }

  /** All resources and data sources of a type, in the order of the stacks. */
  elements(type: string): readonly ResolvedElement[] {
    return [...this.#elements.values()].filter((element) => element.type === type);
  }

  #add(stack: Stack, mode: ResourceMode, type: string, name: string, body: JsonObject): void {
    const address = [...(mode === "data" ? ["data"] : []), type, name].join(".");
    const values = new Map<string, unknown>();
    const element: ResolvedElement = {
      stack: stack.name,
      mode,
      type,
      name,
      address,
      subscription: subscriptionOf(stack, body) ?? this.#options.subscription,
      attribute: (attribute) => {
        if (!values.has(attribute)) {
          const given = evaluate(body[attribute], this.#resolver(stack));
          const configured = given === undefined && attribute === "id" ? idOf(element) : given;
          const { computed } = this.#options;
          values.set(attribute, computed ? computed(element, attribute, configured) : configured);
        }
        return values.get(attribute);
      },
    };
    this.#elements.set(key(stack, address), element);
  }

  #resolver(stack: Stack): Resolver {
    return (root, steps) => {
      const length = root === "data" ? 2 : 1;
      const names = steps.slice(0, length).flatMap((step) => (step.kind === "attribute" ? [step.name] : []));
      const [attribute, ...rest] = steps.slice(length);
      if (names.length < length || attribute?.kind !== "attribute") return undefined;
      if (root === "data" && names[0] === "terraform_remote_state") return this.#output(names[1] ?? "", rest);
      const element = this.#elements.get(key(stack, [root, ...names].join(".")));
      if (element === undefined) return undefined;
      const nested = rest.findLast((step) => step.kind === "attribute")?.name;
      return (
        follow(element.attribute(attribute.name), rest) ??
        this.#options.unknown?.(element, attribute.name, nested)
      );
    };
  }

  /** `data.terraform_remote_state.X.outputs.Y`: output Y of the stack that CDKTF calls X. */
  #output(reference: string, [output, ...rest]: readonly Step[]): unknown {
    const stack = this.#stacks.find(({ name }) => name === reference.replace(REMOTE_STATE, ""));
    if (stack === undefined || output?.kind !== "attribute") return undefined;
    const { value } = objectOf(objectOf(stack.json["output"])[output.name]);
    return follow(evaluate(value, this.#resolver(stack)), rest);
  }
}

/** The id that Azure gives a resource; undefined when the type's path or an attribute in it is unknown. */
function idOf({ type, subscription, attribute }: ResolvedElement): string | undefined {
  const values = new Map<string, unknown>([["subscription", subscription]]);
  const id = armId(type, (name) => {
    if (!values.has(name)) values.set(name, attribute(name));
    return String(values.get(name));
  });
  return [...values.values()].every((value) => typeof value === "string") ? id : undefined;
}

/** The subscription of the element's provider: of the alias that it names, else of the one without. */
function subscriptionOf({ json }: Stack, body: JsonObject): string | undefined {
  const alias = /\.([\w-]+)\}?$/.exec(typeof body["provider"] === "string" ? body["provider"] : "")?.[1];
  const providers = (asBlocks(objectOf(json["provider"])["azurerm"]) ?? []).filter(isObject);
  const id = providers.find((provider) => provider["alias"] === alias)?.["subscription_id"];
  return typeof id === "string" ? id : undefined;
}

function key(stack: Stack, address: string): string {
  return `${stack.name}/${address}`;
}
