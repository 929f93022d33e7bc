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
    fc.constantFrom("", ".", "a.", "a.b.", "a/"),
    fc.constantFrom("privatelink.westeurope.azmk8s.io", "privatelinkxwesteurope.azmk8s.io", "corp.example"),
  )
  .map(
    ([provider, type, label, name]) =>
      `/subscriptions/s/resourceGroups/rg/providers/${provider}/${type}/${label}${name}`,
  );
const unknown = Token.asString(ref("azurerm_private_dns_zone.a.id"));
const { render } = recording("variable");

describe("the id of a zone", () => {
  const rules = [
    (zone: string) => DNS_ZONE_KIND.judge({ id: zone, type: "dnsZones" }),
    (zone: string) => DNS_ZONE_KIND.judge({ id: zone, type: "privateDnsZones" }),
    (zone: string) => PRIVATE_ZONE_NAME.judge({ id: zone, location: "westeurope" }),
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
    expect(PRIVATE_ZONE_NAME.judge({ id: zone, location: unknown }).problem).toBeUndefined();
  });
});
