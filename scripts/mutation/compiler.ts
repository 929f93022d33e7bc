import { readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import ts from "typescript";
import type { Mutant } from "./mutants.ts";

/** Options that refuse a mutant for what it leaves over, not for what it is. */
const LENIENT: ts.CompilerOptions = {
  noEmit: true,
  composite: false,
  incremental: false,
  noUnusedLocals: false,
  noUnusedParameters: false,
  allowUnreachableCode: true,
};

/**
 * The first `size` mutants of one workspace that compile. The others are no faults that could reach a test: "" where a
 * `"TCP" | "UDP"` is wanted, `{}` without a required property. Mutants of different files are checked together, since what
 * takes long is the types that they import; what a file exports has declared types, so that they do not meet.
 */
export function compilable(mutants: readonly Mutant[], size: number): readonly Mutant[] {
  const [first] = mutants;
  if (first === undefined) return [];
  const changed = new Map<string, Mutant>();
  const service = ts.createLanguageService(hostOf(first.file, mutants, changed), ts.createDocumentRegistry());
  const compiles = ({ file }: Mutant): boolean =>
    service.getSyntacticDiagnostics(file).length + service.getSemanticDiagnostics(file).length === 0;
  let found: readonly Mutant[] = [];
  for (let start = 0; start < mutants.length && found.length < size; start += size) {
    const next = mutants.slice(start, start + size);
    const good = new Set<Mutant>();
    for (const round of roundsOf(next)) {
      changed.clear();
      for (const mutant of round) changed.set(mutant.file, mutant);
      for (const mutant of round.filter(compiles)) good.add(mutant);
    }
    found = [...found, ...next.filter((mutant) => good.has(mutant))];
  }
  return found.slice(0, size);
}

/** Groups of mutants in which no file has two. */
function roundsOf(mutants: readonly Mutant[]): readonly (readonly Mutant[])[] {
  const rounds: Mutant[][] = [];
  const counts = new Map<string, number>();
  for (const mutant of mutants) {
    const count = counts.get(mutant.file) ?? 0;
    counts.set(mutant.file, count + 1);
    (rounds[count] ??= []).push(mutant);
  }
  return rounds;
}

function hostOf(
  file: string,
  mutants: readonly Mutant[],
  changed: ReadonlyMap<string, Mutant>,
): ts.LanguageServiceHost {
  const { sys } = ts;
  const config = ts.findConfigFile(dirname(file), (path) => sys.fileExists(path)) ?? "";
  const { options } = ts.parseJsonConfigFileContent(
    ts.readConfigFile(config, (path) => sys.readFile(path)).config,
    sys,
    dirname(config),
  );
  const files = [...new Set(mutants.map((mutant) => mutant.file))];
  return {
    getCompilationSettings: () => ({ ...options, ...LENIENT }),
    getScriptFileNames: () => files,
    getScriptVersion: (name) => changed.get(name)?.id ?? "",
    getScriptSnapshot: (name) => {
      const text = changed.get(name)?.text ?? (sys.fileExists(name) ? readFileSync(name, "utf8") : undefined);
      return text === undefined ? undefined : ts.ScriptSnapshot.fromString(text);
    },
    getCurrentDirectory: () => dirname(config),
    getDefaultLibFileName: (chosen) =>
      join(dirname(ts.getDefaultLibFilePath(chosen)), ts.getDefaultLibFileName(chosen)),
    fileExists: (path) => sys.fileExists(path),
    readFile: (path) => sys.readFile(path),
    directoryExists: (path) => sys.directoryExists(path),
    getDirectories: (path) => sys.getDirectories(path),
  };
}
