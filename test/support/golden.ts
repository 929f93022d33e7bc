import { structuredPatch } from "diff";
import { azurermSchema, hclBlocks, toHcl, type HclBlock } from "@aks-topology/terraform";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { ROOT } from "./files.js";
import { majorsOf } from "./majors.js";
import { write } from "./written-platform.js";

/** One file below `test/golden/`. */
export interface GoldenFile {
  /** `kubenet-agic/contoso.tf`, relative to `test/golden/`. */
  readonly path: string;
  readonly text: string;
}

/**
 * The golden files of a platform file: each stack as HCL for azurerm 4, and what azurerm 5 changes in it as a difference, by
 * address. The difference has no line numbers, so a change elsewhere in the stack leaves it alone. One that requires azurerm 5 is
 * written for it alone. The Kubernetes manifests of its clusters, which no major changes, are in one file.
 * @param file path of the platform file, below the project
 */
export function goldenFiles(file: string): readonly GoldenFile[] {
  const folder = file.replace(/^examples\/|^test\/\w+\/|\.yaml$/g, "");
  const [first = 5, later] = majorsOf(readFileSync(join(ROOT, file), "utf8"));
  const { stacks, manifests } = write(file, first);
  const terraform = stacks.map(({ name, json }) => ({
    path: `${folder}/${name}.tf`,
    text: lasting(toHcl(json, azurermSchema(first))),
  }));
  const kubernetes = [...manifests].map(([path, text]) => `# ${path}\n${text}`).join("---\n");
  const whole =
    manifests.size === 0
      ? terraform
      : [...terraform, { path: `${folder}/kubernetes.yaml`, text: kubernetes }];
  if (later === undefined) return whole;
  const changed = new Map(write(file, later).stacks.map(({ name, json }) => [name, json]));
  const differences = stacks.map(({ name, json }) => ({
    path: `${folder}/${name}.azurerm-${later}.diff`,
    text: difference(
      hclBlocks(json, azurermSchema(first)),
      hclBlocks(changed.get(name) ?? {}, azurermSchema(later)),
    ),
  }));
  return [...whole, ...differences];
}

/** The text without the hashes of the runtime's package, which change with every change of the runtime. */
function lasting(text: string): string {
  return text
    .replace(/"([0-9a-f]{32}|[0-9a-f]{64})"/g, '"HASH"')
    .replace(/("assets\/\w+\/)[0-9a-f]{16}\//g, "$1HASH/");
}

function difference(before: readonly HclBlock[], after: readonly HclBlock[]): string {
  const texts = (blocks: readonly HclBlock[]): ReadonlyMap<string, string> =>
    new Map(blocks.map(({ address, text }) => [address, unaligned(lasting(text))]));
  const [was, is] = [texts(before), texts(after)];
  return [...new Set([...was.keys(), ...is.keys()])]
    .flatMap((address) => hunks(address, was.get(address) ?? "", is.get(address) ?? ""))
    .join("\n");
}

/** Text whose lines do not differ because a longer name in the block moved the equals signs. */
function unaligned(text: string): string {
  return text.replace(/ += /g, " = ");
}

function hunks(address: string, before: string, after: string): readonly string[] {
  const { hunks: changed } = structuredPatch("", "", before, after, "", "", { context: 2 });
  const lines = changed.flatMap((hunk) => hunk.lines).filter((line) => !line.startsWith("\\"));
  return lines.length === 0 ? [] : [[`@@ ${address} @@`, ...lines, ""].join("\n")];
}
