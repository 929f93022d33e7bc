import { run } from "@aks-topology/cli";
import { Ajv } from "ajv";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, test } from "vitest";
import { capturedIo, type CapturedIo } from "./support/console.js";
import { ROOT, temporaryFolder } from "./support/files.js";

const REFERENCE = "examples/kubenet-agic.yaml";
const GATEWAY_TO_POD = ["--from", "shop/public", "--to", "shop/main/pod"];
const MISSPELT = ["--from", "shop/main/pd", "--to", "internet"];

interface TraceDocument {
  readonly ok: boolean;
  readonly verdict: string;
  readonly forward: { readonly hops: readonly object[] };
  readonly return: object | null;
  readonly decidedBy: { readonly address: string; readonly line: number } | null;
}

async function ask(...args: string[]): Promise<{ code: number; io: CapturedIo }> {
  const io = capturedIo();
  return { code: await run(args, io), io };
}

async function traceJson(
  file: string,
  ...args: string[]
): Promise<{ code: number; document: TraceDocument }> {
  const { code, io } = await ask("trace", file, ...args, "--json");
  expect(io.err()).toBe("");
  return { code, document: io.json() as TraceDocument };
}

describe("trace", () => {
  test("a delivered path: exit code 0, and the agreed document", async () => {
    const { code, document } = await traceJson(REFERENCE, ...GATEWAY_TO_POD, "--port", "80");
    expect([code, document.ok, document.verdict, document.decidedBy]).toEqual([0, true, "delivered", null]);
    expect(Object.keys(document)).toEqual([
      "ok",
      "problems",
      "from",
      "to",
      "protocol",
      "port",
      "verdict",
      "forward",
      "return",
      "decidedBy",
      "assumptions",
    ]);
    for (const hop of document.forward.hops)
      expect(Object.keys(hop)).toEqual([
        "at",
        "action",
        "by",
        "detail",
        "source",
        "destination",
        "file",
        "line",
        "unknowns",
      ]);
    expect(document.return).not.toBeNull();
  });

  test.each([
    [
      "dropped",
      REFERENCE,
      ["--from", "shop/main/pod", "--to", "example.org"],
      /firewall_policy\.hub_firewall$/,
    ],
    [
      "dropped",
      REFERENCE,
      [...GATEWAY_TO_POD, "--port", "80", "--mirror", "empty"],
      /network_security_group\.shop_gateway_public$/,
    ],
    [
      "unknown",
      "examples/existing-cluster-and-gateway.yaml",
      ["--from", "shop/legacy/node", "--to", "shop/legacy/api"],
      /networkSecurityGroups\/nsg-legacy$/,
    ],
  ])("a path that is %s (%s): exit code 3, and what decides", async (verdict, file, args, decider) => {
    const { code, document } = await traceJson(file, ...args);
    expect([code, document.verdict]).toEqual([3, verdict]);
    expect(document.decidedBy?.address).toMatch(decider);
  });

  test("--explain adds what lost", async () => {
    const plain = (await ask("trace", REFERENCE, ...GATEWAY_TO_POD)).io.out();
    const explained = (await ask("trace", REFERENCE, ...GATEWAY_TO_POD, "--explain")).io.out();
    expect(plain).toMatch(/^Delivered both ways, by the model\.$/m);
    expect(explained.split("\n").length).toBeGreaterThan(plain.split("\n").length);
  });

  test("fits the width of the terminal but for words that are longer", async () => {
    const io = capturedIo();
    const narrow = { ...io, stdout: { ...io.stdout, columns: 60 } };
    await run(["trace", REFERENCE, ...GATEWAY_TO_POD, "--explain"], narrow);
    const tooLong = io
      .out()
      .split("\n")
      .filter((line) => line.length > 60 && /\S\s+\S/.test(line.slice(14)));
    expect(tooLong).toEqual([]);
  });

  test("a misspelt end is an error with what it may have been", async () => {
    const { code, io } = await ask("trace", REFERENCE, ...MISSPELT);
    expect(code).toBe(1);
    expect(io.out()).toBe("");
    expect(io.err()).toMatch(/Did you mean shop\/main\/pod or /);
  });

  test("an end that is like no name is an error with the names that there are", async () => {
    const { code, io } = await ask("trace", REFERENCE, "--from", "xyzzy", "--to", "internet");
    expect(code).toBe(1);
    expect(io.err()).toMatch(/Use an address, or one of: .*hub\/firewall, .*shop\/main\/api/s);
  });

  test.each([[["--json"]], [["--output", "json"]], [["--output=json"]]])(
    "%s: errors are one document",
    async (output) => {
      const misspelt = await ask("trace", REFERENCE, ...MISSPELT, ...output);
      expect([misspelt.code, misspelt.io.err()]).toEqual([1, ""]);
      expect(misspelt.io.json()).toMatchObject({ ok: false, error: { code: "PATH_ENDPOINT" } });
      const missing = await ask("trace", "nowhere.yaml", ...MISSPELT, ...output);
      expect([missing.code, missing.io.err()]).toEqual([1, ""]);
      expect(missing.io.json()).toMatchObject({ ok: false, problems: [{ code: "FILE_UNREADABLE" }] });
    },
  );

  const schema = JSON.parse(
    readFileSync(join(ROOT, "trace/test/data/sarif-2.1.0.schema.json"), "utf8"),
  ) as object;
  const isSarif = new Ajv({ strict: false, validateFormats: false, unicodeRegExp: false }).compile(schema);

  test.each([
    ["of a misspelt end", REFERENCE, MISSPELT, 1, "PATH_ENDPOINT"],
    ["of a file that is not there", "nowhere.yaml", MISSPELT, 1, "FILE_UNREADABLE"],
    ["of a dropped path", REFERENCE, ["--from", "shop/main/pod", "--to", "example.org"], 3, undefined],
  ])("SARIF %s has a result", async (_, file, args, code, ruleId) => {
    const asked = await ask("trace", file, ...args, "--output", "sarif");
    expect([asked.code, asked.io.err()]).toEqual([code, ""]);
    expect(isSarif(asked.io.json()), JSON.stringify(isSarif.errors)).toBe(true);
    const result = { level: "error", ...(ruleId === undefined ? {} : { ruleId }) };
    expect(asked.io.json()).toMatchObject({ runs: [{ results: [result] }] });
  });
});

