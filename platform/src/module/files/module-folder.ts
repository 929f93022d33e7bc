import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { dirname, join, resolve, sep } from "node:path";
import { isRecord } from "../inputs/schema-shape.js";

/** Lists the files of the last run, so that other files can be distinguished from them. */
const MANIFEST = ".aks-topology.json";

/** What Terraform and Git keep in the folder. */
const KEPT: ReadonlySet<string> = new Set([".git", ".gitignore", ".terraform", ".terraform.lock.hcl"]);

/** A folder that contains files which this generator did not write. */
export class ForeignFilesError extends Error {
  override readonly name = "ForeignFilesError";
  readonly code = "FOREIGN_FILES";
  readonly whose = "config";
  readonly remedy =
    "Choose an empty folder, move the files away, or add --force to keep them and overwrite files of the same name.";

  constructor(folder: string, files: readonly string[]) {
    const some = files.slice(0, 5).join(", ");
    super(
      `${folder} contains files that are not part of a generated module: ${some}${files.length > 5 ? ", …" : ""}.`,
    );
  }
}

/**
 * Writes a module's files, to a temporary folder first, from which they are moved when all are complete. Files of an
 * earlier run that are no longer part of the module are removed.
 * @throws ForeignFilesError without `force`, when the folder holds files that an earlier run did not write: any at
 * first, later those that would be part of the module
 */
export function writeModuleFolder(
  folder: string,
  files: ReadonlyMap<string, string | Buffer>,
  force: boolean,
): void {
  const target = resolve(folder);
  const earlier = earlierFiles(target);
  const foreign = foreignFiles(target, earlier, files);
  if (foreign.length > 0 && !force) throw new ForeignFilesError(folder, foreign);
  mkdirSync(target, { recursive: true });
  const draft = mkdtempSync(join(target, ".aks-topology-"));
  try {
    const manifest = `${JSON.stringify({ files: [...files.keys()].sort() }, undefined, 2)}\n`;
    const all = [...files, [MANIFEST, manifest] as const];
    for (const [path, content] of all) writeFile(join(draft, path), content);
    for (const [path] of all) moveFile(join(draft, path), join(target, path));
    for (const path of earlier ?? []) if (!files.has(path)) rmSync(join(target, path), { force: true });
  } finally {
    rmSync(draft, { recursive: true, force: true });
  }
}

/** The files of the last run; undefined without one. */
function earlierFiles(target: string): ReadonlySet<string> | undefined {
  const path = join(target, MANIFEST);
  if (!existsSync(path)) return undefined;
  const manifest: unknown = JSON.parse(readFileSync(path, "utf8"));
  const files: unknown = isRecord(manifest) ? manifest["files"] : undefined;
  return new Set(Array.isArray(files) ? files.map(String) : []);
}

function foreignFiles(
  target: string,
  earlier: ReadonlySet<string> | undefined,
  files: ReadonlyMap<string, unknown>,
): string[] {
  const others = filesIn(target).filter((path) => path !== MANIFEST && earlier?.has(path) !== true);
  if (earlier === undefined) return others;
  return others.filter((path) => files.has(path) || /^[^/]*\.tf(\.json)?$/.test(path));
}

function filesIn(target: string): string[] {
  if (!existsSync(target)) return [];
  return readdirSync(target, { withFileTypes: true })
    .filter((entry) => !KEPT.has(entry.name))
    .flatMap((entry) => {
      if (!entry.isDirectory()) return [entry.name];
      return readdirSync(join(target, entry.name), { recursive: true, withFileTypes: true })
        .filter((inner) => !inner.isDirectory())
        .map((inner) =>
          join(inner.parentPath, inner.name)
            .slice(target.length + 1)
            .split(sep)
            .join("/"),
        );
    })
    .filter((path) => !path.split("/").some((step) => KEPT.has(step)))
    .sort();
}

function writeFile(path: string, content: string | Buffer): void {
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, content);
}

function moveFile(from: string, to: string): void {
  mkdirSync(dirname(to), { recursive: true });
  renameSync(from, to);
}
