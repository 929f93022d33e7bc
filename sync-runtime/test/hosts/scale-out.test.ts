import { test } from "vitest";
import { scaleOut } from "./scale-out.js";

test("four processes on one queue bring 30 targets in step under churn", { timeout: 180_000 }, async () => {
  await scaleOut(30, 30);
});
