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
 * `"TCP" | "UDP"` is wanted, `{}` without a required property.
 */
export function compilable(mutants: readonly Mutant[], size: number): readonly Mutant[] {
  const [first] = mutants;
  if (first === undefined) return [];
  const changed = new Map<string, { readonly id: string; readonly text: string }>();
  const host = hostOf(first.file, mutants, changed);
  const service = ts.createLanguageService(host, ts.createDocumentRegistry());
  const compiles = ({ id, file, text }: Mutant): boolean => {
    changed.clear();
    changed.set(file, { id, text });
    return service.getSyntacticDiagnostics(file).length + service.getSemanticDiagnostics(file).length === 0;
  };
  const found: Mutant[] = [];
  for (const mutant of mutants) {
    if (found.length === size) break;
    if (compiles(mutant)) found.push(mutant);
  }
  return found;
}

function hostOf(
  file: string,
  mutants: readonly Mutant[],
  changed: ReadonlyMap<string, { readonly id: string; readonly text: string }>,
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
