import { expect, test } from "vitest";
import { campaign, rarely, summary } from "./campaign.js";

// Half of the schedules; the other half runs at the same time, in a process of its own.
test(
  "ten thousand schedules of faults, rivals and a busy AKS break nothing (2 of 2)",
  { timeout: 1_800_000 },
  async () => {
    const result = await campaign(10001, 10_000);
    process.stdout.write(summary(result));
    expect(result.failures).toEqual([]);
    expect(rarely(result, 100)).toEqual([]);
  },
);
