/** Compares two configurations of one resource, argument by argument, as the provider does. */
import { isDeepStrictEqual } from "node:util";
import { asBlocks, isArray, isObject, type JsonObject } from "../json.js";
import type { BlockSchema, NestedBlockSchema, TerraformType } from "../schema.js";
import { Term } from "../term.js";
import { isEmpty, isSame, isSpelledAlike, normal } from "./normal.js";
import { plainPath, type Path, type PathStep } from "./path.js";
import type { TypeRules } from "./type-rules.js";

/** One argument, or a whole block, that differs. */
export interface Difference {
  readonly path: Path;
  /** Evaluated; undefined where there is none. */
  readonly old: unknown;
  readonly now: unknown;
  readonly forces: boolean;
  readonly sensitive: boolean;
}

type AttributeSchema = NonNullable<BlockSchema["attributes"]>[string];

/** Arguments that every resource has, and that are no part of what the provider compares. */
const META: ReadonlySet<string> = new Set([
  "provider",
  "depends_on",
  "lifecycle",
  "count",
  "for_each",
  "timeouts",
  "//",
]);

/** The differences between two bodies whose references are resolved. */
export function compareBodies(
  before: JsonObject,
  after: JsonObject,
  { attributes = {}, block_types: blocks = {} }: BlockSchema,
  rules: TypeRules,
  path: Path = [],
): readonly Difference[] {
  const names = [...new Set([...Object.keys(before), ...Object.keys(after)])];
  return names
    .filter((name) => path.length > 0 || !META.has(name))
    .flatMap((name) => {
      const here = [...path, { kind: "name", name } as const];
      const [old, now] = [before[name], after[name]];
      const attribute = Object.hasOwn(attributes, name) ? attributes[name] : undefined;
      const nested = Object.hasOwn(blocks, name) ? blocks[name] : undefined;
      if (nested !== undefined) return compareLists(old, now, nested, rules, here);
      const asBlock = attribute === undefined ? undefined : objectsOf(attribute.type);
      if (asBlock !== undefined) return compareLists(old, now, asBlock, rules, here);
      return compareAttribute(old, now, attribute ?? { type: "dynamic" }, rules, here);
    });
}

function compareAttribute(
  before: unknown,
  after: unknown,
  schema: AttributeSchema,
  rules: TypeRules,
  path: Path,
): readonly Difference[] {
  const plain = plainPath(path);
  const fallback = rules.defaultOf(plain);
  const old = normal(before, schema.type) ?? fallback;
  const now = normal(after, schema.type) ?? fallback;
  if (isSame(old, now)) return [];
  if (now === undefined && (schema.computed === true || rules.isComputed(plain))) return [];
  if (rules.isSuppressed(plain) && isSpelledAlike(old, now)) return [];
  const sensitive = schema.sensitive === true;
  if (isMap(old) || isMap(now))
    return compareMaps(old, now, path).map((difference) => ({
      ...difference,
      forces: rules.forces(plain, old, now),
      sensitive,
    }));
  return [{ path, old, now, forces: rules.forces(plain, old, now), sensitive }];
}

/** Values by key; of nested objects down to what is no object. */
function compareMaps(
  old: unknown,
  now: unknown,
  path: Path,
): readonly Pick<Difference, "path" | "old" | "now">[] {
  if (!(isMap(old) || old === undefined) || !(isMap(now) || now === undefined)) return [{ path, old, now }];
  const keys = [...new Set([...Object.keys(old ?? {}), ...Object.keys(now ?? {})])];
  return keys.flatMap((key) => {
    const [before, after] = [old?.[key], now?.[key]];
    if (isDeepStrictEqual(before, after)) return [];
    const here: Path = [...path, { kind: "key", key }];
    return isMap(before) && isMap(after)
      ? compareMaps(before, after, here)
      : [{ path: here, old: before, now: after }];
  });
}

function isMap(value: unknown): value is JsonObject {
  return isObject(value) && !(value instanceof Term);
}

type Nested = Pick<NestedBlockSchema, "nesting_mode" | "max_items" | "block">;

/** Arguments of objects are compared as blocks. */
function objectsOf(type: TerraformType): Nested | undefined {
  if (!isArray(type) || (type[0] !== "list" && type[0] !== "set")) return undefined;
  const element = type[1];
  if (!isArray(element) || element[0] !== "object") return undefined;
  const attributes = Object.fromEntries(
    Object.entries(element[1]).map(([name, inner]) => [name, { type: inner, optional: true }]),
  );
  return { nesting_mode: type[0], block: { attributes } };
}

