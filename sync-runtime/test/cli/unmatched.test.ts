import { fileURLToPath } from "node:url";
import { describe, expect, test } from "vitest";
import { Console, type Document } from "../support/console.js";
import { DEFAULT_ROUTE, mirrorConfig, node, tableBody, tableId, type RouteSeed } from "../support/fleet.js";

function data(name: string): string {
  return fileURLToPath(new URL(`../data/${name}`, import.meta.url));
}
function nodes(count: number): RouteSeed[] {
  return Array.from({ length: count }, (_, n) => node(n));
}
function named(name: string, n = 7): RouteSeed {
  return { ...node(n), name };
}

/** `plan` or `apply` on seeded tables. */
function run(
  source: readonly RouteSeed[],
  target: readonly RouteSeed[],
  command = "plan",
  options: readonly string[] = [],
  mirror: object = {},
): Promise<Document & { exitCode: number }> {
  return new Console().seed(source, target).json(command, options, mirrorConfig(mirror));
}

describe("names of AKS nodes, by default", () => {
  test("a pool of type VirtualMachines in a dual-stack cluster is mirrored", async () => {
    const console = new Console();
    const files = [
      "--source-file",
      data("machines-pool.source.json"),
      "--target-file",
      data("machines-pool.target.json"),
    ];
    const config = ["--config", data("machines-pool.mirrors.yaml"), "--json", "--detailed-exitcode"];
    const { exitCode, stdout } = await console.run("plan", ...config, ...files);
    expect(exitCode).toBe(2);
    expect(JSON.parse(stdout)).toMatchObject({
      mirrors: [{ outcome: "changes", add: [{ name: "aks-np-1-vms5____102440024" }], unmatched: [] }],
    });
  });

  test.each([
    "aks-nodepool1-12345678-vmss000000",
    "aks-nodepool1-12345678-vmss00000Z",
    "AKS-NODEPOOL1-12345678-VMSS00000Z",
    "aks-nodepool1-12345678-vmss000000____1024470024",
    "aks-nodepool1-12345678-vmss000000____fd123456000764",
    "aks-p-00000000-vmsszzzzzz",
    "aks-twelveletter-99999999-vmss0000vu",
    "aks-nodes-32301838-vms0",
    "aks-nodes-32301838-vms117____1024470024",
    "aks-nodepool1-79590246-0",
    "aks-agentpool-14693408-12____1024470024",
  ])("%s is mirrored, recognized on the next round, and removed when its node is gone", async (name) => {
    const console = new Console().seed([node(3), named(name)], [DEFAULT_ROUTE]);
    expect(await console.json("apply")).toMatchObject({
      exitCode: 0,
      mirrors: [{ outcome: "applied", add: { length: 2 }, unmatched: [], conflicts: [] }],
    });
    expect(await console.json("apply")).toMatchObject({
      exitCode: 0,
      mirrors: [{ outcome: "in-step", foreign: ["default"], warnings: [] }],
    });
    console.sim.seed(tableId("aks"), tableBody(tableId("aks"), [node(3)]));
    expect(await console.json("apply")).toMatchObject({
      exitCode: 0,
      mirrors: [{ outcome: "applied", remove: [{ name }] }],
    });
  });

  test.each([
    "aks-firewall",
    "aks-something",
    "aks-pods-10-244",
    "aks-egress-1",
    "aks-vmss",
    "aks-vms-firewall",
    "aks-hub-vms1",
    "aks-egress-vmss01",
    "aks-nva-vmssfw",
    "aks-nva-12345678-vmssfw",
    "aks-hub-west-12345678-vms1",
    "aks-longerpoolname-12345678-vmss000000",
    "aks-onprem-2025112-1",
    "aks-onprem-2025-11-28-1",
    "aks-nodepool1-12345678-vmss000000-old",
    "aks-nodepool1-12345678-vmss000000____office",
    "aks_nodepool1_12345678_vms0",
    "aks",
  ])("a team's own %s in the target is foreign, with a warning", async (name) => {
    const { exitCode, mirrors } = await run(nodes(2), [...nodes(2), named(name)]);
    expect(exitCode).toBe(0);
    expect(mirrors[0]).toMatchObject({ outcome: "in-step", remove: [], foreign: [name] });
    expect(mirrors[0]?.warnings.join()).toContain(name);
  });

  test.each([
    ["another name", named("to-office")],
    ["another hop", { ...named("aks-something"), type: "VnetLocal", hop: null }],
    ["a prefix outside the pods", { ...named("aks-something"), prefix: "10.99.0.0/24" }],
  ])("no warning about a foreign route with %s", async (_, route) => {
    expect((await run(nodes(2), [...nodes(2), route])).mirrors[0]?.warnings).toEqual([]);
  });

  test("the team's route with a node's prefix is a conflict, and stays", async () => {
    const own = { ...named("aks-something"), prefix: node(1).prefix };
    const console = new Console().seed(nodes(2), [own]);
    expect(await console.json("apply")).toMatchObject({
      exitCode: 3,
      mirrors: [{ outcome: "applied", conflicts: [{ route: node(1).name, foreign: "aks-something" }] }],
    });
    expect(JSON.stringify(console.sim.stored(tableId("gateway")))).toContain("aks-something");
  });

  test("a source route that only begins like a node's is reported, for it could never be removed again", async () => {
    expect(await run([...nodes(2), named("aks-something")], nodes(2), "apply")).toMatchObject({
      exitCode: 3,
      mirrors: [{ outcome: "unmatched", unmatched: ["aks-something"], add: [] }],
    });
  });
});

