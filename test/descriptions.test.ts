import { witnessesOf } from "@aks-topology/constructs/internal";
import { inspect, loadPlatform } from "@aks-topology/platform";
import { basename, join } from "node:path";
import { expect, test } from "vitest";
import { platformFiles, ROOT } from "./support/files.js";

// What is said in addition to the Terraform: the address plan, firewall rules, roles, warnings, what other teams have to do, and
// the attributes of a Terraform state that a lock file is written from.
const FILES = [
  ...platformFiles("examples").filter((file) => file.includes("/existing-")),
  ...["test/invariants/platforms", "test/data/platforms"].flatMap(platformFiles),
];

/** Readable text, which may be reworded. */
const WORDS = new Set(["reason", "source"]);

test.each(FILES)("what is said of %s: `npm run golden` writes it", async (file) => {
  const result = loadPlatform(join(ROOT, file));
  if (!result.ok) expect.fail(`${file} does not load.`);
  const { built, description, problems } = inspect(result.loaded);
  const warnings = problems.map(({ code, path }) => ({ code, path }));
  const witnesses = [...witnessesOf(built.app)].map(([key, { address, attribute }]) => [
    key,
    address,
    attribute,
  ]);
  await expect(printed({ ...description, warnings, witnesses })).toMatchFileSnapshot(
    join(ROOT, "test/data/descriptions", `${basename(file, ".yaml")}.txt`),
  );
});

/** One line for each item. */
function printed(parts: Readonly<Record<string, readonly unknown[]>>): string {
  return Object.entries(parts)
    .flatMap(([part, items]) => [`# ${part}`, ...items.map(withoutWords), ""])
    .join("\n");
}

function withoutWords(item: unknown): string {
  return JSON.stringify(item, (key, value: unknown) => (WORDS.has(key) ? undefined : value));
}
