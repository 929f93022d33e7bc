import { run } from "@aks-topology/cli";
import { ALL_RULES } from "@aks-topology/platform";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { expectedProblems, foundProblems } from "../platform/test/support/expected.js";
import { capturedIo } from "./support/console.js";
import { platformFiles, ROOT, temporaryFolder, textsBelow } from "./support/files.js";
import { runNode } from "./support/process.js";

const SHIM = join(ROOT, "cli/bin/aks-topology.mjs");
const STACK_TRACE = /^\s+at .+:\d+:\d+\)?$/m;
const TOKEN = /TfToken/;
const A_NUMBER: unknown = expect.any(Number);
const SOME_TEXT: unknown = expect.stringMatching(/./);
const REFERENCE = "examples/kubenet-agic.yaml";

interface CheckDocument {
  readonly ok: boolean;
  readonly problems: readonly {
    code: string;
    severity: string;
    hint: string;
    remedy: string;
    line: number;
    column: number;
    file: string;
  }[];
  readonly addressPlan: readonly Record<string, unknown>[];
  readonly egressRules: readonly Record<string, unknown>[];
  readonly roleAssignments: readonly { address: string }[];
}

async function checkJson(file: string): Promise<{ code: number; document: CheckDocument }> {
  const io = capturedIo();
  const code = await run(["check", file, "--json"], io);
  expect(io.err()).toBe("");
  return { code, document: io.json() as CheckDocument };
}

const checked = new Map<string, ReturnType<typeof checkJson>>();

/** The check of a file, once for all tests of it. */
function checkOnce(file: string): ReturnType<typeof checkJson> {
  const known = checked.get(file) ?? checkJson(file);
  checked.set(file, known);
  return known;
}

function expected(file: string): string[] {
  return expectedProblems(readFileSync(join(ROOT, file), "utf8"));
}

describe("check", () => {
  test.each(platformFiles("examples"))("%s passes, with the agreed document", async (file) => {
    const { code, document } = await checkOnce(file);
    expect(code).toBe(0);
    expect(Object.keys(document)).toEqual([
      "ok",
      "problems",
      "addressPlan",
      "egressRules",
      "callRules",
      "roleAssignments",
      "requests",
      "touches",
      "otherTeams",
      "commonNames",
    ]);
    expect(document.ok).toBe(true);
    expect(document.problems.filter(({ severity }) => severity === "error")).toEqual([]);
    // A file of mirrors alone creates no subnet.
    const hasSpokes = /^spokes:/m.test(readFileSync(join(ROOT, file), "utf8"));
    expect(document.addressPlan.length > 0).toBe(hasSpokes);
    for (const row of document.addressPlan) {
      expect(Object.keys(row)).toEqual(["network", "subnet", "prefix", "usable", "needed", "holdsNodes"]);
      expect(row["needed"]).toBeGreaterThan(0);
      expect(row["needed"]).toBeLessThanOrEqual(row["usable"] as number);
    }
  });

  test.each(platformFiles("examples"))(
    "%s: lists all roles of the Terraform, and shows no token",
    async (file) => {
      const out = temporaryFolder();
      const io = capturedIo();
      await run(["synth", file, "--out", out], io);
      const { document } = await checkOnce(file);
      const listed = document.roleAssignments.map(({ address }) => address).sort();
      expect(listed).toEqual(addressesOf(out, "azurerm_role_assignment"));
      await run(["check", file], io);
      expect(io.out() + io.err() + JSON.stringify(document) + textsBelow(out)).not.toMatch(TOKEN);
    },
  );

  test.each(platformFiles("examples/broken"))("%s is refused with exactly what it expects", async (file) => {
    const { code, document } = await checkJson(file);
    expect(code).toBe(1);
    expect(document.ok).toBe(false);
    expect(foundProblems(document.problems, "error")).toEqual(expected(file));
    for (const { hint, remedy } of document.problems) expect(remedy).toBe(hint);
  });

  test("five mistakes are five problems, each with its place, its code and a remedy", async () => {
    const file = "examples/broken/five-mistakes.yaml";
    const io = capturedIo();
    expect(await run(["check", file], io)).toBe(1);
    const heads = io
      .out()
      .split("\n")
      .filter((line) => line.startsWith(file));
    expect(heads).toHaveLength(5);
    for (const line of heads) expect(line).toMatch(/^\S+:\d+:\d+ {2}error [A-Z_]+ {2}\S/);
    expect(heads.map((line) => Number(line.split(":")[1]))).toEqual([9, 12, 15, 18, 19]);
    expect(io.out()).toMatch(/5 errors$/m);
    expect(io.out() + io.err()).not.toMatch(STACK_TRACE);
  });

  test("prints the plan, the rules and the roles", async () => {
    const io = capturedIo();
    expect(await run(["check", REFERENCE], io)).toBe(0);
    for (const words of [
      "Address plan",
      "AzureFirewallSubnet",
      "10.0.0.0/26",
      "Firewall rules",
      "Role assignments",
    ])
      expect(io.out()).toContain(words);
  });

  test("colours a terminal, unless NO_COLOR asks not to", async () => {
    const terminal = (env: Record<string, string>): ReturnType<typeof capturedIo> => {
      const io = capturedIo(env);
      return { ...io, stdout: { ...io.stdout, isTTY: true } };
    };
    const coloured = terminal({});
    const plain = terminal({ NO_COLOR: "1" });
    await run(["check", REFERENCE], coloured);
    await run(["check", REFERENCE], plain);
    expect(coloured.out()).toContain("\u001b[");
    expect(plain.out()).not.toContain("\u001b[");
  });

  test("writes nothing", async () => {
    const cwd = temporaryFolder();
    const ended = await runNode([SHIM, "check", join(ROOT, REFERENCE)], { cwd });
    expect(ended.code).toBe(0);
    expect(existsSync(join(cwd, "cdktf.out"))).toBe(false);
  });
});

