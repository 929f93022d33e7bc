import { knownText } from "../core/known.js";
import { sizeOf } from "./vm-sizes.js";

/** Sizes whose local disk, or cache, is of one size per core. */
export interface LocalDiskRow {
  /** The sizes, in words. */
  readonly name: string;
  /** Names of the sizes after `Standard_`, in lower case. */
  readonly pattern: string;
  /** GiB per core that an ephemeral disk can take; 0 where there is none. */
  readonly perCore: number;
}

/** Number of cores, and of those that remain where some are switched off. */
const N = String.raw`\d+(?:-\d+)?`;

/**
 * What an ephemeral disk of the operating system can take, of the sizes for which it is known. Sources: virtual machines
 * documentation, naming conventions (`d`: a local disk) and the page of each series; AKS documentation, storage concepts;
 * Azure/AKS #2068 (burstable sizes), #2699 (Dsv3); Azure/AKS-Construction #592 (DSv2).
 */
export const LOCAL_DISKS: readonly LocalDiskRow[] = [
  { name: "B", pattern: `b${N}[a-z]*(?:_v2)?`, perCore: 0 },
  { name: "Dv4, Dsv4, Ev4, Esv4", pattern: `[de]${N}i?s?_v4`, perCore: 0 },
  { name: "D and E without d, v5 and newer", pattern: `[de]${N}[^d_]*_v[5-7]`, perCore: 0 },
  { name: "D and E with d, v4 and v5", pattern: `[de]${N}[^d_]*d[^_]*_v[45]`, perCore: 37.5 },
  { name: "D and E with d, v6 and newer", pattern: `[de]${N}[^d_]*d[^_]*_v[67]`, perCore: 55 },
  { name: "Dsv3, Esv3", pattern: `[de]${N}s_v3`, perCore: 25 },
  { name: "DS1_v2 to DS5_v2", pattern: "ds[1-5]_v2", perCore: 43 },
  { name: "Fsv2", pattern: `f${N}s_v2`, perCore: 16 },
];

const PATTERNS = LOCAL_DISKS.map(({ pattern, perCore }) => ({
  pattern: new RegExp(`^standard_${pattern}$`),
  perCore,
}));

/** GiB of an ephemeral disk without a size of its own. Source: AKS documentation, storage concepts, default OS disk sizing. */
export const EPHEMERAL_DEFAULT = 128;

/** The largest ephemeral disk of a size in GiB; undefined where it is not known. */
export function localDiskOf(vmSize: string): number | undefined {
  const name = (knownText(vmSize) ?? "").toLowerCase();
  const row = PATTERNS.find(({ pattern }) => pattern.test(name));
  const size = sizeOf(vmSize);
  return row === undefined || size === undefined ? undefined : Math.floor(row.perCore * size.nominalCores);
}
