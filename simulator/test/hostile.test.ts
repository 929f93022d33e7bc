import { connect } from "node:net";
import { connect as connectTls } from "node:tls";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { VirtualClock } from "../src/index.js";
import { GROUP, SUB, TABLE, TestArm } from "./support/arm.js";
import { SimulatorProcess } from "./support/process.js";

let sim: SimulatorProcess;

beforeAll(async () => {
  sim = await SimulatorProcess.start();
});

afterAll(async () => {
  await sim.stop();
});

/** How long half a request is left without an answer. */
const PATIENCE_MS = 2_000;

/** Sends bytes as they are, perhaps in parts. */
function raw(port: "tls" | "proxy", ...parts: readonly string[]): Promise<string> {
  return answerTo(port, parts, PATIENCE_MS);
}

/** @returns the first line of the answer; "" for a closed connection, or where none came in time */
function answerTo(port: "tls" | "proxy", parts: readonly string[], patienceMs: number): Promise<string> {
  const { hostname, port: number } = new URL(port === "tls" ? sim.url : (sim.env["HTTPS_PROXY"] ?? ""));
  return new Promise((resolve) => {
    const socket =
      port === "tls"
        ? connectTls({ host: hostname, port: Number(number), ca: sim.ca })
        : connect(Number(number), hostname);
    let text = "";
    const done = (): void => {
      clearTimeout(timer);
      socket.destroy();
      resolve(text.split("\r\n")[0] ?? "");
    };
    const timer = setTimeout(done, patienceMs);
    socket.on("data", (chunk: Buffer) => {
      text += chunk.toString("latin1");
      if (text.includes("\r\n\r\n")) done();
    });
    socket.on("error", done);
    socket.on("close", done);
    socket.on(port === "tls" ? "secureConnect" : "connect", () => {
      for (const part of parts)
        if (part === ABORT) socket.destroy();
        else socket.write(part, "latin1");
    });
  });
}

const ABORT = "\0abort";
const HOST = "Host: x\r\nAuthorization: Bearer t\r\n";

const TARGETS = [
  "//",
  "///",
  "http://",
  "https://",
  "//[",
  "http://[",
  "http://[::1",
  "*",
  "/%",
  "/%zz",
  "/%E0%A4%A",
  "/%00",
  "/\\",
  "/..",
  "/../../..",
  "?",
  "/?",
  "/?api-version",
  "/#",
  "http://x:99999/",
  "http://a b/",
  "/_sim",
  "/_sim/",
  "/_sim/../..",
  "/_sim/constructor",
  "/subscriptions",
  "/subscriptions/",
  `/subscriptions/${SUB}/resourceGroups//providers/`,
  "/subscriptions/__proto__",
  "/__proto__",
  "/constructor/oauth2/token",
  "/msi/token",
  "/metadata/endpoints?api-version=%",
  `${TABLE}?api-version=`,
  `${TABLE}?api-version=9999-99-99`,
  `/${"a/".repeat(4_000)}`,
  `/${"%41".repeat(5_000)}`,
  "/subscriptions/x/providers/Microsoft.Network/locations/y/operations/z?t=%ff",
];

const requests: readonly (readonly [string, ...string[]])[] = [
  ...TARGETS.map((target) => [`GET ${target} HTTP/1.1\r\n${HOST}\r\n`] as const),
  ...TARGETS.map((target) => [`PUT ${target} HTTP/1.1\r\n${HOST}Content-Length: 2\r\n\r\n{}`] as const),
  ...["[", "]", "a b", ":", "\x7f", "x:99999", "", "\xff\xfe", "a".repeat(5_000)].map(
    (host) => [`GET ${TABLE}?api-version=2024-05-01 HTTP/1.1\r\nHost: ${host}\r\n\r\n`] as const,
  ),
  ["GET / HTTP/9.9\r\n\r\n"],
  ["\0\0\0\0"],
  ["GARBAGE\r\n\r\n"],
  ["GET / HTTP/1.1\r\n\r\n"],
  [`POST / HTTP/1.1\r\n${HOST}Content-Length: -1\r\n\r\n`],
  [`POST / HTTP/1.1\r\n${HOST}Content-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n`],
  [`POST / HTTP/1.1\r\n${HOST}Content-Length: 5\r\nContent-Length: 6\r\n\r\nabcde`],
  [`POST / HTTP/1.1\r\n${HOST}Transfer-Encoding: chunked\r\n\r\nzz\r\n`],
  [`POST / HTTP/1.1\r\n${HOST}Transfer-Encoding: chunked\r\n\r\nfffffffffffffffff\r\n`],
  [`PUT ${TABLE} HTTP/1.1\r\n${HOST}Transfer-Encoding: chunked\r\n\r\n4\r\n{"a"`, ABORT],
  [`PUT ${TABLE} HTTP/1.1\r\n${HOST}Content-Length: 100\r\n\r\n{"a"`, ABORT],
  [`PUT ${TABLE} HTTP/1.1\r\n${HOST}Content-Length: 100\r\n\r\n`, ABORT],
  [ABORT],
  [`GET / HTTP/1.1\r\n${HOST}${"X-A: b\r\n".repeat(3_000)}\r\n`],
  [`GET / HTTP/1.1\r\n${HOST}X-Big: ${"a".repeat(100_000)}\r\n\r\n`],
  [`GET / HTTP/1.1\r\n${HOST}Connection: Upgrade\r\nUpgrade: websocket\r\n\r\n`],
  [`GET / HTTP/1.1\r\n${HOST}Expect: 100-continue\r\n\r\n`, ABORT],
  [`GET / HTTP/1.1\r\n${HOST}Expect: nonsense\r\n\r\n`],
  [`GET / HTTP/1.1\r\n${HOST}x-ms-correlation-request-id: \xff\xfe\r\n\r\n`],
  [`GET / HTTP/1.1\r\n${HOST}\r\n`.repeat(50)],
];

