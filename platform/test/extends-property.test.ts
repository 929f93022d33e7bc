import fc from "fast-check";
import { expect, test } from "vitest";
import { inspect, isLockFile, loadPlatform, type PlatformFiles, type PlatformProblem } from "../src/index.js";
import { likelyPlatform, randomPlatform } from "./support/random-platform.js";
import { SEED } from "../../test/support/seed.js";

type Map = Readonly<Record<string, unknown>>;

/** A map that is divided into what two files say: keys of the first keep their order, those of the second follow. */
interface Divided {
  readonly base: Map;
  readonly overlay: Map;
  readonly merged: Map;
}

/** Where keys are: in one file or in both. What the base says of the last two, the overlay replaces or removes. */
type Choice = "base" | "overlay" | "both" | "replaced" | "removed";

function isMap(value: unknown): value is Map {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function divided(map: Map, choose: () => Choice): Divided {
  const entries = Object.entries(map).map(([key, value]) => ({ key, value, choice: choose() }));
  const parts = { base: new Map<string, unknown>(), overlay: new Map<string, unknown>() };
  const merged = new Map<string, unknown>();
  for (const { key, value, choice } of entries.filter((entry) => entry.choice !== "overlay")) {
    if (choice === "both" && isMap(value)) {
      const inner = divided(value, choose);
      parts.base.set(key, inner.base);
      parts.overlay.set(key, inner.overlay);
      merged.set(key, inner.merged);
      continue;
    }
    parts.base.set(key, choice === "replaced" ? ["replaced"] : value);
    if (choice === "replaced" || choice === "both") parts.overlay.set(key, value);
    if (choice === "removed") {
      parts.base.set(`${key}Gone`, value);
      parts.overlay.set(`${key}Gone`, null);
    }
    merged.set(key, value);
  }
  for (const { key, value } of entries.filter((entry) => entry.choice === "overlay")) {
    parts.overlay.set(key, value);
    merged.set(key, value);
  }
  return {
    base: Object.fromEntries(parts.base),
    overlay: Object.fromEntries(parts.overlay),
    merged: Object.fromEntries(merged),
  };
}

/** A file with one key per line, and the path of the key on each line, counted from 1. */
function written(map: Map, first: string): { readonly text: string; readonly paths: readonly string[] } {
  const lines = [first];
  const paths = [""];
  const write = (value: Map, path: readonly string[]): void => {
    for (const [key, inner] of Object.entries(value)) {
      const isBlock = isMap(inner) && Object.keys(inner).length > 0;
      lines.push(
        `${"  ".repeat(path.length)}${JSON.stringify(key)}:${isBlock ? "" : ` ${JSON.stringify(inner)}`}`,
      );
      paths.push([...path, key].join("."));
      if (isBlock) write(inner, [...path, key]);
    }
  };
  write(map, []);
  return { text: `${lines.join("\n")}\n`, paths };
}

/** Problems in their order among those of one file, with the path of the line that each is on. */
function located(problems: readonly PlatformProblem[], pathsOf: (file: string) => readonly string[]) {
  return problems
    .map(({ code, message, hint, severity, path, file, line }) =>
      JSON.stringify({ code, severity, message, hint, path, at: pathsOf(file)[line - 1] }),
    )
    .sort();
}

function problemsOf(files: Readonly<Record<string, string>>, file: string): readonly PlatformProblem[] {
  const read = (name: string): string => {
    if (isLockFile(name)) throw Object.assign(new Error(`no ${name}`), { code: "ENOENT" });
    return files[name] ?? "";
  };
  const reader: PlatformFiles = { read, identify: (name) => name };
  const result = loadPlatform(file, reader);
  return result.ok ? inspect(result.loaded).problems : result.problems;
}

/** Repeated for a platform that has more keys. */
const choices = fc.array(
  fc.constantFrom<Choice>("base", "base", "overlay", "both", "both", "both", "replaced", "removed"),
  { minLength: 30, maxLength: 60 },
);

test("a platform file divided into two has the same problems, each in the file of its value", () => {
  const seen = { base: 0, overlay: 0 };
  fc.assert(
    fc.property(fc.oneof(randomPlatform, likelyPlatform), choices, (platform, list) => {
      let next = 0;
      const { base, overlay, merged } = divided(platform as Map, () => list[next++ % list.length] ?? "base");
      const whole = written(merged, "# one file");
      const parts = {
        "base.yaml": written(base, "# base"),
        "overlay.yaml": written({ extends: "base.yaml", ...overlay }, "# overlay"),
      };
      const files = Object.fromEntries(Object.entries(parts).map(([name, { text }]) => [name, text]));
      const pathsOf = (file: string): readonly string[] =>
        Object.entries(parts).find(([name]) => name === file)?.[1].paths ?? [];
      const expected = problemsOf({ "whole.yaml": whole.text }, "whole.yaml");
      const found = problemsOf(files, "overlay.yaml");
      expect(located(found, pathsOf)).toEqual(located(expected, () => whole.paths));
      for (const { file, line } of found) {
        if (line === 1) continue;
        const path = pathsOf(file)[line - 1] ?? "";
        // The overlay has what it says last; maps in both are introduced by the base.
        const says = valueAt(overlay, path);
        const isOverlay = says !== undefined && !(isMap(says) && isMap(valueAt(base, path)));
        expect(file, path).toBe(isOverlay ? "overlay.yaml" : "base.yaml");
        seen[isOverlay ? "overlay" : "base"] += 1;
      }
    }),
    { numRuns: 20, seed: SEED },
  );
  expect(Math.min(seen.base, seen.overlay)).toBeGreaterThan(3);
}, 60_000);

function valueAt(map: Map, path: string): unknown {
  return path.split(".").reduce<unknown>((value, key) => (isMap(value) ? value[key] : undefined), map);
}
