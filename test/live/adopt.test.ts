import { run } from "@aks-topology/cli";
import { loadPlatform } from "@aks-topology/platform";
import { Simulator } from "@aks-topology/simulator";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { parse } from "yaml";
import { stateOfExample } from "../support/adopted.js";
import { exportOf } from "../support/arm-form/export-of.js";
import { capturedIo, type CapturedIo } from "../support/console.js";
import { deploy, putting, resourcesOf, SUBSCRIPTION } from "../support/deployed-platform.js";
import { accessTo } from "../support/live-questions.js";

const folder = mkdtempSync(join(tmpdir(), "adopt-live-"));
afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
});

const simulator = new Simulator();
beforeAll(() => deploy(resourcesOf("examples/kubenet-agic.yaml"), simulator));

function ioWith(env: Record<string, string> = { ARM_SUBSCRIPTION_ID: SUBSCRIPTION }): CapturedIo {
  return { ...capturedIo(env), azure: accessTo(simulator) };
}

function adopt(io: CapturedIo, groups: readonly string[], out = join(folder, "out.yaml")): Promise<number> {
  const named = groups.flatMap((group) => ["--resource-group", group]);
  return run(["adopt", "--live", ...named, "--out", out, "--json", "--force"], io);
}

interface Shown {
  readonly id: string;
  readonly [name: string]: unknown;
}

/** Whether a resource is one of Azure Monitor, or a group of its own for such. */
function isMonitored({ id }: Shown): boolean {
  return /providers\/Microsoft\.(?:Insights|Monitor|OperationalInsights)\/[^/]+\/[^/]+$|-(?:alerts|diagnostics)$/.test(
    id,
  );
}

test("resource groups become a platform file that says what runs in them", async () => {
  const io = ioWith();
  const out = join(folder, "platform.yaml");
  const groups = ["rg-contoso-hub", `/subscriptions/${SUBSCRIPTION}/resourceGroups/rg-contoso-shop`];
  const code = await adopt(io, groups, out);
  expect([code, io.json()]).toEqual([0, expect.objectContaining({ ok: true, moved: [], platform: out })]);
  const adopted = loadPlatform(out);
  if (!adopted.ok) return expect.fail(JSON.stringify(adopted.problems));
  const { hub, spokes } = adopted.loaded.platform;
  expect(hub?.addressSpace.map(String)).toEqual(["10.0.0.0/22"]);
  expect(Object.keys(spokes)).toEqual(["shop"]);
  // The simulator has of a cluster what decides where packets go, so that the file would change the rest.
  expect(spokes["shop"]?.clusters["main"]).toMatchObject({
    id: expect.stringContaining("/managedClusters/aks-contoso-shop-main") as string,
    network: { plugin: "kubenet" },
    egress: { type: "firewall" },
  });
  const blocks = readFileSync(join(folder, "platform.adopt.tf"), "utf8");
  expect(blocks).toMatch(/import \{[^}]*virtualNetworkPeerings\/peer-contoso-shop-to-hub"/);
});

test("alerts and settings of Azure Monitor are read where they are", async () => {
  const monitored = new Simulator();
  await deploy(resourcesOf("examples/monitoring.yaml"), monitored);
  const text = JSON.stringify(exportOf(stateOfExample("monitoring"), 4).exported);
  const shown = JSON.parse(text.replaceAll(/(?<=subscriptions\/)0{8}-[\w-]{27}/g, SUBSCRIPTION)) as Shown[];
  const put = putting(monitored);
  for (const { id, location, tags, kind, properties } of shown.filter(isMonitored))
    await put(id, { location, tags, kind, properties });
  const io = { ...capturedIo({ ARM_SUBSCRIPTION_ID: SUBSCRIPTION }), azure: accessTo(monitored) };
  const out = join(folder, "monitored.yaml");
  await adopt(
    io,
    ["alerts", "batch", "diagnostics", "hub", "shop"].map((name) => `rg-contoso-${name}`),
    out,
  );
  expect(io.json()).toMatchObject({ ok: true });
  expect(parse(readFileSync(out, "utf8"))).toMatchObject({
    alerts: { emails: ["operators@contoso.com"] },
    diagnostics: {},
  });
});

test.each([
  ["a group that does not exist", ["rg-nothing"], {}, "NOTHING_TO_ADOPT"],
  ["a group without a subscription", ["rg-contoso-hub"], { ARM_SUBSCRIPTION_ID: "" }, "SUBSCRIPTION_UNKNOWN"],
  ["something that is no group", ["/subscriptions/1/providers/a"], {}, "USAGE"],
  ["no group", [], {}, "USAGE"],
])("%s is answered with the remedy", async (_, groups, env, code) => {
  const io = ioWith({ ARM_SUBSCRIPTION_ID: SUBSCRIPTION, ...env });
  expect(await adopt(io, groups)).toBe(1);
  expect(io.json()).toMatchObject({ error: { code } });
});