const CONNECTS = [
  "x:99999",
  "x:0",
  "x:-1",
  "x:",
  ":",
  ":443",
  "",
  "/",
  "[",
  "[::1",
  "[::1]:0",
  "a b:443",
  "http://x",
  "x:1:2",
  "\xff:443",
  "nowhere.invalid:443",
  "127.0.0.1:1",
  `${"a".repeat(5_000)}:443`,
  "management.azure.com:99999999999999999999",
];

describe("hostile requests", () => {
  const lives = async (): Promise<string> =>
    answerTo("tls", [`GET /subscriptions/${SUB}?api-version=2022-12-01 HTTP/1.1\r\n${HOST}\r\n`], 30_000);

  test(
    "each is answered with an error or a closed connection, and the process lives",
    { timeout: 60_000 },
    async () => {
      expect(requests.length).toBeGreaterThan(100);
      for (const port of ["tls", "proxy"] as const) {
        const answers = await Promise.all(requests.map((parts) => raw(port, ...parts)));
        answers.forEach((answer, index) => {
          expect(answer, requests[index]?.[0].slice(0, 120)).toMatch(/^$|^HTTP\/1\.1 (?!5(?!0[15]))/);
        });
        expect(await lives()).toBe("HTTP/1.1 200 OK");
      }
    },
  );

  test(
    "a CONNECT to what is no host and port ends neither the proxy nor the process",
    { timeout: 60_000 },
    async () => {
      await Promise.all(
        CONNECTS.map((target) => raw("proxy", `CONNECT ${target} HTTP/1.1\r\nHost: x\r\n\r\n`, "more")),
      );
      await Promise.all(CONNECTS.map((target) => raw("proxy", `CONNECT ${target} HTTP/1.1\r\n\r\n`, ABORT)));
      expect(await lives()).toBe("HTTP/1.1 200 OK");
    },
  );

  test("five hundred at once, half of them cut off", { timeout: 60_000 }, async () => {
    const body = `PUT ${TABLE}?api-version=2024-05-01 HTTP/1.1\r\n${HOST}Content-Length: 10\r\n\r\n`;
    await Promise.all(
      Array.from({ length: 500 }, (_, i) => raw("proxy", body, i % 2 === 0 ? ABORT : "{}        ")),
    );
    expect(await lives()).toBe("HTTP/1.1 200 OK");
  });
});

describe("stored nonsense", () => {
  test("rules, groups and subscriptions without sense cost their deliveries, and no more", async () => {
    const clock = new VirtualClock();
    const arm = new TestArm({ clock });
    const insights = `${GROUP}/providers/Microsoft.Insights`;
    const nonsense = [null, 1, "x", [], {}, [null], [{}], { allOf: null }, { allOf: [null, 1, {}] }];
    for (const [index, value] of nonsense.entries()) {
      arm.sim.seed(`${insights}/activityLogAlerts/a${index}`, {
        properties: { enabled: true, scopes: value, condition: value, actions: value },
      });
      arm.sim.seed(`${insights}/activityLogAlerts/b${index}`, {
        properties: {
          enabled: true,
          scopes: [`/subscriptions/${SUB}`],
          condition: { allOf: [{ field: "category", equals: "Administrative" }] },
          actions: {
            actionGroups: [{ actionGroupId: `${insights}/actionGroups/g${index}`, webhookProperties: value }],
          },
        },
      });
      arm.sim.seed(`${insights}/actionGroups/g${index}`, {
        properties: {
          enabled: true,
          webhookReceivers: value,
          azureFunctionReceivers: [{ httpTriggerUrl: "nonsense" }],
        },
      });
      arm.sim.seed(`${GROUP}/providers/Microsoft.EventGrid/eventSubscriptions/e${index}`, {
        properties: {
          destination: { endpointType: "WebHook", properties: { endpointUrl: "::" } },
          filter: value,
        },
      });
      arm.sim.seed(`${GROUP}/providers/Microsoft.EventGrid/eventSubscriptions/q${index}`, {
        properties: {
          destination: {
            endpointType: "StorageQueue",
            properties: { resourceId: value, queueName: "a b/../" },
          },
        },
      });
    }
    const rejected: unknown[] = [];
    const note = (reason: unknown): void => void rejected.push(reason);
    process.on("unhandledRejection", note);
    expect((await arm.put(TABLE, { location: "westeurope", properties: {} })).status).toBe(201);
    await arm.put(`${GROUP}/providers/Microsoft.EventGrid/eventSubscriptions/new`, {
      properties: { destination: { endpointType: "WebHook", properties: { endpointUrl: "http://[" } } },
    });
    await clock.advance(600_000);
    process.off("unhandledRejection", note);
    expect(rejected).toEqual([]);
    expect((await arm.get(TABLE)).status).toBe(200);
  });
});