function compareLists(
  before: unknown,
  after: unknown,
  nested: Nested,
  rules: TypeRules,
  path: Path,
): readonly Difference[] {
  const [olds, nows] = [blocksOf(before), blocksOf(after)];
  const plain = plainPath(path);
  if (olds === undefined || nows === undefined)
    return isSame(before, after)
      ? []
      : [{ path, old: before, now: after, forces: rules.forces(plain, before, after), sensitive: false }];
  if (nows.length === 0 && rules.isComputedBlock(plain)) return [];
  const isSet = nested.nesting_mode === "set" || rules.isSet(plain);
  const pairs =
    isSet || isNamed(olds, nows, rules, plain)
      ? byName(olds, nows, nested, rules)
      : byIndex(olds, nows, nested);
  const differences = pairs.flatMap(({ step, old, now }) => {
    const here = [...path, step];
    if (old !== undefined && now !== undefined) return compareBodies(old, now, nested.block, rules, here);
    return [wholeBlock(old, now, nested.block, rules, here)];
  });
  if (differences.length > 0 || isSet || !isReordered(olds, nows)) return differences;
  return [{ path, old: olds.map(nameOf), now: nows.map(nameOf), forces: false, sensitive: false }];
}

/** A block that only one side has: it forces if it does as a whole, or if one of its arguments does. */
function wholeBlock(
  old: JsonObject | undefined,
  now: JsonObject | undefined,
  block: BlockSchema,
  rules: TypeRules,
  path: Path,
): Difference {
  const plain = plainPath(path);
  const inner = Object.entries(now ?? old ?? {}).filter(([, value]) => !isEmpty(value));
  const forces =
    rules.forces(plain, old, now) ||
    inner.some(([name, value]) => {
      const below = `${plain}.${name}`;
      return now === undefined
        ? rules.forces(below, value, undefined)
        : rules.forces(below, undefined, value);
    });
  return { path, old, now, forces, sensitive: hasSecret(now ?? old ?? {}, block) };
}

/** Whether a block has a value that must not be shown, at any depth. */
function hasSecret(body: JsonObject, { attributes = {}, block_types: nested = {} }: BlockSchema): boolean {
  return Object.entries(body).some(([name, value]) => {
    if (isEmpty(value)) return false;
    if (attributes[name]?.sensitive === true) return true;
    const inner = nested[name]?.block;
    return inner !== undefined && (blocksOf(value) ?? []).some((each) => hasSecret(each, inner));
  });
}

interface Pair {
  readonly step: PathStep;
  readonly old: JsonObject | undefined;
  readonly now: JsonObject | undefined;
}

function byIndex(
  olds: readonly JsonObject[],
  nows: readonly JsonObject[],
  { max_items: most }: Nested,
): Pair[] {
  return Array.from({ length: Math.max(olds.length, nows.length) }, (_, index) => ({
    step: { kind: "index", index, single: most === 1 || (olds.length < 2 && nows.length < 2) },
    old: olds[index],
    now: nows[index],
  }));
}

/** Blocks with the same name belong together; of the others, equal ones do. */
function byName(
  olds: readonly JsonObject[],
  nows: readonly JsonObject[],
  nested: Nested,
  rules: TypeRules,
): Pair[] {
  const isEqual = (one: JsonObject, other: JsonObject): boolean =>
    compareBodies(one, other, nested.block, rules).length === 0;
  const left = [...olds];
  const take = (matches: (old: JsonObject) => boolean): JsonObject | undefined => {
    const index = left.findIndex(matches);
    return index === -1 ? undefined : left.splice(index, 1)[0];
  };
  const found = nows.map((now) => {
    const name = nameOf(now);
    const old = take((one) => (name === undefined ? isEqual(one, now) : nameOf(one) === name));
    return { now, old };
  });
  const rest = found.map(({ now, old }) => ({
    now,
    // One block that is replaced by another is a change of it.
    old: old ?? (nows.length === 1 && olds.length === 1 ? left.shift() : undefined),
  }));
  const step = (block: JsonObject, index: number): PathStep => {
    const key = nameOf(block);
    return key === undefined
      ? { kind: "index", index, single: olds.length < 2 && nows.length < 2 }
      : { kind: "key", key };
  };
  return [
    ...rest.map(({ now, old }, index) => ({ step: step(now, index), old, now })),
    ...left.map((old, index) => ({ step: step(old, nows.length + index), old, now: undefined })),
  ];
}

function nameOf(block: JsonObject): string | undefined {
  const { name } = block;
  return typeof name === "string" ? name : undefined;
}

/** Whether each block of a list has a name of its own and none has arguments that force by their place. */
function isNamed(
  olds: readonly JsonObject[],
  nows: readonly JsonObject[],
  rules: TypeRules,
  plain: string,
): boolean {
  const hasNames = (blocks: readonly JsonObject[]): boolean =>
    blocks.every((block) => nameOf(block) !== undefined) &&
    new Set(blocks.map(nameOf)).size === blocks.length;
  return olds.length + nows.length > 2 && hasNames(olds) && hasNames(nows) && !rules.forcesBelow(plain);
}

/** Whether blocks are the same in another order. One block has none: where its name differs, Azure chose it. */
function isReordered(olds: readonly JsonObject[], nows: readonly JsonObject[]): boolean {
  return (
    nows.length > 1 &&
    olds.length === nows.length &&
    olds.some((old, i) => nameOf(old) !== nameOf(nows[i] ?? {}))
  );
}

function blocksOf(value: unknown): readonly JsonObject[] | undefined {
  if (value instanceof Term) return undefined;
  const blocks = asBlocks(value);
  return blocks?.every((block) => isMap(block)) === true ? blocks.filter(isMap) : undefined;
}
