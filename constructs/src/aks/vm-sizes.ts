import { knownText } from "../core/known.js";

/** Who makes the GPU of a size: NVIDIA's drivers are installed by AKS, AMD's by an operator in the cluster. */
export type GpuVendor = "AMD" | "NVIDIA";

/** Sizes of virtual machines that share their hardware. */
export interface SizeFamily {
  /** Name in Azure's documentation. */
  readonly name: string;
  /** Names of the sizes after `Standard_`, in lower case; the first group is the number of cores. */
  readonly pattern: string;
  /** Memory per core in GiB, rounded down where sizes of the family differ. */
  readonly memoryPerCore: number;
  /** Sizes whose number is not that of their cores: cores and GiB by number. @default the number is that of the cores */
  readonly exceptions?: Readonly<Record<string, readonly [cores: number, memory: number]>>;
  /** @default none */
  readonly gpu?: GpuVendor;
  /** @default none */
  readonly traits?: readonly SizeTrait[];
}

/** What checks ask of a size. */
export type SizeTrait = "Arm64" | "burstable" | "confidential" | "DCsv2" | "TDX";

/** When the table was true. */
export const SIZES_AS_OF = "2026-08-21";

/** Number of cores, and of those that remain where some are switched off (`E8-2ds_v5` has two). */
const N = String.raw`\d+(?:-(\d+))?`;

/**
 * Families of sizes. Sources: virtual machines documentation, sizes overview with the page of each series, and naming
 * conventions (`p`: Arm64, `l`: 2 GiB per core, `m`: 8 or more).
 */
export const SIZE_FAMILIES: readonly SizeFamily[] = [
  { name: "Av2", pattern: `a${N}_v2`, memoryPerCore: 2 },
  { name: "Amv2", pattern: `a${N}m_v2`, memoryPerCore: 8 },
  {
    name: "B (1 GiB or less)",
    pattern: `b${N}l?s`,
    memoryPerCore: 0.5,
    traits: ["burstable"],
    exceptions: { 2: [2, 4] },
  },
  { name: "Bms", pattern: `b${N}ms`, memoryPerCore: 2, traits: ["burstable"] },
  { name: "Btsv2, Batsv2", pattern: `b${N}a?ts_v2`, memoryPerCore: 0.5, traits: ["burstable"] },
  { name: "Blsv2, Balsv2", pattern: `b${N}a?ls_v2`, memoryPerCore: 2, traits: ["burstable"] },
  { name: "Bsv2, Basv2", pattern: `b${N}a?s_v2`, memoryPerCore: 4, traits: ["burstable"] },
  { name: "Bptsv2", pattern: `b${N}pts_v2`, memoryPerCore: 0.5, traits: ["Arm64", "burstable"] },
  { name: "Bplsv2", pattern: `b${N}pls_v2`, memoryPerCore: 2, traits: ["Arm64", "burstable"] },
  { name: "Bpsv2", pattern: `b${N}ps_v2`, memoryPerCore: 4, traits: ["Arm64", "burstable"] },
  {
    name: "Dv2, DSv2",
    pattern: `ds?(?:${N})_v2(?:_promo)?`,
    memoryPerCore: 3.5,
    exceptions: {
      1: [1, 3.5],
      2: [2, 7],
      3: [4, 14],
      4: [8, 28],
      5: [16, 56],
      11: [2, 14],
      12: [4, 28],
      13: [8, 56],
      14: [16, 112],
      15: [20, 140],
    },
  },
  { name: "DCsv2", pattern: `dc${N}s?_v2`, memoryPerCore: 4, traits: ["DCsv2"] },
  { name: "DCsv3, DCdsv3", pattern: `dc${N}d?s_v3`, memoryPerCore: 8 },
  { name: "DCa", pattern: `dc${N}ad?s_v[5-7]`, memoryPerCore: 4, traits: ["confidential"] },
  { name: "DCe", pattern: `dc${N}ed?s_v[5-7]`, memoryPerCore: 4, traits: ["TDX"] },
  // Their machines are not confidential: those that they start are.
  { name: "DCa cc", pattern: `dc${N}ad?s_cc_v[5-7]`, memoryPerCore: 4 },
  { name: "ECa cc", pattern: `ec${N}i?ad?s_cc_v[5-7]`, memoryPerCore: 6 },
  { name: "ECa", pattern: `ec${N}i?ad?s_v[5-7]`, memoryPerCore: 6, traits: ["confidential"] },
  { name: "ECe", pattern: `ec${N}i?ed?s_v[5-7]`, memoryPerCore: 6, traits: ["TDX"] },
  { name: "Dv3, Dsv3", pattern: `d${N}s?_v3`, memoryPerCore: 4 },
  { name: "Dv4 and newer", pattern: `d${N}a?d?s?_v[4-7]`, memoryPerCore: 4 },
  { name: "Dn and Dan", pattern: `d${N}a?n?d?s_v[6-7]`, memoryPerCore: 4 },
  { name: "Dlv5 and newer", pattern: `d${N}(?:a|n)?ld?s_v[5-7]`, memoryPerCore: 2 },
  {
    name: "Dpsv5 and newer",
    pattern: `d${N}pn?d?s_v[5-7]`,
    memoryPerCore: 4,
    traits: ["Arm64"],
    exceptions: { 64: [64, 208] },
  },
  { name: "Dplsv5 and newer", pattern: `d${N}pln?d?s_v[5-7]`, memoryPerCore: 2, traits: ["Arm64"] },
  { name: "Ev3 and newer", pattern: `e${N}i?(?:a|b|n)?d?i?s?_v[3-7]`, memoryPerCore: 6 },
  { name: "Epsv5 and newer", pattern: `e${N}pn?d?s_v[5-7]`, memoryPerCore: 6, traits: ["Arm64"] },
  { name: "Fs", pattern: `f${N}s?`, memoryPerCore: 2 },
  { name: "Fsv2", pattern: `f${N}s_v2`, memoryPerCore: 2 },
  { name: "Falsv6 and newer", pattern: `f${N}ald?s_v[6-7]`, memoryPerCore: 2 },
  { name: "Fasv6 and newer", pattern: `f${N}ad?s_v[6-7]`, memoryPerCore: 4 },
  { name: "Famsv6 and newer", pattern: `f${N}amd?s_v[6-7]`, memoryPerCore: 8 },
  { name: "FX", pattern: `fx${N}md?s(?:_v2)?`, memoryPerCore: 19 },
  { name: "HB, HC, HX", pattern: `h[bcx]${N}r?s(?:_v[2-5])?`, memoryPerCore: 1.2 },
  { name: "L", pattern: `l${N}a?o?s_v[2-4]`, memoryPerCore: 8 },
  { name: "M", pattern: `m${N}(?:[a-z]*)(?:_\\w+)?(?:_v[2-3])?`, memoryPerCore: 6 },
  {
    name: "NC",
    pattern: `ncc?${N}r?a?d?i?s(?:_(?:t4|a10|a100|h100))?_v[3-5]`,
    memoryPerCore: 7,
    gpu: "NVIDIA",
    exceptions: { 64: [64, 440] },
  },
  {
    name: "NC RTX PRO 6000",
    pattern: `nc${N}(?:ld?|d)?s_(?:xl_)?rtxpro6000bse_v6`,
    memoryPerCore: 1.7,
    gpu: "NVIDIA",
  },
  {
    name: "ND",
    pattern: `nd${N}[a-z]*(?:_(?:a100|h100|h200|(?:ndr_)?gb200|gb300))?(?:_v[2-6])?`,
    memoryPerCore: 6,
    gpu: "NVIDIA",
  },
  { name: "ND MI300X", pattern: `nd${N}isr?_mi300x_v5`, memoryPerCore: 19, gpu: "AMD" },
  { name: "NV", pattern: `nv${N}s_v3`, memoryPerCore: 9, gpu: "NVIDIA" },
  { name: "NV A10", pattern: `nv${N}(?:ad|adm)s_a10_v5`, memoryPerCore: 9, gpu: "NVIDIA" },
  { name: "NVv4", pattern: `nv${N}as_v4`, memoryPerCore: 3.5, gpu: "AMD" },
  { name: "NV V710", pattern: `nv${N}adm?s_v710_v5`, memoryPerCore: 4, gpu: "AMD" },
  { name: "NG", pattern: `ng${N}a?d?m?s_v620_v1`, memoryPerCore: 2, gpu: "AMD" },
  { name: "NP (FPGA)", pattern: `np${N}s`, memoryPerCore: 16 },
];

