import {
  stateWatch,
  summarize,
  synthesize,
  type Announcement,
  type ChangeSummary,
  type PlatformProblem,
  type WrittenStack,
} from "@aks-topology/platform";
import { basename, extname, join } from "node:path";
import type { LoadOptions } from "../azurerm-option.js";
import { renderEffects } from "../changes.js";
import { forEachFile } from "../each-file.js";
import { UsageError } from "../errors.js";
import { lockMode, type LockOptions } from "../lock-mode.js";
import { load } from "../load.js";
import { platformFileOf, REFERENCE } from "../platform-file.js";
import { printProblems } from "../print.js";
import type { Io } from "../io.js";
import { counted } from "../counted.js";

export interface SynthOptions extends LoadOptions, LockOptions {
  readonly config?: string;
  readonly out: string;
  readonly json?: true;
}

interface Synthesized {
  readonly ok: boolean;
  readonly problems: readonly PlatformProblem[];
  readonly summary: ChangeSummary;
  readonly outDir: string;
  readonly stacks: readonly WrittenStack[];
}

/** Writes the Terraform of platform files, of several to a folder each. @returns the exit code */
export function synth(given: readonly string[], options: SynthOptions, io: Io): number {
  const files = given.length > 0 ? given : [platformFileOf(options.config, io, options, REFERENCE)];
  const folders = outputFolders(files, options.out);
  const shared = stateWatch();
  return forEachFile(
    files,
    {
      work: (file) => synthesized(file, { outDir: folders.get(file) ?? options.out, shared }, options, io),
      printText: (_, { problems, stacks }) => {
        printProblems(problems, io.stderr, io);
        io.stdout.write(stacks.map(line).join(""));
      },
      output: options.json ? "json" : "text",
    },
    io,
  );
}

interface Target {
  readonly outDir: string;
  readonly shared: ReturnType<typeof stateWatch>;
}

function synthesized(file: string, { outDir, shared }: Target, options: SynthOptions, io: Io): Synthesized {
  const result = load(file, options, io);
  const sharing = result.ok ? shared(result.loaded) : [];
  let summary = summarize([]);
  const announce = ({ changes, manifests, hasEarlier }: Announcement): void => {
    summary = summarize(changes);
    const sink = options.json ? io.stderr : io.stdout;
    // The document has the number of changes; what they interrupt is for users.
    if (!options.json || (hasEarlier && changes.length + manifests.length > 0))
      sink.write(renderEffects({ changes, manifests }, sink, io));
  };
  if (sharing.length > 0) return { ok: false, problems: sharing, summary, outDir, stacks: [] };
  const { problems, stacks } = result.ok
    ? synthesize(result.loaded, outDir, { lock: lockMode(options, io), announce })
    : { problems: result.problems, stacks: [] };
  return { ok: stacks.length > 0, problems, summary, outDir, stacks };
}

/** What one file leaves in its output folder, so that no file of several may be written there. */
const RESERVED: ReadonlySet<string> = new Set(["stacks", "kubernetes", "other-teams", "manifest.json"]);

/** The output folder of each of several files. @throws UsageError where two would share one */
function outputFolders(files: readonly string[], out: string): ReadonlyMap<string, string> {
  if (files.length < 2) return new Map();
  const taken = new Map<string, string>();
  return new Map(
    files.map((file) => {
      const stem = basename(file, extname(file));
      // File systems may ignore case.
      const first = taken.get(stem.toLowerCase());
      if (first !== undefined)
        throw folderTaken(`${first} and ${file} would both be written to`, join(out, stem));
      if (RESERVED.has(stem.toLowerCase()) || /^\.+$/.test(stem))
        throw folderTaken(`${file} would be written among the output of other files:`, join(out, stem));
      taken.set(stem.toLowerCase(), file);
      return [file, join(out, stem)];
    }),
  );
}

function folderTaken(words: string, folder: string): UsageError {
  const remedy = "Rename one of the files, or run synth once per file, each with its own --out.";
  return new UsageError(`${words} ${folder}.`, remedy, "OUTPUT_FOLDER_TAKEN");
}

function line({ file, resources }: WrittenStack): string {
  return `${file}  ${counted(resources, "resource")}\n`;
}
