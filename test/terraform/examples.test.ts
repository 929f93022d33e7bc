import { mkdtempSync, readFileSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, describe, expect, test } from "vitest";
import {
  AZURERM_MAJORS,
  azurermSchema,
  checkStructure,
  toHcl,
  type AzurermMajor,
} from "@aks-topology/terraform";
import { isLockFile, loadPlatform, synthesize } from "@aks-topology/platform";
import { linkStates, OfflineStack } from "../support/terraform/cycle.js";
import { existingIn, seedExisting, touchedOf } from "../support/terraform/existing.js";
import { brokenOrders, expectedOrders } from "../support/terraform/expected-order.js";
import { NO_TERRAFORM, terraformVersion } from "../support/terraform/terraform.js";

const folder = fileURLToPath(new URL("../../examples/", import.meta.url));
const examples = readdirSync(folder).filter((name) => name.endsWith(".yaml") && !isLockFile(name));
const out = mkdtempSync(join(tmpdir(), "aks-topology-examples-"));
afterAll(() => {
  rmSync(out, { recursive: true, force: true });
});

/** The folders of an example's stacks, written for a major. */
function written(example: string, major: AzurermMajor): readonly string[] {
  const result = loadPlatform(join(folder, example));
  if (!result.ok) throw new Error(`${example}: ${JSON.stringify(result.problems)}`);
  const platform = { ...result.loaded.platform, azurerm: major };
  const { stacks, problems } = synthesize(
    { ...result.loaded, platform },
    join(out, basename(example, ".yaml"), String(major)),
  );
  expect(problems.filter((problem) => problem.severity === "error")).toEqual([]);
  return stacks.map((stack) => dirname(stack.file));
}

/** So that the assertions on order cannot pass for want of anything to assert. */
test("the reference has every order that is looked for", () => {
  const [path = ""] = written("kubenet-agic.yaml", 4);
  const stack = JSON.parse(readFileSync(join(path, "cdk.tf.json"), "utf8")) as Readonly<
    Record<string, unknown>
  >;
  expect(new Set(expectedOrders(stack).map((order) => order.why))).toEqual(
    new Set([
      "the nodes' subnet has its table",
      "the table has its default route",
      "the cluster's identity has its roles",
      "the firewall allows egress of the nodes",
      "the gateway's subnet has a table before AGIC would give it one",
    ]),
  );
});

const cases = examples.flatMap((example) => AZURERM_MAJORS.map((major) => [example, major] as const));

if (terraformVersion === undefined) {
  test(NO_TERRAFORM, () => {
    process.stderr.write(`${NO_TERRAFORM}\n`);
  });
} else {
  describe.each(cases)("%s for azurerm %i", (example, major) => {
    test(
      "is valid, plans the same as HCL, applies in order, plans nothing more, is destroyed in reverse, and leaves what existed",
      { timeout: 120_000 },
      async () => {
        const stacks = await Promise.all(
          written(example, major).map((path) => OfflineStack.inFolder(path, major)),
        );
        const existing = existingIn(readFileSync(join(folder, example), "utf8"));
        try {
          for (const stack of stacks) seedExisting(stack.provider, existing);
          for (const stack of stacks) {
            expect(checkStructure(stack.json, azurermSchema(major))).toEqual([]);
            await stack.init();
            if (major === 4) await plannedAlike(stack);
          }
          linkStates(stacks);
          for (const stack of stacks) await applied(stack);
          for (const stack of [...stacks].reverse()) await destroyed(stack);
          for (const stack of stacks) {
            expect(brokenOrders(stack.events(), expectedOrders(stack.json))).toEqual([]);
            expect(touchedOf(stack.provider, existing)).toEqual([]);
          }
        } finally {
          for (const stack of stacks) stack.close();
        }
      },
    );
  });
}

/** Resources that a first apply makes: those with a count wait for what is known later. */
function countOf(stack: OfflineStack): number {
  const byType: readonly unknown[] = Object.values(stack.json.resource ?? {});
  return byType
    .flatMap((named): unknown[] => (typeof named === "object" && named !== null ? Object.values(named) : []))
    .filter((body) => typeof body === "object" && body !== null && !("count" in body)).length;
}

/** The plan of the JSON is that of its HCL, which is formatted as Terraform formats it. */
async function plannedAlike(stack: OfflineStack): Promise<void> {
  const fromJson = await stack.planned();
  stack.configure({});
  stack.workspace.write("main.tf", toHcl(stack.json, azurermSchema(4)));
  expect(await stack.workspace.run("fmt", "-check", "-diff")).toMatchObject({ exitCode: 0, stdout: "" });
  expect(await stack.planned()).toEqual(fromJson);
  stack.workspace.write("main.tf", "");
  stack.configure(stack.json);
}

async function applied(stack: OfflineStack): Promise<void> {
  // What must come first comes late: an order that nothing enforces would show.
  const first = expectedOrders(stack.json).map((order) => order.first.replace(/\..*/, ""));
  for (const type of new Set(first)) stack.provider.holdBack({ type }, 100);
  expect((await stack.validate()).message).toContain("Success! The configuration is valid.");
  const created = `Apply complete! Resources: ${countOf(stack)} added, 0 changed, 0 destroyed.`;
  expect((await stack.apply()).message).toContain(created);
  expect(await stack.plan()).toMatchObject({ exitCode: 0 });
}

async function destroyed(stack: OfflineStack): Promise<void> {
  const gone = `Destroy complete! Resources: ${countOf(stack)} destroyed.`;
  expect((await stack.destroy()).message).toContain(gone);
}
