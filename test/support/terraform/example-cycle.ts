/** The stacks of an example against the offline provider: from the files that `synth` writes to the last resource destroyed. */
import {
  azurermSchema,
  checkStructure,
  rewriteForMajor,
  toHcl,
  type AzurermMajor,
} from "@aks-topology/terraform";
import { loadPlatform, synthesize } from "@aks-topology/platform";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { expect } from "vitest";
import { majorsOf } from "../majors.js";
import { linkStates, OfflineStack, stackIn } from "./cycle.js";
import { existingIn, seedExisting, touchedOf, type ExistingResource } from "./existing.js";
import { brokenOrders, dependencies, expectedOrders } from "./expected-order.js";
import { leastSchemaOf } from "./schema-of.js";
import type { TerraformResult } from "./terraform.js";

const folder = fileURLToPath(new URL("../../../examples/", import.meta.url));

/** The offline provider reads what it was given: no refresh would find anything else. */
const AS_KEPT = ["-refresh=false"] as const;

/** What examples became, each major once, until `close`. */
export class ExampleCycles {
  readonly #out = mkdtempSync(join(tmpdir(), "aks-topology-examples-"));
  readonly #written = new Map<string, readonly string[]>();
  readonly #open: OfflineStack[] = [];

  /** The majors of azurerm that an example can be written for, the earliest first. */
  majors(example: string): readonly AzurermMajor[] {
    return majorsOf(readFileSync(join(folder, example), "utf8"));
  }

  /** The folders of an example's stacks, written for a major. */
  written(example: string, major: AzurermMajor): readonly string[] {
    const key = `${example} ${major}`;
    const folders = this.#written.get(key) ?? this.#write(example, major);
    this.#written.set(key, folders);
    return folders;
  }

  #write(example: string, major: AzurermMajor): readonly string[] {
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

  /** The stacks of an example, sound by the structural check, in front of what exists already. */
  async start(example: string, major: AzurermMajor): Promise<ExampleCycle> {
    const paths = this.written(example, major);
    const stacks = await Promise.all(paths.map((path) => OfflineStack.inFolder(path, major, leastSchemaOf)));
    this.#open.push(...stacks);
    const existing = existingIn(readFileSync(join(folder, example), "utf8"));
    for (const stack of stacks) {
      seedExisting(stack.provider, existing);
      expect(checkStructure(stack.json, azurermSchema(major))).toEqual([]);
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

  /** Applies in order, plans nothing more as HCL, is destroyed in reverse, and leaves what existed. */
  async run(): Promise<void> {
    await this.#run((stack) => stack.apply());
  }

  /** As `run`, after a first plan that HCL and JSON agree on in every part. */
  async runPlanned(): Promise<void> {
    await this.#run(async (stack) => stack.apply(await plannedAlike(stack)));
  }

  async #run(apply: (stack: OfflineStack) => Promise<TerraformResult>): Promise<void> {
    for (const stack of this.#stacks) {
      await stack.init();
      holdBack(stack);
      const created = `Apply complete! Resources: ${countOf(stack)} added, 0 changed, 0 destroyed.`;
      expect((await apply(stack)).message).toContain(created);
      await plansNothing(stack);
    }
    for (const stack of [...this.#stacks].reverse()) await destroyed(stack);
    for (const stack of this.#stacks) {
      expect(brokenOrders(stack.events(), expectedOrders(stack.json))).toEqual([]);
      expect(touchedOf(stack.provider, this.#existing)).toEqual([]);
    }
  }

  /** Is valid for Terraform, without a warning. */
  async validate(): Promise<void> {
    for (const stack of this.#stacks) {
      const { exitCode, message } = await stack.validate();
      expect([exitCode, message]).toEqual([0, "Success! The configuration is valid."]);
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
  const fromJson = await stack.planned();
  await asHcl(stack, async () => {
    expect(await stack.workspace.run("fmt", "-check", "-diff")).toMatchObject({ exitCode: 0, stdout: "" });
    expect(await stack.planned()).toEqual(fromJson);
  });
  return OfflineStack.PLAN;
}

/** Plans from HCL after an apply from JSON: a value that differs would be a change. */
async function plansNothing(stack: OfflineStack): Promise<void> {
  await asHcl(stack, async () => {
    const { exitCode, message } = await stack.plan(...AS_KEPT);
    expect({ exitCode, warned: message.includes("Warning:") }).toEqual({ exitCode: 0, warned: false });
  });
}

async function asHcl(stack: OfflineStack, work: () => Promise<void>): Promise<void> {
  const json = stack.configuration;
  stack.configure({});
  stack.workspace.write("main.tf", toHcl(json, azurermSchema(stack.major)));
  await work();
  stack.workspace.write("main.tf", "");
  stack.configure(json);
}

/** What must come first comes late: an order that nothing enforces would show. */
function holdBack(stack: OfflineStack): void {
  const first = expectedOrders(stack.json).map((order) => order.first.replace(/\..*/, ""));
  for (const type of new Set(first)) stack.provider.holdBack({ type }, 100);
}

async function destroyed(stack: OfflineStack): Promise<void> {
  const gone = `Destroy complete! Resources: ${countOf(stack)} destroyed.`;
  expect((await stack.destroy(...AS_KEPT)).message).toContain(gone);
}
