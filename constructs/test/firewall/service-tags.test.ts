import { describe, expect, test } from "vitest";
import { isServiceTag, SERVICE_TAGS, serviceTagMeant } from "../../src/firewall/service-tags.js";

describe("the table of service tags", () => {
  test("has each tag once, in the spelling of the documentation, in the order of the alphabet", () => {
    const lower = SERVICE_TAGS.map((tag) => tag.toLowerCase());
    expect(lower).toEqual([...new Set(lower)].sort());
    expect(SERVICE_TAGS.filter((tag) => !/^[A-Z][A-Za-z0-9]+$/.test(tag))).toEqual([]);
    expect(SERVICE_TAGS.length).toBeGreaterThan(90);
  });

  test.each([
    "Storage",
    "storage.westeurope",
    "Storage.WestUS",
    "AzureFrontDoor.Backend",
    "Sql.centralfrance",
  ])("has %s", (tag) => {
    expect(isServiceTag(tag)).toBe(true);
  });

  test.each([
    ["Storge", "Storage"],
    ["Storge.westeurope", "Storage.westeurope"],
    ["Sql.westeurop", "Sql.westeurope"],
    ["Sql.mars", undefined],
    ["AzureQuantumOrders", undefined],
  ])("lacks %s, and suggests %s", (tag, meant) => {
    expect(isServiceTag(tag)).toBe(false);
    expect(serviceTagMeant(tag)).toBe(meant);
  });
});
