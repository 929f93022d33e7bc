/**
 * Cuts the lists of changes that replace a resource down to the types that the project emits. One type a line.
 *
 *   npm run force-new -- --from DIR    DIR holds azurerm-VERSION.json: for each type the paths whose schema has ForceNew,
 *                                      those that are computed, defaults, sets and differences that are suppressed,
 *                                      read out of the provider's schemas in Go. Terraform's own export has none of these.
 */
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { parseArgs } from "node:util";

const VERSIONS = ["4.55.0", "5.2.0"];
const data = new URL("../terraform/data/", import.meta.url);

function cut(all: Readonly<Record<string, unknown>>, types: readonly string[]): string {
  const lines = types
    .filter((type) => type in all)
    .sort()
    .map((type) => `${JSON.stringify(type)}:${JSON.stringify(all[type])}`);
  return `{\n${lines.join(",\n")}\n}\n`;
}

const { values } = parseArgs({ options: { from: { type: "string" } } });
if (values.from === undefined) {
  process.stderr.write("usage: npm run force-new -- --from DIR\n");
  process.exitCode = 1;
} else {
  const { resources } = JSON.parse(readFileSync(new URL("types.json", data), "utf8")) as {
    readonly resources: readonly string[];
  };
  for (const version of VERSIONS) {
    const all = JSON.parse(readFileSync(join(values.from, `azurerm-${version}.json`), "utf8")) as Readonly<
      Record<string, unknown>
    >;
    const target = new URL(`force-new-${version}.json`, data);
    // Types that the source lacks were read out of the provider's schemas by hand: they are kept.
    const kept = JSON.parse(readFileSync(target, "utf8")) as Readonly<Record<string, unknown>>;
    writeFileSync(target, cut({ ...kept, ...all }, resources));
  }
}
