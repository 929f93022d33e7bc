import { readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { problemsOfText, synthText } from "./support/synth.js";

const folder = fileURLToPath(new URL("data/azure-takes/", import.meta.url));

function textOf(name: string): string {
  return readFileSync(`${folder}${name}`, "utf8");
}

// Files that look wrong, and that Azure takes.
test.each(readdirSync(folder))("%s is accepted", (name) => {
  expect(problemsOfText(textOf(name))).toEqual([]);
});

test("a range of ports is one port of the firewall's rule", () => {
  const rules = [...synthText(textOf("port-range.yaml")).values()]
    .map(({ json }) => JSON.stringify(json))
    .join("\n");
  expect(rules).toContain(
    '"destination_addresses":["Sql.westeurope"],"destination_ports":["1433","11000-11999"]',
  );
});

test("a prefix has dashes where the cluster's name has underscores", () => {
  const stacks = [...synthText(textOf("cluster-names.yaml")).values()];
  expect(stacks.map(({ json }) => JSON.stringify(json)).join("\n")).toContain('"dns_prefix":"aks-prod-1"');
});
