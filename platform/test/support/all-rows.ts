import { parse } from "yaml";
import { AUTOMATIC_ROWS } from "./automatic-rows.js";
import { EXISTING_ROWS } from "./existing-rows.js";
import { GATEWAY_ROWS } from "./gateway-rows.js";
import { HUB_ROWS } from "./hub-rows.js";
import { INGRESS_ROWS } from "./ingress-rows.js";
import { OPERATION_ROWS } from "./operation-rows.js";
import { BASE, ROWS, type Row, type Setting } from "./pass-through-rows.js";
import { REACH_ROWS } from "./reach-rows.js";
import { RUNTIME_ROWS } from "./runtime-rows.js";

export const ALL_ROWS: readonly Row[] = [
  ...ROWS,
  ...HUB_ROWS,
  ...REACH_ROWS,
  ...GATEWAY_ROWS,
  ...INGRESS_ROWS,
  ...OPERATION_ROWS,
  ...RUNTIME_ROWS,
  ...EXISTING_ROWS,
  ...AUTOMATIC_ROWS,
];

/** The base with settings, as the content of a file. */
export function withSettings(settings: readonly Setting[]): unknown {
  const file = parse(BASE) as Tree;
  for (const [key, value] of settings) put(file, key.split("."), value);
  return file;
}

interface Tree {
  [key: string]: unknown;
}

function put(tree: Tree, [key = "", ...rest]: readonly string[], value: unknown): void {
  if (rest.length === 0) {
    // A later setting may change a part of it, and rows share values.
    tree[key] = structuredClone(value);
    return;
  }
  const inner = (tree[key] ?? {}) as Tree;
  tree[key] = inner;
  put(inner, rest, value);
}
