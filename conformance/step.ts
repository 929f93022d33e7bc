import type { Kit } from "./kit.ts";

/** An independent part of the run: it creates what it needs, which is deleted with the group. */
export interface Step {
  readonly name: string;
  /** What it does, for the plan. */
  readonly does: string;
  /** Beginnings of the rows of simulator/SPEC.md that its answers settle. */
  readonly settles: readonly string[];
  readonly minutes: number;
  /** US dollars, list prices of West Europe in November 2026, rounded up. */
  readonly cost: number;
  readonly run: (kit: Kit) => Promise<void>;
}

export function route(name: string, addressPrefix: string, nextHopIpAddress?: string): object {
  return {
    name,
    properties: {
      addressPrefix,
      ...(nextHopIpAddress === undefined
        ? { nextHopType: "None" }
        : { nextHopType: "VirtualAppliance", nextHopIpAddress }),
    },
  };
}

/** `count` routes without a hop, from 10.0.0.0/24 on. */
export function routes(count: number): object[] {
  return Array.from({ length: count }, (_, i) => route(`route-${i}`, `10.${i >> 8}.${i & 255}.0/24`));
}
