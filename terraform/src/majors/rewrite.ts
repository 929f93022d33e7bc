/** The kinds of change between two majors of a provider, each as a row that knows how to apply itself. */
import { asBlocks, isArray, isObject, type JsonObject } from "../json.js";

/** What a row makes of an element's body; `data` is a data source that the new body refers to. */
interface Rewritten {
  readonly body: JsonObject;
  readonly data?: { readonly type: string; readonly body: JsonObject };
}

/** One difference between two majors. */
export interface Rewrite {
  /** `azurerm_subnet`, `data.azurerm_subnet`, or `provider` for the provider's own block. */
  readonly type: string;
  /** The attribute or block of the older major, as a path: `ssl_profile.verify_client_cert_issuer_dn`. */
  readonly attribute: string;
  /** What the newer major sets in its place; undefined where nothing stands for it. */
  readonly becomes: string | undefined;
  /** What references read in its place; undefined where no path has the same value. */
  readonly readAs: string | undefined;
  readonly what: string;
  /** Why, with its source. */
  readonly why: string;
  /** @param name the element's name, for a data source next to it */
  readonly apply: (body: JsonObject, name: string) => Rewritten;
}

function without(body: JsonObject, ...keys: readonly string[]): JsonObject {
  return Object.fromEntries(Object.entries(body).filter(([key]) => !keys.includes(key)));
}

/** Puts a value where the old key stood, so that the order of keys stays. */
function replaceKey(body: JsonObject, from: string, to: string, value: unknown): JsonObject {
  return Object.fromEntries(
    Object.entries(body).map(([key, item]) => (key === from ? [to, value] : [key, item])),
  );
}

/** Applies a change to every block at a path; the empty path is the body itself. */
function within(
  body: JsonObject,
  path: readonly string[],
  change: (block: JsonObject) => JsonObject,
): JsonObject {
  const [first, ...rest] = path;
  if (first === undefined) return change(body);
  const value = body[first];
  const nested = (item: unknown): unknown => (isObject(item) ? within(item, rest, change) : item);
  if (isArray(value)) return { ...body, [first]: value.map(nested) };
  return isObject(value) ? { ...body, [first]: nested(value) } : body;
}

function split(path: string): { readonly blocks: readonly string[]; readonly last: string } {
  const steps = path.split(".");
  return { blocks: steps.slice(0, -1), last: steps.at(-1) ?? "" };
}

function isSet(value: unknown): boolean {
  return value !== undefined && value !== null;
}

/** @param convert what becomes of the value; by default it stays */
export function rename(
  type: string,
  from: string,
  to: string,
  why: string,
  convert: (value: unknown) => unknown = (value) => value,
): Rewrite {
  const { blocks, last } = split(from);
  const becomes = [...blocks, to].join(".");
  return {
    type,
    attribute: from,
    becomes,
    readAs: becomes,
    what: `${from} is called ${becomes}`,
    why,
    apply: (body) => ({
      body: within(body, blocks, (block) =>
        isSet(block[last]) ? replaceKey(block, last, to, convert(block[last])) : block,
      ),
    }),
  };
}

/** A boolean whose name says the opposite now. */
export function invert(type: string, from: string, to: string, why: string): Rewrite {
  const opposite = (value: unknown): unknown => {
    if (typeof value === "boolean") return !value;
    const expression = typeof value === "string" ? /^\$\{(.*)\}$/s.exec(value)?.[1] : undefined;
    return expression === undefined ? value : `\${!(${expression})}`;
  };
  return {
    ...rename(type, from, to, why, opposite),
    readAs: undefined,
    what: `${from} is turned round into ${to}`,
  };
}

/** An attribute whose default changed, or that became required: set to what the older major did when unset. */
export function pin(type: string, attribute: string, value: unknown, why: string): Rewrite {
  const { blocks, last } = split(attribute);
  const pinned = (block: JsonObject): JsonObject =>
    isSet(block[last]) ? block : { ...without(block, last), [last]: value };
  return {
    type,
    attribute,
    becomes: attribute,
    readAs: attribute,
    what: `${attribute} is ${JSON.stringify(value)} unless set`,
    why,
    apply: (body) => ({ body: within(body, blocks, pinned) }),
  };
}

