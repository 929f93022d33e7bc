import { afterAll, describe, expect, test } from "vitest";
import { SAMPLED } from "../support/examples.js";
import { inTurn, ModuleRuns, planned, succeeds, textOf } from "../support/terraform/module-runs.js";
import { NO_TERRAFORM, terraformVersion } from "../support/terraform/terraform.js";

const runs = new ModuleRuns();
afterAll(() => {
  runs.close();
});

if (terraformVersion === undefined) {
  test(NO_TERRAFORM, () => {
    process.stderr.write(`${NO_TERRAFORM}\n`);
  });
} else {
  // The long campaign runs the modules of all examples.
  describe.each(inTurn(SAMPLED))("the module of %s for azurerm %i", (example, major) => {
    test("is formatted, passes its own tests, and its example is valid", { timeout: 120_000 }, async () => {
      await runs.passes(example, major);
    });
  });

  describe("the reference's module", () => {
    const reference = textOf("kubenet-agic.yaml");

    test("plans what the platform file plans", { timeout: 60_000 }, async () => {
      expect(await planned(await runs.rootModule(reference))).toEqual(await runs.plannedStack(reference));
    });

    test("plans with other values what a file with these values plans", { timeout: 60_000 }, async () => {
      const changes: readonly (readonly [variable: string, from: string, to: string])[] = [
        ["name", "name: contoso", "name: fabrikam"],
        ["location", "location: westeurope", "location: northeurope"],
        ["hub_address_space", "addressSpace: 10.0.0.0/22", "addressSpace: 10.8.0.0/22"],
        ["shop_address_space", "addressSpace: 10.1.0.0/16", "addressSpace: 10.9.0.0/16"],
        ["shop_main_pod_cidr", "podCidr: 10.244.0.0/16", "podCidr: 10.200.0.0/16"],
        ["shop_main_system_vm_size", "vmSize: Standard_D4ds_v5", "vmSize: Standard_D8ds_v5"],
        ["shop_main_system_nodes_max", "max: 10", "max: 12"],
      ];
      const file = changes.reduce((text, [, from, to]) => {
        expect(text).toContain(from);
        return text.replace(from, to);
      }, reference);
      const given = changes.map(([variable, , to]) => `-var=${variable}=${to.replace(/^\w+: /, "")}`);
      expect(await planned(await runs.rootModule(reference), ...given)).toEqual(
        await runs.plannedStack(file),
      );
    });

    test("passes its tests as JSON too", { timeout: 60_000 }, async () => {
      const made = await runs.moduleOf(reference, 4, { format: "json" });
      await succeeds(made, "init", "-input=false");
      expect(await succeeds(made, "test", "-no-color")).toContain("Success! 2 passed, 0 failed.");
    });
  });
}
