import { readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { describe, expect, test } from "vitest";
import { azurermSchema, checkStructure } from "@aks-topology/terraform";
import { inspect, isLockFile, parsePlatform, type PlatformProblem } from "../src/index.js";
import { majorsOf } from "../../test/support/majors.js";
import { expectedProblems, foundProblems } from "./support/expected.js";
import { listedOtherwise } from "./support/listed-rules.js";
import { isKey } from "./support/schema-keys.js";
import { allProblemsOfText, synthText } from "./support/synth.js";

const folder = fileURLToPath(new URL("../../examples/", import.meta.url));

function filesIn(path: string): { name: string; file: string; text: string }[] {
  return readdirSync(`${folder}${path}`)
    .filter((name) => name.endsWith(".yaml") && !isLockFile(name))
    .sort()
    .map((name) => ({ name, file: `${folder}${path}${name}` }))
    .map(({ name, file }) => ({ name, file, text: readFileSync(file, "utf8") }));
}

const COMMAND = "If the difference is intended, `npx vitest run platform/test/examples.test.ts -u` writes it";

/** The problems of a file, each with its place, message and remedy: reviewed in diffs, as Terraform is. */
function shown(problems: readonly PlatformProblem[]): string {
  return problems
    .map(({ path, line, column, severity, code, message, hint }) =>
      [`${line}:${column} ${severity} ${code} at ${path === "" ? "the file" : path}`, message, hint].join(
        "\n  ",
      ),
    )
    .join("\n")
    .replaceAll(folder, "examples/");
}

/** Problems of keys that no file has: the construct's name of a prop in the place of the file's. */
function withoutKey(problems: readonly PlatformProblem[]): readonly PlatformProblem[] {
  const misspelt = problems.filter(({ code }) => code === "UNKNOWN_KEY").map(({ path }) => `${path}.`);
  return problems.filter(({ path }) => !isKey(path) && !misspelt.some((key) => `${path}.`.startsWith(key)));
}

function shownFile(name: string): string {
  return fileURLToPath(new URL(`data/problems/${name.replace(".yaml", ".txt")}`, import.meta.url));
}

describe.each(filesIn(""))("examples/$name", ({ name, text }) => {
  test("has no error, delivers what it promises, and nothing that it does not allow", () => {
    const result = parsePlatform(text, name);
    if (!result.ok) throw new Error(`${name} has problems`);
    const { description, paths, problems, stacks } = inspect(result.loaded);
    expect(foundProblems(problems, "error")).toEqual([]);
    expect(listedOtherwise(description, stacks)).toEqual([]);
    expect(paths.filter((path) => !path.ok || path.verdict === "unknown")).toEqual([]);
    // Route sync alone has no clusters of its own.
    if (!name.startsWith("route-sync")) expect(paths.length).toBeGreaterThan(4);
  });

  const ofMajor = /^azurerm: (\d)$/m.exec(text)?.[1] ?? "4";

  test.each(majorsOf(text))(
    "fits the schema of azurerm %i, and keeps its resource addresses",
    async (major) => {
      const chosen = `${text.replace(/^azurerm: \d$/m, "")}\nazurerm: ${major}\n`;
      const stacks = synthText(chosen);
      for (const stack of stacks.values())
        expect(checkStructure(stack.json, azurermSchema(major))).toEqual([]);
      if (String(major) !== ofMajor) return;
      const addresses = [...stacks].flatMap(([stack, output]) =>
        output.addresses().map((address) => `${stack}: ${address}`),
      );
      await expect(`${addresses.join("\n")}\n`).toMatchFileSnapshot(
        fileURLToPath(new URL(`data/addresses/${name.replace(".yaml", "")}.txt`, import.meta.url)),
      );
    },
  );
});

describe.each(filesIn("broken/"))("examples/broken/$name", ({ name, file, text }) => {
  test("is refused with exactly the problems that it names", async () => {
    const problems = allProblemsOfText(text, file);
    expect(expectedProblems(text)).not.toEqual([]);
    expect(foundProblems(problems, "error")).toEqual(expectedProblems(text));
    expect(withoutKey(problems)).toEqual([]);
    await expect(`${shown(problems)}\n`, COMMAND).toMatchFileSnapshot(shownFile(`broken/${name}`));
  });
});

describe.each(filesIn("warned/"))("examples/warned/$name", ({ name, text }) => {
  test("passes with the warnings that it names", async () => {
    const problems = allProblemsOfText(text);
    expect(foundProblems(problems, "error")).toEqual([]);
    expect(foundProblems(problems, "warning")).toEqual(expect.arrayContaining(expectedProblems(text)));
    expect(expectedProblems(text)).not.toEqual([]);
    expect(withoutKey(problems)).toEqual([]);
    await expect(`${shown(problems)}\n`, COMMAND).toMatchFileSnapshot(shownFile(`warned/${name}`));
  });
});

test.each(["broken", "warned"])("data/problems/%s holds nothing but the problems of the examples", (kind) => {
  const wanted = filesIn(`${kind}/`).map(({ name }) => name.replace(".yaml", ".txt"));
  const others = readdirSync(shownFile(kind)).filter((name) => !wanted.includes(name));
  expect(others, "Delete these files").toEqual([]);
});
