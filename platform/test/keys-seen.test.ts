import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { parse } from "yaml";
import type { z } from "zod";
import { platformShape } from "../src/index.js";
import { platformFiles, ROOT } from "../../test/support/files.js";
import { ALL_ROWS, withSettings } from "./support/all-rows.js";

// A key that no test sets can lose its effect unseen. `test/golden` shows the Terraform of the examples, and
// `pass-through.test.ts` where the value of a row is found; other keys are named here, with the test that sees them.

type Shape = z.core.JSONSchema.BaseSchema;

const ELSEWHERE: Readonly<Record<string, string>> = {
  extends: "extends.test.ts",
  "backend.key": "stacks.test.ts",
  "backend.subscriptionId": "stacks.test.ts",
  "naming.number": "naming.test.ts",
  "naming.names": "naming.test.ts",
  "hub.firewall.dnsProxy": "other-teams.test.ts",
  "hub.peerWith": "hubs.test.ts",
  outputs: "of the baseline of examples",
  "routeSync.runtimes": "runtime-per-region.test.ts",
  "*.was": "renames.test.ts",
  "hubs.*": "hubs.test.ts: a hub of several has the keys of the only one",
  paths: "reachability.test.ts",
  "paths.*": "reachability.test.ts",
  // Nothing is derived from it: only node subnets carry IPv6 of clusters.
  "*.subnet.prefixV6": "nothing is to be seen",
  "*.podSubnet.prefixV6": "nothing is to be seen",
};

function isMap(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function isShape(value: unknown): value is Shape {
  return isMap(value);
}

function optionsOf(shape: Shape): Shape[] {
  const options = shape.anyOf ?? shape.oneOf;
  return options === undefined ? [shape] : options.filter(isShape).flatMap(optionsOf);
}

/** The shapes below a name: those of the key, or of any key. */
function below(shapes: readonly Shape[], name: string): readonly [step: string, inner: Shape[]] {
  const own = shapes.flatMap(({ properties }) => properties?.[name] ?? []).filter(isShape);
  if (own.length > 0) return [name, own.flatMap(optionsOf)];
  return [
    "*",
    shapes
      .flatMap((shape) => shape.additionalProperties ?? [])
      .filter(isShape)
      .flatMap(optionsOf),
  ];
}

function itemsOf(shapes: readonly Shape[]): Shape[] {
  return shapes
    .flatMap(({ items }) => items ?? [])
    .filter(isShape)
    .flatMap(optionsOf);
}

/** Paths of all keys of a shape, with `*` for names. */
function keysOf(shapes: readonly Shape[], path: readonly string[] = []): string[] {
  const names = new Set(shapes.flatMap(({ properties = {} }) => Object.keys(properties)));
  const own = [...names].flatMap((name) => {
    const [step, inner] = below(shapes, name);
    return [[...path, step].join("."), ...keysOf(inner, [...path, step])];
  });
  const [, others] = below(shapes, "");
  return [
    ...own,
    ...(others.length === 0 ? [] : keysOf(others, [...path, "*"])),
    ...keysOfItems(shapes, path),
  ];
}

function keysOfItems(shapes: readonly Shape[], path: readonly string[]): string[] {
  const items = itemsOf(shapes);
  return items.length === 0 ? [] : keysOf(items, path);
}

/** Paths of the keys that a file sets. */
function setKeys(value: unknown, shapes: readonly Shape[], path: readonly string[] = []): string[] {
  if (Array.isArray(value)) return value.flatMap((item) => setKeys(item, itemsOf(shapes), path));
  if (!isMap(value)) return [];
  return Object.entries(value).flatMap(([name, inner]) => {
    const [step, known] = below(shapes, name);
    return [[...path, step].join("."), ...setKeys(inner, known, [...path, step])];
  });
}

/** Whether a key is meant: `*.was` for any key of that name, `hubs.*` for all keys below. */
function means(pattern: string, key: string): boolean {
  if (pattern.startsWith("*.")) return key.endsWith(pattern.slice(1));
  return pattern.endsWith(".*") ? key.startsWith(pattern.slice(0, -1)) : key === pattern;
}

test("every key has a value that a test sees in Terraform", () => {
  const shapes = optionsOf(platformShape());
  const examples = platformFiles("examples").map((file): unknown =>
    parse(readFileSync(join(ROOT, file), "utf8")),
  );
  const rows = ALL_ROWS.map(([settings]) => withSettings(settings));
  const seen = new Set([...examples, ...rows].flatMap((file) => setKeys(file, shapes)));
  const unseen = [...new Set(keysOf(shapes))].filter((key) => !seen.has(key));
  const patterns = Object.keys(ELSEWHERE);
  expect(unseen.filter((key) => !patterns.some((pattern) => means(pattern, key)))).toEqual([]);
  expect(patterns.filter((pattern) => !unseen.some((key) => means(pattern, key)))).toEqual([]);
});