describe("trace --terraform", () => {
  const folder = mkdtempSync(join(tmpdir(), "aks-topology-test-"));
  afterAll(() => {
    rmSync(folder, { recursive: true });
  });
  const subnet = (name: string, prefix: string): object => ({
    name,
    resource_group_name: "rg",
    virtual_network_name: "vnet",
    address_prefixes: [prefix],
  });
  const network = { name: "vnet", resource_group_name: "rg", address_space: ["10.1.0.0/16"] };
  const resource = {
    azurerm_virtual_network: { main: network },
    azurerm_subnet: { front: subnet("front", "10.1.0.0/24"), back: subnet("back", "10.1.1.0/24") },
  };
  writeFileSync(join(folder, "main.tf.json"), JSON.stringify({ resource }));
  const ENDS = ["--from", "azurerm_subnet.front", "--to"];

  test("a file or a folder in place of a platform file, and the same document and exit codes", async () => {
    for (const path of [folder, join(folder, "main.tf.json")]) {
      const { code, io } = await ask("trace", "--terraform", path, ...ENDS, "10.1.1.4", "--json");
      expect([code, io.err()]).toEqual([0, ""]);
      expect(io.json()).toMatchObject({ ok: true, verdict: "delivered", assumptions: [], port: 443 });
    }
    const dropped = await ask("trace", "--terraform", folder, ...ENDS, "10.9.0.4", "--explain");
    expect([dropped.code, dropped.io.out()]).toEqual([3, expect.stringMatching(/^Dropped by/m)]);
  });

  test.each<[string, readonly string[], string]>([
    ["a misspelt end", [folder, ...ENDS, "azurerm_subnet.bak"], "PATH_ENDPOINT"],
    ["a folder without Terraform", [join(ROOT, "docs"), ...ENDS, "internet"], "NOT_TERRAFORM_JSON"],
    ["a path that is none", [join(folder, "none"), ...ENDS, "internet"], "FILE_UNREADABLE"],
  ])("%s is an error in each format", async (_, args, errorCode) => {
    const text = await ask("trace", "--terraform", ...args);
    expect([text.code, text.io.out()]).toEqual([1, ""]);
    expect(text.io.err()).toContain(`error ${errorCode}`);
    const json = await ask("trace", "--terraform", ...args, "--json");
    expect([json.code, json.io.err()]).toEqual([1, ""]);
    expect(json.io.json()).toMatchObject({ ok: false, error: { code: errorCode } });
    const sarif = await ask("trace", "--terraform", ...args, "--output", "sarif");
    expect([sarif.code, sarif.io.err()]).toEqual([1, expect.stringContaining(errorCode)]);
    expect(sarif.io.json()).toMatchObject({ runs: [{ results: [{ ruleId: errorCode, level: "error" }] }] });
  });

  test.each([
    ["both", [REFERENCE, "--terraform", folder]],
    ["--live", ["--terraform", folder, "--live"]],
    ["--azurerm", ["--terraform", folder, "--azurerm", "5"]],
  ])("%s: the command line is refused", async (_, args) => {
    const { code, io } = await ask("trace", ...args, ...ENDS, "internet", "--json");
    expect([code, io.json()]).toMatchObject([1, { ok: false, error: { code: "USAGE" } }]);
  });
});

describe("paths", () => {
  test("exit code 0 where each is as expected, and the agreed document", async () => {
    const { code, io } = await ask("paths", REFERENCE, "--json");
    const document = io.json() as { ok: boolean; problems: unknown[]; paths: { ok: boolean }[] };
    expect([code, document.ok]).toEqual([0, true]);
    expect(document.paths.length).toBeGreaterThan(10);
    for (const path of document.paths) {
      expect(Object.keys(path)).toEqual(["name", "from", "to", "expect", "verdict", "ok", "decidedBy"]);
      expect(path.ok).toBe(true);
    }
  });

  test("exit code 1 and the broken path where one is not", async () => {
    const file = join(temporaryFolder(), "platform.yaml");
    const text = readFileSync(join(ROOT, REFERENCE), "utf8");
    writeFileSync(
      file,
      `${text}\npaths:\n  search: { from: shop/main/pod, to: example.org, expect: delivered }\n`,
    );
    const asked = await ask("paths", file, "--json");
    expect(asked.code).toBe(1);
    expect(asked.io.json()).toMatchObject({
      ok: false,
      problems: expect.arrayContaining([
        expect.objectContaining({ code: "PATH_BROKEN", severity: "error" }),
      ]) as unknown,
      paths: expect.arrayContaining([
        expect.objectContaining({ name: "search", expect: "delivered", verdict: "dropped", ok: false }),
      ]) as unknown,
    });
    const printed = await ask("paths", file);
    expect(printed.io.out()).toMatch(/✗ +search +dropped/);
  });
});
