import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { CLOUD_NAMES, deriveEgress, EGRESS_FEATURES, PUBLIC_REGISTRIES } from "../../src/internal.js";

/** A dated copy of what the page on outbound rules names. */
const PAGE = JSON.parse(readFileSync(new URL("data/aks-outbound-rules.json", import.meta.url), "utf8")) as {
  readonly asOf: string;
  readonly clouds: Readonly<Record<string, Readonly<Record<string, readonly string[]>>>>;
  readonly leftOut: readonly { readonly pattern: string; readonly clouds?: readonly string[] }[];
};

const REGIONS = { public: "westeurope", usgovernment: "usgovvirginia", china: "chinanorth3" } as const;

/** The page has one table for both features of Azure Monitor. */
const TABLE: Readonly<Record<string, string>> = {
  "monitoring-logs": "monitoring",
  "monitoring-metrics": "monitoring",
};

describe.each(CLOUD_NAMES)("the rules in the cloud %s", (cloud) => {
  const location = REGIONS[cloud];
  const features = new Set(
    EGRESS_FEATURES.filter((feature) => !PUBLIC_REGISTRIES.some((each) => each === feature)),
  );
  const derived = new Map<string, Set<string>>();
  for (const { set, rules } of deriveEgress({ location, apiServerTunnel: false, features })) {
    const table = TABLE[set.name] ?? set.name;
    const names = rules.flatMap((rule) => (rule.kind === "fqdns" ? rule.fqdns : []));
    derived.set(table, new Set([...(derived.get(table) ?? []), ...names]));
  }
  const documented = Object.entries(PAGE.clouds[cloud] ?? {}).map(([table, names]) => ({
    table,
    names: names.map((name) => name.replace("REGION", location)),
  }));

  test.each(documented)(
    "of $table allow what the documentation names, and nothing else",
    ({ table, names }) => {
      const wanted = names.filter((name) => !isLeftOut(name, cloud));
      const found = [...(derived.get(table) ?? [])];
      expect(wanted.filter((name) => !found.includes(name))).toEqual([]);
      // Vaults are hosts below the documented name.
      expect(
        found.filter((name) => !names.includes(name) && !names.includes(name.replace("*.", ""))),
      ).toEqual([]);
    },
  );
});

test("the copy says of which day it is", () => {
  expect(PAGE.asOf).toMatch(/^\d{4}-\d{2}-\d{2}$/);
});

function isLeftOut(name: string, cloud: string): boolean {
  return PAGE.leftOut.some(
    ({ pattern, clouds }) => new RegExp(pattern).test(name) && (clouds?.includes(cloud) ?? true),
  );
}
