import fc from "fast-check";
import { expect, test } from "vitest";
import { azurermSchema, checkStructure, rewriteForMajor } from "@aks-topology/terraform";
import { OfflineStack } from "./cycle.js";
import { cluster } from "./sample.js";
import { NO_TERRAFORM, terraformVersion } from "./terraform.js";

type Path = readonly (string | number)[];

/** Every spot in the bodies of resources, data sources and outputs. */
function spots(value: unknown, path: Path = []): readonly Path[] {
  const children = typeof value === "object" && value !== null ? Object.entries(value) : [];
  return [
    ...(path.length >= 3 ? [path] : []),
    ...children.flatMap(([key, item]) => spots(item, [...path, Array.isArray(value) ? Number(key) : key])),
  ];
}

/** The value with the spot replaced; undefined removes it. */
function replaced(value: unknown, [first, ...rest]: Path, change: (before: unknown) => unknown): unknown {
  if (first === undefined) return change(value);
  if (Array.isArray(value)) {
    const items = value.map((item: unknown, index) =>
      index === first ? replaced(item, rest, change) : item,
    );
    return items.filter((item) => item !== undefined);
  }
  const entries = Object.entries(value ?? {}).map(
    ([key, item]: [string, unknown]) => [key, key === first ? replaced(item, rest, change) : item] as const,
  );
  return Object.fromEntries(entries.filter(([, item]) => item !== undefined));
}

const changes: Readonly<Record<string, (before: unknown) => unknown>> = {
  removed: () => undefined,
  "a string": () => "text",
  "a list": () => ["text"],
  "an object": () => ({ text: "text" }),
  "a reference to an id": () => "${azurerm_resource_group.hub.id}",
  "a reference to a list": () => "${azurerm_virtual_network.shop.address_space}",
  "a reference to nothing": () => "${azurerm_resource_group.nope.id}",
  "a path to nothing": () => "${azurerm_resource_group.hub.nope}",
  "a template": () => "a-${azurerm_resource_group.hub.name}",
  "half an expression": () => "${azurerm_resource_group.hub.name",
  "a back reference": () => "${azurerm_kubernetes_cluster.main.id}",
};

/** The structural check and Terraform agree on what is wrong, whatever is changed in a sound stack. */
export function agreeing(changesTried: number, seed: number): void {
  if (terraformVersion === undefined) {
    test(NO_TERRAFORM, () => {
      process.stderr.write(`${NO_TERRAFORM}\n`);
    });
    return;
  }
  test("the structural check and Terraform agree on what is wrong", { timeout: 240_000 }, async () => {
    const stack = rewriteForMajor(cluster(), 4);
    const { resource, output } = stack;
    const samples = fc.sample(
      fc.tuple(fc.constantFrom(...spots({ resource, output })), fc.constantFrom(...Object.keys(changes))),
      { numRuns: changesTried, seed },
    );
    const offline = await OfflineStack.of(stack);
    try {
      await offline.init();
      const disagreements: unknown[] = [];
      for (const [path, name] of samples) {
        const change = changes[name];
        if (change === undefined) continue;
        const broken = replaced(stack, path, change) as Record<string, unknown>;
        offline.configure(broken);
        const validated = await offline.validate();
        // What is known only in parts is judged by plan alone.
        const { exitCode, message } = validated.exitCode === 0 ? await offline.plan() : validated;
        const refused = exitCode === 1;
        const found = checkStructure(broken, azurermSchema(4)).map(
          (problem) => `${problem.code} ${problem.path}: ${problem.message}`,
        );
        if (refused !== found.length > 0)
          disagreements.push({ where: `${path.join(".")} ${name}`, found, message });
      }
      expect(disagreements).toEqual([]);
    } finally {
      offline.close();
    }
  });
}
