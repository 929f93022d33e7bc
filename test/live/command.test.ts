import { run } from "@aks-topology/cli";
import { Simulator } from "@aks-topology/simulator";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { capturedIo, type CapturedIo } from "../support/console.js";
import { change, deploy, idOf, resourcesOf, SUBSCRIPTION } from "../support/deployed-platform.js";
import { ROOT } from "../support/files.js";
import { accessTo } from "../support/live-questions.js";
import { runNode } from "../support/process.js";

const FILE = "examples/kubenet-agic.yaml";
const GATEWAY_TO_POD = [
  "trace",
  FILE,
  "--from",
  "shop/public",
  "--to",
  "shop/main/pod",
  "--port",
  "80",
  "--live",
];
const SHIM = join(ROOT, "cli/bin/aks-topology.mjs");
const READER = "reader";

interface Document {
  readonly ok: boolean;
  readonly forward: { readonly hops: readonly { readonly live: { readonly status: string } | null }[] };
  readonly live: { readonly same: number; readonly differs: number; readonly notVerifiable: number };
}

let resources: ReturnType<typeof resourcesOf>;
beforeAll(() => {
  resources = resourcesOf(FILE);
});

/** @param actions what the identity may do @default everything */
async function deployed(actions?: readonly string[]): Promise<Simulator> {
  const simulator = new Simulator();
  await deploy(resources, simulator);
  const scope = `/subscriptions/${SUBSCRIPTION}/providers/Microsoft.Authorization`;
  const guid = "00000000-0000-4000-8000-000000000001";
  const roleDefinitionId = `${scope}/roleDefinitions/${guid}`;
  simulator.seed(roleDefinitionId, { properties: { roleName: "paths", permissions: [{ actions }] } });
  simulator.seed(`${scope}/roleAssignments/${guid}`, {
    properties: { principalId: READER, roleDefinitionId },
  });
  // The clusters' own identities have written their routes.
  simulator.permissions.enforced = actions !== undefined;
  return simulator;
}

async function ask(
  simulator: Simulator,
  args: readonly string[],
  env: Readonly<Record<string, string>> = { ARM_SUBSCRIPTION_ID: SUBSCRIPTION },
): Promise<{ readonly code: number; readonly io: CapturedIo }> {
  const io = { ...capturedIo(env), azure: accessTo(simulator, READER) };
  return { code: await run(args, io), io };
}

/** The role that the reference gives for `--live`. */
function documentedActions(): readonly string[] {
  const page = readFileSync(join(ROOT, "docs/reference/cli.md"), "utf8");
  const [, json = ""] = /### `--live`[\s\S]*?```json\n([\s\S]*?)```/.exec(page) ?? [];
  return (JSON.parse(json) as { readonly Actions: readonly string[] }).Actions;
}

describe("trace --live", () => {
  test("with the documented role: exit code 0, and what Azure answers at each hop", async () => {
    const { code, io } = await ask(await deployed(documentedActions()), [...GATEWAY_TO_POD, "--json"]);
    const document = io.json() as Document;
    expect([code, document.ok, document.live]).toEqual([0, true, { same: 4, differs: 0, notVerifiable: 0 }]);
    expect(document.forward.hops.map(({ live }) => live?.status)).toEqual([
      "same",
      "same",
      "same",
      undefined,
    ]);
  });

  test("it writes nothing", async () => {
    const simulator = await deployed();
    const before = JSON.stringify(simulator.snapshot());
    await ask(simulator, GATEWAY_TO_POD);
    expect(JSON.stringify(simulator.snapshot())).toBe(before);
  });

  test.each([
    "Microsoft.ContainerService/managedClusters/read",
    "Microsoft.Network/networkWatchers/networkConfigurationDiagnostic/action",
    "Microsoft.Network/routeTables/read",
  ])("without %s it fails, and names it", async (missing) => {
    const simulator = await deployed(documentedActions().filter((action) => action !== missing));
    const { code, io } = await ask(simulator, [...GATEWAY_TO_POD, "--json"]);
    expect(code).toBe(1);
    expect(io.json()).toMatchObject({
      ok: false,
      error: {
        code: "AZURE_FORBIDDEN",
        remedy: expect.stringMatching(new RegExp(missing.replaceAll(".", "\\."), "i")) as string,
      },
    });
  });

  test("a hop that differs: exit code 3, in text and as a result of SARIF", async () => {
    const simulator = await deployed();
    const cluster = idOf(simulator, "Microsoft.ContainerService/managedClusters", "aks-contoso-shop-main");
    await simulator.aks.cluster(cluster).scale("system", 3);
    const text = await ask(simulator, GATEWAY_TO_POD);
    expect([text.code, text.io.out()]).toEqual([
      3,
      expect.stringContaining("Delivered both ways, by the model."),
    ]);
    expect(text.io.out()).toContain("In Azure 3 hops the same, 1 different, 0 not verifiable.");
    const sarif = await ask(simulator, [...GATEWAY_TO_POD, "--output", "sarif"]);
    expect([sarif.code, sarif.io.json()]).toMatchObject([
      3,
      { runs: [{ results: [{ ruleId: "PATH_DRIFTED", level: "error" }] }] },
    ]);
  });

  test("without a subscription it asks for one; an endpoint is an https URL", async () => {
    const simulator = await deployed();
    const unknown = await ask(simulator, [...GATEWAY_TO_POD, "--json"], {});
    expect([unknown.code, unknown.io.json()]).toMatchObject([1, { error: { code: "SUBSCRIPTION_UNKNOWN" } }]);
    const plain = await ask(simulator, [...GATEWAY_TO_POD, "--json", "--endpoint", "http://127.0.0.1"]);
    expect([plain.code, plain.io.json()]).toMatchObject([1, { error: { code: "USAGE" } }]);
  });
});

