import { isLockFile } from "@aks-topology/platform";
// Proves that CDKTF can be replaced: installs the packed packages on CDK Terrain, its community successor, under the import
// names of CDKTF, and compares what both synthesize of every example. Takes the npm registry, and about half a minute.
//
// --if-online  says so and succeeds where the registry does not answer.
import { execFileSync } from "node:child_process";
import { copyFileSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { differences } from "./cdk-terrain/differences.ts";

/** The release that was tried: it binds azurerm 4.73. */
const CDKTN = "0.24.0";
const PROVIDER = "16.1.0";

const root = fileURLToPath(new URL("..", import.meta.url));
const scratch = mkdtempSync(join(tmpdir(), "cdk-terrain-"));
const examples = readdirSync(join(root, "examples"))
  .filter((name) => name.endsWith(".yaml") && !isLockFile(name))
  .map((name) => join(root, "examples", name));

function run(
  command: string,
  args: readonly string[],
  cwd: string,
  env: Record<string, string> = {},
): string {
  return execFileSync(command, args, {
    cwd,
    env: { ...process.env, ...env },
    encoding: "utf8",
    stdio: ["ignore", "pipe", "inherit"],
    shell: command === "npm" && process.platform === "win32",
  });
}

function registryAnswers(): boolean {
  try {
    run("npm", ["view", `cdktn@${CDKTN}`, "version", "--fetch-retries=0"], scratch);
    return true;
  } catch {
    return false;
  }
}

/** Packs a workspace for the scratch project. @returns what its package.json names as dependency */
function pack(name: string): string {
  const args = ["pack", "--ignore-scripts", "--json", "--pack-destination", scratch];
  const [packed] = JSON.parse(run("npm", args, join(root, name))) as readonly { readonly filename: string }[];
  if (packed === undefined) throw new Error(`npm packed nothing for ${name}`);
  return `file:${packed.filename}`;
}

function install(): void {
  const ours = ["terraform", "constructs", "platform"].map(
    (name) => [`@aks-topology/${name}`, pack(name)] as const,
  );
  const project = {
    private: true,
    type: "module",
    dependencies: {
      ...Object.fromEntries(ours),
      "@cdktf/provider-azurerm": `npm:@cdktn/provider-azurerm@${PROVIDER}`,
      cdktf: `npm:cdktn@${CDKTN}`,
      cdktn: CDKTN,
      constructs: "~10.7.0",
    },
    overrides: {
      "@cdktf/provider-azurerm": { cdktn: "$cdktn" },
      "@cdktn/provider-azurerm": { cdktn: "$cdktn" },
    },
  };
  writeFileSync(join(scratch, "package.json"), JSON.stringify(project, undefined, 2));
  run("npm", ["install", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"], scratch);
}

const SCRIPT = "scripts/cdk-terrain/synthesize.mjs";
const PROGRAM = "examples/typescript/main.ts";

/** Synthesizes the platform files and the program, with the packages that are installed next to them. */
function synthesize(script: string, program: string, out: string): void {
  run(process.execPath, [script, out, ...examples], scratch);
  const env = { CDKTF_OUTDIR: join(out, "typescript"), NODE_NO_WARNINGS: "1" };
  run(process.execPath, [program], scratch, env);
}

function compare(): readonly string[] {
  const [ordinary, terrain] = [join(scratch, "cdktf"), join(scratch, "cdktn")];
  const [script, program] = [join(scratch, "synthesize.mjs"), join(scratch, "main.ts")];
  copyFileSync(join(root, SCRIPT), script);
  copyFileSync(join(root, PROGRAM), program);
  synthesize(join(root, SCRIPT), join(root, PROGRAM), ordinary);
  synthesize(script, program, terrain);
  return differences(ordinary, terrain);
}

/** Whether the program compiles against the types of CDK Terrain, too. */
function typeCheck(): void {
  const types = ["--typeRoots", join(root, "node_modules/@types"), "--types", "node"];
  const strict = ["--strict", "--skipLibCheck", "--module", "nodenext", "--target", "es2023", "--noEmit"];
  const tsc = join(root, "node_modules/typescript/bin/tsc");
  run(process.execPath, [tsc, ...strict, ...types, "main.ts"], scratch);
}

try {
  if (!registryAnswers()) {
    console.error("The npm registry does not answer: CDK Terrain was not tried.");
    process.exitCode = process.argv.includes("--if-online") ? 0 : 1;
  } else {
    install();
    const found = compare();
    typeCheck();
    for (const line of found) console.error(line);
    console.log(
      `${examples.length + 1} examples with cdktn ${CDKTN} and its azurerm provider ${PROVIDER}: ` +
        (found.length === 0 ? "the same Terraform." : `${found.length} differences.`),
    );
    if (found.length > 0) process.exitCode = 1;
  }
} finally {
  rmSync(scratch, { recursive: true, force: true });
}
