import { existsSync } from "node:fs";
import { dirname, isAbsolute, relative, resolve, sep } from "node:path";
import { fileURLToPath } from "node:url";

/** The JSON Schema of the platform file, which the build writes into the package. */
const SCHEMA_FILE = fileURLToPath(new URL("../dist/platform.schema.json", import.meta.url));

/**
 * A platform file that names its JSON Schema for editors with the YAML language server, in its second line. It stays as it is
 * where the package is installed outside of the project, since the path would be that of one machine.
 */
export function namingSchema(text: string, file: string, cwd: string): string {
  const place = resolve(cwd, file);
  if (!existsSync(SCHEMA_FILE) || !isBelow(SCHEMA_FILE, cwd) || !isBelow(place, cwd)) return text;
  const path = relative(dirname(place), SCHEMA_FILE).split(sep).join("/");
  const [summary = "", second = "", ...rest] = text.split("\n");
  const kept = second === "#" ? [] : [second];
  return [summary, `# yaml-language-server: $schema=${path}`, ...kept, ...rest].join("\n");
}

function isBelow(path: string, folder: string): boolean {
  const way = relative(folder, path);
  return !isAbsolute(way) && way.split(sep)[0] !== "..";
}
