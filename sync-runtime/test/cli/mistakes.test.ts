import { Server } from "node:net";
import { afterEach, describe, expect, test, vi } from "vitest";
import { StorageWakeQueue } from "../../src/adapters/azure/storage-wake-queue.js";
import { connectAzure, connectDoctor } from "../../src/adapters/azure/connect.js";
import { systemClock } from "../../src/adapters/system-clock.js";
import { Console } from "../support/console.js";

afterEach(() => {
  vi.unstubAllEnvs();
  vi.restoreAllMocks();
});

describe("AZURE_TOKEN_CREDENTIALS that names no credential", () => {
  test.each([
    ["route tables", connectAzure],
    ["the doctor", connectDoctor],
  ])("is a mistake of the configuration, not quoted: %s", async (_, connect) => {
    vi.stubEnv("AZURE_TOKEN_CREDENTIALS", "p4ssw0rd");
    const error: unknown = await connect({}, systemClock).catch((thrown: unknown) => thrown);
    expect(error).toMatchObject({
      code: "CONFIG_INVALID",
      fault: "config",
      message: expect.stringContaining("AZURE_TOKEN_CREDENTIALS") as unknown,
    });
    expect(String(error)).not.toMatch(/p4ssw0rd/);
  });
});

describe("serve on an address that this machine does not have", () => {
  test.each([
    ["EAFNOSUPPORT", "listen", /this machine has no addresses of that kind/],
    ["EPROTONOSUPPORT", "listen", /EPROTONOSUPPORT/],
    ["EAI_FAMILY", "getaddrinfo", /EAI_FAMILY/],
  ])("%s of %s is an error of usage", async (code, syscall, message) => {
    vi.spyOn(Server.prototype, "listen").mockImplementation(function (this: Server) {
      process.nextTick(() => this.emit("error", Object.assign(new Error(code), { code, syscall })));
      return this;
    });
    const console = new Console();
    const { exitCode, stderr } = await console.run(
      "serve",
      "--config",
      await console.config(),
      "--host",
      "::",
    );
    expect([exitCode, stderr]).toEqual([
      1,
      expect.stringMatching(/^error USAGE {2}Cannot listen on :: port 8080: /),
    ]);
    expect(stderr).toMatch(message);
  });
});

test("a wake queue whose account cannot be used fails by its calls, with a code", async () => {
  const account = { kind: "connection-string", connectionString: "garbage" } as const;
  const queue = new StorageWakeQueue(account, "route-sync", () => "", systemClock);
  await expect(queue.now()).rejects.toMatchObject({ code: "QUEUE_UNAVAILABLE" });
});
