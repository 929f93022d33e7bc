/** Terraform's meta-arguments: depends_on, count, for_each, provider, lifecycle, provisioners. */
import { ExpressionSyntaxError, type Step } from "../expression.js";
import { parseExpression } from "../expression-reader.js";
import { asBlocks, isArray, isObject, settings, type JsonObject } from "../json.js";
import { formatPath } from "../references.js";
import type { BlockSchema } from "../schema.js";
import type { Configuration, ResourceElement } from "./configuration.js";
import { didYouMean } from "../did-you-mean.js";
import { at, type Place, type Report } from "./problem.js";
import { pathProblem } from "./resolve.js";
import { checkValue, type ValueScope } from "./values.js";

export const RESOURCE_META: ReadonlySet<string> = new Set([
  "depends_on",
  "count",
  "for_each",
  "provider",
  "lifecycle",
  "provisioner",
  "connection",
]);

/** A plain path in a string, without braces: `azurerm_route.default`. Undefined when it is none. */
export function plainPath(
  text: string,
): { readonly root: string; readonly steps: readonly Step[] } | undefined {
  try {
    const expression = parseExpression(text);
    return expression.kind === "traversal" ? expression : undefined;
  } catch (error) {
    if (error instanceof ExpressionSyntaxError) return undefined;
    throw error;
  }
}

/** The addresses in a `depends_on`; reports the entries that are none. */
export function dependsOn(
  value: unknown,
  place: Place,
  configuration: Configuration,
  report: Report,
): readonly string[] {
  if (value === null || value === undefined) return [];
  if (!isArray(value)) {
    report(
      "TF_BAD_META_ARGUMENT",
      place,
      `depends_on must be a list, found ${JSON.stringify(value)}.`,
      "Write a list of addresses.",
    );
    return [];
  }
  return value.flatMap((item, index) => {
    const target = dependency(item, at(place, index), configuration, report);
    return target === undefined ? [] : [target];
  });
}

function dependency(
  item: unknown,
  place: Place,
  configuration: Configuration,
  report: Report,
): string | undefined {
  const path = typeof item === "string" ? plainPath(item) : undefined;
  if (path === undefined) {
    report(
      "TF_BAD_META_ARGUMENT",
      place,
      `depends_on takes addresses, found ${JSON.stringify(item)}.`,
      'Write the bare address, such as "azurerm_route.default".',
    );
    return undefined;
  }
  const length = path.root === "data" ? 2 : 1;
  const names = path.steps.slice(0, length).flatMap((step) => (step.kind === "attribute" ? [step.name] : []));
  const address = [path.root, ...names].join(".");
  const name = names[0] ?? "";
  const known =
    { var: configuration.variables, local: configuration.locals, module: configuration.modules }[
      path.root
    ]?.has(name) ?? configuration.resources.has(address);
  if (!known) {
    const hint = didYouMean(address, configuration.resources.keys()) || "Declare it, or correct the address.";
    report("TF_DANGLING_REFERENCE", place, `depends_on names ${address}, which does not exist.`, hint);
    return undefined;
  }
  if (path.steps.slice(length).some((step) => step.kind !== "index")) {
    const message = `depends_on takes whole elements, found ${formatPath(path.root, path.steps)}.`;
    report("TF_BAD_META_ARGUMENT", place, message, `Write "${address}".`);
  }
  return address;
}

/** The provider configuration that a resource uses, `provider.azurerm.hub`; undefined when it is not declared. */
export function providerOf(
  element: ResourceElement,
  configuration: Configuration,
  report: Report,
): string | undefined {
  const { provider } = element.body;
  // Without the argument, the first word of the type is the provider's name.
  if (provider === undefined || provider === null) return `provider.${element.type.replace(/_.*/, "")}`;
  const place = at(element, "provider");
  if (typeof provider !== "string" || !/^[\w-]+(\.[\w-]+)?$/.test(provider)) {
    report(
      "TF_BAD_META_ARGUMENT",
      place,
      `provider takes a name and an alias, found ${JSON.stringify(provider)}.`,
      'Write "azurerm.ALIAS".',
    );
    return undefined;
  }
  const declared = new Set([
    ...configuration.providers.flatMap((item) =>
      item.alias === undefined ? [] : [`${item.name}.${item.alias}`],
    ),
    ...configuration.configurationAliases,
  ]);
  // A provider without alias need not be declared: Terraform configures it without arguments, or a module inherits it.
  if (provider.includes(".") && !declared.has(provider)) {
    const others = declared.size === 0 ? "no alias" : [...declared].sort().join(", ");
    const hint = `Declare a provider block with this alias; there is ${others}.`;
    report("TF_UNKNOWN_PROVIDER", place, `The provider configuration "${provider}" is not declared.`, hint);
    return undefined;
  }
  return `provider.${provider}`;
}