interface PathsDocument {
  readonly ok: boolean;
  readonly problems: readonly { readonly code: string; readonly message: string; readonly line: number }[];
  readonly paths: readonly {
    readonly name: string;
    readonly ok: boolean;
    readonly live: { readonly same: number; readonly differences: readonly { readonly at: string }[] };
  }[];
}

describe("paths --live", () => {
  const LIVE = ["paths", FILE, "--live", "--json"];

  test("with the documented role, every path of a platform as applied is the same in Azure", async () => {
    const { code, io } = await ask(await deployed(documentedActions()), LIVE);
    const document = io.json() as PathsDocument;
    expect([code, document.ok]).toEqual([0, true]);
    expect(document.paths.length).toBeGreaterThan(20);
    expect(document.paths.flatMap(({ live }) => live.differences)).toEqual([]);
    // A node has no public address to send packets to.
    const unasked = document.paths.filter(({ live }) => live.same === 0).map(({ name }) => name);
    expect(unasked.map((name) => name.replace(/:\d+$/, ""))).toEqual(
      unasked.map(() => "shop/main: internet -> node"),
    );
  });

  test("drift is an error once per cause, at the line of a path that it is on", async () => {
    const simulator = await deployed();
    const group = idOf(simulator, "Microsoft.Network/networkSecurityGroups", "nsg-contoso-shop-main-system");
    change(simulator, group, (properties) => ({ ...properties, securityRules: [] }));
    const { code, io } = await ask(simulator, LIVE);
    const document = io.json() as PathsDocument;
    expect([code, document.ok]).toEqual([1, false]);
    const drifts = document.problems.filter((problem) => problem.code === "PATH_DRIFTED");
    expect(new Set(drifts.map(({ message }) => message)).size).toBe(drifts.length);
    const broken = document.paths.filter(({ ok }) => !ok);
    // Without its rules the group admits the whole network.
    expect(broken.map(({ name }) => name)).toEqual(["shop/main: rest of the network -> node:22"]);
    for (const { live } of broken)
      expect(live.differences.map(({ at }) => at)).toEqual([
        "azurerm_network_security_group.shop_main_system",
      ]);
    const text = await ask(simulator, ["paths", FILE, "--live"]);
    expect([text.code, text.io.out()]).toEqual([1, expect.stringMatching(/in Azure[\s\S]*differs/)]);
  });
});

describe("as processes, which sign in and ask the simulator over HTTPS", () => {
  let server: Awaited<ReturnType<Simulator["listen"]>>;
  beforeAll(async () => {
    server = await (await deployed()).listen();
  });
  afterAll(() => server.close());

  async function process(
    ...args: readonly string[]
  ): Promise<{ readonly code: number; readonly json: unknown }> {
    const { IDENTITY_ENDPOINT = "", IDENTITY_HEADER = "", NODE_EXTRA_CA_CERTS = "" } = server.env;
    const { code, stdout, stderr } = await runNode([SHIM, ...args, "--json", "--endpoint", server.url], {
      env: { IDENTITY_ENDPOINT, IDENTITY_HEADER, NODE_EXTRA_CA_CERTS, ARM_SUBSCRIPTION_ID: SUBSCRIPTION },
    });
    expect(stderr).toBe("");
    return { code, json: JSON.parse(stdout) as unknown };
  }

  test("trace --live", async () => {
    const { code, json } = await process(...GATEWAY_TO_POD);
    expect([code, json]).toMatchObject([0, { live: { same: 4, differs: 0, notVerifiable: 0 } }]);
  });

  test("paths --live", async () => {
    const { code, json } = await process("paths", FILE, "--live");
    const { ok, problems, paths } = json as PathsDocument;
    expect([code, ok, problems.filter((problem) => problem.code === "PATH_DRIFTED")]).toEqual([0, true, []]);
    expect(paths.filter(({ live }) => live.same > 0).length).toBeGreaterThan(20);
  });

  test("migrate --live", async () => {
    const { code, json } = await process("migrate", FILE, "--to", "azure-cni-overlay", "--live");
    expect([code, json]).toMatchObject([
      0,
      {
        ok: true,
        preflight: expect.arrayContaining([
          expect.objectContaining({ check: "cluster state", status: "pass", live: true }),
        ]) as unknown,
      },
    ]);
  });
});
