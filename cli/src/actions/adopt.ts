import {
  adoptInventory,
  blocksFor,
  hasErrors,
  Inventory,
  isArmTemplate,
  isStateDocument,
  lacksHub,
  lockFileOf,
  parsePart,
  printBlocks,
  resourcesOfArm,
  resourcesOfState,
  type Adopted,
  type StackBlocks,
} from "@aks-topology/platform";
import { existsSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { resolve } from "node:path";
import type { LoadOptions } from "../azurerm-option.js";
import type { AzureOptions } from "../azure/options.js";
import { UsageError } from "../errors.js";
import type { Io } from "../io.js";
import { printJson, printProblems } from "../print.js";
import { printable } from "../printable.js";
import { renderAdopted } from "../adopted.js";

export interface AdoptOptions extends LoadOptions, AzureOptions {
  readonly from?: readonly string[];
  readonly resourceGroup?: readonly string[];
  readonly out: string;
  readonly with?: string;
  readonly import?: true;
  readonly force?: true;
  readonly json?: true;
}

/** Files that one adoption writes. */
interface AdoptedFiles {
  readonly platform: string;
  readonly lock: string;
  /** One; with several stacks one for each of them. */
  readonly blocks: string | readonly string[];
}

/** Writes a platform file of what runs already, its lock, and the blocks that take it over. @returns the exit code */
export async function adopt(options: AdoptOptions, io: Io): Promise<number> {
  const { out, from = [], resourceGroup = [] } = options;
  if (from.length === 0 && options.live !== true)
    throw new UsageError("Nothing is named to adopt.", "Add --from FILE, or --live with --resource-group.");
  if ((options.live === true) !== resourceGroup.length > 0)
    throw new UsageError("--live and --resource-group belong together.", "Add the other one.");
  refuseExisting([out, lockFileOf(out), blocksFileOf(out)], options);
  const live = options.live === true ? await resourcesOfGroups(resourceGroup, options, io) : [];
  const inventory = new Inventory([...from.flatMap(resourcesIn), ...live]);
  if (inventory.isEmpty)
    throw new UsageError(
      `${[...from, ...resourceGroup].join(", ")} has neither networks nor clusters.`,
      "Name the output of `terraform show -json` in the folder whose state has the networks and clusters, or an export that has them.",
      "NOTHING_TO_ADOPT",
    );
  if (lacksHub(inventory))
    throw new UsageError(
      `${[...from, ...resourceGroup].join(", ")} has no hub: none of its networks has a firewall or a network gateway, or is peered or connected with another one.`,
      "Add the state or export that has the hub or the peerings: --from may be repeated.",
      "NOTHING_TO_ADOPT",
    );
  const given: unknown = options.with === undefined ? {} : partIn(options.with);
  const adopted = adoptInventory(inventory, out, options.azurerm ?? 4, given);
  const ok = !hasErrors(adopted.problems);
  const blocks = blocksFor(
    adopted.stacks,
    adopted.pairs,
    adopted.outside.map(({ found }) => found),
    options.import !== true && options.live !== true && from.length === 1,
  );
  const named = blocks.map(({ stack }) => blocksFileOf(out, blocks.length === 1 ? undefined : stack));
  const files: AdoptedFiles = {
    platform: out,
    lock: lockFileOf(out),
    blocks: named.length === 1 ? (named[0] ?? "") : named,
  };
  refuseExisting(named, options);
  if (ok)
    write([
      [out, adopted.text],
      [lockFileOf(out), adopted.lock],
      ...blocks.map((each, i) => [named[i] ?? "", printBlocks(each)] as const),
    ]);
  if (options.json) printJson(documentOf(ok, files, adopted, blocks), io);
  else {
    printProblems(adopted.problems, io.stderr, io);
    io.stdout.write(ok ? renderAdopted(adopted, blocks, io) : adopted.text);
    if (ok)
      io.stdout.write(
        [out, lockFileOf(out), ...named].map((file) => `${printable(file)} written\n`).join(""),
      );
    else io.stderr.write(`Nothing was written: this is the file as far as it is known.\n`);
  }
  return ok ? 0 : 1;
}

/** The file of the blocks, or of those of one of several stacks. */
function blocksFileOf(file: string, stack?: string): string {
  const stem = file.replace(/\.(ya?ml|json)$/i, "");
  return `${stack === undefined ? stem : `${stem}.${stack}`}.adopt.tf`;
}

function refuseExisting(files: readonly string[], { force, from = [] }: AdoptOptions): void {
  const taken = files.find((file) => existsSync(file));
  if (taken !== undefined && force !== true)
    throw new UsageError(
      `${taken} exists already.`,
      "Choose another file name, or add --force.",
      "FILE_EXISTS",
    );
  const source = from.find((file) => files.some((each) => resolve(each) === resolve(file)));
  if (source !== undefined)
    throw new UsageError(`${source} is read, and would be replaced.`, "Choose another --out.");
}

/** What is in resource groups. Azure's SDK takes long to load: only where it is asked. */
async function resourcesOfGroups(
  groups: readonly string[],
  options: AdoptOptions,
  io: Io,
): Promise<ReturnType<typeof resourcesOfState>> {
  const { liveGroups } = await import("../azure/live-groups.js");
  return resourcesOfArm(await liveGroups(groups, options, io)) ?? [];
}

function resourcesIn(file: string): ReturnType<typeof resourcesOfState> {
  const unreadable = (reason: string): UsageError =>
    new UsageError(
      `${file} ${reason}.`,
      "Write it with `terraform show -json > state.json` in the folder of the configuration, or with `az resource show --ids`.",
      "STATE_UNREADABLE",
    );
  let document: unknown;
  try {
    document = JSON.parse(readFileSync(file, "utf8"));
  } catch (error) {
    if (error instanceof SyntaxError) throw unreadable("is not JSON");
    throw error;
  }
  if (isStateDocument(document)) return resourcesOfState(document);
  if (isArmTemplate(document))
    throw new UsageError(
      `${file} is a template, as \`az group export\` prints it: expressions are in the place of its references.`,
      'Export the resources themselves: az resource list --resource-group NAME --query "[].id" --output tsv | xargs az resource show --ids > export.json.',
      "STATE_UNREADABLE",
    );
  const exported = resourcesOfArm(document);
  if (exported === undefined)
    throw unreadable("is neither what `terraform show -json` prints nor an export of Azure Resource Manager");
  return exported;
}

/** A part of a platform file. @throws UsageError where it is not YAML */
function partIn(file: string): unknown {
  const parsed = parsePart(readFileSync(file, "utf8"));
  if ("part" in parsed) return parsed.part;
  throw new UsageError(`${file} is not valid YAML: ${parsed.message}`, "Correct the file.");
}

/** Writes all files or none: each first under another name. */
function write(texts: readonly (readonly [file: string, text: string])[]): void {
  for (const [file, text] of texts) writeFileSync(`${file}.new`, text);
  for (const [file] of texts) renameSync(`${file}.new`, file);
}

function documentOf(
  ok: boolean,
  files: AdoptedFiles,
  adopted: Adopted,
  stacks: readonly StackBlocks[],
): object {
  const blocks = {
    moved: stacks.flatMap(({ moved }) => moved),
    imports: stacks.flatMap(({ imports }) => imports),
    removed: stacks.flatMap(({ removed }) => removed),
  };
  const { problems, differences, created, outside, text } = adopted;
  const written = ok ? files : { platform: null, lock: null, blocks: null };
  return {
    ok,
    problems,
    ...written,
    ...(ok ? {} : { draft: text }),
    ...blocks,
    differences,
    created,
    outside: outside.map(({ found, reason }) => ({
      address: found.address ?? null,
      type: found.type,
      id: found.id,
      reason,
    })),
    summary: {
      moved: blocks.moved.length,
      imports: blocks.imports.length,
      changed: new Set(differences.map(({ address }) => address)).size,
      replaced: new Set(differences.filter(({ replaces }) => replaces).map(({ address }) => address)).size,
      created: created.length,
      outside: outside.length,
    },
  };
}
