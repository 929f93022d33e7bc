import { loadPlatform, synthesize } from "@aks-topology/platform";
import { dirname, join } from "node:path";
import { expect, test } from "vitest";
import { routesOf, type TableRoute } from "../../demo/src/checker.js";
import { existingMirrorsOf, type Existing } from "../../demo/src/existing.js";
import { objectOf, textOf } from "../../demo/src/json.js";
import { World } from "../../demo/src/world.js";
import { ROOT, temporaryFolder } from "../support/files.js";
import { inStepAfterScaling } from "../support/in-step.js";
import { OfflineStack } from "../support/terraform/cycle.js";
import { stateOf } from "../support/terraform/state-elements.js";
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