/** An attribute without a successor. */
export function drop(type: string, attribute: string, why: string): Rewrite {
  const { blocks, last } = split(attribute);
  return {
    type,
    attribute,
    becomes: undefined,
    readAs: undefined,
    what: `${attribute} is left out`,
    why,
    apply: (body) => ({ body: within(body, blocks, (block) => without(block, last)) }),
  };
}

/** An attribute that only references name, since the provider alone sets it. */
export function renameComputed(type: string, from: string, to: string, why: string): Rewrite {
  return {
    type,
    attribute: from,
    becomes: undefined,
    readAs: to,
    what: `${from} is read as ${to}`,
    why,
    apply: (body) => ({ body }),
  };
}

/**
 * Names that became one id. A name that refers to a resource turns into that resource's id; any other name is
 * looked up by a data source, where `lookUp` says how. Without that the body stays, and the structural check refuses it.
 */
export function nameToId(
  type: string,
  change: { readonly name: string; readonly id: string; readonly target: string; readonly lookUp?: boolean },
  why: string,
): Rewrite {
  const reference = new RegExp(String.raw`^\$\{((?:data\.)?${change.target}\.[^\s()?]+)\.name\}$`);
  return {
    type,
    attribute: change.name,
    becomes: change.id,
    readAs: undefined,
    what: `${change.name} becomes ${change.id}`,
    why,
    apply: (body, elementName) => {
      const value = body[change.name];
      if (typeof value !== "string") return { body };
      const rest = (id: string): JsonObject => replaceKey(body, change.name, change.id, id);
      const target = reference.exec(value)?.[1];
      if (target !== undefined) return { body: rest(`\${${target}.id}`) };
      const repeated = isSet(body.count) || isSet(body.for_each);
      if (change.lookUp !== true || repeated) return { body };
      const data = {
        name: value,
        resource_group_name: body.resource_group_name,
        ...("provider" in body ? { provider: body.provider } : {}),
      };
      return {
        body: rest(`\${data.${change.target}.${elementName}.id}`),
        data: { type: change.target, body: data },
      };
    },
  };
}

/** The items of a list that became blocks, one attribute each. */
export function itemsToBlocks(
  type: string,
  from: string,
  to: string,
  attribute: string,
  why: string,
): Rewrite {
  return {
    type,
    attribute: from,
    becomes: to,
    readAs: `${to}[*].${attribute}`,
    what: `${from} become ${to} blocks`,
    why,
    apply: (body) => {
      const value = body[from];
      if (isArray(value))
        return {
          body: replaceKey(
            body,
            from,
            to,
            value.map((item) => ({ [attribute]: item })),
          ),
        };
      if (typeof value !== "string") return { body };
      // The length is known to the expression only: a dynamic block asks it.
      const generated = { for_each: value, content: { [attribute]: `\${${to}.value}` } };
      const others = isObject(body.dynamic) ? body.dynamic : {};
      return { body: { ...without(body, from, "dynamic"), dynamic: { ...others, [to]: generated } } };
    },
  };
}

/** `metric` blocks, which could be switched off, became `enabled_metric` blocks, which exist only for enabled metrics. */
export function switchedBlocks(type: string, from: string, to: string, why: string): Rewrite {
  return {
    type,
    attribute: from,
    becomes: to,
    readAs: to,
    what: `${from} blocks that are on become ${to} blocks`,
    why,
    apply: (body) => {
      if (!isSet(body[from])) return { body };
      const on = (asBlocks(body[from]) ?? []).filter(isObject).filter((block) => block.enabled !== false);
      const kept = on.map((block) => without(block, "enabled", "retention_policy"));
      return { body: { ...without(body, from, to), [to]: [...(asBlocks(body[to]) ?? []), ...kept] } };
    },
  };
}
