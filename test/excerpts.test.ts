import { run } from "@aks-topology/cli";
import { partialJsonSchema } from "@aks-topology/platform";
import { run as runTrace } from "@aks-topology/trace";
import { parseConfig } from "@aks-topology/sync-runtime";
import { Ajv2020, type ValidateFunction } from "ajv/dist/2020.js";
import addFormats from "ajv-formats";
import { spawnSync } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { parse } from "yaml";
import { capturedIo } from "./support/console.js";
import { excerpts, withWholeIds, type Excerpt } from "./support/excerpts.js";
import { ROOT, temporaryFolder } from "./support/files.js";
import { runNode } from "./support/process.js";

// Every excerpt of every page is looked at by what its language allows: parts of platform files by the schema, whole ones by
// `check`, commands by the shell and by their own help, programs by the compiler (excerpts-in-typescript.test.ts).

/** What tests of their own include or run, with the reason why none here does. */
const ELSEWHERE: Readonly<Record<string, string>> = {
  "docs/architecture.md mermaid": "drawn by the site: test/site/site.deep.test.ts",
  "docs/changing-a-platform.md text": "printed by a command: test/changing-a-platform.test.ts",
  "docs/reference/route-sync.md ": "the shape of a document, not one: sync-runtime/test/cli",
  "docs/trace-any-terraform.md text": "printed by a command: test/docs.test.ts",
  "docs/trace-any-terraform.md yaml": "steps of pipelines, whose command is run by test/docs.test.ts",
  "sync-runtime/README.md ": "a drawing",
};

/** What commands print, by the page that shows it, and how to have it printed. */
const SHOWN: Readonly<Record<string, (excerpt: Excerpt) => Promise<string>>> = {
  "docs/environments.md ": async ({ page }) => {
    const folder = temporaryFolder();
    const files = excerpts().filter((it) => it.page === page && it.language === "yaml");
    ["base.yaml", "dev.yaml", "prod.yaml"].forEach((name, at) => {
      writeFileSync(join(folder, name), files[at]?.text ?? "");
    });
    return printed(["check", "dev.yaml", "prod.yaml", "--quiet"], folder);
  },
  "docs/reference/cli.md text": async ({ text }) => {
    const folder = temporaryFolder();
    const [, line = ""] = /^ {2}16 \| (.*)$/m.exec(text) ?? [];
    const above = `apiVersion: aks-topology/v1\nname: contoso\nlocation: westeurope\nbaseline: 2026-11\nhub:
  addressSpace: 10.0.0.0/22\n  firewall: {}\nspokes:\n  shop:\n    addressSpace: 10.1.0.0/16\n    gateways:
      public: {}\n    clusters:\n      main:\n        network: { plugin: azure-cni-overlay }\n`;
    const below = "\n        nodePools: { system: { vmSize: Standard_D4ds_v5, nodes: 3 } }\n";
    writeFileSync(join(folder, "platform.yaml"), `${above}${line}${below}`);
    return printed(["check", "platform.yaml", "--quiet"], folder);
  },
  "trace/README.md text": ({ page }) => {
    const [, args = ""] =
      /npx @aks-topology\/trace plan\.json ([^\n]*)\n/.exec(readFileSync(join(ROOT, page), "utf8")) ?? [];
    const io = capturedIo();
    runTrace([join(ROOT, "trace/test/data/documented"), ...args.split(" ")], io);
    return Promise.resolve(io.out());
  },
};

async function printed(args: readonly string[], cwd: string): Promise<string> {
  const { stdout, stderr } = await runNode([join(ROOT, "cli/bin/aks-topology.mjs"), ...args], { cwd });
  return `${stdout}${stderr}`;
}

const ALL = excerpts().map((excerpt) => ({ ...excerpt, at: `${excerpt.page}:${excerpt.line}` }));
const CHECKED = ["bash", "console", "json", "sh", "ts", "yaml"];

