import { expect, test } from "vitest";
import { ExistingFirewall } from "../../src/firewall/existing-firewall.js";
import { synth } from "../support/synth.js";

const POLICY = "/subscriptions/s/resourceGroups/rg/providers/Microsoft.Network/firewallPolicies/afwp-hub";

function codesOf(policyId: string): readonly string[] {
  return synth((stack) => {
    new ExistingFirewall(stack, "firewall", { privateIpAddress: "10.0.0.4", policyId });
  }).codes;
}

test.each([POLICY, POLICY.toLowerCase()])("%s is the id of a policy", (id) => {
  expect(codesOf(id)).toEqual([]);
});

test.each([
  `x${POLICY}`,
  `${POLICY}/ruleCollectionGroups/one`,
  POLICY.replace("firewallPolicies", "azureFirewalls"),
  POLICY.replace("/subscriptions/s", "/subscriptions/"),
  POLICY.replace("afwp-hub", ""),
])("%s is not the id of a policy", (id) => {
  expect(codesOf(id)).toEqual(["ID_OF_ANOTHER_TYPE"]);
});
