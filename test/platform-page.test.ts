import { Ajv } from "ajv";
import formats from "ajv-formats";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { keysOf, PLATFORM } from "../platform/test/support/schema-keys.js";
import { exampleOf } from "../scripts/reference/platform-examples.ts";
import { platformSections } from "../scripts/reference/platform-file.ts";
import { ROOT } from "./support/files.js";

const PAGE = readFileSync(join(ROOT, "docs/reference/platform.md"), "utf8");

/** The keys that the page has, by path, with what it says of each. */
function entries(): ReadonlyMap<string, string> {
  const found = new Map<string, string>();
  for (const part of PAGE.split(/^#{2,3} /m).slice(1)) {
    const [, path] = /^`([^`]+)`/.exec(part) ?? [];
    for (const [, name = "", text = ""] of part.matchAll(
      /^- \*\*`(.+?)`\*\*: ([^]*?)(?=^- \*\*`|(?![^]))/gm,
    )) {
      found.set(path === undefined ? name : `${path}.${name}`, text);
    }
  }
  return found;
}

test("the page of the platform file has every key, and no other", () => {
  const keys = new Set(keysOf(PLATFORM).map((key) => key.replaceAll("*", "NAME")));
  // A hub of several has the keys of the only one, which the page says.
  const listed = [...keys].filter((key) => !key.startsWith("hubs.NAME."));
  expect([...entries().keys()].sort()).toEqual(listed.sort());
  expect(PAGE).toContain("The keys are those of [`hub`](#hub).");
});

test("each key has an example, or keys of its own that have one", () => {
  const without = [...entries()].filter(([, text]) => !/example `|keys of \[|a map by name/.test(text));
  expect(without).toEqual([]);
});

test("it is narrow: a line of a key is prose, and no table", () => {
  expect(PAGE).not.toContain("|");
});

test("each example is a value of its key", () => {
  const ajv = new Ajv({ strict: false });
  formats.default(ajv);
  ajv.addFormat("base64", true);
  const rows = platformSections().flatMap((section) =>
    section.rows.map((row) => ({
      row,
      path: [section.path, row.key].filter((part) => part !== "").join("."),
    })),
  );
  const wrong = rows.flatMap(({ row, path }) => {
    const value = exampleOf(path, row);
    const ways = rows.filter((other) => other.path === path);
    const isOne = value === undefined || ways.some((way) => ajv.validate(way.row.schema, value));
    return isOne ? [] : [`${path}: ${JSON.stringify(value)}`];
  });
  expect(wrong).toEqual([]);
});
