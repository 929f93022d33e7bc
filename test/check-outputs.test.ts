import { run, type Io } from "@aks-topology/cli";
import { copyFileSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { capturedIo } from "./support/console.js";
import { ROOT, temporaryFolder } from "./support/files.js";

const BROKEN = "examples/broken/overlapping-spokes.yaml";
const OTHER = "examples/broken/no-room.yaml";

async function checked(
  args: readonly string[],
  more: Partial<Io> = {},
): Promise<{ code: number; out: string; err: string }> {
  const io = capturedIo();
  const code = await run(["check", ...args], { ...io, ...more });
  return { code, out: io.out(), err: io.err() };
}

describe("check", () => {
  test("writes SARIF of all its files, with a rule for each code", async () => {
    const { code, out } = await checked([BROKEN, OTHER, "--output", "sarif"]);
    expect(code).toBe(1);
    const [log] = (JSON.parse(out) as { runs: readonly SarifRun[] }).runs;
    const rules = log?.tool.driver.rules.map(({ id }) => id) ?? [];
    expect(rules).toEqual([...rules].sort());
    expect(rules).toContain("ADDRESS_OVERLAP");
    const results = log?.results ?? [];
    for (const { ruleId, ruleIndex } of results) expect(rules[ruleIndex]).toBe(ruleId);
    const places = results.map(({ level, ruleId, locations: [at] }) => [
      level,
      ruleId,
      at?.physicalLocation.artifactLocation.uri,
      at?.physicalLocation.region.startLine,
    ]);
    expect(places).toContainEqual(["error", "ADDRESS_OVERLAP", BROKEN, 14]);
    expect(places).toContainEqual(["error", "NO_ROOM_FOR_SUBNET", OTHER, 15]);
    expect(places).toContainEqual(["warning", "BASELINE_MISSING", OTHER, 1]);
  });

  test("writes annotations of GitHub Actions, whose text and properties are escaped", async () => {
    const folder = temporaryFolder();
    const file = join(folder, "a,b.yaml");
    copyFileSync(join(ROOT, BROKEN), file);
    const { code, out } = await checked([file, "--output", "github", "--quiet"]);
    expect(code).toBe(1);
    const lines = out.trimEnd().split("\n");
    expect(
      lines.every((line) => /^::(error|warning) file=[^,:]+,line=\d+,col=\d+,title=[A-Z_]+::\S/.test(line)),
    ).toBe(true);
    expect(out).toContain("a%2Cb.yaml,line=14,col=19,title=ADDRESS_OVERLAP::10.1.128.0/17 (spoke");
  });

  test("prints problems last, and alone with --quiet", async () => {
    const { out } = await checked([OTHER]);
    expect(out).toMatch(/ 1 error, 1 warning\n$/);
    const whole = (await checked(["examples/kubenet-agic.yaml"])).out;
    expect(whole.indexOf("Role assignments")).toBeLessThan(whole.indexOf(" warning "));
    const quiet = (await checked(["examples/kubenet-agic.yaml", "--quiet"])).out;
    expect(quiet).toMatch(/^examples\/kubenet-agic\.yaml:\d+:\d+ /);
    expect(quiet).not.toContain("Role assignments");
  });

  test("reads standard input", async () => {
    const text = readFileSync(join(ROOT, BROKEN), "utf8");
    const { code, out } = await checked(["-"], { readStdin: () => text });
    expect(code).toBe(1);
    expect(out).toContain("-:14:19  error ADDRESS_OVERLAP");
  });
});

interface SarifRun {
  readonly tool: { readonly driver: { readonly rules: readonly { readonly id: string }[] } };
  readonly results: readonly {
    readonly ruleId: string;
    readonly ruleIndex: number;
    readonly level: string;
    readonly locations: readonly {
      readonly physicalLocation: {
        readonly artifactLocation: { readonly uri: string };
        readonly region: { readonly startLine: number };
      };
    }[];
  }[];
}

describe("a command without a file", () => {
  test("says that there is none, and how to write one", async () => {
    const { code, err } = await checked([], { cwd: temporaryFolder() });
    expect(code).toBe(1);
    expect(err).toContain("No platform file is named, and there is no platform.yaml here.");
    expect(err).toContain("aks-topology init");
  });

  test.each(["check", "diff", "paths", "synth"])(
    "%s takes AKS_TOPOLOGY_FILE and says so first",
    async (command) => {
      const folder = temporaryFolder();
      const file = join(folder, "missing.yaml");
      const io = capturedIo({ AKS_TOPOLOGY_FILE: file }, folder);
      expect(await run([command], io)).toBe(1);
      expect(io.err().startsWith(`Platform file: ${file}\n`)).toBe(true);
    },
  );

  test("takes platform.yaml before the file of cdktf.json", async () => {
    const folder = temporaryFolder();
    writeFileSync(join(folder, "cdktf.json"), JSON.stringify({ context: { platformFile: "missing.yaml" } }));
    const named = await checked([], { cwd: folder });
    expect(named.err).toBe("Platform file: missing.yaml\n");
    copyFileSync(join(ROOT, "examples/kubenet-agic.yaml"), join(folder, "platform.yaml"));
    expect((await checked([], { cwd: folder })).err).toBe("Platform file: platform.yaml\n");
  });
});

test.each([
  [["explain", "ADDRESS_OVERLAPS"], 'Did you mean "ADDRESS_OVERLAP"?'],
  [["explain", "POD_RANGE"], "Did you mean one of POD_RANGE_TOO_SMALL, MAX_PODS_RANGE?"],
  [["explain", "nat-gateway"], "NAT_GATEWAY_TIER"],
  [["explain", "agic-addon"], "GATEWAY_SHARED_BY_ADDON"],
  [["init", "--preset", "two-spoke"], 'Did you mean "two-spokes"? Use one of: '],
])("a misspelled or shortened %j asks what is meant", async (args, question) => {
  const io = capturedIo({}, temporaryFolder());
  expect(await run(args, io)).toBe(1);
  expect(io.err()).toContain(question);
});

test("init names the command as it was run", async () => {
  const [plain, npx] = [capturedIo(), capturedIo({ npm_command: "exec" })];
  const folder = temporaryFolder();
  expect(await run(["init", join(folder, "a.yaml")], plain)).toBe(0);
  expect(await run(["init", join(folder, "b.yaml")], npx)).toBe(0);
  expect(plain.out()).toContain("Next: aks-topology check ");
  expect(npx.out()).toContain("Next: npx aks-topology check ");
});
