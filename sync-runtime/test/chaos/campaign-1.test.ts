import { expect, test } from "vitest";
import { campaign, summary } from "./campaign.js";

// Half of the schedules; the other half runs beside it, in a process of its own.
test(
  "a thousand schedules of faults, rivals and a busy AKS break nothing",
  { timeout: 300_000 },
  async () => {
    const result = await campaign(1, 1000);
    process.stdout.write(summary(result));
    expect(result.failures).toEqual([]);
    if (process.env["CHAOS_SEED"] !== undefined) return;
    expect([...result.faults].filter(([, times]) => times < 50)).toEqual([]);
  },
);
