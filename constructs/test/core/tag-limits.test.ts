import { describe, expect, test } from "vitest";
import { azurermSchema } from "@aks-topology/terraform";
import {
  TAG_LIMITS,
  TAG_NAME_NOT_KEPT,
  TAG_NAME_TOO_LONG,
  TOO_MANY_TAGS,
} from "../../src/core/rules/tags.js";

const RULES = [TOO_MANY_TAGS, TAG_NAME_TOO_LONG, TAG_NAME_NOT_KEPT];

function severities(type: string, names: readonly string[]): (string | undefined)[] {
  const limit = TAG_LIMITS[type] ?? expect.fail(`${type} has no limit.`);
  return RULES.flatMap((rule) => {
    const { problem } = rule.judge({ names, limit });
    return problem === undefined ? [] : [problem.severity];
  });
}

function tags(count: number): string[] {
  return Array.from({ length: count }, (_, i) => `tag-${i}`);
}

describe("limits of tags by type", () => {
  test("are of types that have tags", () => {
    const schema = azurermSchema(4);
    const without = Object.keys(TAG_LIMITS).filter(
      (type) => schema.resource_schemas[type]?.block.attributes?.["tags"] === undefined,
    );
    expect(without).toEqual([]);
  });

  test.each([
    ["azurerm_private_dns_zone", tags(15), []],
    ["azurerm_private_dns_zone", tags(16), ["error"]],
    ["azurerm_private_dns_zone_virtual_network_link", tags(16), ["error"]],
    ["azurerm_private_dns_zone", ["cost_center", "a.b-c2"], []],
    ["azurerm_private_dns_zone", ["cost center"], ["warning"]],
    ["azurerm_dns_zone", ["2fa"], ["warning"]],
    ["azurerm_dns_zone", ["a(b)"], ["warning"]],
    ["azurerm_storage_account", ["n".repeat(128), "cost center", ...tags(48)], []],
    ["azurerm_storage_account", ["n".repeat(129)], ["error"]],
    ["azurerm_cdn_frontdoor_profile", ["cost center", ...tags(20)], []],
    ["azurerm_cdn_frontdoor_profile", ["contoso:owner"], ["warning"]],
    ["azurerm_cdn_frontdoor_profile", ["#1"], ["warning"]],
  ])("%s with %j: %j", (type, names, expected) => {
    expect(severities(type, names)).toEqual(expected);
  });
});
