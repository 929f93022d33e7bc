import { expect, test } from "vitest";
import { Console } from "../support/console.js";
import { node } from "../support/fleet.js";

test("watch reconciles until it is stopped, one line a round where there is no terminal", async () => {
  const console = new Console().seed([node(1)], []);
  console.onOutput = (stdout) => {
    if (stdout.split("\n").length > 3) console.stop.abort();
  };
  const { exitCode, stdout } = await console.run("watch", "--config", await console.config());
  const lines = stdout.trim().split("\n");
  expect(exitCode).toBe(0);
  // Rounds are of a virtual clock: on a busy machine some more pass until the process stops.
  expect(lines.length).toBeGreaterThanOrEqual(3);
  expect(lines[0]).toContain("shop  applied  +1 ~0 -0");
  expect(lines[1]).toContain("shop  in-step");
});

test("serve reports that it listens on loopback, and exits with 0 when it is stopped", async () => {
  const console = new Console().seed([node(1)], []);
  setTimeout(() => {
    console.stop.abort();
  }, 200);
  const { exitCode, stderr } = await console.run("serve", "--config", await console.config(), "--port", "0");
  expect(exitCode).toBe(0);
  expect(stderr).toMatch(/listens on http:\/\/127\.0\.0\.1:\d+\/api\/alerts/);
});
