// What Terraform applies next to a hub, a cluster and a gateway of others: they stay as they were, byte for byte.
import { parsePlatform, synthesize } from "@aks-topology/platform";
import { readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { expect, test } from "vitest";
import { existingOf } from "../../demo/src/existing.js";
import { World } from "../../demo/src/world.js";
import { ROOT, temporaryFolder } from "../support/files.js";
import { inStepAfterScaling } from "../support/in-step.js";
import { OfflineStack } from "../support/terraform/cycle.js";
import { existingIn, seedExisting } from "../support/terraform/existing.js";
import { stateOf } from "../support/terraform/state-elements.js";
import { terraformVersion } from "../support/terraform/terraform.js";

function example(name: string): string {
  return readFileSync(join(ROOT, "examples", name), "utf8");
}

/** A spoke on a hub that exists, and the mirror of a cluster and a gateway that do. */
function platform(): string {
  const [, mirrors = ""] = /^(mirrors:[^]*)$/m.exec(example("route-sync-alone.yaml")) ?? [];
  expect(mirrors).toContain("routeTable");
  return example("existing-hub.yaml").concat("\n", mirrors);
}

test.skipIf(terraformVersion === undefined)(
  "both clusters are in step, and what existed is as before and in no state",
  { timeout: 180_000 },
  async () => {
    const text = platform();
    const loaded = parsePlatform(text, "platform.yaml");
    if (!loaded.ok) expect.fail(JSON.stringify(loaded.problems));
    const { stacks, problems } = synthesize(loaded.loaded, temporaryFolder());
    const [written] = stacks;
    if (written === undefined) expect.fail(JSON.stringify(problems));
    const stack = await OfflineStack.inFolder(dirname(written.file), 4);
    try {
      seedExisting(stack.provider, existingIn(text));
      await stack.init();
      expect((await stack.apply()).message).toContain("Apply complete!");
      const state = await stateOf(stack);
      const existing = existingOf(loaded.loaded.platform);
      const ids = new Set(existing.map(({ id }) => id.toLowerCase()));
      expect(state.ids.filter((id) => ids.has(id.toLowerCase()))).toEqual([]);
      const world = new World({ stacks: state, existing });
      expect(world.mirrors).toHaveLength(2);
      const hub = existing.find(({ id }) => id.endsWith("/vnet-hub"))?.id ?? "";
      const before = world.simulator.stored(hub);
      expect(before).toBeDefined();
      await inStepAfterScaling(world, existing);
      expect(world.simulator.stored(hub)).toEqual(before);
    } finally {
      stack.close();
    }
  },
);
