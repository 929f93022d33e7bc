import { expect, test } from "vitest";
import { UNSUPPORTED } from "../src/not-supported.js";
import { platformShape } from "../src/schema/json-schema.js";
import { platformYaml, spokeYaml } from "./support/platform-yaml.js";
import { problemsOfText } from "./support/synth.js";

const POOLS = "{ system: { vmSize: Standard_D4ds_v5, nodes: 3 } }";

/** All keys and constants of a schema, in lower case, without dashes. */
function wordsOf(shape: unknown): { keys: Set<string>; values: Set<string> } {
  const [keys, values] = [new Set<string>(), new Set<string>()];
  const plain = (word: unknown): string => String(word).toLowerCase().replace(/[-_]/g, "");
  const visit = (node: unknown): void => {
    if (Array.isArray(node)) node.forEach(visit);
    if (typeof node !== "object" || node === null) return;
    const { properties, const: constant, enum: options } = node as Record<string, unknown>;
    for (const key of Object.keys(typeof properties === "object" && properties !== null ? properties : {}))
      keys.add(plain(key));
    for (const value of [constant, ...(Array.isArray(options) ? (options as unknown[]) : [])])
      values.add(plain(value));
    Object.values(node).forEach(visit);
  };
  visit(shape);
  return { keys, values };
}

test("what is not supported has no word that the schema has", () => {
  const { keys, values } = wordsOf(platformShape());
  expect(UNSUPPORTED.keys.filter((key) => keys.has(key))).toEqual([]);
  // Calico is a policy engine, and is tried as a plugin.
  expect(UNSUPPORTED.values.filter((value) => values.has(value))).toEqual(["calico"]);
});

test.each([
  ["hub: { addressSpace: 10.0.0.0/22, virtualWan: {} }", "type: virtual-wan"],
  ["hub: { addressSpace: 10.0.0.0/22, route_server: {} }", "egress: { type: appliance }"],
  ["azapi: []", "Add them in Terraform next to it"],
])("a key that is not supported is answered with the way round: %s", (line, words) => {
  const hub = line.startsWith("hub") ? "" : "hub: { addressSpace: 10.0.0.0/22 }\n";
  const text = `apiVersion: aks-topology/v1\nname: contoso\nlocation: westeurope\nbaseline: relaxed\nspokes: {}\n${hub}${line}\n`;
  const [problem, ...others] = problemsOfText(text);
  expect(others).toEqual([]);
  expect(problem).toMatchObject({ code: "UNKNOWN_KEY" });
  expect(problem?.hint).toContain(words);
});

test.each([
  ["network: { plugin: calico }", "policy: calico"],
  ["network: { plugin: azure-cni-overlay }, ingress: { type: nginx }", "gateway-to-load-balancer"],
])("a kind that is not supported is answered with the way round: %s", (cluster, words) => {
  const clusters = { main: `{ ${cluster}, nodePools: ${POOLS} }` };
  const [problem, ...others] = problemsOfText(platformYaml({ spokes: { shop: spokeYaml({ clusters }) } }));
  expect(others).toEqual([]);
  expect(problem).toMatchObject({ code: "INVALID_VALUE" });
  expect(problem?.hint).toContain(words);
});