const PATTERNS: readonly (readonly [SizeFamily, RegExp])[] = SIZE_FAMILIES.map((family) => [
  family,
  new RegExp(`^standard_${family.pattern}$`),
]);

/** What is known of a size. */
export interface VmSize {
  readonly family: SizeFamily;
  /** Virtual cores. */
  readonly cores: number;
  /** Virtual cores with those that are switched off, which do not change the machine's disks. */
  readonly nominalCores: number;
  /** Memory in GiB, rounded down. */
  readonly memory: number;
}

/** The size of a name, whose case Azure ignores; undefined where the table lacks its family, or where it is not known here. */
export function sizeOf(vmSize: string): VmSize | undefined {
  const name = (knownText(vmSize) ?? "").toLowerCase();
  for (const [family, pattern] of PATTERNS) {
    const match = pattern.exec(name);
    if (!match) continue;
    const number = Number(/\d+/.exec(name)?.[0]);
    const [cores, memory] = family.exceptions?.[number] ?? [number, number * family.memoryPerCore];
    const active = match[1] === undefined ? cores : Number(match[1]);
    return { family, cores: active, nominalCores: cores, memory: Math.floor(memory) };
  }
  return undefined;
}

/** Sizes with GPUs that can be shared: A100, H100 and H200. Source: AKS documentation, multi-instance GPU. */
const SHARED_GPU = /^standard_(?:nc.*_(?:a100|h100)_v\d|nd.*_(?:a100|h100|h200)_v\d|nd\d+asr_v4)$/;

/** Whether pods may get a share of a GPU on machines of a size; undefined where the size is not known here. */
export function sharesGpus(vmSize: string): boolean | undefined {
  return sizeOf(vmSize) && SHARED_GPU.test((knownText(vmSize) ?? "").toLowerCase());
}

/** Whether machines of a size need the drivers of NVIDIA's GPUs, which nodes download. */
export function needsNvidiaDrivers(vmSize: string): boolean {
  const name = (knownText(vmSize) ?? "").toLowerCase();
  return NVIDIA.test(name) && !OTHERS.test(name);
}

/** Sizes with accelerators, as a pattern that Terraform takes too. */
export const ACCELERATED_SIZES = "^standard_n";
/** Those among them whose accelerators are not NVIDIA's: patterns of Terraform have no lookahead. */
export const ACCELERATED_BY_OTHERS = "^standard_(ng|np|nv[0-9]+as_v4$|nv.*_v710|nd.*_mi[0-9])";

const NVIDIA = new RegExp(ACCELERATED_SIZES);
const OTHERS = new RegExp(ACCELERATED_BY_OTHERS);
