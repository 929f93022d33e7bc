import { run } from "@aks-topology/cli";
import { partialJsonSchema, platformJsonSchema } from "@aks-topology/platform";
import { Ajv2020 } from "ajv/dist/2020.js";
import addFormats from "ajv-formats";
import { cpSync, existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { parse } from "yaml";
import { capturedIo } from "./support/console.js";
import { platformFiles, ROOT, temporaryFolder, treeOf } from "./support/files.js";

const [DEV, PROD] = ["examples/environments/dev.yaml", "examples/environments/prod.yaml"];
const BASE = "examples/environments/base.yaml";
const BROKEN = "examples/broken/five-mistakes.yaml";
const MISSING = "examples/broken/extends-nothing.yaml";

async function json(
  ...args: readonly string[]
): Promise<{ readonly code: number; readonly document: unknown }> {
  const io = capturedIo();
  const code = await run([...args, "--json"], io);
  expect(io.err()).toBe("");
  return { code, document: io.json() };
}

describe("files with one state", () => {
  /** Two environments of a base in one container, the second with what a test wants of its own. */
  function environments(own = ""): readonly [first: string, second: string, out: string] {
    const folder = temporaryFolder();
    cpSync(join(ROOT, BASE), join(folder, "base.yaml"));
    const text = readFileSync(join(ROOT, PROD), "utf8").replace(/^extends: .*$/m, "extends: ./base.yaml");
    const [first, second] = ["one.yaml", "two.yaml"].map((name) => join(folder, name)) as [string, string];
    writeFileSync(first, text);
    writeFileSync(second, `${text}${own}`);
    return [first, second, join(folder, "out")];
  }

  test("are refused at the second one, by check and synth, and nothing of it is written", async () => {
    const [first, second, out] = environments();
    const { code, document } = await json("check", first, second);
    expect(code).toBe(1);
    const shared = expect.objectContaining({
      code: "STATE_SHARED",
      path: "backend",
      severity: "error",
    }) as unknown;
    expect(document).toMatchObject({
      files: [{ ok: true }, { ok: false, problems: expect.arrayContaining([shared]) as unknown }],
    });
    expect((await json("synth", first, second, "--out", out)).code).toBe(1);
    expect([existsSync(join(out, "one")), existsSync(join(out, "two"))]).toEqual([true, false]);
  });

  test("are fine one at a time, and with names of their own", async () => {
    const [first, second] = environments();
    expect((await json("check", first)).code).toBe(0);
    writeFileSync(second, readFileSync(second, "utf8").replace(/^name: .*$/m, "name: contoso-other"));
    expect((await json("check", first, second)).code).toBe(0);
  });
});

test("synth of one environment after another into one folder deletes nothing of the first", async () => {
  const out = join(temporaryFolder(), "out");
  const first = await json("synth", DEV, "--out", out, "--no-frozen-lockfile");
  const second = await json("synth", PROD, "--out", out, "--no-frozen-lockfile");
  expect([first.code, second.code]).toEqual([0, 0]);
  expect(second.document).toMatchObject({ summary: { delete: 0 } });
  expect(existsSync(join(out, "stacks", "contoso-dev", "cdk.tf.json"))).toBe(true);
  const again = await json("synth", PROD, "--out", out, "--no-frozen-lockfile");
  expect(again.document).toMatchObject({ summary: { create: 0, delete: 0 } });
});

describe("check of several files", () => {
  test("is a list of what each file gives alone, and fails where one has an error", async () => {
    const files = [DEV, BROKEN, PROD];
    const alone = await Promise.all(files.map((file) => json("check", file)));
    const { code, document } = await json("check", ...files);
    expect(code).toBe(1);
    expect(alone.map((each) => each.code)).toEqual([0, 1, 0]);
    expect(document).toEqual({
      ok: false,
      files: files.map((file, i) => ({ file, ...(alone[i]?.document as object) })),
    });
    expect(await json("check", DEV, PROD)).toMatchObject({ code: 0, document: { ok: true } });
  });

  test("prints a heading per file, and the files that problems are in", async () => {
    const io = capturedIo();
    expect(await run(["check", DEV, MISSING], io)).toBe(1);
    const lines = io.out().split("\n");
    expect(lines.filter((line) => line.startsWith("== "))).toEqual([`== ${DEV}`, `== ${MISSING}`]);
    const problem = lines.find((line) => line.includes(" warning "));
    expect(problem).toMatch(new RegExp(`^${BASE}:\\d+:\\d+ {2}warning KUBENET_RETIRES`));
    expect(io.out()).toContain(`\n\n== ${MISSING}\n${MISSING}:4:10  error FILE_UNREADABLE`);
    expect(await run(["check", MISSING], io)).toBe(1);
    expect(io.out().split("\n").at(-2)).toBe(`✗ ${MISSING}: 1 error`);
  });
});

describe("synth of several files", () => {
  test("says below each file's heading what becomes of it", async () => {
    const io = capturedIo();
    const out = join(temporaryFolder(), "out");
    expect(await run(["synth", DEV, PROD, "--out", out, "--no-frozen-lockfile"], io)).toBe(0);
    const order = io
      .out()
      .split("\n")
      .flatMap((line) => /^(== .*|\d+ to create)/.exec(line)?.[1]?.replace(/^\d+/, "N") ?? []);
    expect(order).toEqual([`== ${DEV}`, "N to create", `== ${PROD}`, "N to create"]);
  });

  test("writes each to a folder of its name, as alone, and leaves what else is there", async () => {
    const out = temporaryFolder();
    const { code, document } = await json("synth", DEV, PROD, "--out", out);
    expect(code).toBe(0);
    expect(document).toMatchObject({
      ok: true,
      files: [
        { file: DEV, ok: true, outDir: join(out, "dev"), stacks: [{ name: "contoso-dev" }] },
        { file: PROD, ok: true, outDir: join(out, "prod"), stacks: [{ name: "contoso-prod" }] },
      ],
    });
    const alone = temporaryFolder();
    await json("synth", DEV, "--out", alone);
    expect(treeOf(join(out, "dev"))).toEqual(treeOf(alone));

    writeFileSync(join(out, "dev/stacks/contoso-dev/terraform.tfstate"), "state");
    const before = treeOf(out);
    const again = await json("synth", PROD, BROKEN, "--out", out);
    expect(again).toMatchObject({ code: 1, document: { ok: false, files: [{ ok: true }, { ok: false }] } });
    expect(treeOf(out)).toEqual(before);
  });

  test.each([
    ["two files of one name", ["a/dev.yaml", "b/dev.yaml"]],
    ["names that differ in case", ["a/dev.yaml", "b/Dev.yml"]],
    ["one file twice", ["a/dev.yaml", "a/dev.yaml"]],
    ["a name of the output", ["a/dev.yaml", "a/stacks.yaml"]],
    ["a name of dots", ["a/dev.yaml", "a/...yaml"]],
  ])("refuses %s before anything is written", async (_, files) => {
    const folder = temporaryFolder();
    for (const part of ["a", "b"])
      cpSync(join(ROOT, "examples/environments"), join(folder, part), { recursive: true });
    const out = join(folder, "out");
    const paths = files.map((file) => join(folder, file));
    expect(await json("synth", ...paths, "--out", out)).toMatchObject({
      code: 1,
      document: { ok: false, error: { code: "OUTPUT_FOLDER_TAKEN" } },
    });
    expect(existsSync(out)).toBe(false);
  });

  test("a module is written of an overlay too", async () => {
    const { code, document } = await json("module", DEV, "--out", join(temporaryFolder(), "module"));
    expect({ code, document }).toMatchObject({ code: 0, document: { ok: true } });
  });
});

describe("the JSON Schema", () => {
  const ajv = addFormats.default(new Ajv2020({ strict: false }));
  const validate = { whole: ajv.compile(platformJsonSchema()), part: ajv.compile(partialJsonSchema()) };
  const contentOf = (file: string): unknown => parse(readFileSync(join(ROOT, file), "utf8"), { merge: true });

  test.each([...platformFiles("examples"), DEV, PROD])("accepts %s", (file) => {
    validate.whole(contentOf(file));
    expect(validate.whole.errors ?? []).toEqual([]);
  });

  test("accepts a part of a platform where it extends another, and as a base", () => {
    expect(validate.whole(contentOf(BASE))).toBe(false);
    expect(validate.part(contentOf(BASE))).toBe(true);
    expect(validate.whole({ extends: "./base.yaml" })).toBe(true);
  });

  test.each([
    ["a kind without its type", { hub: { gateway: { size: "VpnGw2AZ" } } }, true],
    [
      "null for any key",
      { hub: null, spokes: { shop: null, lab: { clusters: { main: { addOns: null } } } } },
      true,
    ],
    ["a misspelled key", { hub: { adressSpace: "10.0.0.0/22" } }, false],
    ["a value of another type", { hub: { firewall: { publicIps: "two" } } }, false],
    ["null in a list", { hub: { peers: [null] } }, false],
  ])("of an overlay with %s: %s %s", (_, content, isValid) => {
    expect(validate.whole({ extends: "./base.yaml", ...content })).toBe(isValid);
  });
});
