import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { checkStructure, azurermSchema } from "@aks-topology/terraform";
import { parsePlatform, writeModule } from "../../src/index.js";
import { clusterYaml, platformYaml, spokeYaml } from "../support/platform-yaml.js";
import { synthText } from "../support/synth.js";

const TEXT = platformYaml({
  spokes: {
    "web-shop": spokeYaml({
      gateways: { "public-edge": {} },
      clusters: {
        "main-one": clusterYaml({
          network: "{ plugin: kubenet, podCidr: 10.244.0.0/16 }",
          ingress: { type: "agic-addon", gateway: "public-edge" },
        }),
      },
    }),
  },
});

test("labels of a module are snake_case, where synth keeps the dashes of the keys", () => {
  const result = parsePlatform(TEXT, "platform.yaml");
  if (!result.ok) expect.fail();
  const folder = mkdtempSync(join(tmpdir(), "labels-"));
  try {
    expect(writeModule(result.loaded, folder, { format: "json" }).files).not.toEqual([]);
    const files = readdirSync(folder).filter((name) => name.endsWith(".tf.json"));
    const texts = files.map((name) => readFileSync(join(folder, name), "utf8"));
    const json = texts.map((text) => JSON.parse(text) as Record<string, Record<string, object>>);
    const labels = json.flatMap(({ resource = {}, data = {}, output = {}, variable = {}, locals = {} }) => [
      ...[...Object.values(resource), ...Object.values(data)].flatMap((byName) => Object.keys(byName)),
      ...[output, variable, locals].flatMap((byName) => Object.keys(byName)),
    ]);
    expect(labels).toContain("web_shop_main_one");
    expect(labels.filter((label) => !/^[a-z][a-z0-9_]*$/.test(label))).toEqual([]);
    // References follow: nothing refers to a label that is not there.
    expect(
      checkStructure(merged(json), azurermSchema(4)).filter(({ code }) => /REFERENCE/.test(code)),
    ).toEqual([]);
    expect(texts.join("\n")).not.toMatch(/azurerm_\w+\.[a-z0-9_]*-/);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
  const [stack] = synthText(TEXT).values();
  expect(stack?.addresses("azurerm_kubernetes_cluster")).toEqual([
    "azurerm_kubernetes_cluster.web-shop_main-one",
  ]);
});

/** The files of a module as one configuration. */
function merged(files: readonly object[]): object {
  return files.reduce<object>((all, file) => bothOf(all, file), {});
}

function bothOf(one: object, other: object): object {
  const keys = new Set([...Object.keys(one), ...Object.keys(other)]);
  return Object.fromEntries(
    [...keys].map((key): [string, unknown] => {
      const [a, b] = [one, other].map((part): unknown => Reflect.get(part, key));
      return [key, isObject(a) && isObject(b) ? bothOf(a, b) : (b ?? a)];
    }),
  );
}

function isObject(value: unknown): value is object {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
