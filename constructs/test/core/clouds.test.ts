import { describe, expect, test } from "vitest";
import { CLOUD_NAMES, CLOUDS, cloudOf, type Cloud } from "../../src/core/clouds.js";
import { REGIONS } from "../../src/core/regions.js";

const KINDS = [
  "resourceManager",
  "signIn",
  "apiServer",
  "registry",
  "storage",
  "keyVault",
  "policy",
  "logs",
  "monitor",
  "extensions",
  "functions",
  "frontDoor",
  "tokenAudience",
] as const satisfies readonly (keyof Cloud)[];

describe("the table of clouds", () => {
  test("has each cloud under its own name", () => {
    expect(Object.values(CLOUDS).map(({ name }) => name)).toEqual([...CLOUD_NAMES]);
  });

  test.each(KINDS)("gives no two clouds the same %s", (kind) => {
    const names = Object.values(CLOUDS).flatMap((cloud) => cloud[kind] ?? []);
    expect(new Set(names).size).toBe(names.length);
    expect(names).not.toContain("");
  });

  test("has what differs from a default for every cloud but the public one", () => {
    const { public: common, ...others } = CLOUDS;
    expect([common.settings, common.nodeNames, common.lacks]).toEqual([undefined, undefined, []]);
    for (const { settings, nodeNames, resourceManager, signIn } of Object.values(others)) {
      expect(settings).toBeDefined();
      expect(nodeNames?.("here")).toEqual(expect.arrayContaining([resourceManager, signIn]));
    }
  });

  test("says what a cloud lacks where it has no name for it", () => {
    for (const { extensions, frontDoor, lacks } of Object.values(CLOUDS)) {
      expect(lacks.includes("cluster extensions")).toBe(extensions === undefined);
      expect(lacks.includes("Azure Front Door as azurerm creates it")).toBe(frontDoor === undefined);
    }
  });
});

test("a region is of the cloud that the table of regions gives it", () => {
  expect(REGIONS.filter(({ name, cloud }) => cloudOf(name).name !== cloud)).toEqual([]);
});

test.each([
  ["usgovmoon", "usgovernment"],
  ["chinawest9", "china"],
  ["atlantis", "public"],
  ["${var.location}", "public"],
])("%s, which the table lacks, is of the cloud %s", (location, cloud) => {
  expect(cloudOf(location).name).toBe(cloud);
});
