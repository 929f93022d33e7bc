import { readFileSync, rmSync, writeFileSync, mkdirSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { excerpts } from "./support/excerpts.js";
import { ROOT } from "./support/files.js";
import { runNode } from "./support/process.js";

/** What an excerpt takes from the program around it, which the page leaves out: a name, and its type. */
const AROUND: Readonly<Record<string, string>> = {
  app: 'import("cdktf").App',
  stack: 'import("@aks-topology/constructs").TopologyStack',
  naming: 'import("@aks-topology/constructs").Naming',
  hub: 'import("@aks-topology/constructs").Hub',
  shop: 'import("@aks-topology/constructs").Spoke',
  props: 'import("@aks-topology/constructs").SpokeClusterProps',
  natGatewayId: "string",
  text: "string",
  json: 'Parameters<typeof import("@aks-topology/terraform").rewriteForMajor>[0]',
  leftOut: "never",
};

const NAMES: Readonly<Record<string, readonly string[]>> = {
  "@aks-topology/constructs": readFileSync(join(ROOT, "constructs/api.txt"), "utf8").trim().split("\n"),
  "@aks-topology/terraform": ["evaluate", "variableResolver"],
  constructs: ["Construct"],
  "node:fs": ["readFileSync", "writeFileSync"],
};

/** An excerpt as a program: with the imports and the values that its page leaves out. */
function programOf(excerpt: string): string {
  const text = excerpt.replaceAll("{ … }", "leftOut");
  const names = new Set(text.match(/[A-Za-z_]\w*/g));
  const isGiven = (name: string): boolean =>
    new RegExp(`\\b(?:const|class) ${name}\\b|import \\{[^}]*\\b${name}\\b`).test(text);
  const missing = (all: readonly string[]): string[] =>
    all.filter((name) => names.has(name) && !isGiven(name));
  const imports = Object.entries(NAMES).map(
    ([module, all]) => `import { ${missing(all).join(", ")} } from "${module}";`,
  );
  const values = missing(Object.keys(AROUND)).map((name) => `declare const ${name}: ${AROUND[name] ?? ""};`);
  return [...imports, ...values, text].join("\n");
}

test("excerpts in TypeScript compile", async () => {
  // In the repository, so that its packages are found. The recipes are those of examples/typescript, which are compiled there.
  const folder = join(ROOT, "node_modules/.cache/excerpts");
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  const programs = excerpts().filter(
    ({ page, language }) => language === "ts" && page !== "docs/typescript.md",
  );
  expect(programs.length).toBeGreaterThan(10);
  for (const { page, line, text } of programs)
    writeFileSync(join(folder, `${page.replaceAll(/\W/g, "-")}-${line}.mts`), programOf(text));
  const options = {
    strict: true,
    noEmit: true,
    target: "es2023",
    module: "nodenext",
    skipLibCheck: true,
    types: ["node"],
  };
  const config = join(folder, "tsconfig.json");
  writeFileSync(config, JSON.stringify({ compilerOptions: options, include: ["*.mts"] }));
  const { stdout } = await runNode([join(ROOT, "node_modules/@typescript/native/bin/tsc"), "-p", config]);
  expect(stdout).toBe("");
});
