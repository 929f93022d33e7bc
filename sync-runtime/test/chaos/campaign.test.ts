import { expect, test } from "vitest";
import { campaign, rarely, summary } from "./campaign.js";

// The first of the 20,000 schedules that `npm run test:deep` runs; CHAOS_SEED=N replays any one of them.
test("schedules of faults, rivals and a busy AKS break nothing", { timeout: 300_000 }, async () => {
  const result = await campaign(1, 50);
  process.stdout.write(summary(result));
  expect(result.failures).toEqual([]);
  expect(rarely(result, 1)).toEqual([]);
});
