import { isLockFile } from "@aks-topology/platform";
import { readdirSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { DeployedRuntime } from "../support/deployed-runtime.js";
import { analyze } from "../support/kusto.js";

const files = readdirSync(new URL("../../examples/", import.meta.url)).filter(
  (name) => name.endsWith(".yaml") && !isLockFile(name),
);
const rules = files.flatMap((file) =>
  Object.entries(DeployedRuntime.of(file).queryRules).map(([name, rule]) => ({ file, name, ...rule })),
);

test("the examples ask logs in every way that there is", () => {
  expect([...new Set(rules.map(({ name }) => name))].sort()).toEqual([
    ...["full", "held", "poison", "silent", "stale"].map((name) => `route_sync_alarm_${name}`),
    "route_sync_heartbeat",
    "shop_gateway_public_tls_alert_certificates",
  ]);
});

describe.each(rules)("$name of $file", ({ query, measure, dimension, operator, threshold }) => {
  const { diagnostics, columns, table } = analyze(query);

  test("is a query that Kusto understands, column by column", () => {
    expect(diagnostics).toEqual([]);
  });

  test("begins with a table, as Azure demands of alerts, and names no operator that they may not have", () => {
    expect(table).toBeDefined();
    expect(query).not.toMatch(/(^|[|(]\s*)(search|union|print|datatable|externaldata|limit|take)\b/);
  });

  test("has the columns that the rule looks at: text that splits it, numbers that are compared", () => {
    if (dimension !== undefined) expect(columns[dimension]).toBe("string");
    if (measure !== undefined) expect(columns[measure]).toMatch(/^(real|long|int)$/);
  });

  test("splits by nothing where it waits for no row at all", () => {
    if (operator === "LessThan") expect([threshold, dimension, measure]).toEqual([1, undefined, undefined]);
  });
});

describe("the language service", () => {
  test.each([
    ["a column that the table does not have", "customMetrics\n| where valuSum > 0", /valuSum/],
    ["a table that is none", "customMetric\n| count", /customMetric/],
    ["a function that is none", "traces\n| extend a = tostrin(message)", /tostrin/],
    ["an operator that is none", 'traces\n| were message == ""', /operator/],
    ["a comparison of text with a number", "traces\n| where message > 5", /message|compar|type/i],
  ])("would mind %s", (_, query, words) => {
    const { diagnostics } = analyze(query);
    expect(diagnostics.join("\n")).toMatch(words);
  });
});
