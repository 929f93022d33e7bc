import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";

/**
 * Marks the stacks of an earlier run as those of a program that failed, so that the command of CDKTF deploys none of them.
 * Their files stay as they are. All folders of stacks are named: the command deletes those that are not, with the state of
 * Terraform in them.
 */
export function refuseInManifest(outDir: string): void {
  const file = join(outDir, "manifest.json");
  const earlier = stacksIn(file);
  const folders = foldersIn(join(outDir, "stacks"));
  const names = new Set([...earlier.keys(), ...folders]);
  if (names.size === 0) names.add("platform");
  const stacks = [...names]
    .sort()
    .map(
      (name, at) =>
        [
          name,
          { name, ...(earlier.get(name) ?? bare(name)), annotations: at === 0 ? [REFUSAL] : [] },
        ] as const,
    );
  mkdirSync(outDir, { recursive: true });
  const manifest = { stacks: Object.fromEntries(stacks), ...METADATA };
  writeFileSync(file, `${JSON.stringify(manifest, undefined, 2)}\n`);
}

const REFUSAL = {
  constructPath: "aks-topology",
  level: "@cdktf/error",
  message: "Nothing was written. Fix the errors above and run the command again.",
};

/** What the command reads of a stack that has no Terraform, of which this manifest is the metadata. */
const METADATA = { "//": { metadata: {} }, terraform: { required_providers: {} } };

function bare(name: string): object {
  return {
    constructPath: name,
    dependencies: [],
    workingDirectory: join("stacks", name),
    synthesizedStackPath: "manifest.json",
    stackMetadataPath: "manifest.json",
  };
}

/** The stacks of a manifest by name; none of one that was damaged. */
function stacksIn(file: string): ReadonlyMap<string, object> {
  try {
    const manifest: unknown = JSON.parse(readFileSync(file, "utf8"));
    const stacks = isObject(manifest) && "stacks" in manifest ? manifest.stacks : {};
    const entries: readonly (readonly [string, unknown])[] = isObject(stacks) ? Object.entries(stacks) : [];
    return new Map(entries.flatMap(([name, stack]) => (isObject(stack) ? [[name, stack] as const] : [])));
  } catch {
    return new Map();
  }
}

function isObject(value: unknown): value is object {
  return typeof value === "object" && value !== null;
}

function foldersIn(folder: string): readonly string[] {
  if (!existsSync(folder)) return [];
  return readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => name);
}
