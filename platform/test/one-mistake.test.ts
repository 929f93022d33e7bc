/** One mistake in a file is one problem: keys of the examples are misspelt, and their values replaced, one at a time. */
import { readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { parse, stringify } from "yaml";
import { describe, expect, test } from "vitest";
import { parsePlatform, type PlatformProblem } from "../src/index.js";
import { keysAt, namesKey } from "../src/schema/offered.js";
import { valueAt, type KeyPath } from "../src/source-map.js";

const EXAMPLES = fileURLToPath(new URL("../../examples/", import.meta.url));
const FILES = readdirSync(EXAMPLES)
  .filter((file) => file.endsWith(".yaml") && !file.endsWith(".lock.yaml"))
  .map((file): unknown => parse(readFileSync(`${EXAMPLES}${file}`, "utf8")));

interface Key {
  readonly content: unknown;
  readonly path: KeyPath;
}

/** Every key that the schema names, at one place of one example. */
const KEYS: readonly Key[] = [
  ...new Map(
    FILES.flatMap((content) => pathsOf(content).map((path): Key => ({ content, path }))).flatMap((key) => {
      const { path } = key;
      return namesKey(path.slice(0, -1), String(path.at(-1))) ? [[pattern(path), key] as const] : [];
    }),
  ).values(),
];

function pathsOf(value: unknown, path: KeyPath = []): KeyPath[] {
  if (Array.isArray(value)) return value.flatMap((entry: unknown, i) => pathsOf(entry, [...path, i]));
  if (typeof value !== "object" || value === null) return [];
  return Object.entries(value).flatMap(([key, inner]) => [[...path, key], ...pathsOf(inner, [...path, key])]);
}

/** A path with * for names that a team chooses, and for positions in lists. */
function pattern(path: KeyPath): string {
  return path
    .map((step, i) => (typeof step === "string" && namesKey(path.slice(0, i), step) ? step : "*"))
    .join(".");
}

/** The file with another entry in place of the one at a path. */
function withEntry(content: unknown, path: KeyPath, entry: readonly [string | number, unknown]): unknown {
  const [step, ...below] = path;
  if (Array.isArray(content))
    return content.map((one: unknown, i) => (i === step ? withEntry(one, below, entry) : one));
  if (typeof content !== "object" || content === null) return content;
  return Object.fromEntries(
    Object.entries(content).map(([key, inner]): readonly [string | number, unknown] =>
      key !== step ? [key, inner] : below.length === 0 ? entry : [key, withEntry(inner, below, entry)],
    ),
  );
}

function problemsOf(content: unknown): readonly PlatformProblem[] {
  const result = parsePlatform(stringify(content, { aliasDuplicateObjects: false }), "platform.yaml");
  return result.ok ? [] : result.problems;
}

/** A key with its last two letters swapped, or one more: no key of the same map. */
function misspelt(key: string, others: readonly string[]): string | undefined {
  const swapped = `${key.slice(0, -2)}${key.slice(-1)}${key.slice(-2, -1)}`;
  return [swapped, `${key}x`].find((one) => !others.includes(one) && one !== key);
}

describe("a misspelt key is one problem", () => {
  test("at every place", () => {
    expect(KEYS.length).toBeGreaterThan(300);
    const wrong = KEYS.flatMap(({ content, path }) => {
      const around = path.slice(0, -1);
      const key = String(path.at(-1));
      const written = misspelt(key, keysAt(around));
      if (written === undefined) return [];
      const found = problemsOf(withEntry(content, path, [written, valueAt(content, path)]));
      const [problem] = found;
      const isOne =
        found.length === 1 &&
        problem?.code === "UNKNOWN_KEY" &&
        problem.path === [...around, written].join(".") &&
        (key.length < 3 || problem.hint.includes(`"${key}"`));
      return isOne ? [] : [`${[...around, written].join(".")}: ${JSON.stringify(found, undefined, 1)}`];
    });
    expect(wrong).toEqual([]);
  });
});

describe("a value of another type or size is one problem", () => {
  test.each([
    ["another type", (value: unknown): unknown => (typeof value === "object" ? 7 : { other: 1 })],
    ["nothing", (value: unknown): unknown => (typeof value === "string" ? "" : null)],
    ["a negative number", (value: unknown): unknown => (typeof value === "number" ? -1 : "?")],
  ])("%s in its place", (_, change) => {
    const wrong = KEYS.flatMap(({ content, path }) => {
      const value = valueAt(content, path);
      const found = problemsOf(withEntry(content, path, [path.at(-1) ?? "", change(value)]));
      const others = found.filter(({ path: at }) => !at.startsWith(`${path.join(".")}.`));
      const leaked = found.filter(({ message }) =>
        /^.*(Too (small|big)|Invalid |received|undefined)/.test(message),
      );
      return others.length <= 1 && leaked.length === 0
        ? []
        : [
            `${path.join(".")}: ${[...others, ...leaked].map(({ code, path: at, message }) => `${code} ${at} ${message}`).join(" ")}`,
          ];
    });
    expect(wrong).toEqual([]);
  });
});
