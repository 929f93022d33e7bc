import { readdirSync, readFileSync, statSync } from "node:fs";
import { extname, join } from "node:path";
import { ROOT } from "./links.ts";

const LANGUAGES: Readonly<Record<string, string>> = {
  ".js": "js",
  ".json": "json",
  ".mjs": "js",
  ".ts": "ts",
  ".yaml": "yaml",
  ".yml": "yaml",
};

/** What the page of a file or folder of the repository shows: its text, or the names in it. */
export function pageOfFile(file: string): string {
  const path = join(ROOT, file);
  if (statSync(path).isDirectory()) return `# ${file}/\n\n${namesIn(path)}\n`;
  // More backticks than any that the file has.
  const fence = "`".repeat(8);
  const language = LANGUAGES[extname(file)] ?? "text";
  return `# ${file}\n\n${fence}${language}\n${readFileSync(path, "utf8").trimEnd()}\n${fence}\n`;
}

function namesIn(folder: string): string {
  return readdirSync(folder)
    .sort()
    .map((name) => `- \`${name}\``)
    .join("\n");
}