describe("synth", () => {
  test.each(["4", "5"])("--azurerm %s goes before the file's key", async (major) => {
    const out = temporaryFolder();
    const io = capturedIo();
    expect(await run(["synth", REFERENCE, "--out", out, "--azurerm", major, "--json"], io)).toBe(0);
    const { ok, stacks } = io.json() as {
      ok: boolean;
      stacks: { name: string; file: string; resources: number }[];
    };
    expect(ok).toBe(true);
    expect(stacks).toEqual([
      { name: "contoso", file: join(out, "stacks/contoso/cdk.tf.json"), resources: A_NUMBER },
    ]);
    const constraint = major === "4" ? ">= 4.55, < 5.0" : ">= 5.2, < 6.0";
    expect(readFileSync(stacks[0]!.file, "utf8")).toContain(constraint);
  });

  test("without a file takes AKS_TOPOLOGY_FILE, else cdktf.json's, else the reference", async () => {
    const cwd = temporaryFolder();
    const text = readFileSync(join(ROOT, REFERENCE), "utf8");
    const named = (name: string): string => text.replace("name: contoso", `name: ${name}`);
    writeFileSync(join(cwd, "one.yaml"), named("one"));
    writeFileSync(join(cwd, "two.yaml"), named("two"));
    const stacks = async (env: Record<string, string>): Promise<string[]> => {
      const { stdout } = await runNode([SHIM, "synth", "--json"], { cwd, env });
      return (JSON.parse(stdout) as { stacks: { name: string }[] }).stacks.map(({ name }) => name);
    };
    expect((await runNode([SHIM, "synth"], { cwd })).stderr).toContain("examples/kubenet-agic.yaml");
    writeFileSync(join(cwd, "cdktf.json"), JSON.stringify({ context: { platformFile: "two.yaml" } }));
    expect(await stacks({})).toEqual(["two"]);
    expect(await stacks({ AKS_TOPOLOGY_FILE: "one.yaml" })).toEqual(["one"]);
  });

  test("leaves what was there when the file is broken", async () => {
    const out = join(temporaryFolder(), "cdktf.out");
    expect(
      await run(["synth", "examples/broken/five-mistakes.yaml", "--out", out, "--json"], capturedIo()),
    ).toBe(1);
    expect(existsSync(out)).toBe(false);
  });
});

