/**
 * The structural check: whether one stack's synthesized Terraform JSON fits the provider's schema and itself.
 *
 * Finds violations of the schema and of the language: types, names, missing arguments, references, cycles. Does not
 * find what only the provider checks: allowed values, patterns, attributes that exclude each other.
 */
import { soleExpression } from "./expression.js";
import { settings } from "./json.js";
import { expressionReferences, type Reference } from "./references.js";
import { providerName, typeSchema, type ProviderSchema } from "./schema.js";
import { checkBody } from "./structure/body.js";
import {
  readConfiguration,
  type BodyElement,
  type Configuration,
  type ResourceElement,
} from "./structure/configuration.js";
import { cycles } from "./structure/graph.js";
import { checkMeta, dependsOn, providerOf, RESOURCE_META } from "./structure/meta.js";
import { checkMoved } from "./structure/moved.js";
import { didYouMean } from "./did-you-mean.js";
import { at, type Report, type StructureProblem } from "./structure/problem.js";
import { isUnresolved, resolve, type Resolved, type Symbols } from "./structure/resolve.js";
import { checkValue, convertible, describeType, type Use, type ValueScope } from "./structure/values.js";

export { STRUCTURE_CODES, type StructureCode, type StructureProblem } from "./structure/problem.js";

/** Edges from an element to those that it depends on. */
type Edges = Map<string, Set<string>>;

interface Check {
  readonly configuration: Configuration;
  readonly schema: ProviderSchema;
  readonly report: Report;
  readonly edges: Edges;
}

const RESERVED_VARIABLES = new Set([
  "source",
  "version",
  "providers",
  "count",
  "for_each",
  "lifecycle",
  "depends_on",
  "locals",
]);

const NO_SYMBOLS: Symbols = { each: false, count: false, self: false };

/**
 * Every problem of one stack's JSON, in the order in which the JSON has it, cycles last. An empty list is a pass.
 * @param json the parsed content of a `cdk.tf.json`
 * @param schema the provider's schema; types of other providers are unknown to it and reported
 */
export function checkStructure(json: unknown, schema: ProviderSchema): readonly StructureProblem[] {
  const problems: StructureProblem[] = [];
  const report: Report = (code, place, message, hint) => {
    problems.push({ code, address: place.address, path: place.path, message, hint });
  };
  const check: Check = { configuration: readConfiguration(json, report), schema, report, edges: new Map() };
  for (const element of check.configuration.resources.values()) checkResource(element, check);
  checkProviders(check);
  checkTheRest(check);
  checkMoved(check.configuration, report);
  const sensitiveLocals = checkLocals(check);
  for (const output of check.configuration.outputs.values()) checkOutput(output, check, sensitiveLocals);
  for (const cycle of cycles(check.edges)) {
    const [first = ""] = cycle;
    const place = check.configuration.resources.get(first) ?? { address: first, path: "" };
    report(
      "TF_CYCLE",
      { address: first, path: place.path },
      `These elements depend on each other: ${cycle.join(" → ")}.`,
      "Remove one of these references or depends_on entries.",
    );
  }
  return problems;
}

function newScope(report: Report): ValueScope {
  return { report, uses: [], bound: new Set(), self: false };
}

function addEdges(check: Check, from: string, targets: readonly string[]): void {
  check.edges.set(from, new Set([...(check.edges.get(from) ?? []), ...targets]));
}

function checkResource(element: ResourceElement, check: Check): void {
  const { schema, report, configuration } = check;
  const scope = newScope(report);
  const type = typeSchema(schema, element.mode, element.type);
  if (type === undefined) {
    const known = Object.keys(element.mode === "data" ? schema.data_source_schemas : schema.resource_schemas);
    const what = element.mode === "data" ? "data source" : "resource";
    const hint =
      didYouMean(element.type, known) || "If the provider has it, add it to terraform/data/types.json.";
    report(
      "TF_UNKNOWN_TYPE",
      element,
      `The schema of ${providerName(schema)} ${schema.version} has no ${what} type "${element.type}".`,
      hint,
    );
    for (const [key, value] of settings(element.body)) {
      if (!RESOURCE_META.has(key)) checkValue(value, undefined, at(element, key), scope);
    }
  } else {
    checkBody(element.body, type.block, element.type, element, scope, RESOURCE_META);
    // The provider's SDK declares `id` of every resource as optional, and then refuses it.
    if (
      element.mode === "resource" &&
      element.body.id !== undefined &&
      type.block.attributes?.id?.optional === true
    ) {
      report(
        "TF_COMPUTED_ATTRIBUTE",
        at(element, "id"),
        `"id" of ${element.type} is set by the provider only.`,
        "Remove it and refer to it instead.",
      );
    }
  }
  checkMeta(element, type?.block, scope);
  const provider = providerOf(element, configuration, report);
  addEdges(check, element.address, [
    ...dependsOn(element.body.depends_on, at(element, "depends_on"), configuration, report),
    ...(provider === undefined ? [] : [provider]),
  ]);
  const symbols = { each: element.body.for_each !== undefined, count: element.body.count !== undefined };
  for (const use of scope.uses) follow(use, element.address, symbols, check);
}

