import { expect, test } from "vitest";
import { planAdopted } from "../support/adopted-plan.js";
import { NO_TERRAFORM, terraformVersion } from "../support/terraform/terraform.js";
import { write } from "../support/written-platform.js";

if (terraformVersion === undefined) {
  test(NO_TERRAFORM, () => {
    process.stderr.write(`${NO_TERRAFORM}\n`);
  });
} else {
  test("the reference, adopted from its state under other labels, plans moves only", async () => {
    const [stack] = write("examples/kubenet-agic.yaml", 4).stacks;
    const { document, message } = await planAdopted(stack?.json ?? {});
    expect(document).toMatchObject({ differences: [], created: [], outside: [], imports: [], removed: [] });
    expect(message).toContain("Plan: 0 to add, 0 to change, 0 to destroy.");
  });
}