export function checkMeta(
  element: ResourceElement,
  schema: BlockSchema | undefined,
  scope: ValueScope,
): void {
  const { count, for_each: forEach, lifecycle, provisioner, connection } = element.body;
  if (count !== undefined && forEach !== undefined) {
    scope.report(
      "TF_BAD_META_ARGUMENT",
      at(element, "count"),
      "count and for_each cannot be combined.",
      "Remove one.",
    );
  }
  checkValue(count, "number", at(element, "count"), scope);
  checkValue(forEach, undefined, at(element, "for_each"), scope);
  const blocks = asBlocks(lifecycle);
  if (blocks?.length !== undefined && blocks.length <= 1 && blocks.every(isObject)) {
    for (const block of blocks.filter(isObject))
      checkLifecycle(block, at(element, "lifecycle"), schema, scope);
  } else {
    scope.report(
      "TF_BAD_META_ARGUMENT",
      at(element, "lifecycle"),
      "lifecycle must be one block.",
      "Write one object.",
    );
  }
  checkValue(provisioner, undefined, at(element, "provisioner"), { ...scope, self: true });
  checkValue(connection, undefined, at(element, "connection"), { ...scope, self: true });
}

function checkLifecycle(
  block: JsonObject,
  place: Place,
  schema: BlockSchema | undefined,
  scope: ValueScope,
): void {
  for (const [key, value] of settings(block)) {
    const itsPlace = at(place, key);
    switch (key) {
      case "create_before_destroy":
      case "prevent_destroy":
        if (typeof value !== "boolean") {
          scope.report(
            "TF_BAD_META_ARGUMENT",
            itsPlace,
            `${key} takes true or false, found ${JSON.stringify(value)}.`,
            "Terraform allows no expression here.",
          );
        }
        break;
      case "ignore_changes":
        checkIgnoreChanges(value, itsPlace, schema, scope.report);
        break;
      case "replace_triggered_by":
        replaceTriggers(value, itsPlace, scope);
        break;
      case "precondition":
        checkValue(value, undefined, itsPlace, scope);
        break;
      case "postcondition":
        checkValue(value, undefined, itsPlace, { ...scope, self: true });
        break;
      default:
        scope.report(
          "TF_BAD_META_ARGUMENT",
          itsPlace,
          `lifecycle has no argument "${key}".`,
          "See Terraform's documentation of lifecycle.",
        );
    }
  }
}

/** Plain paths become templates, so that they are followed like any other reference. */
function replaceTriggers(value: unknown, place: Place, scope: ValueScope): void {
  if (!isArray(value)) {
    scope.report(
      "TF_BAD_META_ARGUMENT",
      place,
      "replace_triggered_by takes a list.",
      "Write a list of references.",
    );
    return;
  }
  for (const [index, item] of value.entries()) {
    const text = typeof item === "string" && !item.includes("${") ? `\${${item}}` : item;
    checkValue(text, undefined, at(place, index), scope);
  }
}

function checkIgnoreChanges(
  value: unknown,
  place: Place,
  schema: BlockSchema | undefined,
  report: Report,
): void {
  if (value === "all") return;
  if (!isArray(value)) {
    report(
      "TF_BAD_META_ARGUMENT",
      place,
      `ignore_changes takes a list or "all", found ${JSON.stringify(value)}.`,
      "Write a list of attribute names.",
    );
    return;
  }
  for (const [index, item] of value.entries()) {
    const path = typeof item === "string" ? plainPath(item) : undefined;
    const problem =
      path === undefined
        ? "it is not an attribute path."
        : schema === undefined
          ? undefined
          : pathProblem(schema, path.root, path.steps);
    if (problem === undefined) continue;
    const known = [...Object.keys(schema?.attributes ?? {}), ...Object.keys(schema?.block_types ?? {})];
    const hint =
      (path === undefined ? "" : didYouMean(path.root, known)) ||
      'Write the bare attribute name, such as "tags".';
    report(
      "TF_BAD_META_ARGUMENT",
      at(place, index),
      `ignore_changes cannot name ${JSON.stringify(item)}: ${problem}`,
      hint,
    );
  }
}
