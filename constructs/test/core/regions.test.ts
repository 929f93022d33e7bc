import { describe, expect, test } from "vitest";
import { allZonesOf, regionMeant, regionOf, REGIONS } from "../../src/core/regions.js";

describe("the table of regions", () => {
  test("has each region once, in the spelling of Azure Resource Manager", () => {
    const names = REGIONS.map(({ name }) => name);
    expect(new Set(names).size).toBe(names.length);
    expect(names.filter((name) => !/^[a-z0-9]+$/.test(name))).toEqual([]);
    expect(names.length).toBeGreaterThan(60);
  });

  test("pairs a region with one of the table, in its own cloud", () => {
    const strangers = REGIONS.filter(
      ({ cloud, pairedWith }) => pairedWith !== undefined && regionOf(pairedWith)?.cloud !== cloud,
    );
    expect(strangers).toEqual([]);
  });

  test("knows regions with and without availability zones", () => {
    expect(allZonesOf("westeurope")).toEqual(["1", "2", "3"]);
    expect(["westus", "northcentralus", "ukwest", "chinaeast2"].flatMap(allZonesOf)).toEqual([]);
  });

  test("expects zones in a region that the table lacks", () => {
    expect(["newregion", "${var.location}"].map(allZonesOf)).toEqual([
      ["1", "2", "3"],
      ["1", "2", "3"],
    ]);
  });

  test.each([
    ["West Europe", "westeurope"],
    ["WestEurope", "westeurope"],
    ["US Gov Virginia", "usgovvirginia"],
    ["westeurop", "westeurope"],
    ["West Europ", "westeurope"],
    ["wsteurop", "westeurope"],
    ["wsteurp", undefined],
    ["eastus 2", "eastus2"],
    ["East-US-2", "eastus2"],
    ["usgovvirgina", "usgovvirginia"],
    ["chinanorth 3", "chinanorth3"],
    ["swedencentrl", "swedencentral"],
    // As near to eastus as to eastus2.
    ["eastus3", undefined],
    ["Atlantis", undefined],
  ])("%s is meant to be %s", (text, meant) => {
    expect(regionMeant(text)).toBe(meant);
  });
});
