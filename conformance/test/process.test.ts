import { once } from "node:events";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { ROOT } from "../../test/support/files.js";
import { runNode } from "../../test/support/process.js";
import { startNode, startSimulator, type SimulatorProcess } from "../../test/support/simulator-process.js";
import type { Recording } from "../recording.ts";

const SLOW = { timeout: 120_000 };
const SUBSCRIPTION = "00000000-1111-2222-3333-444444444444";
const MAIN = join(ROOT, "conformance/main.ts");
const out = mkdtempSync(join(tmpdir(), "conformance-"));

afterAll(() => {
  rmSync(out, { recursive: true });
});

function args(sim: SimulatorProcess, ...more: readonly string[]): string[] {
  return [
    MAIN,
    "--subscription",
    SUBSCRIPTION,
    "--endpoint",
    sim.env["ROUTE_SYNC_ARM_ENDPOINT"] ?? "",
    ...more,
  ];
}

async function groupsLeft(sim: SimulatorProcess): Promise<unknown> {
  const path = `/subscriptions/${SUBSCRIPTION}/resourceGroups?api-version=2021-04-01`;
  return (await sim.call("GET", path)).body;
}

test(
  "npm run conformance records a step, says that this is not Azure, and leaves nothing",
  SLOW,
  async () => {
    const sim = await startSimulator();
    const file = join(out, "recording.json");
    const ended = await runNode(args(sim, "--only", "writes", "--out", file), { env: sim.env });
    expect(ended).toMatchObject({ code: 0 });
    expect(ended.stdout).toContain("of an endpoint that is not Azure are in");
    expect(ended.stderr).toContain(
      "is not Azure. This run tries the kit out; what it records says nothing about Azure.",
    );
    const text = readFileSync(file, "utf8");
    expect((JSON.parse(text) as Recording).recordedFrom).toBe("another endpoint");
    expect(text).not.toContain(SUBSCRIPTION);
    expect(await groupsLeft(sim)).toEqual({ value: [] });
  },
);

test("an interruption deletes the resource group", SLOW, async () => {
  const sim = await startSimulator();
  const file = join(out, "interrupted.json");
  // Its first wait is six minutes.
  const child = startNode(args(sim, "--only", "child events", "--out", file), sim.env);
  let said = "";
  child.stdout.resume();
  child.stderr.setEncoding("utf8").on("data", (text: string) => (said += text));
  for (let rules = 0; rules < 2;) {
    await new Promise((resolve) => setTimeout(resolve, 200));
    const path = `/subscriptions/${SUBSCRIPTION}/resources?api-version=2021-04-01`;
    rules = JSON.stringify((await sim.call("GET", path)).body).split("/activityLogAlerts/").length - 1;
  }
  child.kill("SIGINT");
  const [code] = (await once(child, "exit")) as [number];
  expect(code).toBe(130);
  expect(said).toMatch(/Resource group rg-conformance-\w+ is deleted\./);
  expect(await groupsLeft(sim)).toEqual({ value: [] });
});

test("--plan calls nothing, and a wrong option is reported with the usage", async () => {
  const plan = await runNode([MAIN, "--plan"]);
  expect(plan).toMatchObject({ code: 0, stderr: "" });
  expect(plan.stdout).toMatch(/In all about \d+ minutes/);
  const wrong = await runNode([MAIN, "--subscription", "mine"]);
  expect(wrong).toMatchObject({ code: 1 });
  expect(wrong.stderr).toContain("--subscription is no subscription id.");
  expect((await runNode([MAIN, "--only", "tea", "--plan"])).stderr).toContain('no step is named "tea"');
  expect((await runNode([MAIN, "--plan", "--endpoint", "http://127.0.0.1"])).stderr).toContain(
    "tokens travel there",
  );
});
