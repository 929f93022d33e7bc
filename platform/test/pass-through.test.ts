import { isDeepStrictEqual } from "node:util";
import { expect, test } from "vitest";
import { stringify } from "yaml";
import { block, type Block } from "../../constructs/test/support/synth.js";
import { ALL_ROWS, withSettings } from "./support/all-rows.js";
import { ALONE, type Setting } from "./support/pass-through-rows.js";
import { synthText } from "./support/synth.js";

// A synthesis takes 100 ms: rows that have nothing to do with each other share a file.
const FILES: { readonly needs: string; readonly settings: Setting[]; stacks?: readonly Block[] }[] = [];

const cases = ALL_ROWS.map(([settings, address, path, ...expected]) => ({
  key: settings.at(-1)?.[0] ?? "",
  file: fileFor(settings),
  address,
  path,
  expected: expected.length === 0 ? settings.at(-1)?.[1] : expected[0],
}));

test.each(cases)("$key is $path of $address", ({ file, address, path, expected }) => {
  file.stacks ??= stacksOf(file.settings);
  expect(found(file.stacks, address, path)).toEqual(expected);
});

test("Terraform signs in to storage accounts without their keys, which are off", () => {
  const providers = stacksOf([]).flatMap((stack) => block(stack["provider"])["azurerm"]);
  expect(providers).not.toEqual([]);
  for (const each of providers) expect(each).toMatchObject({ storage_use_azuread: true });
});

/** The file of rows that need the same settings and set other keys. */
function fileFor(settings: readonly Setting[]): (typeof FILES)[number] {
  const needs = JSON.stringify(settings.slice(0, -1));
  const known = FILES.find(
    (file) =>
      file.needs === needs &&
      settings.every((setting) => file.settings.every((other) => canShareFile(setting, other))),
  );
  const file = known ?? { needs, settings: [] };
  if (known === undefined) FILES.push(file);
  file.settings.push(...settings);
  return file;
}

function canShareFile([key, value]: Setting, [other, otherValue]: Setting): boolean {
  if (key === other) return isDeepStrictEqual(value, otherValue);
  if (ALONE.includes(key) || ALONE.includes(other)) return false;
  return !`${key}.`.startsWith(`${other}.`) && !`${other}.`.startsWith(`${key}.`);
}

function stacksOf(settings: readonly Setting[]): readonly Block[] {
  return [...synthText(stringify(withSettings(settings))).values()].map(({ json }) => json);
}

/** The value at a path below a resource; a number in the path is a place in a list of blocks. */
function found(stacks: readonly Block[], address: string, path: string): unknown {
  const [type = "", name = ""] = address.split(".");
  const bodies = stacks.flatMap((json) => {
    const resources = block(json["resource"])[type];
    return resources === undefined ? [] : [block(resources)[name]];
  });
  const steps = path.split(".");
  return steps.reduce<unknown>((current, step) => {
    if (Array.isArray(current) && /^\d+$/.test(step)) return (current as unknown[])[Number(step)];
    return block(current)[step];
  }, bodies[0]);
}
