import { readFile } from "node:fs/promises";
import { expect, test } from "vitest";
import { mapAtMost } from "../../src/hosts/pool.js";
import { hostileRequests } from "../support/hostile-requests.js";
import { raw } from "../support/raw-http.js";
import { configFile, RouteSync } from "../support/route-sync-process.js";

const REQUESTS = 10_000;

test("ten thousand hostile requests leak neither memory nor connections", { timeout: 600_000 }, async () => {
  const serve = new RouteSync(
    ["serve", "--config", await configFile(), "--port", "0", "--log-level", "silent"],
    {
      ROUTE_SYNC_ARM_ENDPOINT: "https://127.0.0.1:1",
    },
  );
  const port = await serve.port();
  const quick = hostileRequests.filter(({ name }) => !name.includes("5,000 headers"));
  const attack = (count: number): Promise<unknown> =>
    mapAtMost(
      50,
      Array.from({ length: count }, (_, n) => n),
      (n) => raw(port, quick[n % quick.length]!, 12_000),
    );

  // The first thousand warm it up: buffers, compiled code, the pools of sockets.
  await attack(1_000);
  const before = await memoryOf(serve);
  await attack(REQUESTS);
  const health = await fetch(`http://127.0.0.1:${port}/healthz`);
  expect(health.status).toBe(200);
  const after = await memoryOf(serve);
  expect(after.megabytes - before.megabytes).toBeLessThan(48);
  expect(after.handles).toBeLessThanOrEqual(before.handles + 60);
  expect((await serve.stop()).exitCode).toBe(0);
});

/** What the kernel says of the process. */
async function memoryOf({ child }: RouteSync): Promise<{ megabytes: number; handles: number }> {
  const { readdir } = await import("node:fs/promises");
  const status = await readFile(`/proc/${child.pid}/status`, "utf8");
  const kilobytes = Number(/VmRSS:\s+(\d+)/.exec(status)?.[1]);
  return { megabytes: kilobytes / 1024, handles: (await readdir(`/proc/${child.pid}/fd`)).length };
}
