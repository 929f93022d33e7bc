// Each id of each example, broken in one way after the other: one problem, with its line and remedy.
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { parse, stringify } from "yaml";
import { isLockFile, parsePlatform } from "../src/index.js";

const EXAMPLES = join(import.meta.dirname, "..", "..", "examples");

type Path = readonly (string | number)[];

/** What becomes of an id that is copied from the wrong place, or by halves. */
const BREAKS: readonly ((id: string) => string)[] = [
  (id) => id.replace(/\/providers\/.*$/, "/providers/Microsoft.Storage/fileServers/one"),
  (id) => id.split("/").slice(0, -1).join("/"),
  (id) => `${id}/`,
  (id) => ` ${id}`,
  (id) => `https://portal.azure.com/#@contoso.com/resource${id}/overview`,
  (id) => id.split("/").at(-1) ?? "",
  (id) => id.replace(/^\/subscriptions\/[^/]+/, "/subscriptions/my-subscription"),
];

/** The ids of a file, by their paths. */
function idsIn(value: unknown, path: Path = []): { readonly path: Path; readonly id: string }[] {
  if (typeof value === "string")
    return /^\/subscriptions\/.+\/providers\//i.test(value) ? [{ path, id: value }] : [];
  if (typeof value !== "object" || value === null) return [];
  return Object.entries(value).flatMap(([key, inner]: [string, unknown]) =>
    idsIn(inner, [...path, Array.isArray(value) ? Number(key) : key]),
  );
}

function replaced(value: unknown, [step, ...below]: Path, text: string): unknown {
  if (step === undefined) return text;
  if (Array.isArray(value))
    return value.map((entry: unknown, i) => (i === step ? replaced(entry, below, text) : entry));
  return Object.fromEntries(
    Object.entries(value as object).map(([key, inner]: [string, unknown]) => [
      key,
      key === step ? replaced(inner, below, text) : inner,
    ]),
  );
}

const examples = readdirSync(EXAMPLES)
  .filter((name) => name.endsWith(".yaml") && !isLockFile(name))
  .map((name) => ({ name, content: parse(readFileSync(join(EXAMPLES, name), "utf8")) as unknown }))
  .filter(({ content }) => idsIn(content).length > 0);

test.each(examples)("one problem of each broken id of $name, at its line", ({ content }) => {
  for (const [i, { path, id }] of idsIn(content).entries()) {
    const broken = BREAKS[i % BREAKS.length]?.(id) ?? "";
    const text = stringify(replaced(content, path, broken), { aliasDuplicateObjects: false, lineWidth: 0 });
    const result = parsePlatform(text, "platform.yaml");
    const problems = result.ok ? [] : result.problems;
    expect(problems.map((problem) => problem.path)).toEqual([path.join(".")]);
    const [problem] = problems;
    expect(problem).toMatchObject({ code: "INVALID_VALUE", severity: "error" });
    expect(problem?.hint).toMatch(/^(?:Specify|Write|Choose) .+\.$/);
    expect(text.split("\n")[(problem?.line ?? 0) - 1]).toContain(broken.trim());
  }
});
