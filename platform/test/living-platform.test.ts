/** Ordinary edits of examples with their lock files: the effects that are reported for each, or the code with which it is refused. */
import { copyFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { ROOT } from "../../test/support/files.js";
import { diffPlatforms, loadPlatform, type LoadedPlatform } from "../src/index.js";
import type { Edits } from "./support/living-edit.js";
import { LIVING_EDITS } from "./support/living-edits.js";
import { LIVING_SITE_EDITS } from "./support/living-site-edits.js";

const folder = mkdtempSync(join(tmpdir(), "living-"));
afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
});

function edited(example: string, edits: Edits): LoadedPlatform {
  const file = join(folder, `${example}.yaml`);
  copyFileSync(join(ROOT, `examples/${example}.lock.yaml`), join(folder, `${example}.lock.yaml`));
  const text = edits.reduce(
    (before, [from, to]) => {
      const after = before.replace(from, () => to);
      expect(after, `no ${String(from)} in ${example}`).not.toBe(before);
      return after;
    },
    readFileSync(join(ROOT, `examples/${example}.yaml`), "utf8"),
  );
  writeFileSync(file, text);
  const result = loadPlatform(file);
  return result.ok ? result.loaded : expect.fail(JSON.stringify(result.problems));
}

/** Codes of errors; effects of changes, of manifests last. */
function effectsOf(example: string, edits: Edits, prepared: Edits): readonly string[] {
  const [before, after] = [edited(example, prepared), edited(example, [...prepared, ...edits])];
  const { problems, changes, manifests } = diffPlatforms(before, after);
  return [
    ...problems.filter(({ severity }) => severity === "error").map(({ code }) => code),
    ...[...changes, ...manifests].flatMap(({ effect }) => effect ?? []),
  ];
}

test.each([...LIVING_EDITS, ...LIVING_SITE_EDITS])("%s", (_, example, edits, expected, prepared = []) => {
  expect(effectsOf(example, edits, prepared)).toEqual(expected);
});

test("a renamed cluster keeps its manifests", () => {
  const example = "node-auto-provisioning";
  const [before, after] = [
    edited(example, []),
    edited(example, [["  shop:\n", "  store:\n    was: shop\n"]]),
  ];
  const { changes, manifests } = diffPlatforms(before, after);
  expect(new Set(changes.map(({ action }) => action))).toEqual(new Set(["move"]));
  expect(manifests).toEqual([]);
});

test("clusters whose spokes swap their keys keep their manifests", () => {
  const swap = "    was: ";
  const [before, after] = [
    edited("two-regions", []),
    edited("two-regions", [
      ["  shop:\n", `  desk:\n${swap}shop\n`],
      ["  stock:\n", `  shop:\n${swap}stock\n`],
      ["  desk:\n", "  stock:\n"],
    ]),
  ];
  const { changes, manifests } = diffPlatforms(before, after);
  expect(changes).toEqual([]);
  expect(manifests).toEqual([]);
});
