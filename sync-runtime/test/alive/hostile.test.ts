import { connect } from "node:net";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { hostileRequests } from "../support/hostile-requests.js";
import { raw } from "../support/raw-http.js";
import { configFile, RouteSync } from "../support/route-sync-process.js";

describe("serve, before requests that no honest client sends", () => {
  let serve: RouteSync;
  let port: number;

  beforeAll(async () => {
    const config = await configFile();
    serve = new RouteSync(["serve", "--config", config, "--port", "0", "--log-level", "error"], {
      // Nothing answers there: what is under test is the endpoint.
      ROUTE_SYNC_ARM_ENDPOINT: "https://127.0.0.1:1",
    });
    port = await serve.port();
  });
  afterAll(async () => {
    expect((await serve.stop()).exitCode).toBe(0);
  });

  const healthy = async (): Promise<number> => (await fetch(`http://127.0.0.1:${port}/healthz`)).status;

  test("there are at least a hundred of them", () => {
    expect(new Set(hostileRequests.map(({ parts }) => parts.join(""))).size).toBeGreaterThanOrEqual(100);
  });

  test.each(hostileRequests)("$name", async (request) => {
    const { status, text } = await raw(port, request);
    expect(status === null || (status >= 400 && status < 500), text).toBe(true);
    expect(await healthy()).toBe(200);
  });

  test("a body that comes too slowly is answered with 408, in ten seconds and not in a minute", async () => {
    const started = performance.now();
    const { status } = await raw(port, {
      name: "slow",
      parts: ["POST /api/alerts HTTP/1.1\r\nHost: x\r\nContent-Length: 1000\r\n\r\n", ..."slowly".split("")],
      pauseMs: 1_000,
    });
    expect(status === 408 || status === null).toBe(true);
    expect(performance.now() - started).toBeLessThan(15_000);
    expect(await healthy()).toBe(200);
  });

  test("five hundred at once, while five hundred connections say nothing", async () => {
    const silent = Array.from({ length: 500 }, () => connect(port, "127.0.0.1").on("error", () => undefined));
    const answers = await Promise.all(
      Array.from({ length: 500 }, (_, n) => raw(port, hostileRequests[n % hostileRequests.length]!)),
    );
    expect(answers.every(({ status }) => status === null || (status >= 400 && status < 500))).toBe(true);
    expect(await healthy()).toBe(200);
    for (const socket of silent) socket.destroy();
  });
});

test("an unhandled rejection, as in a library, is reported, and serve continues", async () => {
  const serve = new RouteSync(["serve", "--config", await configFile(), "--port", "0"], {
    ROUTE_SYNC_ARM_ENDPOINT: "https://127.0.0.1:1",
    NODE_OPTIONS: `--import ${new URL("../support/stray-rejection.mjs", import.meta.url).href}`,
  });
  const port = await serve.port();
  serve.child.kill("SIGUSR2");
  await serve.until(/a rejection without a handler/);
  expect((await fetch(`http://127.0.0.1:${port}/healthz`)).status).toBe(200);
  expect((await serve.stop()).exitCode).toBe(0);
});
