import { test } from "vitest";
import { longUse } from "./support/long-use.js";

test("10,000 resources and 90,000 requests leave nothing behind but the resources", async () => {
  await longUse(10_000, 90_000);
});
