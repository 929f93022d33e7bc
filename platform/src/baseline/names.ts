/** Names of baselines, the newest first. */
export const BASELINE_NAMES = ["2026-11", "relaxed"] as const;

/** What `init` writes, and what the documentation advises. */
export const NEWEST_BASELINE = BASELINE_NAMES[0];
