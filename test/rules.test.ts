import { ALL_RULES } from "@aks-topology/platform";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";

const ROOT = fileURLToPath(new URL("../", import.meta.url));
const SOURCES = ["constructs/src", "platform/src"].flatMap((folder) =>
  readdirSync(join(ROOT, folder), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name.endsWith(".ts"))
    .map((entry) => readFileSync(join(entry.parentPath, entry.name), "utf8")),
);

test("a search for a code in quotes finds the rule, and nothing else", () => {
  // The YAML parser has codes of its own, to which its errors are compared.
  const places = (code: string): number =>
    SOURCES.reduce((sum, text) => sum + text.split(new RegExp(`(?<!=== )"${code}"`)).length - 1, 0);
  const counts = Object.keys(ALL_RULES).map((code) => [code, places(code)]);
  expect(counts.filter(([, count]) => count !== 1)).toEqual([]);
});

test("every rule that is defined can be explained", () => {
  const defined = SOURCES.flatMap((text) =>
    [...text.matchAll(/defineRule\(\{\s*code: "([A-Z_]+)"/g)].map(([, code = ""]) => code),
  );
  expect(defined.sort()).toEqual(Object.keys(ALL_RULES).sort());
});

test("titles are noun phrases, and everything else is sentences", () => {
  const rules = Object.values(ALL_RULES);
  expect(rules.filter(({ title }) => /[.:]$/.test(title) || /^(A|An|The) /.test(title))).toEqual([]);
  expect(
    rules.filter(({ explanation, remedy }) => !explanation.endsWith(".") || !remedy.endsWith(".")),
  ).toEqual([]);
});
