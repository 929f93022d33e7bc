import { describe, expect, test } from "vitest";
import { LOCAL_DISKS, localDiskOf } from "../../src/aks/local-disks.js";
import { needsNvidiaDrivers, sharesGpus, SIZE_FAMILIES, sizeOf } from "../../src/aks/vm-sizes.js";

/** Sizes of every family, with what the table says of them: the memory is rounded down where sizes of a family differ. */
const SIZES: readonly (readonly [name: string, cores: number, memory: number])[] = [
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
  ["Standard_M8ms", 8, 48],
  ["Standard_L8s_v3", 8, 64],
  ["Standard_NC24ads_A100_v4", 24, 168],
  ["Standard_NC4as_T4_v3", 4, 28],
  ["Standard_ND96isr_H100_v5", 96, 576],
  ["Standard_A2m_v2", 2, 16],
  ["Standard_B2ls_v2", 2, 4],
  ["Standard_B4as_v2", 4, 16],
  ["Standard_B2pts_v2", 2, 1],
  ["Standard_B2pls_v2", 2, 4],
  ["Standard_B2ps_v2", 2, 8],
  ["Standard_DC4s_v3", 4, 32],
  ["Standard_DC4ads_v5", 4, 16],
  ["Standard_DC4es_v6", 4, 16],
  ["Standard_EC8eds_v5", 8, 48],
  ["Standard_EC4ads_cc_v5", 4, 24],
  ["Standard_EC4as_v5", 4, 24],
  ["Standard_EC96ias_v5", 96, 576],
  ["Standard_D4nds_v6", 4, 16],
  ["Standard_D4nls_v6", 4, 8],
  ["Standard_D2pls_v5", 2, 4],
  ["Standard_D64ps_v5", 64, 208],
  ["Standard_E2ps_v5", 2, 12],
  ["Standard_F2s", 2, 4],
  ["Standard_F2als_v6", 2, 4],
  ["Standard_F2as_v6", 2, 8],
  ["Standard_F2ams_v6", 2, 16],
  ["Standard_FX4mds", 4, 76],
  ["Standard_HB120-16rs_v3", 16, 144],
  ["Standard_NC64as_T4_v3", 64, 440],
  ["Standard_NC8ads_A10_v4", 8, 56],
  ["Standard_NCC40ads_H100_v5", 40, 280],
  ["Standard_NC72lds_xl_RTXPRO6000BSE_v6", 72, 122],
  ["Standard_ND128isr_NDR_GB200_v6", 128, 768],
  ["Standard_ND96isr_MI300X_v5", 96, 1824],
  ["Standard_NV12s_v3", 12, 108],
  ["Standard_NV36ads_A10_v5", 36, 324],
  ["Standard_NV8as_v4", 8, 28],
  ["Standard_NV28adms_V710_v5", 28, 112],
  ["Standard_NG32ads_V620_v1", 32, 64],
  ["Standard_NP10s", 10, 160],
];

describe("the table of sizes", () => {
  test.each(SIZES)("%s has %i cores and at least %i GiB", (name, cores, memory) => {
    expect(sizeOf(name)).toMatchObject({ cores, memory });
  });

  test.each(["Standard_Z4s_v9", "D4ds_v5", "Standard_D4ds_v99", "${var.size}", ""])("lacks %j", (name) => {
    expect(sizeOf(name)).toBeUndefined();
  });

  test("has each family once, a size of each above, and no size in two of them", () => {
    const families = SIZES.map(([size]) => {
      const matching = SIZE_FAMILIES.filter(({ pattern }) =>
        new RegExp(`^standard_${pattern}$`, "i").test(size),
      );
      expect(matching.length, size).toBe(1);
      return matching[0]?.name;
    });
    expect(new Set(families)).toEqual(new Set(SIZE_FAMILIES.map(({ name }) => name)));
    expect(new Set(families).size).toBe(SIZE_FAMILIES.length);
  });

  test.each([
    ["Standard_D4ps_v5", ["Arm64"]],
    ["Standard_B2pls_v2", ["Arm64", "burstable"]],
    ["Standard_B2ms", ["burstable"]],
    ["Standard_DC4s_v2", ["DCsv2"]],
    ["Standard_DC4as_v5", ["confidential"]],
    ["Standard_EC96iads_v5", ["confidential"]],
    ["Standard_DC4as_cc_v5", undefined],
    ["Standard_EC8eds_v5", ["TDX"]],
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
    const size = sizeOf(name);
    if (size !== undefined) expect(size.family.gpu === "NVIDIA").toBe(needed);
  });
});

test.each([
  ["Standard_NC24ads_A100_v4", true],
  ["Standard_NC40ads_H100_v5", true],
  ["Standard_ND96asr_v4", true],
  ["Standard_ND96amsr_A100_v4", true],
  ["Standard_ND96isr_H200_v5", true],
  ["Standard_NC4as_T4_v3", false],
  ["Standard_NV36ads_A10_v5", false],
  ["Standard_ND96isr_MI300X_v5", false],
  ["Standard_D4ds_v5", false],
  ["Standard_NX9_v9", undefined],
])("%s shares its GPUs: %s", (name, shares) => {
  expect(sharesGpus(name)).toBe(shares);
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
