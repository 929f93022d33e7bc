/** Checks the body of a block against its schema: names, counts, types. Collects the templates in it. */
import { asBlocks, isObject, settings, type JsonObject } from "../json.js";
import type { BlockSchema, NestedBlockSchema } from "../schema.js";
import { didYouMean } from "../did-you-mean.js";
import { at, type Place } from "./problem.js";
import { checkValue, type ValueScope } from "./values.js";

/**
 * @param what the subject of messages: a type or the block's name
 * @param meta meta-arguments, which are checked elsewhere
 */
export function checkBody(
  body: JsonObject,
  schema: BlockSchema,
  what: string,
  place: Place,
  scope: ValueScope,
  meta: ReadonlySet<string> = new Set(),
): void {
  const attributes = schema.attributes ?? {};
  const blocks = schema.block_types ?? {};
  const generated = dynamicBlocks(body, blocks, place, scope);
  for (const [key, value] of settings(body)) {
    if (meta.has(key) || key === "dynamic") continue;
    const attribute = Object.hasOwn(attributes, key) ? attributes[key] : undefined;
    const block = Object.hasOwn(blocks, key) ? blocks[key] : undefined;
    if (attribute !== undefined) {
      if (attribute.computed === true && attribute.optional !== true && attribute.required !== true) {
        const hint = "Remove it and refer to it instead.";
        scope.report(
          "TF_COMPUTED_ATTRIBUTE",
          at(place, key),
          `"${key}" of ${what} is set by the provider only.`,
          hint,
        );
      }
      checkValue(value, attribute.type, at(place, key), scope);
    } else if (block !== undefined) checkBlocks(key, value, block, at(place, key), scope, generated.has(key));
    else {
      const hint =
        didYouMean(key, [...Object.keys(attributes), ...Object.keys(blocks)]) ||
        "See the provider's documentation of the type.";
      scope.report(
        "TF_UNKNOWN_ATTRIBUTE",
        at(place, key),
        `${what} has no attribute or block "${key}".`,
        hint,
      );
    }
  }
  checkRequired(body, schema, what, place, scope, generated);
}

function checkRequired(
  body: JsonObject,
  schema: BlockSchema,
  what: string,
  place: Place,
  scope: ValueScope,
  generated: ReadonlySet<string>,
): void {
  for (const [name, attribute] of Object.entries(schema.attributes ?? {})) {
    if (attribute.required === true && (body[name] === undefined || body[name] === null)) {
      scope.report("TF_MISSING_ATTRIBUTE", place, `${what} needs the attribute "${name}".`, `Set "${name}".`);
    }
  }
  for (const [name, block] of Object.entries(schema.block_types ?? {})) {
    const wanted = block.min_items ?? 0;
    const found = asBlocks(body[name])?.length ?? wanted;
    if (found < wanted && !generated.has(name)) {
      const message = `${what} needs ${wanted === 1 ? "a" : `at least ${wanted}`} "${name}" block${wanted === 1 ? "" : "s"}, found ${found}.`;
      scope.report("TF_MISSING_BLOCK", place, message, `Add "${name}".`);
    }
  }
}

function checkBlocks(
  name: string,
  value: unknown,
  schema: NestedBlockSchema,
  place: Place,
  scope: ValueScope,
  alsoGenerated: boolean,
): void {
  const found = asBlocks(value);
  if (found === undefined) {
    const message = `"${name}" is a block: expected an object or a list of objects, found ${JSON.stringify(value)}.`;
    scope.report(
      "TF_WRONG_TYPE",
      place,
      message,
      'Blocks cannot be given by an expression; use a "dynamic" block.',
    );
    return;
  }
  const most =
    schema.nesting_mode === "single" || schema.nesting_mode === "group" ? 1 : (schema.max_items ?? Infinity);
  if (found.length + (alsoGenerated ? 1 : 0) > most && found.length > 0) {
    const message = `"${name}" is allowed ${most === 1 ? "once" : `${most} times`}, found ${found.length}${alsoGenerated ? " in addition to a dynamic block" : ""}.`;
    scope.report("TF_TOO_MANY_BLOCKS", place, message, `Keep ${most === 1 ? "one" : `at most ${most}`}.`);
  }
  for (const [index, item] of found.entries()) {
    const itsPlace = Array.isArray(value) ? at(place, index) : place;
    if (isObject(item)) checkBody(item, schema.block, `block "${name}"`, itsPlace, scope);
    else
      scope.report(
        "TF_WRONG_TYPE",
        itsPlace,
        `"${name}" is a block: expected an object, found ${JSON.stringify(item)}.`,
        "Write the block as an object.",
      );
  }
}

/** Checks `dynamic` blocks. @returns the block types that they generate */
function dynamicBlocks(
  body: JsonObject,
  blocks: Readonly<Record<string, NestedBlockSchema>>,
  place: Place,
  scope: ValueScope,
): ReadonlySet<string> {
  const names = new Set<string>();
  for (const group of (asBlocks(body.dynamic) ?? []).filter(isObject)) {
    for (const [name, value] of settings(group)) {
      names.add(name);
      const schema = Object.hasOwn(blocks, name) ? blocks[name] : undefined;
      const itsPlace = at(at(place, "dynamic"), name);
      if (schema === undefined) {
        scope.report(
          "TF_UNKNOWN_ATTRIBUTE",
          itsPlace,
          `There is no block "${name}" to generate.`,
          didYouMean(name, Object.keys(blocks)) || "See the provider's documentation of the type.",
        );
        continue;
      }
      for (const block of (asBlocks(value) ?? []).filter(isObject))
        checkDynamic(name, block, schema, itsPlace, scope);
    }
  }
  return names;
}

function checkDynamic(
  name: string,
  block: JsonObject,
  schema: NestedBlockSchema,
  place: Place,
  scope: ValueScope,
): void {
  const { for_each: forEach, iterator, content } = block;
  if (forEach === undefined || !isObject(Array.isArray(content) ? content[0] : content)) {
    scope.report(
      "TF_MALFORMED",
      place,
      `The dynamic block "${name}" needs "for_each" and "content".`,
      "Set both.",
    );
    return;
  }
  checkValue(forEach, undefined, at(place, "for_each"), scope);
  const bound = new Set([...scope.bound, typeof iterator === "string" ? iterator : name]);
  checkValue(block.labels, undefined, at(place, "labels"), { ...scope, bound });
  for (const item of (asBlocks(content) ?? []).filter(isObject)) {
    checkBody(item, schema.block, `block "${name}"`, at(place, "content"), { ...scope, bound });
  }
}
