import {
  DefaultTokenResolver,
  StringConcat,
  TerraformStack,
  Token,
  Tokenization,
  type IResolvable,
  type TerraformResource,
  type TerraformElement,
} from "cdktf";
import { Construct, type IConstruct, type Node } from "constructs";
import { labelPath } from "./labels.js";

const TOKEN = /\$\{TfToken\[[^\]]+\]\}/g;

/** Replaces the tokens of a text, each by what `replace` makes of the expression that it encodes; undefined keeps it. */
export function replaceTokens(
  text: string,
  replace: (expression: IResolvable) => string | undefined,
): string {
  return text.replace(TOKEN, (token) => {
    const expression = Tokenization.reverseString(token).firstToken;
    return (expression && replace(expression)) ?? token;
  });
}

const resolver = new DefaultTokenResolver(new StringConcat());

/** A text as it would be written: references are resolved, so that two ways to one thing are the same. */
export function written(scope: IConstruct, value: unknown): string | undefined {
  if (typeof value !== "string" || !Token.isUnresolved(value))
    return typeof value === "string" ? value : undefined;
  const resolved: unknown = Tokenization.resolve(value, { scope, resolver });
  return typeof resolved === "string" ? resolved : undefined;
}

/** An argument of a resource by its name in CDKTF, as it would be written; undefined where it is not given or no text. */
export function argument(resource: TerraformResource, name: string): string | undefined {
  const given: unknown = Reflect.get(resource, `${name}Input`);
  return written(resource, given);
}

/**
 * A text that is the same wherever in an app the same thing is meant: a reference says which stack it refers to. Undefined
 * where no text is given.
 */
export function canonical(scope: IConstruct, value: string): string;
export function canonical(scope: IConstruct, value: unknown): string | undefined;
export function canonical(scope: IConstruct, value: unknown): string | undefined {
  if (typeof value !== "string") return undefined;
  if (!Token.isUnresolved(value)) return value.toLowerCase();
  const [expression] = Tokenization.reverse(value);
  const origin: unknown = expression && Reflect.get(expression, "originStack");
  const identifier: unknown = expression && Reflect.get(expression, "identifier");
  return isWholly(value) && TerraformStack.isStack(origin) && typeof identifier === "string"
    ? `${origin.node.path} ${identifier}`
    : `${TerraformStack.of(scope).node.path} ${written(scope, value)}`;
}

function isWholly(value: string): boolean {
  return value.replace(TOKEN, "") === "" && value.lastIndexOf("${") === 0;
}

/** An argument of an element by its name in CDKTF, in canonical form; undefined where it is not given or no text. */
export function canonicalArgument(element: TerraformElement, name: string): string | undefined {
  return canonical(element, Reflect.get(element, `${name}Input`));
}

/** The stacks that the arguments of an element refer to, its own included. Nothing is resolved: that would add outputs. */
export function referencedStacks(element: TerraformElement): ReadonlySet<TerraformStack> {
  const stacks = new Set<TerraformStack>();
  const seen = new Set<unknown>();
  const visit = (value: unknown): void => {
    if (TerraformStack.isStack(value)) stacks.add(value);
    if (seen.has(value) || Construct.isConstruct(value)) return;
    seen.add(value);
    if (isEncoded(value)) Tokenization.reverse(value).forEach(visit);
    if (typeof value === "object" && value !== null) Object.values(value).forEach(visit);
  };
  visit(element.toTerraform());
  return stacks;
}

function isEncoded(value: unknown): value is string | number {
  return (typeof value === "string" || typeof value === "number") && Token.isUnresolved(value);
}

/**
 * The path below the stack, joined by `_`. A segment that begins with `~` names the kind of element, which its Terraform
 * type says already: it is left out.
 */
export function addressName(stack: TerraformStack, node: Node): string {
  return joinedLabels(labelPath(stack, node));
}

/** The name in Terraform of a path of names. */
export function joinedLabels(segments: readonly string[]): string {
  const named = segments.filter((segment) => !segment.startsWith("~"));
  // Outputs that CDKTF makes for other stacks are called by the expression that they hold.
  return (named.length > 0 ? named : segments.map((segment) => segment.slice(1)))
    .join("_")
    .replace(/[^A-Za-z0-9_-]+/g, "_");
}

/** The address of an element in its stack, such as `azurerm_subnet.shop_main_system`. */
export function addressOf(element: TerraformElement): string {
  const type =
    "terraformResourceType" in element ? String(element.terraformResourceType) : element.constructor.name;
  return `${type}.${addressName(TerraformStack.of(element), element.node)}`;
}

/** Terraform's JSON without the `//` keys of elements, which hold CDKTF's metadata; the one of the file stays, since its CLI reads it. */
export function withoutElementMetadata(json: Record<string, unknown>): Record<string, unknown> {
  const strip = (value: unknown): unknown => {
    if (Array.isArray(value)) return value.map(strip);
    if (typeof value !== "object" || value === null) return value;
    return Object.fromEntries(
      Object.entries(value)
        .filter(([key]) => key !== "//")
        .map(([key, inner]) => [key, strip(inner)]),
    );
  };
  return Object.fromEntries(
    Object.entries(json).map(([key, value]) => [key, key === "//" ? value : strip(value)]),
  );
}

/**
 * Runs `work` without the stack traces that CDKTF takes of every token: they cost a third of the time, and it has no switch
 * for them. Work that fails is run again with them, for its message.
 */
export function withoutTokenTraces<T>(work: () => T): T {
  const own = Object.getOwnPropertyDescriptor(Error, "captureStackTrace") ?? {};
  try {
    Object.defineProperty(Error, "captureStackTrace", { ...own, value: () => undefined });
    return work();
  } catch {
    Object.defineProperty(Error, "captureStackTrace", own);
    return work();
  } finally {
    Object.defineProperty(Error, "captureStackTrace", own);
  }
}
