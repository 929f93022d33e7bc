/**
 * What `terraform show -json` prints after stacks were applied, without Terraform: the provider under test decides on
 * defaults and computed values, and references are resolved between the resources.
 */
import {
  armId,
  azurermSchema,
  evaluate,
  follow,
  typeSchema,
  type AzurermMajor,
  type Resolver,
  type Stack,
} from "@aks-topology/terraform";
import { plan, settle as settleValues, type Block } from "./planning.js";
import { isObjectValue, type ObjectValue, type Value } from "./values.js";

export interface StateResource {
  readonly address: string;
  readonly mode: "managed";
  readonly type: string;
  readonly name: string;
  readonly values: ObjectValue;
}

const SUBSCRIPTION = "00000000-0000-4000-8000-000000000001";

interface Element {
  readonly stack: Stack;
  readonly mode: "resource" | "data";
  readonly type: string;
  readonly label: string;
  readonly body: Readonly<Record<string, unknown>>;
}

/** The resources of stacks as a state has them. */
export function stateResources(stacks: readonly Stack[], major: AzurermMajor = 4): readonly StateResource[] {
  const elements = stacks.flatMap(elementsOf);
  const settled = new Map<Element, ObjectValue>();
  const resolver =
    (stack: Stack): Resolver =>
    (root, steps) => {
      const names = steps.flatMap((step) => (step.kind === "attribute" ? [step.name] : []));
      const mode = root === "data" ? "data" : "resource";
      const [type = "", label = "", attribute = ""] = mode === "data" ? names : [root, ...names];
      if (type === "terraform_remote_state") return outputOf(label, steps.slice(3));
      const element = elements.find(
        (one) => one.stack === stack && one.mode === mode && one.type === type && one.label === label,
      );
      return element && follow(settle(element)[attribute], steps.slice(mode === "data" ? 3 : 2));
    };
  const outputOf = (reference: string, [output, ...rest]: Parameters<Resolver>[1]): unknown => {
    const stack = stacks.find(({ name }) => reference === `cross-stack-reference-input-${name}`);
    const name = output?.kind === "attribute" ? output.name : "";
    if (stack === undefined) return undefined;
    const { value } = objectOf(objectOf(stack.json["output"])[name]);
    return follow(evaluate(value, resolver(stack)), rest);
  };
  const settle = (element: Element): ObjectValue => {
    const known = settled.get(element);
    if (known !== undefined) return known;
    const { type, mode, stack, body } = element;
    const block = typeSchema(azurermSchema(major), mode, type)?.block ?? {};
    const config = configuration(block, objectOf(evaluate(body, resolver(stack))));
    const planned = plan(type, block, config, null);
    const values = isObjectValue(planned) ? settleValues(type, block, planned, config) : {};
    const own = { ...values, ...subscriptionIn(element), id: idOf(element, values) };
    settled.set(element, own);
    return own;
  };
  return elements
    .filter(({ mode }) => mode === "resource")
    .map((element) => ({
      address: `${element.type}.${element.label}`,
      mode: "managed" as const,
      type: element.type,
      name: element.label,
      values: settle(element),
    }));
}

function elementsOf(stack: Stack): readonly Element[] {
  return (["resource", "data"] as const).flatMap((mode) =>
    Object.entries(objectOf(stack.json[mode])).flatMap(([type, named]) =>
      Object.entries(objectOf(named)).map(([label, body]) => ({
        stack,
        mode,
        type,
        label,
        body: objectOf(body),
      })),
    ),
  );
}

/** What the data source of a subscription answers: that of its provider. */
function subscriptionIn({ mode, type, stack, body }: Element): ObjectValue {
  return mode === "data" && type === "azurerm_subscription"
    ? { subscription_id: subscriptionOf(stack, body) }
    : {};
}

/** The id by the path of the type, in the subscription of the element's provider; else the one that was made up. */
function idOf({ mode, type, stack, body }: Element, values: ObjectValue): Value {
  const filled = (name: string): string => {
    const value = name === "subscription" ? subscriptionOf(stack, body) : values[name];
    return typeof value === "string" && value !== "" ? value : "?";
  };
  const id = mode === "resource" || type === "azurerm_subscription" ? armId(type, filled) : undefined;
  return id === undefined || id.includes("?") ? (values["id"] ?? null) : id;
}

function subscriptionOf({ json }: Stack, { provider }: Element["body"]): string {
  const alias = typeof provider === "string" ? /\.([\w-]+)\}?$/.exec(provider)?.[1] : undefined;
  const azurerm: unknown = objectOf(json["provider"])["azurerm"];
  const found = (Array.isArray(azurerm) ? azurerm : [azurerm])
    .map(objectOf)
    .find((one) => one["alias"] === alias)?.["subscription_id"];
  return typeof found === "string" ? found : SUBSCRIPTION;
}

/** The document of `terraform show -json`, with these resources at its root. */
export function stateDocument(resources: readonly StateResource[]): Readonly<Record<string, unknown>> {
  return { format_version: "1.0", terraform_version: "1.11.4", values: { root_module: { resources } } };
}

/** What is configured as the provider receives it: every attribute and block of the schema, blocks as lists. */
function configuration(block: Block, body: Readonly<Record<string, unknown>>): ObjectValue {
  const attributes = Object.keys(block.attributes ?? {}).map((name) => [name, valueOf(body[name])] as const);
  const blocks = Object.entries(block.block_types ?? {}).map(([name, { block: inner }]) => {
    const given: unknown = body[name];
    const items: readonly unknown[] = Array.isArray(given) ? given : given === undefined ? [] : [given];
    return [name, items.map((item) => configuration(inner, objectOf(item)))] as const;
  });
  return Object.fromEntries([...attributes, ...blocks]);
}

/** Values that only a data source would know have no place in a state: they count as an empty text. */
function valueOf(value: unknown): Value {
  if (value === undefined || value === null) return null;
  if (typeof value === "string" || typeof value === "number" || typeof value === "boolean") return value;
  if (Array.isArray(value)) return value.map(valueOf);
  if (Object.getPrototypeOf(value) !== Object.prototype) return "";
  return Object.fromEntries(Object.entries(objectOf(value)).map(([key, item]) => [key, valueOf(item)]));
}

function objectOf(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value) ? { ...value } : {};
}
