import type { Step } from "@aks-topology/terraform";
import { readFileSync } from "node:fs";
import { objectOf, objectsOf, textOf, type JsonObject } from "../json.js";
import { computed } from "./computed.js";
import { evaluate, follow, NotEvaluatedError, type Lookup } from "./evaluate.js";

/** A resource or data source of the synthesized Terraform, with its attributes as Azure would see them. */
export interface Element {
  readonly type: string;
  readonly name: string;
  /** Subscription of its provider. */
  readonly subscription: string;
  /** The value of an attribute: what is configured, references resolved, else what Azure computes. */
  readonly attribute: (name: string) => unknown;
  /** All elements of a type, in all stacks. */
  readonly elements: (type: string) => readonly Element[];
}

interface Stack {
  readonly name: string;
  readonly json: JsonObject;
}

/** Whoever names no subscription gets the one of the credentials: here, one for the demonstration. */
const CREDENTIALS_SUBSCRIPTION = "00000000-1111-2222-3333-444444444444";

/** The prefix that CDKTF gives to the data source through which a stack reads another. */
const REMOTE_STATE = /^cross-stack-reference-input-/;

/** The synthesized stacks of a platform, read as Terraform would read them before it asks Azure anything. */
export class Configuration {
  readonly #stacks: readonly Stack[];
  readonly #elements = new Map<string, Element>();

  constructor(stacks: readonly { readonly name: string; readonly file: string }[]) {
    this.#stacks = stacks.map(({ name, file }) => {
      const json: unknown = JSON.parse(readFileSync(file, "utf8"));
      return { name, json: objectOf(json) };
    });
    for (const stack of this.#stacks) {
      for (const mode of ["resource", "data"] as const) {
        for (const [type, byName] of Object.entries(objectOf(stack.json[mode]))) {
          for (const [name, body] of Object.entries(objectOf(byName)))
            this.#elements.set(
              key(stack, mode, type, name),
              this.#element(stack, type, name, objectOf(body)),
            );
        }
      }
    }
  }

  /** All elements of a type, in the order of the stacks. */
  elements(type: string): readonly Element[] {
    return [...this.#elements.values()].filter((element) => element.type === type);
  }

  #element(stack: Stack, type: string, name: string, body: JsonObject): Element {
    const known = new Map<string, unknown>();
    const element: Element = {
      type,
      name,
      subscription: subscriptionOf(stack, body),
      elements: (wanted) => this.elements(wanted),
      attribute: (attribute) => {
        if (!known.has(attribute)) {
          const configured = evaluate(body[attribute], this.#lookup(stack));
          known.set(attribute, computed(element, attribute, configured));
        }
        return known.get(attribute);
      },
    };
    return element;
  }

  #lookup(stack: Stack): Lookup {
    return (root, steps) => {
      const mode = root === "data" ? "data" : "resource";
      const [type, ...path] = mode === "data" ? names(steps) : [root, ...names(steps)];
      const rest = steps.slice(mode === "data" ? 2 : 1);
      const name = path[0] ?? "";
      if (type === "terraform_remote_state") return this.#remote(name, rest);
      const element = this.#elements.get(key(stack, mode, type ?? "", name));
      const [attribute, ...deeper] = rest;
      if (element === undefined || attribute?.kind !== "attribute")
        throw new NotEvaluatedError(`${root}.${name}`);
      return follow(element.attribute(attribute.name), deeper) ?? `(${attribute.name} of ${name})`;
    };
  }

  /** `data.terraform_remote_state.X.outputs.Y`: output Y of the stack that CDKTF calls X. */
  #remote(reference: string, [, output]: readonly Step[]): unknown {
    const stack = this.#stacks.find(({ name }) => name === reference.replace(REMOTE_STATE, ""));
    if (stack === undefined || output?.kind !== "attribute") throw new NotEvaluatedError(reference);
    const { value } = objectOf(objectOf(stack.json["output"])[output.name]);
    return evaluate(value, this.#lookup(stack));
  }
}

function key(stack: Stack, mode: string, type: string, name: string): string {
  return [stack.name, mode, type, name].join("/");
}

function names(steps: readonly Step[]): string[] {
  return steps.flatMap((step) => (step.kind === "attribute" ? [step.name] : []));
}

/** The subscription of the element's provider: of the alias that it names, else of the one without. */
function subscriptionOf({ json }: Stack, body: JsonObject): string {
  const alias = /\.([\w-]+)\}?$/.exec(textOf(body["provider"]))?.[1];
  const provider = objectsOf(objectOf(json["provider"])["azurerm"]).find(
    (candidate) => candidate["alias"] === alias,
  );
  return textOf(provider?.["subscription_id"]) || CREDENTIALS_SUBSCRIPTION;
}
