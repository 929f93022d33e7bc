import { isLockFile } from "@aks-topology/platform";
// Compares what two versions of the project write, for a change that must not alter its output:
//   node scripts/same-output.ts capture DIR [FOLDER]   writes the output of this checkout to DIR, of FOLDER's platform files
//   node scripts/same-output.ts compare A B            compares two such folders; exit code 1 where they differ
// Terraform JSON is compared byte for byte, for both majors of azurerm; generated modules and Kubernetes manifests without
// comments, descriptions and error messages; problems by code, severity and place; address plan, rules and roles whole.
import { run } from "@aks-topology/cli";
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { basename, dirname, join, relative } from "node:path";
import { ACCEPTED } from "./same-output/accepted.ts";

async function capture(to: string, from: string): Promise<void> {
  for (const file of platformFiles(from)) {
    const name = relative(from, file).replace(/\.yaml$/, "");
    const lines: string[] = [];
    const command = (...args: string[]): Promise<number> =>
      run([...args, "--json"], {
        stdout: { write: (text: string) => lines.push(text) },
        stderr: { write: () => undefined },
        env: {},
        cwd: process.cwd(),
      });
    for (const major of ["4", "5"]) {
      lines.length = 0;
      const folder = join(to, name, major);
      mkdirSync(folder, { recursive: true });
      await command("check", file, "--azurerm", major);
      writeFileSync(join(folder, "check.json"), withoutWords(lines.join("")));
      if (basename(dirname(file)) === "broken") continue;
      await command("synth", file, "--azurerm", major, "--out", join(folder, "synth"));
      await command("module", file, "--azurerm", major, "--out", join(folder, "module"));
    }
    process.stderr.write(".");
  }
  process.stderr.write("\n");
}

function platformFiles(folder: string): string[] {
  return ["", "warned", "broken"].flatMap((part) =>
    (existsSync(join(folder, part)) ? readdirSync(join(folder, part)) : [])
      .filter((name) => name.endsWith(".yaml") && !isLockFile(name))
      .map((name) => join(folder, part, name)),
  );
}

/** A check's answer without the wording of its problems. */
function withoutWords(text: string): string {
  const answer = JSON.parse(text) as { problems: { message: string; hint: string; remedy?: string }[] };
  for (const problem of answer.problems) {
    problem.message = "";
    problem.hint = "";
    delete problem.remedy;
  }
  return JSON.stringify(answer, undefined, 1);
}

/** The runtime's package is compared by its own tests; its hash is part of Terraform. */
const PACKAGE_HASH = /(?<=(?:package|content_md5)"?\s*[:=]\s*"|route_sync_package\/)[0-9a-f]{16,64}/gi;
const NOT_COMPARED = /README\.md$|manifest\.json$|THIRD_PARTY_NOTICES$|\.zip$/;

/** Labels of modules and references to them, which version 0.1.0 wrote with dashes and capitals. */
const LABEL = /^\s*(?:resource|data|output) (?:"\w+" )?"[\w-]+"|\bazurerm_\w+\.[\w-]+/gm;

function snakeCase(text: string): string {
  return text
    .replace(/([a-z0-9])([A-Z])/g, "$1_$2")
    .replaceAll("-", "_")
    .toLowerCase();
}

/** Text without what the voice of the project may change: comments, descriptions, messages. */
function compared(path: string): string {
  const text = readFileSync(path, "utf8").replaceAll(PACKAGE_HASH, "HASH");
  if (/\.(tf|hcl|tfvars)$/.test(path)) {
    return text
      .replaceAll(LABEL, snakeCase)
      .split("\n")
      .filter((line) => !/^\s*(#|description\s*=|error_message\s*=)/.test(line))
      .map((line) => line.replace(/\s+#.*$/, "").replace(/ +/g, " "))
      .join("\n");
  }
  if (/\.ya?ml$/.test(path))
    return text
      .split("\n")
      .filter((line) => !/^\s*#/.test(line))
      .join("\n");
  return text;
}

function compare(before: string, after: string): number {
  const paths = new Set([...filesBelow(before), ...filesBelow(after)]);
  const differing = [...paths].sort().filter((path) => {
    if (NOT_COMPARED.test(path)) return false;
    const [was, is] = [before, after].map((folder) => textAt(join(folder, path)));
    return was !== is;
  });
  const accepted = (path: string): string | undefined =>
    ACCEPTED.find(({ path: pattern }) => pattern.test(path))?.reason;
  const wrong = differing.filter((path) => accepted(path) === undefined);
  for (const path of differing) {
    const reason = accepted(path);
    process.stdout.write(reason === undefined ? `DIFFERS  ${path}\n` : `accepted ${path}: ${reason}\n`);
  }
  process.stdout.write(
    `${paths.size} files, ${wrong.length} differ, ${differing.length - wrong.length} accepted\n`,
  );
  return wrong.length === 0 ? 0 : 1;
}

function textAt(path: string): string | undefined {
  try {
    return compared(path);
  } catch {
    return undefined;
  }
}

function filesBelow(folder: string): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => relative(folder, join(entry.parentPath, entry.name)));
}

const [verb, one, two] = process.argv.slice(2);
if (verb === "capture" && one !== undefined) await capture(one, two ?? "examples");
else if (verb === "compare" && one !== undefined && two !== undefined) process.exitCode = compare(one, two);
else {
  process.stderr.write(`usage: ${basename(import.meta.filename)} capture DIR [FOLDER] | compare A B\n`);
  process.exitCode = 1;
}
