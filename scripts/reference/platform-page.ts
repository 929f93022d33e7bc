import { GENERATED } from "./markdown.ts";
import { exampleOf, fileWith, written } from "./platform-examples.ts";
import { platformSections, type Row, type Section } from "./platform-file.ts";

/** Keys with one parent: the keys below `hub.firewall`. */
interface Group {
  readonly path: string;
  readonly title: string;
  readonly level: 2 | 3;
  readonly rows: readonly Row[];
}

/** The reference of the platform file: every key with its values, its default, what it means and an example. */
export function platformFilePage(): string {
  const sections = platformSections();
  return `${GENERATED}

# The platform file

All keys, by path; \`NAME\` is a name that you choose. \`aks-topology schema\` prints the same as a JSON Schema, with which editors complete the
file, and \`aks-topology init\` writes a file to start from. Words in parentheses are the kinds, of the choice above, that have the key.

${sections.map(section).join("\n\n")}
`;
}

function section({ path, description, rows, sameAs }: Section): string {
  if (sameAs !== undefined) {
    return [
      heading({ path, title: path, level: 2 }),
      description,
      `The keys are those of ${linkTo(sameAs)}.`,
    ].join("\n\n");
  }
  const [first, ...others] = groupsOf(path, rows);
  if (first === undefined) return heading({ path, title: path, level: 2 });
  const words = description === "" ? [] : [description];
  return [
    heading(first),
    ...words,
    ...bodyOf(first),
    ...others.flatMap((group) => [heading(group), ...bodyOf(group)]),
  ].join("\n\n");
}

/** The groups of a section, each where its parent is listed first. */
function groupsOf(path: string, rows: readonly Row[]): Group[] {
  const parents = [...new Set(rows.map(({ key }) => parentOf(key)))];
  return parents.map((parent) => {
    const title = [path, parent].filter((part) => part !== "").join(".");
    // Below the keys of the file itself, each has a chapter.
    const isChapter = parent === "" || (path === "" && !parent.includes("."));
    return {
      path: title,
      title: title === "" ? "The file" : title,
      level: isChapter ? 2 : 3,
      rows: rows.filter(({ key }) => parentOf(key) === parent),
    };
  });
}

function heading({ path, title, level }: Pick<Group, "path" | "title" | "level">): string {
  return `${"#".repeat(level)} ${path === "" ? title : `\`${title}\``}`;
}

function bodyOf({ path, rows }: Group): string[] {
  const names = [...new Set(rows.map(({ key }) => nameOf(key)))];
  const file = path === "" ? undefined : fileWith(path);
  return [
    ...(file === undefined ? [] : [`Example: [${file}](../../examples/${file})`]),
    names
      .map((name) =>
        entry(
          path,
          name,
          rows.filter(({ key }) => nameOf(key) === name),
        ),
      )
      .join("\n"),
  ];
}

function entry(parent: string, name: string, rows: readonly Row[]): string {
  const path = parent === "" ? name : `${parent}.${name}`;
  const kinds = rows.filter(({ chooses }) => chooses !== undefined);
  const ways = rows.filter(({ chooses }) => chooses === undefined);
  return [
    ...(kinds.length === 0 ? [] : [choice(path, name, kinds)]),
    ...ways.map((row) => item(path, name, row)),
  ].join("\n");
}

/** A key whose value chooses a kind, with the kinds. */
function choice(path: string, name: string, [first, ...others]: readonly Row[]): string {
  if (first === undefined) return "";
  const rows = [first, ...others];
  const facts = [
    defaultOf(rows.map(({ fallback }) => fallback).find((each) => each !== REQUIRED) ?? first.fallback),
  ];
  const meanings = new Set(rows.map(({ description }) => description));
  if (meanings.size === 1) {
    return line(name, meaningOf(first), [
      rows.map(({ value }) => value).join(", "),
      ...facts,
      example(path, name, first),
    ]);
  }
  const kinds = rows.map(({ value, description }) => `  - ${value}: ${description}`);
  return [line(name, "", [...facts, example(path, name, first)]), ...kinds].join("\n");
}

function item(path: string, name: string, row: Row): string {
  const { value, fallback, holds } = row;
  const inner = holds === "value" ? value : value.replaceAll("keys below", `keys of ${linkTo(path)}`);
  const values = holds === "names" ? `a map by name, see ${linkTo(`${path}.NAME`)}` : inner;
  return line(name, meaningOf(row), [values, defaultOf(fallback), example(path, name, row)]);
}

/** What a key means, after the kinds that have it. */
function meaningOf({ description, kinds, allKinds }: Row): string {
  return kinds.length === allKinds ? description : `(${kinds.join(", ")}) ${description}`.trim();
}

/** A key in two lines: what it means, and the facts. */
function line(name: string, meaning: string, facts: readonly string[]): string {
  const shown = facts.filter((fact) => fact !== "").join(" · ");
  return meaning === "" ? `- **\`${name}\`**: ${shown}` : `- **\`${name}\`**: ${meaning}\\\n  ${shown}`;
}

function example(path: string, name: string, row: Row): string {
  const value = exampleOf(path, row);
  if (value === undefined && row.holds !== "value") return "";
  return `example \`${name}: ${written(value)}\``;
}

const REQUIRED = "**required**";

function defaultOf(fallback: string): string {
  if (fallback === "" || fallback === REQUIRED) return fallback;
  return `default ${fallback}`;
}

function linkTo(path: string): string {
  return `[\`${path}\`](#${path.toLowerCase().replaceAll(/[^a-z0-9]/g, "")})`;
}

function parentOf(key: string): string {
  return key.includes(".") ? key.slice(0, key.lastIndexOf(".")) : "";
}

function nameOf(key: string): string {
  return key.slice(key.lastIndexOf(".") + 1);
}
