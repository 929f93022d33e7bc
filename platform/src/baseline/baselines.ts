import { DEFAULTS } from "@aks-topology/constructs/internal";
import type { DiagnosticsSpec } from "../schema/diagnostics.js";

/** What applies where a file has no key, by the baseline that it names. */
export interface Baseline {
  readonly diagnostics?: DiagnosticsSpec;
}

/**
 * Defaults by date. Those of a date never change, since they decide about platforms that live: what is added later gets
 * another date. `relaxed` has what applied before there were baselines, as a file without the key.
 */
export const BASELINES = {
  "2026-11": {
    diagnostics: { workspace: { retentionDays: DEFAULTS.diagnostics.retentionDays } },
  },
  relaxed: {},
} as const satisfies Readonly<Record<string, Baseline>>;

export type BaselineName = keyof typeof BASELINES;

/** The names, the newest first. */
export const BASELINE_NAMES = ["2026-11", "relaxed"] as const satisfies readonly BaselineName[];

/** What `init` writes, and what the documentation advises. */
export const NEWEST_BASELINE: BaselineName = "2026-11";
