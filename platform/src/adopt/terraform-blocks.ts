/** The blocks with which Terraform takes over what runs: `moved`, `import` and `removed`, as one file. */
import type { AdoptedPair } from "./adopt.js";
import type { FoundResource } from "./inventory.js";

export interface MovedBlock {
  readonly from: string;
  readonly to: string;
}

export interface ImportBlock {
  readonly to: string;
  /** As `terraform import` takes it. */
  readonly id: string;
}

/** The blocks of one stack of the output. */
export interface StackBlocks {
  readonly stack: string;
  readonly moved: readonly MovedBlock[];
  readonly imports: readonly ImportBlock[];
  /** Addresses that leave the state while what they manage stays. */
  readonly removed: readonly string[];
}

/**
 * The blocks for pairs of one state, which move, or for a new state, into which everything is imported. Blocks do not cross
 * states: what was one state and becomes several stacks is imported into each of them.
 *
 * @param stacks names of the stacks of the output
 * @param isSameState whether Terraform keeps using the state that was read
 */
export function blocksFor(
  stacks: readonly string[],
  pairs: readonly AdoptedPair[],
  outside: readonly FoundResource[],
  isSameState: boolean,
): readonly StackBlocks[] {
  const moves = isSameState && stacks.length === 1;
  return stacks.map((stack) =>
    blocksOf(
      stack,
      pairs.filter(({ element }) => element.stack === stack),
      outside,
      moves,
    ),
  );
}

function blocksOf(
  stack: string,
  pairs: readonly AdoptedPair[],
  outside: readonly FoundResource[],
  isSameState: boolean,
): StackBlocks {
  const stays = isSameState
    ? pairs.flatMap(({ element, found }) =>
        found.address === undefined ? [] : [{ from: found.address, to: element.address }],
      )
    : [];
  const imported = pairs.filter(({ found }) => !isSameState || found.address === undefined);
  return {
    stack,
    moved: stays.filter(({ from, to }) => from !== to),
    imports: imported
      .filter(({ found }) => isImportable(found))
      .map(({ element, found }) => ({ to: element.address, id: found.id })),
    removed: isSameState
      ? unique(
          outside.flatMap(({ address, deposed }) =>
            address === undefined || deposed === true ? [] : [resourceOf(address)],
          ),
        )
      : [],
  };
}

/** Terraform's own resources exist in a state only. */
function isImportable({ type }: FoundResource): boolean {
  return type.startsWith("azurerm_");
}

/** The address without keys of instances, which `removed` does not take. */
function resourceOf(address: string): string {
  return address.replace(/\[(?:"(?:[^"\\]|\\.)*"|\d+)\]/g, "");
}

function unique(values: readonly string[]): readonly string[] {
  return [...new Set(values)].sort();
}

/** The text of the file. */
export function printBlocks({ moved, imports, removed }: StackBlocks): string {
  const texts = [
    ...moved.map(({ from, to }) => `moved {\n  from = ${from}\n  to   = ${to}\n}\n`),
    ...imports.map(({ to, id }) => `import {\n  to = ${to}\n  id = ${quoted(id)}\n}\n`),
    ...removed.map((from) => `removed {\n  from = ${from}\n\n  lifecycle {\n    destroy = false\n  }\n}\n`),
  ];
  return [
    "# Takes over what runs already. Copy it next to cdk.tf.json for the first plan; remove it after the first apply.\n",
    ...texts,
  ].join("\n");
}

function quoted(text: string): string {
  return JSON.stringify(text).replaceAll("${", "$${").replaceAll("%{", "%%{");
}
