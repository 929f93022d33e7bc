import { loadPlatform, synthesize } from "@aks-topology/platform";
import type { ResolvedElement } from "@aks-topology/terraform";
import { dirname, join } from "node:path";
import { expect, test } from "vitest";
import { judge, routesOf, type TableRoute } from "../../demo/src/checker.js";
import { existingMirrorsOf, type Existing } from "../../demo/src/existing.js";
import { objectOf, textOf, type JsonObject } from "../../demo/src/json.js";
import type { Elements } from "../../demo/src/seed.js";
import { World } from "../../demo/src/world.js";
import { ROOT, temporaryFolder } from "../support/files.js";
import { OfflineStack } from "../support/terraform/cycle.js";
import { terraformVersion } from "../support/terraform/terraform.js";

/** What exists, and the stack of an example that mirrors it. */
function written(example: string): {
  readonly existing: readonly Existing[];
  readonly file: string;
  readonly name: string;
} {
  const loaded = loadPlatform(join(ROOT, "examples", example));
  if (!loaded.ok) expect.fail(JSON.stringify(loaded.problems));
  const [stack] = synthesize(loaded.loaded, temporaryFolder()).stacks;
  if (stack === undefined) expect.fail(`${example} is refused.`);
  return { existing: existingMirrorsOf(loaded.loaded.platform), file: stack.file, name: stack.name };
}

/** Lets the nodes of every cluster join and waits for the runtime: woken by the alerts alone, it brings the tables in step. */
async function inStepAfterScaling(world: World, existing: readonly Existing[]): Promise<void> {
  const untouched = existing.filter(({ id }) => !isTouched(world, id));
  const bodies = (): unknown[] => untouched.map(({ id }) => world.simulator.stored(id));
  const before = bodies();
  await world.start();
  try {
    const foreign = world.addOwnRoutes();
    for (const count of [3, 1]) {
      await world.settle(async () => {
        for (const { cluster } of world.mirrors)
          await world.simulator.aks.cluster(cluster).scale("system", count);
      }, 10_000);
      const verdict = judge(world.mirrors, foreign, (id) => world.simulator.stored(id));
      expect(verdict).toMatchObject({ inStep: true, foreignRoutesUntouched: true });
      expect(verdict.sourceNodeRoutes).toBe(count * world.mirrors.length);
    }
  } finally {
    await world.close();
  }
  expect(untouched.length).toBeGreaterThan(2);
  expect(bodies()).toEqual(before);
}

/** The tables, which routes are written into, and what scaling itself changes: the cluster and its subnet. */
function isTouched({ mirrors }: World, id: string): boolean {
  const tables = mirrors.flatMap(({ source, target }) => [source, target]);
  return tables.includes(id) || /\/managedClusters\/|\/subnets\/nodes$|\/virtualNetworks\/[^/]+$/.test(id);
}

function owned(world: World, id: string): readonly TableRoute[] {
  return routesOf(world.simulator.stored(id));
}

test("tables that exist are in step after the cluster scales, next to routes of their owners", async () => {
  const { existing, ...stack } = written("route-sync-alone.yaml");
  const world = new World({ stacks: [stack], existing });
  await inStepAfterScaling(world, existing);
  // What Terraform destroys ends the runtime; the copied routes stay in the gateway's table.
  const target = world.mirrors[0]?.target ?? "";
  expect(owned(world, target).map(({ name }) => name)).toContain("to-headquarters");
  expect(owned(world, target).some(({ name }) => name.startsWith("aks-"))).toBe(true);
});

/** The resources of a state as Terraform shows it. */
async function stateOf(stack: OfflineStack): Promise<Elements> {
  const { stdout } = await stack.succeeds("show", "-json");
  const root = objectOf(objectOf(objectOf(JSON.parse(stdout))["values"])["root_module"]);
  const resources = (root["resources"] as readonly JsonObject[] | undefined) ?? [];
  const all = resources.map((resource): ResolvedElement => {
    const values = objectOf(resource["values"]);
    const [type, name, address] = ["type", "name", "address"].map((key) => textOf(resource[key]));
    return {
      stack: "",
      mode: "resource",
      type: type ?? "",
      name: name ?? "",
      address: address ?? "",
      subscription: "",
      attribute: (attribute) => values[attribute] ?? undefined,
    };
  });
  return { elements: (type) => all.filter((element) => element.type === type) };
}

test.skipIf(terraformVersion === undefined)(
  "what Terraform applies brings a gateway without a table in step, and holds nothing of others in its state",
  { timeout: 120_000 },
  async () => {
    const { existing, file } = written("route-sync-gateway-subnet.yaml");
    const stack = await OfflineStack.inFolder(dirname(file), 4);
    try {
      await stack.init();
      expect((await stack.apply()).message).toContain("Apply complete!");
      const state = await stateOf(stack);
      const ids = new Set(existing.map(({ id }) => id.toLowerCase()));
      const types = ["azurerm_route_table", "azurerm_resource_group", "azurerm_monitor_activity_log_alert"];
      const found = types.flatMap((type) =>
        state.elements(type).map(({ attribute }) => textOf(attribute("id"))),
      );
      expect(found.length).toBeGreaterThan(3);
      expect(found.filter((id) => ids.has(id.toLowerCase()))).toEqual([]);
      const world = new World({ stacks: state, existing });
      await inStepAfterScaling(world, existing);
      const subnet = existing.find(({ id }) => id.endsWith("/snet-agw"))?.id ?? "";
      const properties = objectOf(world.simulator.stored(subnet)?.["properties"]);
      expect(properties["routeTable"]).toEqual({ id: world.mirrors[0]?.target });
    } finally {
      stack.close();
    }
  },
);
