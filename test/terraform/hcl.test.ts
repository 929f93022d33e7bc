import fc from "fast-check";
import { afterEach, describe, expect, test } from "vitest";
import { azurermSchema, toHcl } from "@aks-topology/terraform";
import { OfflineStack } from "../support/terraform/cycle.js";
import { cluster } from "../support/terraform/sample.js";
import { NO_TERRAFORM, terraformVersion, Workspace } from "../support/terraform/terraform.js";

if (terraformVersion === undefined) {
  test(NO_TERRAFORM, () => {
    process.stderr.write(`${NO_TERRAFORM}\n`);
  });
} else {
  const workspaces: { close: () => void }[] = [];
  afterEach(() => {
    for (const workspace of workspaces.splice(0)) workspace.close();
  });
  const workspace = (): Workspace => {
    const made = new Workspace();
    workspaces.push({
      close: () => {
        made.remove();
      },
    });
    return made;
  };

  describe("HCL", () => {
    test("plans exactly what its JSON plans, and the formatter has nothing to change", async () => {
      const stack = await OfflineStack.of(cluster());
      workspaces.push(stack);
      await stack.init();
      const fromJson = await stack.planned();
      stack.workspace.write("main.tf.json", {}).write("main.tf", toHcl(stack.json, azurermSchema(4)));
      expect(await stack.workspace.run("fmt", "-check", "-diff")).toMatchObject({ exitCode: 0, stdout: "" });
      expect(await stack.planned()).toEqual(fromJson);
    });

    test("holds any value to the letter, as the formatter has it", async () => {
      const key = fc.oneof(
        fc.stringMatching(/^[a-z_][a-z0-9_]{0,6}$/),
        fc.string({ minLength: 1, maxLength: 6 }),
      );
      const escaped = (text: string): string => text.replace(/([$%])\{/g, "$1$1{");
      // Terraform normalizes strings to NFC; a dollar before a brace has an escape of its own.
      const string = fc
        .string({ unit: "grapheme-ascii", maxLength: 30 })
        .filter((text) => !/[$%]$/.test(text) && !/[$%][$%]\{/.test(text));
      const value = fc.letrec((tie) => ({
        any: fc.oneof(
          { maxDepth: 3 },
          string.map(escaped),
          fc.tuple(string, string).map(([a, b]) => `${escaped(a)}\n  ${escaped(b)}\n`),
          fc.integer(),
          fc.boolean(),
          fc.array(tie("any"), { maxLength: 5 }),
          fc.dictionary(
            key.filter((name) => !/[$%]/.test(name) && name !== "__proto__"),
            tie("any"),
            { maxKeys: 5 },
          ),
        ),
      })).any;
      // One run of Terraform for all: it is Terraform's start that takes the time.
      const samples = fc.sample(value, { numRuns: 300, seed: 7 });
      const output = Object.fromEntries(samples.map((sample, index) => [`o${index}`, { value: sample }]));
      const asHcl = workspace().write("main.tf", toHcl({ output }, azurermSchema(4)));
      const asJson = workspace().write("main.tf.json", { output });
      expect(await asHcl.run("fmt", "-check", "-diff")).toMatchObject({ exitCode: 0, stdout: "" });
      const outputs = await Promise.all(
        [asHcl, asJson].map(async (folder) => {
          const applied = await folder.run("apply", "-auto-approve", "-no-color");
          expect(applied.message).toContain("Apply complete!");
          return JSON.parse((await folder.run("output", "-json")).stdout) as unknown;
        }),
      );
      expect(outputs[0]).toEqual(outputs[1]);
    });
  });
}
