/** Adoption with the real Terraform: a state is applied under other labels, adopted, and planned again. */
import { run } from "@aks-topology/cli";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { capturedIo } from "./console.js";
import { stacksOf } from "./adopted.js";
import { temporaryFolder } from "./files.js";
import { OfflineStack } from "./terraform/cycle.js";

type Json = Readonly<Record<string, unknown>>;

export interface AdoptedPlan {
  /** The document of `adopt --json`. */
  readonly document: Json;
  /** Exit code of the plan with the blocks: 0 without changes, 2 with changes. */
  readonly exitCode: number;
  readonly message: string;
}

/** Applies a configuration, adopts its state, and plans the adopted file with the blocks that were written. */
export async function planAdopted(json: Json, ...options: readonly string[]): Promise<AdoptedPlan> {
  const stack = await OfflineStack.of(withOtherLabels(json));
  const folder = temporaryFolder();
  const [state, out] = [join(folder, "state.json"), join(folder, "adopted.yaml")];
  try {
    await stack.init();
    const applied = await stack.apply();
    if (applied.exitCode !== 0) throw new Error(applied.message);
    writeFileSync(state, (await stack.succeeds("show", "-json")).stdout);
    const io = capturedIo();
    await run(["adopt", "--from", state, "--out", out, "--json", ...options], io);
    const document = io.json() as Json;
    if (document["ok"] !== true) throw new Error(io.out());
    const [adopted] = stacksOf({
      text: readFileSync(out, "utf8"),
      lock: readFileSync(join(folder, "adopted.lock.yaml"), "utf8"),
    });
    stack.configure(adopted?.json ?? {});
    stack.workspace.write("adopt.tf", readFileSync(join(folder, "adopted.adopt.tf"), "utf8"));
    const { exitCode, message } = await stack.plan();
    return { document, exitCode, message };
  } finally {
    stack.close();
  }
}

const ADDRESS = /\b(azurerm_\w+|terraform_data)\.([A-Za-z][\w-]*)/g;

/** The configuration with labels that show nothing: every reference follows. Outputs are left out. */
export function withOtherLabels(json: Json): Json {
  const labels = new Map<string, string>();
  for (const [type, named] of entries(json["resource"]))
    for (const [label] of entries(named)) labels.set(`${type}.${label}`, `r${labels.size}`);
  const renamed = (value: unknown): unknown => {
    if (typeof value === "string")
      return value.replace(ADDRESS, (address: string, type: string, label: string): string => {
        const other = labels.get(`${type}.${label}`);
        return other === undefined ? address : `${type}.${other}`;
      });
    if (Array.isArray(value)) {
      const items: readonly unknown[] = value;
      return items.map(renamed);
    }
    if (typeof value !== "object" || value === null) return value;
    return Object.fromEntries(entries(value).map(([key, item]) => [key, renamed(item)]));
  };
  const resources = entries(json["resource"]).map(([type, named]): [string, Json] => [
    type,
    Object.fromEntries(
      entries(named).map(([label, body]) => [labels.get(`${type}.${label}`) ?? label, renamed(body)]),
    ),
  ]);
  const others = entries(json).filter(([key]) => key !== "resource" && key !== "output");
  return {
    ...Object.fromEntries(others.map(([key, value]) => [key, renamed(value)])),
    resource: Object.fromEntries(resources),
  };
}

function entries(value: unknown): readonly (readonly [string, unknown])[] {
  return typeof value === "object" && value !== null ? Object.entries(value) : [];
}
