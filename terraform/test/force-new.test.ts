import { describe, expect, test } from "vitest";
import {
  azurermSchema,
  typeSchema,
  type TerraformType,
  type AzurermMajor,
  type BlockSchema,
} from "../src/index.js";
import { behavioursOf } from "../src/diff/force-new.js";
import { valueRule } from "../src/diff/value-rules.js";
import { change } from "./changes.js";

/** An argument of a type, with the blocks that it is in. */
interface Argument {
  readonly path: readonly string[];
  readonly type: TerraformType;
}

/** Every argument that a configuration can set. */
function argumentsOf({ attributes = {}, block_types: blocks = {} }: BlockSchema): readonly Argument[] {
  return [
    ...Object.entries(attributes)
      .filter(
        ([, { computed, optional, write_only: writeOnly }]) =>
          !(computed === true && optional !== true) && writeOnly !== true,
      )
      .map(([name, { type }]) => ({ path: [name], type })),
    ...Object.entries(blocks)
      .filter(([name]) => name !== "timeouts")
      .flatMap(([name, { block }]) =>
        argumentsOf(block).map(({ path, type }) => ({ path: [name, ...path], type })),
      ),
  ];
}

/** One of two values of a type; undefined for types that no argument of ours has. */
function sample(type: TerraformType, second: boolean): unknown {
  const one = second ? "b" : "a";
  if (type === "string") return one;
  if (type === "number") return second ? 2 : 1;
  if (type === "bool") return second;
  const [kind, inner] = typeof type === "string" ? [] : type;
  if (kind === "map") return { [one]: one };
  return (kind === "list" || kind === "set") && typeof inner === "string"
    ? [sample(inner, second)]
    : undefined;
}

function bodyOf(path: readonly string[], value: unknown): object {
  const [name = "", ...rest] = path;
  return { [name]: rest.length === 0 ? value : bodyOf(rest, value) };
}

const VERSIONS = { 4: "4.55.0", 5: "5.2.0" } as const;

/** What is said of a change of each argument, where it is not what the list of forcing arguments says. */
function otherThanListed(major: AzurermMajor, type: string): readonly string[] {
  const { block } = typeSchema(azurermSchema(major), "resource", type) ?? { block: {} };
  const { forceNew = [], neverUpdated = false } = behavioursOf(major)[type] ?? {};
  return argumentsOf(block).flatMap(({ path, type: kind }) => {
    const [name, old, now] = [path.join("."), sample(kind, false), sample(kind, true)];
    if (old === undefined || valueRule(type, name) !== undefined) return [];
    const [line = "none"] = change(type, bodyOf(path, old), bodyOf(path, now), VERSIONS[major]);
    const expected = neverUpdated || forceNew.includes(name) ? "replace" : "update";
    return line.startsWith(`${expected} `) ? [] : [`${name}: ${line} in place of ${expected}`];
  });
}

describe.each<AzurermMajor>([4, 5])("azurerm %i", (major) => {
  const types = Object.keys(azurermSchema(major).resource_schemas).filter(
    (type) => type in behavioursOf(major),
  );

  test("replaces by a change of each forcing argument of each type, and of no other one", () => {
    const wrong = types.flatMap((type) => otherThanListed(major, type).map((line) => `${type}.${line}`));
    expect(wrong).toEqual([]);
    expect(types.length).toBeGreaterThan(130);
  });
});
