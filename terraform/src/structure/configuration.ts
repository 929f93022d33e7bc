/** The elements of one stack's Terraform JSON. Knows the top level of the language, no schema. */
import { asBlocks, isObject, settings, type JsonObject } from "../json.js";
import type { ResourceMode } from "../schema.js";
import { at, type Place, type Report } from "./problem.js";

interface Named extends Place {
  readonly name: string;
}

export interface ResourceElement extends Named {
  readonly mode: ResourceMode;
  readonly type: string;
  readonly body: JsonObject;
}

export interface BodyElement extends Named {
  readonly body: JsonObject;
}

interface LocalElement extends Named {
  readonly value: unknown;
}

interface ProviderElement extends Named {
  readonly alias: string | undefined;
  readonly body: JsonObject;
}

export interface Configuration {
  /** By address. */
  readonly resources: ReadonlyMap<string, ResourceElement>;
  readonly providers: readonly ProviderElement[];
  /** `azurerm.hub` for every alias that the module's caller passes in. */
  readonly configurationAliases: ReadonlySet<string>;
  /** Each by name. */
  readonly variables: ReadonlyMap<string, BodyElement>;
  readonly locals: ReadonlyMap<string, LocalElement>;
  readonly modules: ReadonlyMap<string, BodyElement>;
  readonly outputs: ReadonlyMap<string, BodyElement>;
  /** `moved`, `import`, `removed` and `check` blocks. */
  readonly others: readonly BodyElement[];
}

const OTHER_BLOCKS = ["moved", "import", "removed", "check"];
const KNOWN = new Set([
  "resource",
  "data",
  "provider",
  "variable",
  "locals",
  "module",
  "output",
  "terraform",
  ...OTHER_BLOCKS,
]);

const ROOT: Place = { address: "", path: "" };

export function readConfiguration(json: unknown, report: Report): Configuration {
  const top = isObject(json) ? json : {};
  if (!isObject(json))
    report("TF_MALFORMED", ROOT, "The configuration is not a JSON object.", "Pass the parsed cdk.tf.json.");
  for (const [key] of settings(top)) {
    if (!KNOWN.has(key)) {
      report(
        "TF_MALFORMED",
        at(ROOT, key),
        `Terraform has no top-level block "${key}".`,
        `Use one of ${[...KNOWN].join(", ")}.`,
      );
    }
  }
  return {
    resources: new Map(
      [...resources(top, "resource", report), ...resources(top, "data", report)].map((item) => [
        item.address,
        item,
      ]),
    ),
    providers: labelled(top, "provider", report).map((item) => {
      const { alias } = item.body;
      const name = typeof alias === "string" ? `${item.name}.${alias}` : item.name;
      return { ...item, alias: typeof alias === "string" ? alias : undefined, address: `provider.${name}` };
    }),
    configurationAliases: new Set(declaredAliases(top)),
    variables: byName(labelled(top, "variable", report), "var."),
    modules: byName(labelled(top, "module", report), "module."),
    outputs: byName(labelled(top, "output", report), "output."),
    locals: locals(top, report),
    others: OTHER_BLOCKS.flatMap((key) =>
      bodies(top[key], at(ROOT, key), report).map((item) => ({ ...item, name: key, address: key })),
    ),
  };
}

interface Body extends Place {
  readonly body: JsonObject;
}

function bodies(value: unknown, place: Place, report: Report): readonly Body[] {
  const blocks = asBlocks(value);
  if (blocks === undefined)
    report(
      "TF_MALFORMED",
      place,
      "Expected an object or a list of objects.",
      "A block is written as a JSON object.",
    );
  return (blocks ?? []).flatMap((body, index) => {
    const itsPlace = Array.isArray(value) ? at(place, index) : place;
    if (isObject(body)) return [{ ...itsPlace, body }];
    report("TF_MALFORMED", itsPlace, "Expected an object.", "A block is written as a JSON object.");
    return [];
  });
}

/** The names that Terraform accepts. */
const ELEMENT_NAME = /^[\p{ID_Start}_][\p{ID_Continue}-]*$/u;

function checkName(name: string, place: Place, report: Report): void {
  if (ELEMENT_NAME.test(name)) return;
  const hint = "Start with a letter or underscore, followed by letters, digits, underscores and dashes.";
  report("TF_MALFORMED", place, `"${name}" is not a valid name in Terraform.`, hint);
}

/** The names in an object whose keys Terraform reads as names: at least one, and none is a comment. */
function labels(group: Body, report: Report): readonly (readonly [string, unknown])[] {
  const found = settings(group.body);
  if (found.length === 0) {
    report("TF_MALFORMED", group, "Terraform requires at least one name here.", "Remove the empty key.");
  }
  if ("//" in group.body) {
    const hint = "Move the comment into the body of an element.";
    report("TF_MALFORMED", at(group, "//"), 'Terraform reads "//" as a name here.', hint);
  }
  for (const [name] of found) checkName(name, at(group, name), report);
  return found;
}

/** Blocks with one label: `provider "azurerm" {}`. */
function labelled(top: JsonObject, key: string, report: Report): readonly BodyElement[] {
  const groups = bodies(top[key], at(ROOT, key), report);
  if (key in top && groups.length === 0) labels({ ...at(ROOT, key), body: {} }, report);
  return groups.flatMap((group) =>
    labels(group, report).flatMap(([name, value]) => {
      const place = { address: name, path: at(group, name).path };
      return bodies(value, place, report).map((item) => ({ ...item, name }));
    }),
  );
}

function byName(elements: readonly BodyElement[], prefix: string): ReadonlyMap<string, BodyElement> {
  return new Map(elements.map((item) => [item.name, { ...item, address: prefix + item.name }]));
}

function resources(top: JsonObject, mode: ResourceMode, report: Report): readonly ResourceElement[] {
  return labelled(top, mode, report).flatMap(({ name: type, body, path }) =>
    labels({ address: "", path, body }, report).flatMap(([name, value]) => {
      const address = `${mode === "data" ? "data." : ""}${type}.${name}`;
      const found = bodies(value, { address, path: `${path}.${name}` }, report);
      if (found.length > 1) {
        report(
          "TF_MALFORMED",
          { address, path: `${path}.${name}` },
          `${address} is declared ${found.length} times.`,
          "Give each element a unique name.",
        );
      }
      return found.map((item) => ({ ...item, mode, type, name }));
    }),
  );
}

function locals(top: JsonObject, report: Report): ReadonlyMap<string, LocalElement> {
  const elements = bodies(top.locals, at(ROOT, "locals"), report).flatMap((group) =>
    settings(group.body).map(([name, value]) => ({
      name,
      value,
      address: `local.${name}`,
      path: at(group, name).path,
    })),
  );
  for (const element of elements) checkName(element.name, element, report);
  return new Map(elements.map((item) => [item.name, item]));
}

function declaredAliases(top: JsonObject): readonly string[] {
  const blocks = (value: unknown): readonly JsonObject[] => (asBlocks(value) ?? []).filter(isObject);
  return blocks(top.terraform)
    .flatMap((terraform) => blocks(terraform.required_providers))
    .flatMap((required) => Object.values(required))
    .flatMap((requirement) => (isObject(requirement) ? requirement.configuration_aliases : []))
    .flatMap((alias) => (typeof alias === "string" ? [alias.replace(/^\$\{(.*)\}$/, "$1")] : []));
}
