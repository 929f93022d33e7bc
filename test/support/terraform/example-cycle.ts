/** The stacks of an example against the offline provider: from the files that `synth` writes to the last resource destroyed. */
import {
  azurermSchema,
  checkStructure,
  rewriteForMajor,
  toHcl,
  type AzurermMajor,
} from "@aks-topology/terraform";
import { isLockFile, loadPlatform, synthesize } from "@aks-topology/platform";
import { mkdtempSync, readFileSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { expect } from "vitest";
import { linkStates, OfflineStack, stackIn } from "./cycle.js";
import { existingIn, seedExisting, touchedOf, type ExistingResource } from "./existing.js";
import { brokenOrders, dependencies, expectedOrders } from "./expected-order.js";

const folder = fileURLToPath(new URL("../../../examples/", import.meta.url));

export const EXAMPLES = readdirSync(folder).filter((name) => name.endsWith(".yaml") && !isLockFile(name));

/** The offline provider reads what it was given: no refresh would find anything else. */
const AS_KEPT = ["-refresh=false"] as const;

/** What examples became, each major once, until `close`. */
export class ExampleCycles {
  readonly #out = mkdtempSync(join(tmpdir(), "aks-topology-examples-"));
  readonly #open: OfflineStack[] = [];

  /** The folders of an example's stacks, written for a major. */
  written(example: string, major: AzurermMajor): readonly string[] {
    const result = loadPlatform(join(folder, example));
    if (!result.ok) throw new Error(`${example}: ${JSON.stringify(result.problems)}`);
    const platform = { ...result.loaded.platform, azurerm: major };
    const { stacks, problems } = synthesize(
      { ...result.loaded, platform },
      join(this.#out, basename(example, ".yaml"), String(major)),
    );
    expect(problems.filter((problem) => problem.severity === "error")).toEqual([]);
    return stacks.map((stack) => dirname(stack.file));
  }

  /** The stacks of an example, sound by the structural check and initialized, in front of what exists already. */
  async start(example: string, major: AzurermMajor): Promise<ExampleCycle> {
    const paths = this.written(example, major);
    const stacks = await Promise.all(paths.map((path) => OfflineStack.inFolder(path, major)));
    this.#open.push(...stacks);
    const existing = existingIn(readFileSync(join(folder, example), "utf8"));
    for (const stack of stacks) {
      seedExisting(stack.provider, existing);
      expect(checkStructure(stack.json, azurermSchema(major))).toEqual([]);
      await stack.init();
    }
    linkStates(stacks);
    return new ExampleCycle(stacks, existing);
  }

  /** By stack and address, the resources that each waits for. */
  dependencies(example: string, major: AzurermMajor): unknown {
    return this.written(example, major).map((path) => dependencies(rewriteForMajor(stackIn(path), major)));
  }

  closeStacks(): void {
    for (const stack of this.#open.splice(0)) stack.close();
  }

  close(): void {
    this.closeStacks();
    rmSync(this.#out, { recursive: true, force: true });
  }
}

export class ExampleCycle {
  readonly #stacks: readonly OfflineStack[];
  readonly #existing: readonly ExistingResource[];

  constructor(stacks: readonly OfflineStack[], existing: readonly ExistingResource[]) {
    this.#stacks = stacks;
    this.#existing = existing;
  }

  /** Plans as HCL does, applies in order, plans nothing more, is destroyed in reverse, and leaves what existed. */
  async run(): Promise<void> {
    for (const stack of this.#stacks) await applied(stack, await plannedAlike(stack));
    for (const stack of [...this.#stacks].reverse()) await destroyed(stack);
    for (const stack of this.#stacks) {
      expect(brokenOrders(stack.events(), expectedOrders(stack.json))).toEqual([]);
      expect(touchedOf(stack.provider, this.#existing)).toEqual([]);
    }
  }

  /** Plans what a first apply makes, without a warning. */
  async plan(): Promise<void> {
    for (const stack of this.#stacks) {
      const { exitCode, message } = await stack.plan();
      expect({ exitCode, warned: message.includes("Warning:") }).toEqual({ exitCode: 2, warned: false });
      expect(message).toContain(`Plan: ${countOf(stack)} to add, 0 to change, 0 to destroy.`);
      // The next stack reads what this one leaves in its state.
      if (this.#stacks.length > 1) await stack.apply();
    }
  }
}

/** Resources that a first apply makes: those with a count wait for what is known later. */
function countOf(stack: OfflineStack): number {
  const byType: readonly unknown[] = Object.values(stack.json.resource ?? {});
  return byType
    .flatMap((named): unknown[] => (typeof named === "object" && named !== null ? Object.values(named) : []))
    .filter((body) => typeof body === "object" && body !== null && !("count" in body)).length;
}

/** Plans the JSON and its HCL, which is formatted as Terraform formats it. @returns the plan's file */
async function plannedAlike(stack: OfflineStack): Promise<string> {
  const json = stack.configuration;
  const fromJson = await stack.planned();
  stack.configure({});
  stack.workspace.write("main.tf", toHcl(json, azurermSchema(stack.major)));
  expect(await stack.workspace.run("fmt", "-check", "-diff")).toMatchObject({ exitCode: 0, stdout: "" });
  expect(await stack.planned()).toEqual(fromJson);
  stack.workspace.write("main.tf", "");
  stack.configure(json);
  return OfflineStack.PLAN;
}

async function applied(stack: OfflineStack, plan: string): Promise<void> {
  // What must come first comes late: an order that nothing enforces would show.
  const first = expectedOrders(stack.json).map((order) => order.first.replace(/\..*/, ""));
  for (const type of new Set(first)) stack.provider.holdBack({ type }, 100);
  const created = `Apply complete! Resources: ${countOf(stack)} added, 0 changed, 0 destroyed.`;
  expect((await stack.apply(plan)).message).toContain(created);
  const { exitCode, message } = await stack.plan(...AS_KEPT);
  expect({ exitCode, warned: message.includes("Warning:") }).toEqual({ exitCode: 0, warned: false });
}

async function destroyed(stack: OfflineStack): Promise<void> {
  const gone = `Destroy complete! Resources: ${countOf(stack)} destroyed.`;
  expect((await stack.destroy(...AS_KEPT)).message).toContain(gone);
}
