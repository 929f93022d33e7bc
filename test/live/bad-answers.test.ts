import { run, UsageError } from "@aks-topology/cli";
import { planMigration } from "@aks-topology/platform";
import { Simulator, type FaultRule } from "@aks-topology/simulator";
import { createServer, type AddressInfo } from "node:net";
import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { ArmClient } from "../../cli/src/azure/arm-client.js";
import { livePreflight } from "../../cli/src/azure/live-preflight.js";
import { capturedIo, type CapturedIo } from "../support/console.js";
import { change, deploy, idOf, resourcesOf, SUBSCRIPTION } from "../support/deployed-platform.js";
import { ROOT } from "../support/files.js";
import { accessTo, LiveQuestion, loadedFrom } from "../support/live-questions.js";

const FILE = "examples/kubenet-agic.yaml";
/** Answers that are none of Azure Resource Manager's, with status 200. */
const BAD_READS = ["html-200", "empty-object", "cut-off-json", "no-routes"] as const;

const out = mkdtempSync(join(tmpdir(), "bad-answers-"));
afterAll(() => {
  rmSync(out, { recursive: true, force: true });
});

const simulator = new Simulator();
/** Its gateway's table has the route of a node, as while a cluster is on kubenet. */
const mirrored = new Simulator();
beforeAll(async () => {
  const resources = resourcesOf(FILE);
  await Promise.all([deploy(resources, simulator), deploy(resources, mirrored)]);
  const table = idOf(mirrored, "Microsoft.Network/routeTables", "rt-contoso-shop-gateway-public");
  change(mirrored, table, (properties) => ({ ...properties, routes: [NODE_ROUTE] }));
});
beforeEach(() => {
  for (const azure of [simulator, mirrored]) azure.faults.clear();
});

/** Runs something with a fault at its first request, then with one at its second, until it has no more. */
async function atEachRequest(
  azure: Simulator,
  fault: FaultRule,
  check: (request: number) => Promise<void>,
): Promise<number> {
  for (let request = 0; ; request += 1) {
    azure.faults.set([{ ...fault, after: request, times: 1 }]);
    azure.faults.resetCounters();
    await check(request);
    if (azure.faults.counters[fault.kind] === 0) return request;
  }
}

/** What AKS writes for a node, as it is mirrored. */
const NODE_ROUTE = {
  name: "aks-system-12345678-vmss000000",
  properties: {
    addressPrefix: "10.244.0.0/24",
    nextHopType: "VirtualAppliance",
    nextHopIpAddress: "10.1.0.4",
  },
};

function io(azure: Simulator): CapturedIo {
  return { ...capturedIo({ ARM_SUBSCRIPTION_ID: SUBSCRIPTION }), azure: accessTo(azure) };
}

async function command(...args: readonly string[]): Promise<readonly [code: number, shown: unknown]> {
  const console = io(simulator);
  const code = await run([...args, "--json"], console);
  return [code, console.json()];
}

const FAILED = { ok: false, error: { code: "AZURE_FAILED" } };

describe.each(BAD_READS)("an answer that is %s", (kind) => {
  test("makes no hop of trace --live differ", async () => {
    const question = new LiveQuestion(loadedFrom(FILE), "shop/public", "shop/main/pod", 80);
    const good = await question.ask(simulator);
    const requests = await atEachRequest(simulator, { kind }, async (request) => {
      try {
        const { same, differs, notVerifiable } = await question.ask(simulator);
        expect([differs, same + notVerifiable], `request ${request}`).toEqual([0, good.same]);
      } catch (error) {
        expect(error).toBeInstanceOf(UsageError);
        expect(error).toMatchObject({ code: "AZURE_FAILED" });
      }
    });
    expect(requests).toBeGreaterThan(5);
  });

  test("makes migrate --live pass no check that fails", async () => {
    const plan = planMigration(loadedFrom(FILE), readFileSync(join(ROOT, FILE), "utf8"));
    const preflight = (): Promise<unknown> => livePreflight(plan, { cloud: "public" }, io(mirrored));
    const good = await preflight();
    expect(good).toContainEqual(
      expect.objectContaining({
        check: "mirror",
        message: expect.stringContaining("has 1 node route") as string,
      }),
    );
    const requests = await atEachRequest(mirrored, { kind }, async (request) => {
      const shown = await preflight().catch((error: unknown) => error);
      if (shown instanceof UsageError) expect(shown.code).toBe("AZURE_FAILED");
      else expect(shown, `request ${request}`).toEqual(good);
    });
    expect(requests).toBeGreaterThan(2);
  });
});

// Without the routes of a table a resource is whole enough to be adopted as it is shown.
test.each(BAD_READS.slice(0, 3))("adopt --live writes nothing where the answer is %s", async (kind) => {
  const groups = ["rg-contoso-hub", "rg-contoso-shop"].flatMap((name) => ["--resource-group", name]);
  for (const request of [0, 1, 2, 5, 20]) {
    simulator.faults.set([{ kind, after: request, times: 1 }]);
    const ended = await command("adopt", "--live", ...groups, "--out", join(out, "platform.yaml"));
    expect(ended).toMatchObject([1, FAILED]);
    expect(readdirSync(out)).toEqual([]);
  }
});

describe("trace --live", () => {
  const TRACE = ["trace", FILE, "--from", "shop/public", "--to", "shop/main/pod", "--port", "80", "--live"];

  test.each<FaultRule>([
    { kind: "429-retry-after", retryAfterSeconds: 1, times: 2 },
    { kind: "503-before", times: 1 },
  ])("goes on after %o", async (fault) => {
    simulator.faults.set([fault]);
    const ended = await command(...TRACE);
    expect(ended).toMatchObject([0, { ok: true, live: { same: 4, differs: 0 } }]);
    expect(simulator.faults.counters[fault.kind]).toBe(fault.times);
  });

  test("does not wait for an hour", async () => {
    simulator.faults.set([{ kind: "429-retry-after", retryAfterSeconds: 3_600 }]);
    const ended = await command(...TRACE);
    expect(ended).toMatchObject([
      1,
      {
        ok: false,
        error: { code: "AZURE_FAILED", message: expect.stringContaining("to wait 60 minutes") as string },
      },
    ]);
  });
});

test("a server that accepts and never answers is given up", async () => {
  const silent = createServer((socket) => socket.on("error", () => undefined));
  await new Promise<void>((resolve) => silent.listen(0, "127.0.0.1", resolve));
  const { port } = silent.address() as AddressInfo;
  const arm = new ArmClient({
    endpoint: `https://127.0.0.1:${port}`,
    scope: "https://management.azure.com/.default",
    credential: accessTo(simulator).credential,
    requestMs: 100,
  });
  await expect(arm.get("/subscriptions/x", "2022-12-01")).rejects.toMatchObject({ code: "AZURE_FAILED" });
  silent.close();
});
