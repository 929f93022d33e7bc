import { fileURLToPath } from "node:url";
import { afterAll, afterEach, describe, expect, test } from "vitest";
import { stackIn } from "../support/terraform/cycle.js";
import { SAMPLED } from "../support/examples.js";
import { ExampleCycles } from "../support/terraform/example-cycle.js";
import { expectedOrders } from "../support/terraform/expected-order.js";
import { NO_TERRAFORM, terraformVersion, Workspace } from "../support/terraform/terraform.js";

const GOLDEN = fileURLToPath(new URL("../golden/", import.meta.url));

const cycles = new ExampleCycles();
afterEach(() => {
  cycles.closeStacks();
});
afterAll(() => {
  cycles.close();
});

/** So that the assertions on order cannot pass for want of anything to assert. */
test("the reference has every order that is looked for", () => {
  const [path = ""] = cycles.written("kubenet-agic.yaml", 4);
  expect(new Set(expectedOrders(stackIn(path)).map((order) => order.why))).toEqual(
    new Set([
      "the nodes' subnet has its table",
      "the table has its default route",
      "the cluster's identity has its roles",
      "the firewall allows egress of the nodes",
      "the gateway's subnet has a table before AGIC would give it one",
    ]),
  );
});

if (terraformVersion === undefined) {
  test(NO_TERRAFORM, () => {
    process.stderr.write(`${NO_TERRAFORM}\n`);
  });
} else {
  describe.each(SAMPLED)("%s", (example) => {
    const [first = 5, later] = cycles.majors(example);

    test(
      "applies in order, plans nothing more as HCL, is destroyed in reverse, and leaves what existed",
      { timeout: 120_000 },
      async () => {
        await (await cycles.start(example, first)).run();
      },
    );

    if (later === undefined) return;
    // Terraform's order comes from the dependencies alone: where they are the same, the order above holds for both majors.
    test("is valid for azurerm 5 too, with the same dependencies", { timeout: 60_000 }, async () => {
      await (await cycles.start(example, later)).validate();
      expect(cycles.dependencies(example, later)).toEqual(cycles.dependencies(example, first));
    });
  });

  test("the golden HCL is formatted as Terraform formats it", async () => {
    const workspace = new Workspace();
    const { exitCode, stdout } = await workspace.run("fmt", "-check", "-diff", "-recursive", GOLDEN);
    workspace.remove();
    expect([exitCode, stdout]).toEqual([0, ""]);
  });
}
