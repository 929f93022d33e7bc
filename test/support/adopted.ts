/** Adoption in tests: the state of an example whose Terraform labels are others, and what a file becomes. */
import { lockFileOf, loadPlatform, inspect, type Adopted } from "@aks-topology/platform";
import type { AzurermMajor, Stack } from "@aks-topology/terraform";
import { basename } from "node:path";
import { platformFiles } from "./files.js";
import { stateResources, type StateResource } from "./terraform/state.js";
import { write } from "./written-platform.js";

/** Names of a test's platform file, which exists nowhere. */
export const FILE = "adopted.yaml";

/** Names of all examples. */
export function exampleNames(): readonly string[] {
  return platformFiles("examples").map((file) => basename(file, ".yaml"));
}

/** The state of an example, in which no address shows what a resource is for. */
export function stateOfExample(name: string, major: AzurermMajor = 4): readonly StateResource[] {
  return withOtherLabels(stateResources(write(`examples/${name}.yaml`, major).stacks, major));
}

export function withOtherLabels(resources: readonly StateResource[]): readonly StateResource[] {
  return resources.map((resource, i) => ({
    ...resource,
    address: `module.estate.${resource.type}.this[${i}]`,
    name: "this",
  }));
}

/** The stacks of an adopted file with its lock. */
export function stacksOf({ text, lock }: Pick<Adopted, "text" | "lock">): readonly Stack[] {
  const texts = new Map([
    [FILE, text],
    [lockFileOf(FILE), lock],
  ]);
  const result = loadPlatform(FILE, {
    read: (file) => {
      const found = texts.get(file);
      if (found === undefined) throw new Error(`${file} is none of the adopted files`);
      return found;
    },
    identify: (file) => file,
  });
  if (!result.ok) throw new Error(JSON.stringify(result.problems));
  return inspect(result.loaded).stacks;
}

/** What Azure has after stacks were applied: values by type and id, whatever the addresses are. */
export function azureOf(resources: readonly StateResource[]): Readonly<Record<string, unknown>> {
  return Object.fromEntries(
    resources.map(({ type, values }) => [`${type} ${JSON.stringify(values["id"])}`, values] as const).sort(),
  );
}
