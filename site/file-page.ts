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

/** What the page of a file or folder of the repository shows: its text, or what is in it, linked to the pages that there are. */
export function pageOfFile(file: string, pages: readonly string[]): string {
  const path = join(ROOT, file);
  if (statSync(path).isDirectory()) return `# ${file}/\n\n${contentsOf(file, pages)}\n`;
  // More backticks than any that the file has.
  const fence = "`".repeat(8);
  const language = LANGUAGES[extname(file)] ?? "text";
  return `# ${file}\n\n${fence}${language}\n${readFileSync(path, "utf8").trimEnd()}\n${fence}\n`;
}

/** The names in a folder. Lock files follow from the files next to them. */
function contentsOf(folder: string, pages: readonly string[]): string {
  return readdirSync(join(ROOT, folder))
    .filter((name) => !name.endsWith(".lock.yaml"))
    .sort()
    .map((name) => {
      const file = `${folder}/${name}`;
      return pages.includes(file) ? `- [\`${name}\`](/files/${file}.md)${topicOf(file)}` : `- \`${name}\``;
    })
    .join("\n");
}

/** The first sentence of the comment that a platform file begins with, as a description. */
function topicOf(file: string): string {
  if (!file.endsWith(".yaml")) return "";
  const comment = /^(?:#.*\n)*/.exec(readFileSync(join(ROOT, file), "utf8"))?.[0] ?? "";
  const text = comment
    .split("\n")
    .map((line) => line.replace(/^# ?/, ""))
    .filter((line) => !line.startsWith("yaml-language-server:"))
    .join(" ")
    .trim();
  const sentence = /^.*?\.(?= |$)/.exec(text)?.[0].slice(0, -1) ?? "";
  return sentence === "" ? "" : `: ${sentence}`;
}
