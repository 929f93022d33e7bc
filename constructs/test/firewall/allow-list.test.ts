import { describe, expect, test } from "vitest";
import fc from "fast-check";
import { evaluate, variableResolver } from "@aks-topology/terraform";
import { Cidr } from "../../src/index.js";
import type { AllowedTarget } from "../../src/internal.js";
import type { Rendering } from "../../src/core/condition.js";
import { catchAlls, SPECIFIC_DESTINATIONS } from "../../src/firewall/allow-list-rules.js";

const host = fc.constantFrom("*", "*.com", "*.contoso.com", "api.contoso.com", "a*.com", "*com");
const tag = fc.constantFrom("Internet", "*", "AzureCloud", "azurecloud", "AzureCloud.westeurope", "Storage");
const range = fc.constantFrom("0.0.0.0/0", "10.0.0.0/7", "10.0.0.0/8", "fc00::/7", "203.0.113.0/24");

function list<T>(item: fc.Arbitrary<T>): fc.Arbitrary<T[]> {
  return fc.array(item, { minLength: 1, maxLength: 3 });
}
const TARGET: fc.Arbitrary<AllowedTarget> = fc.oneof(
  list(host).map((fqdns): AllowedTarget => ({ type: "web", fqdns, ports: [443] })),
  list(host).map((fqdns): AllowedTarget => ({ type: "names", fqdns, protocol: "TCP", ports: [22] })),
  list(tag).map((tags): AllowedTarget => ({ type: "service-tags", tags, protocol: "TCP", ports: [1433] })),
  list(range).map((ranges): AllowedTarget => {
    return { type: "addresses", ranges: ranges.map((each) => Cidr.of(each)), protocol: "TCP", ports: [1521] };
  }),
);

/** Renders the first destination as that of a module's list. */
const RENDER: Rendering = {
  scalar: () => "var.items[0]",
  range: () => "var.items[0]",
  isVariable: () => true,
};

function textsOf(target: AllowedTarget): string[] {
  if (target.type === "addresses") return target.ranges.map((each) => each.literal);
  if (target.type === "ip-groups")
    return target.groups.map((group) => ("id" in group ? group.id : group.name));
  return [...(target.type === "service-tags" ? target.tags : target.fqdns)];
}

describe("an allow list", () => {
  test.each([
    ["*", "*.com", "*"],
    ["*.contoso.com", "api.contoso.com", ""],
  ])("of %s and %s allows everything by %s", (one, other, everything) => {
    const found = catchAlls({ type: "web", fqdns: [one, other], ports: [443] });
    expect(found).toEqual(everything === "" ? [] : [one, other]);
  });

  test.each(["Internet", "*", "Any", "AzureCloud", "VirtualNetwork"])(
    "of the service tag %s allows everything, in any case",
    (name) => {
      const tags = [name, name.toLowerCase(), name.toUpperCase()];
      expect(catchAlls({ type: "service-tags", tags, protocol: "TCP", ports: [443] })).toEqual(tags);
    },
  );

  test("of the service tag of a region or a service allows that", () => {
    const tags = ["AzureCloud.westeurope", "Storage", "Sql.WestEurope"];
    expect(catchAlls({ type: "service-tags", tags, protocol: "TCP", ports: [443] })).toEqual([]);
  });

  test("of everything is refused by a module as by a file", () => {
    const met = new Set<unknown>();
    fc.assert(
      fc.property(TARGET, (target) => {
        const [requirement] = SPECIFIC_DESTINATIONS.judge(target).requirements(RENDER);
        const items = variableResolver(new Map([["items", textsOf(target)]]));
        const holds = evaluate(`\${${requirement?.condition.hcl(RENDER) ?? ""}}`, items);
        expect(holds).toBe(catchAlls(target).length === 0);
        met.add(`${target.type} ${String(holds)}`);
      }),
      { numRuns: 300 },
    );
    expect(met.size).toBe(8);
  });
});
