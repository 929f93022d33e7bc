import { run } from "@aks-topology/cli";
import { run as runTrace } from "@aks-topology/trace";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { expect, test } from "vitest";
import { capturedIo } from "./support/console.js";
import { CODE_FILES, codesJson } from "../scripts/reference/codes.ts";
import { PAGES } from "../scripts/reference/pages.ts";
import { ROOT } from "./support/files.js";
import { expectShown } from "./support/shown.js";

test.each(PAGES)("docs/reference/$file is what the code says: `npm run docs` writes it", ({ file, text }) => {
  expect(readFileSync(join(ROOT, "docs/reference", file), "utf8")).toBe(text());
});

test.each(CODE_FILES)("%s has the codes of both commands: `npm run docs` writes it", (file) => {
  expect(readFileSync(join(ROOT, file), "utf8")).toBe(codesJson());
});

test("every key of the platform file has a meaning", () => {
  const page = readFileSync(join(ROOT, "docs/reference/platform.md"), "utf8");
  // A choice has the meaning of each of its kinds instead.
  expect(page.match(/^- \*\*`.*\*\*: (?:\([^)]*\)\\|[^\\\n]*)$(?!\n {2}- )/gm) ?? []).toEqual([]);
});

const DOCUMENTS = [
  "README.md",
  "CONTRIBUTING.md",
  "CHANGELOG.md",
  ...markdownIn("docs"),
  ...markdownIn("docs/reference"),
];

test.each(DOCUMENTS)("%s links to files that there are", (page) => {
  const text = readFileSync(join(ROOT, page), "utf8");
  const links = [...text.matchAll(/\]\((?!https?:)([^)#\s]+)/g)].map(([, link]) => link ?? "");
  expect(links.filter((link) => !existsSync(join(ROOT, dirname(page), link)))).toEqual([]);
});

test("docs/choosing.md says when to choose each plugin, API server, egress and ingress that there is", () => {
  const read = (page: string): string => readFileSync(join(ROOT, "docs", page), "utf8");
  const kinds = [read("reference/choices.md"), read("ingress.md").split("\n## ")[0] ?? ""].flatMap((text) =>
    [...text.matchAll(/^\| (`[^|]*`)/gm)].flatMap(
      ([, cell = ""]) => cell.match(/[a-z]+(?:-[a-z]+)+|(?<=`)[a-z]+(?=`)/gi) ?? [],
    ),
  );
  expect(kinds.length).toBeGreaterThan(20);
  const page = read("choosing.md");
  expect(kinds.filter((kind) => !page.includes(kind))).toEqual([]);
});

test.each(DOCUMENTS)("%s names commands that there are", async (page) => {
  const text = readFileSync(join(ROOT, page), "utf8");
  const named = new Set(
    [...text.matchAll(/npx aks-topology ([a-z]+)\b/g)].map(([, command]) => command ?? ""),
  );
  for (const command of named) expect(await run([command, "--help"], capturedIo()), command).toBe(0);
  const { scripts } = JSON.parse(readFileSync(join(ROOT, "package.json"), "utf8")) as { scripts: object };
  const scriptsNamed = [...text.matchAll(/npm run (?:--silent )?([a-z][a-z:-]*)/g)].map(
    ([, script]) => script ?? "",
  );
  expect(scriptsNamed.filter((script) => !(script in scripts))).toEqual([]);
});

test.each(DOCUMENTS)("%s asks `trace` as it can be asked", (page) => {
  const text = readFileSync(join(ROOT, page), "utf8");
  const asked = [...text.matchAll(/^\s*npx @aks-topology\/trace ([^>\n]*)/gm)].map(([, args = ""]) =>
    args.trim(),
  );
  for (const args of asked) {
    const io = capturedIo();
    runTrace(args.split(/\s+/), io);
    // There is no such file; everything else is right.
    expect(io.err(), args).toContain("error FILE_UNREADABLE");
  }
});

interface Session {
  readonly args: string;
  readonly output: string;
}

function sessionsOf(page: string): Session[] {
  const text = readFileSync(join(ROOT, page), "utf8");
  return [...text.matchAll(/^```console\n\$ npx aks-topology ([^\n]*)\n([^`]*)```/gm)].map(
    ([, args = "", output = ""]) => ({ args, output }),
  );
}

/** Pages whose sessions follow each other, from an empty folder: `packed.test.ts` runs them. */
const FROM_NOTHING = ["docs/start.md"];

const SESSIONS = DOCUMENTS.filter((page) => !FROM_NOTHING.includes(page)).flatMap((page) =>
  sessionsOf(page).map((session) => ({ page, ...session })),
);

test.each(SESSIONS)("$page shows what `aks-topology $args` prints", async ({ args, output }) => {
  const io = capturedIo();
  const code = await run(args.split(" "), io);
  expect([0, 3], io.err()).toContain(code);
  expectShown(io.out(), output);
});

test("docs/trace-any-terraform.md shows what `trace` prints", () => {
  const text = readFileSync(join(ROOT, "docs/trace-any-terraform.md"), "utf8");
  const [, args = "", output] =
    /npx @aks-topology\/trace plan\.json ([^\n]*)\n```\n\n```text\n([^`]*)```/.exec(text) ?? [];
  const io = capturedIo();
  runTrace([join(ROOT, "trace/test/data/documented"), ...args.split(" ")], io);
  expect(io.out()).toBe(output);
});

function markdownIn(folder: string): string[] {
  return readdirSync(join(ROOT, folder))
    .filter((name) => name.endsWith(".md"))
    .sort()
    .map((name) => `${folder}/${name}`);
}
