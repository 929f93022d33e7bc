import { connect } from "node:tls";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { GROUP, TABLE } from "./support/arm.js";
import { SimulatorProcess, runMain } from "./support/process.js";

const SECRET = "pl4nted-secret";

let sim: SimulatorProcess;

beforeAll(async () => {
  sim = await SimulatorProcess.start("--map", "*.mapped.example=http://127.0.0.1:1");
});

afterAll(async () => {
  await sim.stop();
});

/** Sends a request target as it is; gives the status line. */
function get(target: string, host = "localhost"): Promise<string> {
  const { hostname, port } = new URL(sim.url);
  return new Promise((resolve, reject) => {
    const socket = connect({ host: hostname, port: Number(port), ca: sim.ca }, () => {
      socket.write(
        `GET ${target} HTTP/1.1\r\nHost: ${host}\r\nAuthorization: Bearer ${SECRET}\r\nConnection: close\r\n\r\n`,
      );
    });
    let text = "";
    socket.on("data", (chunk: Buffer) => (text += chunk.toString("latin1")));
    socket.on("error", reject);
    socket.on("close", () => {
      resolve(text.split("\r\n")[0] ?? "");
    });
  });
}

describe("the request log", () => {
  test.each([
    ["a signature", `${TABLE}?sv=2024-11-04&sig=${SECRET}&api-version=2024-05-01`],
    ["a function key", `/api/alerts?code=${SECRET}`],
    ["a parameter of any name", `${GROUP}?api-version=2024-05-01&anything=${SECRET}`],
    ["an API version that is none", `${GROUP}?api-version=${SECRET}`],
    ["names that are encoded or odd", `${GROUP}?%73ig=${SECRET}&${SECRET}&=${SECRET}&a=b=${SECRET}`],
    ["a query in the query", `${GROUP}?a?sig=${SECRET}`],
    ["user info", `https://user:${SECRET}@management.azure.com${TABLE}?api-version=2024-05-01`],
    ["user info without a slash", `//user:${SECRET}@x`],
  ])("prints no %s", async (_, target) => {
    const before = sim.log.length;
    await get(target);
    await expect.poll(() => sim.log.slice(before)).toMatch(/^GET .* ms\n$/);
    expect(sim.log).not.toContain(SECRET);
  });

  test("prints no user info of a Host header", async () => {
    const before = sim.log.length;
    await get(`${TABLE}?api-version=2024-05-01`, `user:${SECRET}@management.azure.com`);
    await expect.poll(() => sim.log.slice(before)).toContain("//management.azure.com");
    expect(sim.log).not.toContain(SECRET);
  });

  test("keeps the path, the names of the parameters and the API version", async () => {
    await get(`${TABLE}?api-version=2024-05-01&$expand=all`);
    await expect.poll(() => sim.log).toContain(`${TABLE}?api-version=2024-05-01&$expand=… 404`);
  });
});

describe("options", () => {
  test.each([
    `*.azurewebsites.net=http://user:${SECRET}@127.0.0.1:8080`,
    `*.azurewebsites.net=http://127.0.0.1:8080/?code=${SECRET}`,
    `x=ftp://user:${SECRET}@host`,
    `x=${SECRET}`,
    `http://user:${SECRET}@127.0.0.1`,
  ])("--map refuses %s without printing it", async (mapping) => {
    const { code, stderr } = await runMain("--map", mapping);
    expect(code).toBe(1);
    expect(stderr).toContain("expected HOST=URL");
    expect(stderr).not.toContain(SECRET);
  });
});
