import type { RuleText } from "@aks-topology/constructs/internal";
import { dirname, isAbsolute, join } from "node:path";
import {
  DUPLICATE_KEY,
  EXTENDS_CYCLE,
  FILE_UNREADABLE,
  INVALID_VALUE,
  WRONG_TYPE,
  YAML_SYNTAX,
} from "./file-rules.js";
import { isMap, type Layer, type Layers } from "./layers.js";
import type { PlatformFiles } from "./platform-files.js";
import type { PlatformProblem } from "./problem.js";
import { SourceMap, type Place } from "./source-map.js";
import { readYaml, type YamlFlaw } from "./yaml-text.js";

export type LayersResult =
  | { readonly ok: true; readonly layers: Layers }
  | { readonly ok: false; readonly problems: PlatformProblem[] };

/** The key that names the file that a file extends. */
const EXTENDS = "extends";

interface Text {
  readonly file: string;
  readonly text: string;
}

/** Reads the files that a platform file extends, one after the other, until one of them cannot be read. */
export function readLayers(first: Text, files: PlatformFiles): LayersResult {
  const extending: Layer[] = [];
  const chain: string[] = [];
  for (let next = first; ;) {
    const { file, text } = next;
    chain.push(file);
    const yaml = readYaml(text);
    if (!yaml.ok) return refuse(yaml.flaws.map((flaw) => syntaxProblem(file, flaw)));
    const source = new SourceMap(file, yaml.document, yaml.lines);
    const { content } = yaml;
    if (!isMap(content) || !Object.hasOwn(content, EXTENDS)) {
      if (extending.length > 0 && !isMap(content) && content !== null)
        return refuse([problem(WRONG_TYPE, source.placeOf([]), "The file must be a map of settings.")]);
      const [top, ...others] = [...extending, { source, content, isOverlay: false }];
      return { ok: true, layers: [top, ...others] };
    }
    const { [EXTENDS]: path, ...settings } = content;
    extending.push({ source, content: settings, isOverlay: true });
    const base = readBase(path, { source, chain, files });
    if ("code" in base) return refuse([base]);
    next = base;
  }
}

/** The text of a platform file. */
export function readText(file: string, files: PlatformFiles): Text | PlatformProblem {
  return textOf(file, files, { file, line: 1, column: 1 }, "Check the path.");
}

function readBase(
  path: unknown,
  { source, chain, files }: { source: SourceMap; chain: readonly string[]; files: PlatformFiles },
): Text | PlatformProblem {
  const place = source.placeOf([EXTENDS]);
  const about = (rule: RuleText, message: string, hint: string): PlatformProblem =>
    problem(rule, place, message, hint, EXTENDS);
  if (typeof path !== "string" || path === "") {
    const hint = "Write the path of one file, such as ./base.yaml; that file may extend another.";
    return about(WRONG_TYPE, `"${EXTENDS}" must be the path of a file.`, hint);
  }
  if (/^[a-z]+:\/\//i.test(path)) {
    const hint = "Download the file, and write its path, such as ./base.yaml.";
    return about(FILE_UNREADABLE, `"${EXTENDS}" takes the path of a file, and ${path} is a URL.`, hint);
  }
  const base = isAbsolute(path) ? path : join(dirname(place.file), path);
  const text = textOf(base, files, place, "Correct the path: it is relative to this file.", EXTENDS);
  if ("code" in text) return text;
  const same = (file: string): boolean => identity(file, files) === identity(base, files);
  const begin = chain.findIndex(same);
  if (begin === -1) return text;
  const circle = [...chain.slice(begin), base].join(" → ");
  return about(
    EXTENDS_CYCLE,
    `The files extend each other: ${circle}.`,
    "Remove this key, or name a file that does not extend this one.",
  );
}

/** A text that is in no file, such as one from standard input, is identified by its name. */
function identity(file: string, files: PlatformFiles): string {
  try {
    return files.identify(file);
  } catch {
    return file;
  }
}

function textOf(
  file: string,
  files: PlatformFiles,
  place: Place,
  hint: string,
  path = "",
): Text | PlatformProblem {
  try {
    return { file, text: files.read(file) };
  } catch (error) {
    const reason = error instanceof Error && "code" in error ? String(error.code) : String(error);
    const [message, remedy] = unreadable(file, reason);
    return problem(FILE_UNREADABLE, place, message, remedy ?? hint, path);
  }
}

/** Why a file cannot be read, by the code of the error, and its remedy where that depends on the reason. */
function unreadable(file: string, reason: string): readonly [message: string, remedy?: string] {
  switch (reason) {
    case "ENOENT":
      return [`The file ${file} does not exist.`];
    case "EISDIR":
      return [`${file} is a folder.`, "Name the file in it."];
    case "ERR_ENCODING_INVALID_ENCODED_DATA":
      return [`${file} is not text in UTF-8.`, "Save it as UTF-8."];
    default:
      return [`${file} cannot be read (${reason}).`];
  }
}

function refuse(problems: PlatformProblem[]): LayersResult {
  return { ok: false, problems };
}

function syntaxProblem(file: string, flaw: YamlFlaw): PlatformProblem {
  const { line, column } = flaw;
  const at = (rule: RuleText, message: string, hint: string): PlatformProblem =>
    problem(rule, { file, line, column }, message, hint);
  switch (flaw.kind) {
    case "duplicate-key":
      return at(DUPLICATE_KEY, "The map has this key twice.", "Remove one of the two.");
    case "second-document":
      return at(
        YAML_SYNTAX,
        "A second YAML document starts here.",
        "Write one platform per file: remove the line ---, or what follows it.",
      );
    case "alias":
      return at(YAML_SYNTAX, `The alias cannot be resolved: ${flaw.message}.`, "Write the values out.");
    case "unknown-tag":
      return at(
        YAML_SYNTAX,
        "The value begins with an exclamation mark, which makes it a tag, and no such tag is known.",
        "Remove the tag, or write the value in quotes.",
      );
    case "reserved-text":
      return at(INVALID_VALUE, `The text cannot be used: ${flaw.message}.`, "Write another text.");
    case "too-deep":
      return at(YAML_SYNTAX, `The file cannot be read: ${flaw.message} here.`, "Remove the extra brackets.");
    case "too-many":
      return at(
        YAML_SYNTAX,
        `The file cannot be read: ${flaw.message}, and this is the first beyond them.`,
        "Divide the platform into several files.",
      );
    case "syntax":
      return at(
        YAML_SYNTAX,
        `The file is not valid YAML here: ${flaw.message}.`,
        /^Tabs /.test(flaw.message) ? "Indent with spaces." : "Fix this line or the one before it.",
      );
  }
}

function problem(
  { code, remedy }: RuleText,
  { file, line, column }: Place,
  message: string,
  hint = remedy,
  path = "",
): PlatformProblem {
  return { code, severity: "error", message, hint, path, file, line, column };
}