function inLanguages(...languages: readonly string[]): typeof ALL {
  return ALL.filter(
    ({ page, language }) => languages.includes(language) && ELSEWHERE[`${page} ${language}`] === undefined,
  );
}

test("every excerpt is in a language that is checked here, or is checked elsewhere", () => {
  const kinds = new Set(ALL.map(({ page, language }) => `${page} ${language}`));
  const unchecked = [...kinds].filter(
    (kind) => ELSEWHERE[kind] === undefined && !CHECKED.includes(kind.split(" ").at(-1) ?? ""),
  );
  expect(unchecked.filter((kind) => SHOWN[kind] === undefined)).toEqual([]);
  expect(Object.keys(ELSEWHERE).filter((kind) => !kinds.has(kind))).toEqual([]);
});

const PARTS = inLanguages("yaml").filter(({ text }) => !/^(?:apiVersion|mirrors|lockVersion):/m.test(text));

test.each(PARTS)("$at is a part of a platform file", ({ text }) => {
  const part: unknown = parse(withWholeIds(text));
  const failures = schemasWith(keysOf(part)).map((validate) =>
    validate(part) ? "" : String(validate.errors?.[0]?.instancePath),
  );
  expect(failures.length).toBeGreaterThan(0);
  expect(failures).toContain("");
});

test.each(inLanguages("yaml").filter(({ text }) => /^apiVersion:/m.test(text)))(
  "$at is a platform file that `check` accepts, or the base of one",
  async ({ text }) => {
    const file = join(temporaryFolder(), "platform.yaml");
    writeFileSync(file, withWholeIds(text));
    const io = capturedIo();
    const code = await run(["check", file, "--json"], io);
    const { problems } = io.json() as { readonly problems: readonly { code: string; severity: string }[] };
    const errors = problems.filter(({ severity }) => severity === "error").map((problem) => problem.code);
    // A base lacks what its environments decide, and a step of a guide what the next steps add.
    expect([0, 1]).toContain(code);
    expect(errors.filter((it) => it !== "MISSING_KEY")).toEqual([]);
  },
);

test.each(inLanguages("yaml").filter(({ text }) => /^mirrors:\n {2}- /m.test(text)))(
  "$at is a configuration of route-sync",
  ({ text }) => {
    expect(parseConfig(withWholeIds(text), "mirrors.yaml").length).toBeGreaterThan(0);
  },
);

test.each(inLanguages("json"))("$at is JSON", ({ text }) => {
  expect(() => JSON.parse(text) as unknown).not.toThrow();
});

test.skipIf(process.platform === "win32").each(inLanguages("sh", "bash"))(
  "$at is what a shell reads",
  ({ text }) => {
    const { status, stderr } = spawnSync("bash", ["-n"], { input: text, encoding: "utf8" });
    expect(stderr).toBe("");
    expect(status).toBe(0);
  },
);

test.each(inLanguages("sh", "bash", "console").filter(({ text }) => commandsIn(text).length > 0))(
  "$at names options that its commands have",
  async ({ text }) => {
    for (const { program, words } of commandsIn(text)) {
      const [command = ""] = words.filter((word) => !word.startsWith("-"));
      const help = await helpOf(program, command);
      const options = words.filter((word) => /^--[a-z]/.test(word)).map((word) => word.replace(/=.*/, ""));
      expect(
        options.filter((option) => !help.includes(option)),
        `${program} ${command}`,
      ).toEqual([]);
    }
  },
);

test.each(ALL.filter(({ page, language }) => SHOWN[`${page} ${language}`] !== undefined))(
  "$at is what a command prints",
  async (excerpt) => {
    expect(await SHOWN[`${excerpt.page} ${excerpt.language}`]?.(excerpt)).toContain(excerpt.text);
  },
);

