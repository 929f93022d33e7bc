import { run } from "@aks-topology/demo";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { clusterYaml, platformYaml } from "../platform/test/support/platform-yaml.js";
import { capturedIo } from "./support/console.js";
import { platformFiles, ROOT, temporaryFolder } from "./support/files.js";

/** The examples with mirrors. */
const MIRRORED = platformFiles("examples").filter((file) =>
  /plugin: kubenet|^mirrors:/m.test(readFileSync(join(ROOT, file), "utf8")),
);

const A_NUMBER: unknown = expect.any(Number);
const SOME_TEXT: unknown = expect.stringMatching(/./);

type Hooks = NonNullable<Parameters<typeof run>[2]>;
type Between = NonNullable<Hooks["between"]>;

interface StepDocument {
  readonly name: string;
  readonly sourceNodeRoutes: number;
  readonly mirroredRoutes: number;
  readonly foreignRoutesUntouched: boolean;
  readonly inStep: boolean;
  readonly arm: { readonly reads: number; readonly writes: number; readonly polls: number };
  readonly durationMs: number;
}

interface DemoDocument {
  readonly platform: string;
  readonly terraform: {
    readonly outDir: string;
    readonly stacks: readonly { name: string; file: string; resources: number }[];
  };
  readonly steps: readonly StepDocument[];
  readonly inStep: boolean;
}

async function demo(
  args: readonly string[] = [],
  hooks: Hooks = {},
): Promise<{ code: number; document: DemoDocument }> {
  const io = capturedIo();
  const code = await run(["--json", "--out", temporaryFolder(), ...args], io, hooks);
  return { code, document: io.json() as DemoDocument };
}

describe("the main job", () => {
  test("keeps the tables in step through the whole story, with one write a change", async () => {
    const { code, document } = await demo();
    expect(code).toBe(0);
    expect(Object.keys(document)).toEqual(["platform", "terraform", "steps", "inStep"]);
    expect(document.platform).toBe("contoso");
    expect(document.terraform.stacks).toEqual([
      {
        name: "contoso",
        file: join(document.terraform.outDir, "stacks/contoso/cdk.tf.json"),
        resources: A_NUMBER,
      },
    ]);
    expect(document.inStep).toBe(true);
    expect(
      document.steps.map((step) => [step.sourceNodeRoutes, step.mirroredRoutes, step.arm.writes]),
    ).toEqual([
      [3, 3, 1],
      [6, 6, 1],
      [6, 6, 1],
      [6, 6, 1],
      [2, 2, 1],
      [2, 2, 0],
      [2, 2, 0],
    ]);
    for (const step of document.steps) {
      expect(step).toEqual({
        name: SOME_TEXT,
        sourceNodeRoutes: A_NUMBER,
        mirroredRoutes: A_NUMBER,
        foreignRoutesUntouched: true,
        inStep: true,
        arm: { reads: A_NUMBER, writes: A_NUMBER, polls: A_NUMBER },
        durationMs: A_NUMBER,
      });
    }
  });

  test("works with another platform of the same kind: two spokes, two subscriptions", async () => {
    const file = join(temporaryFolder(), "platform.yaml");
    writeFileSync(file, TWO_SPOKES);
    const { code, document } = await demo(["--config", file]);
    expect(code).toBe(0);
    expect(document.platform).toBe("fabrikam");
    expect(document.steps.map((step) => step.mirroredRoutes)).toEqual([6, 12, 12, 12, 4, 4, 4]);
    for (const { arm } of document.steps) expect(arm.writes).toBeLessThanOrEqual(2);
  });

  test.each(MIRRORED)("leaves %s in step", async (file) => {
    const { code, document } = await demo(["--config", file]);
    expect([code, document.inStep]).toEqual([0, true]);
    // A table of a gateway outside of the file has no node routes to play with.
    expect([0, 7]).toContain(document.steps.length);
  });

  test("has nothing to do where a platform has no mirror", async () => {
    const { code, document } = await demo(["--config", "examples/baseline.yaml"]);
    expect([code, document.inStep, document.steps]).toEqual([0, true, []]);
  });

  test("prints both tables after each step", async () => {
    const io = capturedIo();
    expect(await run(["--out", temporaryFolder()], io)).toBe(0);
    expect(io.out().match(/✓ in step/g)).toHaveLength(7);
    expect(io.out()).toContain("rt-contoso-shop-main");
    expect(io.out()).toContain("to-headquarters");
  });
});

