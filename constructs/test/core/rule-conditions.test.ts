import { ref, Token } from "cdktf";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { DNS_ZONE_KIND } from "../../src/gateway/rules.js";
import { PRIVATE_ZONE_NAME } from "../../src/patterns/cluster/rules.js";
import { inTerraform, recording } from "../support/evaluated.js";

/** Ids by their form; a module's check of the form refuses other text. */
const id = fc
  .tuple(
    fc.constantFrom("Microsoft.Network", "microsoft.network", "Microsoft.Compute"),
    fc.constantFrom("dnsZones", "privateDnsZones", "PrivateDnsZones"),
    fc.constantFrom("", ".", "a.", "a.b.", "a_b.", "a/", `${"a".repeat(32)}.`, `${"a".repeat(33)}.`),
    fc.constantFrom(
      "privatelink.westeurope.azmk8s.io",
      "private.westeurope.azmk8s.io",
      "privatelinkxwesteurope.azmk8s.io",
      "corp.example",
    ),
  )
  .map(
    ([provider, type, label, name]) =>
      `/subscriptions/s/resourceGroups/rg/providers/${provider}/${type}/${label}${name}`,
  );
const unknown = Token.asString(ref("azurerm_private_dns_zone.a.id"));
const { render } = recording("variable");

const REGION = { location: "westeurope", isIntegrated: false };

describe("the id of a zone", () => {
  const rules = [
    (zone: string) => DNS_ZONE_KIND.judge({ id: zone, type: "dnsZones" }),
    (zone: string) => DNS_ZONE_KIND.judge({ id: zone, type: "privateDnsZones" }),
    (zone: string) => PRIVATE_ZONE_NAME.judge({ ...REGION, id: zone }),
    (zone: string) => PRIVATE_ZONE_NAME.judge({ ...REGION, id: zone, isIntegrated: true }),
  ];

  test.each(["literal", "variable"] as const)("is judged here as in Terraform, as a %s", (as) => {
    const met = new Set<unknown>();
    fc.assert(
      fc.property(id, fc.constantFrom(...rules), (zone, judge) => {
        const judgement = judge(zone);
        for (const { condition } of judgement.requirements(render)) {
          expect(condition.holds).toBe(judgement.problem === undefined);
          expect(inTerraform(condition, as)).toBe(condition.holds);
          met.add(condition.holds);
        }
      }),
      { numRuns: 300 },
    );
    expect(met).toEqual(new Set([true, false]));
  });

  test.each(rules)("is not refused where Terraform decides it", (judge) => {
    expect(judge(unknown).problem).toBeUndefined();
    expect(judge(unknown).requirements(render)[0]?.condition.holds).toBeUndefined();
  });

  test("is not refused where Terraform decides the region", () => {
    const zone =
      "/subscriptions/s/resourceGroups/rg/providers/Microsoft.Network/privateDnsZones/corp.example";
    expect(PRIVATE_ZONE_NAME.judge({ ...REGION, id: zone, location: unknown }).problem).toBeUndefined();
  });

  test.each([
    ["privatelink", false, true],
    ["shop-1.privatelink", false, true],
    [`${"a".repeat(32)}.privatelink`, false, true],
    [`${"a".repeat(33)}.privatelink`, false, false],
    ["a.b.privatelink", false, false],
    ["a_b.privatelink", false, false],
    ["private", false, false],
    ["private", true, true],
    ["shop.private", true, true],
    ["privatelink", true, true],
  ])("of the name %s.… is accepted where VNet Integration is %s: %s", (label, isIntegrated, accepted) => {
    const zone = `/subscriptions/s/resourceGroups/rg/providers/Microsoft.Network/privateDnsZones/${label}.westeurope.azmk8s.io`;
    const { problem } = PRIVATE_ZONE_NAME.judge({ ...REGION, id: zone, isIntegrated });
    expect(problem === undefined).toBe(accepted);
  });
});