test.each([...new Set(ALL.map(({ page }) => page))])(
  "%s names options that commands in its text have",
  async (page) => {
    const source = readFileSync(join(ROOT, page), "utf8").replaceAll(/^( *)```[^]*?^ *```$/gm, "");
    const inline = [...source.matchAll(/`(npx (?:aks-topology|route-sync) [a-z][^`]*)`/g)].map(
      ([, text = ""]) => text,
    );
    for (const command of inline.flatMap(commandsIn)) await expectOptions(command);
  },
);

test("every symptom in docs/troubleshooting.md has a command to start with", () => {
  const lines = readFileSync(join(ROOT, "docs/troubleshooting.md"), "utf8").split("\n");
  const rows = lines.filter((line) => line.startsWith("| ")).map((line) => line.split(" | "));
  const symptoms = rows.filter(([first = ""]) => !/^\| (?:symptom|message|guard|-+) *$/.test(first));
  expect(symptoms.length).toBeGreaterThan(25);
  const withoutOne = symptoms.filter(([, , what = ""]) => !/`(?:npx|az|kubectl|terraform) [^`]+`/.test(what));
  expect(withoutOne.map(([symptom]) => symptom)).toEqual([]);
});

type Schema = Readonly<Record<string, unknown>>;

const ajv = addFormats.default(new Ajv2020({ strict: false, allErrors: false }));

/** The schema of each part of a platform file, with the validator of those that were asked for. */
const parts = new Map(
  nodesOf(partialJsonSchema())
    .filter(({ properties }) => typeof properties === "object" && properties !== null)
    .map((schema) => [
      JSON.stringify(schema),
      { keys: keysOf(schema["properties"]), validate: lazily(schema) },
    ]),
);

/** The parts of the schema that have all of these keys. */
function schemasWith(keys: readonly string[]): ValidateFunction[] {
  return [...parts.values()]
    .filter((part) => keys.every((key) => part.keys.includes(key)))
    .map(({ validate }) => validate());
}

function lazily(schema: Schema): () => ValidateFunction {
  let validate: ValidateFunction | undefined;
  return () => (validate ??= ajv.compile(schema));
}

function nodesOf(value: unknown): Schema[] {
  if (typeof value !== "object" || value === null) return [];
  return [value as Schema, ...Object.values(value).flatMap(nodesOf)];
}

function keysOf(value: unknown): string[] {
  return typeof value === "object" && value !== null ? Object.keys(value) : [];
}

interface Command {
  readonly program: "aks-topology" | "route-sync";
  readonly words: readonly string[];
}

/** The commands of this project in a script or a session, without their comments and what their output goes to. */
function commandsIn(text: string): Command[] {
  const lines = text.replaceAll("\\\n", " ").split(/\n|&&|\||;/);
  return lines.flatMap((line) => {
    const [, program, rest = ""] = /^\s*(?:\$ )?(?:npx )?(aks-topology|route-sync) (.*)$/.exec(line) ?? [];
    if (program !== "aks-topology" && program !== "route-sync") return [];
    const words = rest
      .replace(/ +#.*| > .*/, "")
      .trim()
      .split(/\s+/);
    return [{ program, words }];
  });
}

async function expectOptions({ program, words }: Command): Promise<void> {
  const [command = ""] = words.filter((word) => !word.startsWith("-"));
  const help = await helpOf(program, command);
  const options = words.filter((word) => /^--[a-z]/.test(word)).map((word) => word.replace(/=.*/, ""));
  expect(
    options.filter((option) => !help.includes(option)),
    `${program} ${command}`,
  ).toEqual([]);
}

const helps = new Map<string, Promise<string>>();

function helpOf(program: Command["program"], command: string): Promise<string> {
  const key = `${program} ${command}`;
  const help = helps.get(key) ?? printedHelp(program, command);
  helps.set(key, help);
  return help;
}

async function printedHelp(program: Command["program"], command: string): Promise<string> {
  if (program === "route-sync")
    return (await runNode([join(ROOT, "sync-runtime/bin/route-sync.mjs"), command, "--help"])).stdout;
  const io = capturedIo();
  await run([command, "--help"], io);
  return io.out();
}