describe("is not fooled", () => {
  test("when Azure refuses the runtime's writes", async () => {
    const { code, document } = await demo([], { between: refusingWrites });
    expect(code).toBe(1);
    expect(document.inStep).toBe(false);
    expect(document.steps[0]).toMatchObject({ inStep: false, mirroredRoutes: 0, sourceNodeRoutes: 3 });
  });

  test("when a route is lost on the way", { timeout: 60_000 }, async () => {
    const { code, document } = await demo([], { between: losingARoute });
    expect(code).toBe(1);
    expect(document.steps[0]).toMatchObject({ inStep: false, foreignRoutesUntouched: true });
  });

  test("when the runtime's writes remove a custom route", async () => {
    const { code, document } = await demo([], { between: droppingForeignRoutes });
    expect(code).toBe(1);
    expect(document.steps[0]).toMatchObject({ foreignRoutesUntouched: false });
  });
});

describe("a mistake", () => {
  test.each([
    ["a file that is not there", ["--config", "nowhere.yaml"]],
    ["a broken file", ["--config", "examples/broken/five-mistakes.yaml"]],
    ["an unknown option", ["--bogus"]],
  ])("%s: exit code 1, one document, no stack trace", async (_, args) => {
    const io = capturedIo();
    expect(await run(["--json", "--out", temporaryFolder(), ...args], io)).toBe(1);
    expect(io.json()).toMatchObject({ steps: [], inStep: false });
    expect(io.err()).not.toMatch(/^\s+at /m);
  });

  test("a platform without a mirror has nothing to keep in step, and says so", async () => {
    const file = join(temporaryFolder(), "platform.yaml");
    writeFileSync(file, readFileSync(join(ROOT, "cli/presets/minimal.yaml"), "utf8"));
    const io = capturedIo();
    expect(await run(["--config", file, "--out", temporaryFolder()], io)).toBe(0);
    expect(io.out()).toContain("no mirror");
  });
});

type Request = Parameters<ReturnType<Between>["sendRequest"]>[0];

/** Changes the body of the runtime's PUTs. */
function rewriting(change: (routes: readonly { name: string }[]) => readonly { name: string }[]): Between {
  return (client) => ({
    sendRequest: (request: Request) => {
      if (request.method !== "PUT" || typeof request.body !== "string") return client.sendRequest(request);
      const body = JSON.parse(request.body) as { properties: { routes: { name: string }[] } };
      body.properties.routes = [...change(body.properties.routes)];
      request.body = JSON.stringify(body);
      return client.sendRequest(request);
    },
  });
}

const losingARoute = rewriting((routes) => routes.filter(({ name }) => !name.endsWith("000001")));
const droppingForeignRoutes = rewriting((routes) => routes.filter(({ name }) => name.startsWith("aks-")));

const refusingWrites: Between = (client) => ({
  sendRequest: (request: Request) => {
    if (request.method === "PUT") request.headers.delete("authorization");
    return client.sendRequest(request);
  },
});

function behind(podCidr: string, pool: string) {
  return clusterYaml({
    network: { plugin: "kubenet", podCidr },
    ingress: "{ type: agic-addon, gateway: edge }",
    nodePools: { [pool]: "{ vmSize: Standard_D4ds_v5, nodes: 3 }" },
  });
}
const TWO_SPOKES = platformYaml({
  name: "fabrikam",
  location: "northeurope",
  hub: "{ addressSpace: 10.0.0.0/22, firewall: {} }",
  spokes: {
    web: {
      addressSpace: "10.8.0.0/16",
      gateways: "{ edge: {} }",
      clusters: { blue: behind("10.100.0.0/16", "system") },
    },
    api: {
      subscriptionId: "11111111-2222-3333-4444-555555555555",
      addressSpace: "10.9.0.0/16",
      gateways: "{ edge: {} }",
      clusters: { green: behind("10.101.0.0/16", "apps") },
    },
  },
});
