import { readdirSync, readFileSync } from "node:fs";
import { join, relative, sep } from "node:path";

/** Places that may differ, in any file of a name: the version of the tool that wrote it. */
const EXPECTED: ReadonlySet<string> = new Set([
  "manifest.json version",
  'cdk.tf.json ["//"].metadata.version',
]);

/** Everything that two folders of synthesized output do not have in common, one line each. */
export function differences(left: string, right: string): string[] {
  const files = [...new Set([...filesIn(left), ...filesIn(right)])].sort();
  return files.flatMap((file) => {
    const [here, there] = [read(join(left, file)), read(join(right, file))];
    if (here === undefined || there === undefined)
      return [`${file}: only in ${here === undefined ? right : left}`];
    if (!file.endsWith(".json")) return here === there ? [] : [`${file}: other bytes`];
    const name = file.slice(file.lastIndexOf("/") + 1);
    return unequal(JSON.parse(here), JSON.parse(there))
      .filter(({ path }) => !EXPECTED.has(`${name} ${path}`))
      .map(({ path, values }) => `${file}: ${path}: ${values.join(" became ")}`);
  });
}

interface Unequal {
  readonly path: string;
  readonly values: readonly [string, string];
}

function unequal(left: unknown, right: unknown, path = ""): Unequal[] {
  if (isObject(left) && isObject(right) && Array.isArray(left) === Array.isArray(right)) {
    const keys = new Set([...Object.keys(left), ...Object.keys(right)]);
    return [...keys].flatMap((key) => unequal(left[key], right[key], path + step(key, path)));
  }
  if (left === right) return [];
  return [{ path, values: [text(left), text(right)] }];
}

function step(key: string, path: string): string {
  if (!/^\w+$/.test(key)) return `[${JSON.stringify(key)}]`;
  return path === "" ? key : `.${key}`;
}

function text(value: unknown): string {
  return value === undefined ? "nothing" : JSON.stringify(value);
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null;
}

function filesIn(folder: string): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => relative(folder, join(entry.parentPath, entry.name)).split(sep).join("/"));
}

/** The bytes one to one, so that archives can be compared too; undefined where there is no such file. */
function read(file: string): string | undefined {
  try {
    return readFileSync(file, file.endsWith(".json") ? "utf8" : "latin1");
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "ENOENT") return undefined;
    throw error;
  }
}