describe("explain", () => {
  test("explains every code", async () => {
    for (const code of Object.keys(ALL_RULES)) {
      const io = capturedIo();
      expect(await run(["explain", code, "--json"], io)).toBe(0);
      expect(io.json()).toEqual({
        code,
        command: "aks-topology",
        title: SOME_TEXT,
        story: SOME_TEXT,
        remedy: SOME_TEXT,
        source: SOME_TEXT,
      });
    }
  });

  test.each([
    "INTERNAL",
    "USAGE",
    "UNKNOWN_CODE",
    "UNKNOWN_PRESET",
    "FILE_EXISTS",
    "FOREIGN_FILES",
    "OUTPUT_FOLDER_TAKEN",
  ])("explains the command's own error %s, and lists it", async (code) => {
    const io = capturedIo();
    expect(await run(["explain", code.toLowerCase(), "--json"], io)).toBe(0);
    expect(io.json()).toMatchObject({ code, remedy: SOME_TEXT });
    const list = capturedIo();
    await run(["explain", "--json"], list);
    expect(JSON.stringify(list.json())).toContain(`"${code}"`);
  });

  test("refuses a code that there is not", async () => {
    const io = capturedIo();
    expect(await run(["explain", "NO_SUCH_CODE"], io)).toBe(1);
    expect(io.err()).toContain("NO_SUCH_CODE");
  });
});

describe("mistakes on the command line", () => {
  test.each([
    ["an unknown command", ["chek"]],
    ["an unknown option", ["check", REFERENCE, "--bogus"]],
    ["an unknown major", ["check", REFERENCE, "--azurerm", "3"]],
    ["a folder that cannot be written", ["synth", REFERENCE, "--out", join(ROOT, "package.json", "x")]],
    ["an unknown preset", ["init", "--preset", "nothing"]],
  ])("%s: exit code 1, reported without a stack trace, and one document with --json", async (_, args) => {
    const io = capturedIo();
    expect(await run(args, io)).toBe(1);
    expect(io.err()).not.toBe("");
    expect(io.out() + io.err()).not.toMatch(STACK_TRACE);
    const json = capturedIo();
    expect(await run([...args, "--json"], json)).toBe(1);
    expect(json.json()).toMatchObject({
      ok: false,
      problems: [],
      error: { hint: SOME_TEXT, remedy: SOME_TEXT },
    });
  });

  test("checks of a migration have their remedy under both names", async () => {
    const io = capturedIo();
    await run(["migrate", REFERENCE, "--to", "azure-cni-overlay", "--json"], io);
    const { preflight } = io.json() as {
      readonly preflight: readonly { hint: string | null; remedy: string | null }[];
    };
    expect(preflight.filter(({ hint }) => hint !== null)).not.toEqual([]);
    for (const { hint, remedy } of preflight) expect(remedy).toBe(hint);
  });

  test("commands of a migration move the clusters that were chosen alone", async () => {
    const io = capturedIo();
    await run(["migrate", REFERENCE, "--to", "azure-cni-overlay", "--cluster", "shop/main"], io);
    const commands = io
      .out()
      .split("\n")
      .filter((line) => line.includes("--write"));
    expect(commands).not.toEqual([]);
    for (const command of commands)
      expect(command).toMatch(/ --to azure-cni-overlay --cluster shop\/main --phase \d --write$/);
  });

  test("the installed command works and warns of nothing", async () => {
    const ended = await runNode([SHIM, "explain", "ADDRESS_OVERLAP"]);
    expect(ended).toMatchObject({ code: 0, stderr: "" });
    const synth = await runNode([SHIM, "synth", "--json", "--out", temporaryFolder()]);
    expect(synth).toMatchObject({ code: 0, stderr: "" });
  });
});

function addressesOf(out: string, type: string): string[] {
  const manifest = JSON.parse(readFileSync(join(out, "manifest.json"), "utf8")) as {
    stacks: Record<string, unknown>;
  };
  return Object.keys(manifest.stacks)
    .flatMap((name) => {
      const json = JSON.parse(readFileSync(join(out, "stacks", name, "cdk.tf.json"), "utf8")) as {
        resource?: Record<string, Record<string, unknown>>;
      };
      return Object.keys(json.resource?.[type] ?? {}).map((id) => `${type}.${id}`);
    })
    .sort();
}