describe("an explicit pattern owns what it matches", () => {
  test.each(["aks*", "AKS-*", "aks-{something,else}", "aks-?omething", "aks-[a-z]omething"])(
    "%s",
    async (routeNamePattern) => {
      expect(
        await run(
          [named("aks-something", 1), named("aks-else", 2)],
          [named("aks-something", 3)],
          "plan",
          [],
          { routeNamePattern, policy: "sync" },
        ),
      ).toMatchObject({
        mirrors: [
          { outcome: "changes", update: [{ before: { name: "aks-something" } }], foreign: [], warnings: [] },
        ],
      });
    },
  );
});

describe("unmatched routes", () => {
  const strange = named("workers-1");

  test("the rest is in step: outcome unmatched, 3 from every command", async () => {
    const detailed = ["--detailed-exitcode"];
    const expected = {
      exitCode: 3,
      mirrors: [{ outcome: "unmatched", unmatched: ["workers-1"], ignored: [] }],
    };
    expect(await run([...nodes(2), strange], nodes(2))).toMatchObject(expected);
    expect(await run([...nodes(2), strange], nodes(2), "plan", detailed)).toMatchObject(expected);
    expect(await run([...nodes(2), strange], nodes(2), "apply")).toMatchObject(expected);
  });

  test("with changes the outcome is changes or applied, and the exit code 3 all the same", async () => {
    const expected = (outcome: string): object => ({
      exitCode: 3,
      mirrors: [{ outcome, unmatched: ["workers-1"] }],
    });
    expect(await run([...nodes(2), strange], [])).toMatchObject(expected("changes"));
    expect(await run([...nodes(2), strange], [], "plan", ["--detailed-exitcode"])).toMatchObject(
      expected("changes"),
    );
    expect(await run([...nodes(2), strange], [], "apply")).toMatchObject(expected("applied"));
  });

  test("conflicts and holds come before it, and it is listed", async () => {
    const blocker = { ...named("mine"), prefix: node(1).prefix };
    expect(await run([...nodes(2), strange], [node(0), blocker])).toMatchObject({
      exitCode: 3,
      mirrors: [{ outcome: "conflicts", unmatched: ["workers-1"] }],
    });
    expect(await run([...nodes(2), strange], nodes(20))).toMatchObject({
      exitCode: 3,
      mirrors: [{ outcome: "held", held: { guard: "LARGE_REMOVAL" }, unmatched: ["workers-1"] }],
    });
  });

  test("a plan with changes and conflicts exits 3 as well", async () => {
    const blocker = { ...named("mine"), prefix: node(1).prefix };
    expect(await run(nodes(2), [blocker], "plan", ["--detailed-exitcode"])).toMatchObject({
      exitCode: 3,
      mirrors: [{ outcome: "changes", conflicts: { length: 1 } }],
    });
  });

  test.each([
    ["another hop", { ...strange, type: "Internet", hop: null }],
    ["a default route", { ...strange, prefix: "0.0.0.0/0" }],
    ["a prefix outside the pods", { ...strange, prefix: "10.99.0.0/24" }],
    ["a prefix that holds the pods", { ...strange, prefix: "10.0.0.0/8" }],
  ])("%s is none", async (_, route) => {
    expect(await run([...nodes(2), route], nodes(2))).toMatchObject({
      exitCode: 0,
      mirrors: [{ unmatched: [] }],
    });
  });

  test("the printed report names each of them", async () => {
    const console = new Console().seed([...nodes(2), strange], nodes(2));
    const { stdout } = await console.run("plan", "--config", await console.config());
    expect(stdout).toContain("unmatched");
    expect(stdout).toMatch(/workers-1 .*routeNamePattern/);
  });
});

describe("NOTHING_FITS_PATTERN", () => {
  const strangers = [named("workers-1", 1), named("workers-2", 2)];

  test.each([
    ["an empty target", []],
    ["a target with mirrored routes", nodes(3)],
  ])("a source with nothing but unmatched routes, into %s", async (_, target) => {
    for (const command of ["plan", "apply"]) {
      const { exitCode, mirrors } = await run(strangers, target, command);
      expect(exitCode).toBe(1);
      expect(mirrors[0]).toMatchObject({
        outcome: "failed",
        held: null,
        remove: [],
        unmatched: ["workers-1", "workers-2"],
        error: { code: "NOTHING_FITS_PATTERN", whose: "config" },
      });
      expect(mirrors[0]?.error?.message).toContain("workers-1");
      expect(mirrors[0]?.error?.hint).toBe(mirrors[0]?.error?.remedy);
    }
  });

  test("comes before NOTHING_IN_POD_CIDRS, and no flag lifts it", async () => {
    const outside = { ...node(1), prefix: "10.99.0.0/24" };
    const flags = ["--allow-empty", "--allow-removals", "--mirror", "shop"];
    expect(await run([outside, ...strangers], nodes(3), "apply", flags)).toMatchObject({
      exitCode: 1,
      mirrors: [{ error: { code: "NOTHING_FITS_PATTERN" }, ignored: [outside.name] }],
    });
    expect(await run([outside], nodes(3), "apply", flags)).toMatchObject({
      exitCode: 1,
      mirrors: [{ error: { code: "NOTHING_IN_POD_CIDRS" } }],
    });
  });
});

test.each([
  ["a file that is missing", "/nowhere.yaml"],
  ["a configuration with problems", fileURLToPath(new URL("../../package.json", import.meta.url))],
])("every remedy in JSON has the names hint and remedy: %s", async (_, config) => {
  const { stdout } = await new Console().run("plan", "--config", config, "--json");
  const { error, problems = [] } = JSON.parse(stdout) as { error: Remedied; problems?: Remedied[] };
  for (const { hint, remedy } of [error, ...problems]) {
    expect(hint).toBe(remedy);
    expect(hint).not.toBe("");
  }
});

interface Remedied {
  readonly hint: string;
  readonly remedy: string;
}
