import { appendFileSync, existsSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { didYouMean } from "@aks-topology/platform";
import { UsageError } from "../errors.js";
import type { Io } from "../io.js";
import { DEFAULT_PRESET, presets, type Preset } from "../presets.js";
import { askForPlatform } from "./ask-init.js";
import { printJson } from "../print.js";
import { namingSchema } from "../schema-file.js";
import { hung } from "../wrap.js";

export interface InitOptions {
  /** @default the questions decide, or without a terminal the reference */
  readonly preset?: string | undefined;
  readonly force?: true;
  readonly json?: true;
}

/** Lists the presets with their summaries. */
export function listPresets({ json }: InitOptions, io: Io): void {
  const all = presets().map(({ name, summary }) => ({ name, summary }));
  if (json) {
    printJson({ presets: all }, io);
    return;
  }
  const width = Math.max(...all.map(({ name }) => name.length));
  io.stdout.write(
    all
      .map(({ name, summary }) => `${name.padEnd(width)}  ${hung(summary, width + 2, io.stdout)}\n`)
      .join(""),
  );
}

/** Writes a preset to a file, on a terminal that of a few questions. @throws UsageError where a file exists and `force` is not given */
export async function init(file: string, options: InitOptions, io: Io): Promise<void> {
  if (existsSync(file) && options.force !== true) {
    throw new UsageError(
      `${file} exists already.`,
      "Choose another file name, or add --force.",
      "FILE_EXISTS",
    );
  }
  const preset =
    options.preset === undefined && options.json === undefined && io.ask !== undefined
      ? await askForPlatform(io.ask, io)
      : chosen(options.preset ?? DEFAULT_PRESET);
  writeFileSync(file, namingSchema(preset.text, file, io.cwd));
  mergeLocksByUnion(dirname(file));
  if (options.json) printJson({ ok: true, file, preset: preset.name }, io);
  else io.stdout.write(`${file} written. Next: ${command(io)} check ${file}\n`);
}

/** The command as it was run: npx finds it where no shell does. */
function command({ env }: Io): string {
  return env["npm_command"] === "exec" ? "npx aks-topology" : "aks-topology";
}

const MERGE_LINE = "*.lock.yaml merge=union";

/** Two branches that each add to a lock file both keep their lines; a collision is reported when it is read. */
function mergeLocksByUnion(folder: string): void {
  const attributes = join(folder, ".gitattributes");
  const before = existsSync(attributes) ? readFileSync(attributes, "utf8") : "";
  if (before.split(/\r?\n/).includes(MERGE_LINE)) return;
  const end = before === "" || before.endsWith("\n") ? "" : "\n";
  appendFileSync(attributes, `${end}${MERGE_LINE}\n`);
}

function chosen(name: string): Preset {
  const all = presets();
  const preset = all.find((known) => known.name === name);
  if (preset !== undefined) return preset;
  const names = all.map((known) => known.name);
  const remedy = `${didYouMean(name, names)} Use one of: ${names.join(", ")}.`.trim();
  throw new UsageError(`There is no preset ${name}.`, remedy, "UNKNOWN_PRESET");
}