/** Follows all references of one template and records the dependencies of its element. */
function follow(
  use: Use,
  from: string,
  symbols: Omit<Symbols, "self">,
  check: Check,
): readonly (Resolved & Reference)[] {
  const found: (Resolved & Reference)[] = [];
  for (const part of use.parts) {
    if (part.kind === "text" || part.expression === undefined) continue;
    for (const reference of expressionReferences(part.expression, use.bound)) {
      const resolved = resolve(reference, check.configuration, check.schema, { ...symbols, self: use.self });
      if (isUnresolved(resolved)) check.report(resolved.code, use.place, resolved.message, resolved.hint);
      else found.push({ ...reference, ...resolved });
    }
  }
  addEdges(
    check,
    from,
    found.flatMap((item) => (item.target === undefined ? [] : [item.target])),
  );
  checkWholeValue(use, found, check.report);
  return found;
}

/** A value that is one reference has the type of its target, which Terraform may not be able to convert. */
function checkWholeValue(use: Use, found: readonly Resolved[], report: Report): void {
  const sole = soleExpression(use.parts);
  const type = sole?.kind === "traversal" && found.length === 1 ? found[0]?.type : undefined;
  if (type === undefined || use.expected === undefined || convertible(type, use.expected)) return;
  report(
    "TF_WRONG_TYPE",
    use.place,
    `Expected ${describeType(use.expected)}, found a reference to ${describeType(type)}.`,
    "Refer to the attribute of that type, or convert the value.",
  );
}

function checkProviders(check: Check): void {
  const { configuration, schema, report } = check;
  for (const element of configuration.providers) {
    const scope = newScope(report);
    const what = `provider "${element.name}"`;
    if (element.name === providerName(schema)) {
      checkBody(
        element.body,
        schema.provider_schema.block,
        what,
        element,
        scope,
        new Set(["alias", "version"]),
      );
      // azurerm requires it, although its schema declares it as optional.
      if (element.name === "azurerm" && element.body.features === undefined) {
        const hint = 'Add "features", if only as an empty block.';
        report("TF_MISSING_BLOCK", element, `${what} needs a "features" block.`, hint);
      }
    }
    for (const use of scope.uses) follow(use, element.address, NO_SYMBOLS, check);
  }
}

function checkTheRest(check: Check): void {
  const { configuration, report } = check;
  for (const element of [...configuration.modules.values(), ...configuration.others]) {
    const scope = newScope(report);
    const { depends_on: needs, providers, ...body } = element.body;
    dependsOn(needs, at(element, "depends_on"), configuration, report);
    checkValue(providers, undefined, at(element, "providers"), scope);
    checkValue(body, undefined, element, scope);
    const symbols = { each: body.for_each !== undefined, count: body.count !== undefined };
    // A module is not a node of the graph: Terraform orders its parts, not the whole.
    for (const use of scope.uses) follow(use, element.address, symbols, { ...check, edges: new Map() });
  }
  for (const variable of configuration.variables.values()) {
    if (RESERVED_VARIABLES.has(variable.name)) {
      const hint = "Choose another name.";
      report(
        "TF_MALFORMED",
        variable,
        `"${variable.name}" is reserved: it has another meaning in module blocks.`,
        hint,
      );
    }
    const scope = newScope(report);
    checkValue(variable.body.validation, undefined, at(variable, "validation"), scope);
    for (const use of scope.uses) follow(use, variable.address, NO_SYMBOLS, { ...check, edges: new Map() });
    const literal = newScope(report);
    checkValue(variable.body.default, undefined, at(variable, "default"), literal);
    for (const use of literal.uses) {
      report(
        "TF_BAD_EXPRESSION",
        use.place,
        "A variable's default must not contain references.",
        "Use a local value.",
      );
    }
  }
}

/** The addresses of the local values that are sensitive, directly or through others. */
function checkLocals(check: Check): ReadonlySet<string> {
  const readBy = new Map<string, readonly (Resolved & Reference)[]>();
  for (const local of check.configuration.locals.values()) {
    const scope = newScope(check.report);
    checkValue(local.value, undefined, local, scope);
    addEdges(check, local.address, []);
    readBy.set(
      local.address,
      scope.uses.flatMap((use) => follow(use, local.address, NO_SYMBOLS, check)),
    );
  }
  const sensitive = new Set<string>();
  for (let before = -1; before < sensitive.size;) {
    before = sensitive.size;
    for (const [address, read] of readBy) {
      if (read.some((item) => shows(item, sensitive))) sensitive.add(address);
    }
  }
  return sensitive;
}

function shows(item: Resolved & Reference, sensitiveLocals: ReadonlySet<string>): boolean {
  return !item.declassified && (item.sensitive || sensitiveLocals.has(item.target ?? ""));
}

function checkOutput(output: BodyElement, check: Check, sensitiveLocals: ReadonlySet<string>): void {
  const { configuration, report } = check;
  const scope = newScope(report);
  if (output.body.value === undefined) {
    report("TF_MISSING_ATTRIBUTE", output, `${output.address} has no value.`, 'Set "value".');
  }
  dependsOn(output.body.depends_on, at(output, "depends_on"), configuration, report);
  checkValue(output.body.value, undefined, at(output, "value"), scope);
  const preconditions = newScope(report);
  checkValue(output.body.precondition, undefined, at(output, "precondition"), preconditions);
  for (const use of preconditions.uses) follow(use, output.address, NO_SYMBOLS, check);
  const read = scope.uses.flatMap((use) => follow(use, output.address, NO_SYMBOLS, check));
  const secret = read.find((item) => shows(item, sensitiveLocals));
  if (secret !== undefined && output.body.sensitive !== true) {
    const source = secret.target ?? "a sensitive variable";
    report(
      "TF_SENSITIVE_OUTPUT",
      output,
      `${output.address} exposes a sensitive value of ${source}.`,
      "Set sensitive = true, or output another attribute.",
    );
  }
}
