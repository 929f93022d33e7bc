import { describe, expect, test } from "vitest";
import { LOCAL_DISKS, localDiskOf } from "../../src/aks/local-disks.js";
import { needsNvidiaDrivers, SIZE_FAMILIES, sizeOf } from "../../src/aks/vm-sizes.js";

describe("the table of sizes", () => {
  test.each([
    ["Standard_D4ds_v5", 4, 16],
    ["standard_d2s_v3", 2, 8],
    ["Standard_D8pds_v6", 8, 32],
    ["Standard_D2ls_v5", 2, 4],
    ["Standard_D2als_v7", 2, 4],
    ["Standard_DS2_v2", 2, 7],
    ["Standard_DS3_v2", 4, 14],
    ["Standard_A2_v2", 2, 4],
    ["Standard_A1_v2", 1, 2],
    ["Standard_B2s", 2, 4],
    ["Standard_B1ms", 1, 2],
    ["Standard_B4ms", 4, 8],
    ["Standard_B2ats_v2", 2, 1],
    ["Standard_E8-2ds_v5", 2, 48],
    ["Standard_F2s_v2", 2, 4],
    ["Standard_DC4s_v2", 4, 16],
    ["Standard_DC4as_cc_v5", 4, 16],
    ["Standard_M8ms", 8, 56],
    ["Standard_L8s_v3", 8, 64],
    ["Standard_NC24ads_A100_v4", 24, 168],
    ["Standard_NC4as_T4_v3", 4, 28],
    ["Standard_ND96isr_H100_v5", 96, 672],
  ])("%s has %i cores and at least %i GiB", (name, cores, memory) => {
    expect(sizeOf(name)).toMatchObject({ cores, memory });
  });

  test.each(["Standard_Z4s_v9", "D4ds_v5", "Standard_D4ds_v99", "${var.size}", ""])("lacks %j", (name) => {
    expect(sizeOf(name)).toBeUndefined();
  });

  test("has each family once, and no size in two of them", () => {
    const names = SIZE_FAMILIES.map(({ name }) => name);
    expect(new Set(names).size).toBe(names.length);
    for (const size of ["d4ds_v5", "d4ps_v5", "e4ds_v5", "dc4s_v2", "nv4as_v4", "b2s_v2", "f4s_v2"]) {
      const matching = SIZE_FAMILIES.filter(({ pattern }) => new RegExp(`^${pattern}$`).test(size));
      expect(matching.length, size).toBe(1);
    }
  });

  test.each([
    ["Standard_D4ps_v5", ["Arm64"]],
    ["Standard_B2pls_v2", ["Arm64", "burstable"]],
    ["Standard_B2ms", ["burstable"]],
    ["Standard_DC4s_v2", ["DCsv2"]],
    ["Standard_D4as_v5", undefined],
  ])("knows the traits of %s", (name, traits) => {
    expect(sizeOf(name)?.family.traits).toEqual(traits);
  });

  test.each([
    ["Standard_NC24ads_A100_v4", true],
    ["Standard_NV36ads_A10_v5", true],
    ["Standard_ND96isr_MI300X_v5", false],
    ["Standard_NV8as_v4", false],
    ["Standard_NV24ads_V710_v5", false],
    ["Standard_NG32ads_V620_v1", false],
    ["Standard_NP10s", false],
    ["Standard_D4ds_v5", false],
    ["Standard_NX9_v9", true],
  ])("%s needs NVIDIA's drivers: %s", (name, needed) => {
    expect(needsNvidiaDrivers(name)).toBe(needed);
    const gpu = sizeOf(name)?.family.gpu;
    if (sizeOf(name) !== undefined) expect(gpu === "NVIDIA").toBe(needed);
  });
});

describe("the table of local disks", () => {
  test.each([
    ["Standard_D2ds_v5", 75],
    ["Standard_D4ds_v5", 150],
    ["Standard_D8ds_v4", 300],
    ["Standard_E2bds_v5", 75],
    ["Standard_E8-2ds_v5", 300],
    ["Standard_D2ads_v6", 110],
    ["Standard_D4pds_v5", 150],
    ["Standard_D8s_v3", 200],
    ["Standard_DS2_v2", 86],
    ["Standard_DS3_v2", 172],
    ["Standard_F4s_v2", 64],
    ["Standard_D4s_v4", 0],
    ["Standard_D4as_v5", 0],
    ["Standard_D4ls_v6", 0],
    ["Standard_E4bs_v5", 0],
    ["Standard_B4ms", 0],
    ["Standard_B2s_v2", 0],
  ])("%s has room for %i GB", (name, gb) => {
    expect(localDiskOf(name)).toBe(gb);
  });

  test.each(["Standard_D4as_v4", "Standard_DC4as_v5", "Standard_NC4as_T4_v3", "Standard_L8s_v3", "unknown"])(
    "lacks %s",
    (name) => {
      expect(localDiskOf(name)).toBeUndefined();
    },
  );

  test("has no size in two rows", () => {
    for (const size of [
      "d4ds_v5",
      "d4s_v5",
      "e4bds_v5",
      "d4s_v4",
      "d4s_v3",
      "ds2_v2",
      "f4s_v2",
      "b2ms",
      "d4ads_v7",
    ])
      expect(LOCAL_DISKS.filter(({ pattern }) => new RegExp(`^${pattern}$`).test(size)).length, size).toBe(1);
  });
});
