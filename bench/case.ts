/** One figure. `limit` null: reported for comparison, without a limit. */
export interface Figure {
  readonly name: string;
  readonly value: number;
  readonly unit: string;
  readonly limit: number | null;
  readonly ok: boolean;
}

export interface BenchOptions {
  /** Fewer repetitions and smaller fleets; the same figures. */
  readonly quick: boolean;
}

/** A benchmark: figures that belong together, because one run gives them. */
export interface Case {
  readonly name: string;
  run(options: BenchOptions): Promise<readonly Figure[]>;
}

/** A figure that must not exceed its limit. */
export function atMost(limit: number, name: string, value: number, unit: string): Figure {
  return { name, value: rounded(value), unit, limit, ok: value <= limit };
}

/** A figure to compare with. */
export function forComparison(name: string, value: number, unit: string): Figure {
  return { name, value: rounded(value), unit, limit: null, ok: true };
}

export function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? Number.NaN;
}

function rounded(value: number): number {
  return Math.round(value * 1000) / 1000;
}
