import { execFile, spawnSync } from "node:child_process";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import type { Server } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { HttpRequest, InvocationContext } from "@azure/functions";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { readAppSettings } from "../../src/config/app-settings.js";
import { handlersOver } from "../../src/hosts/functions/handlers.js";
import { startRuntime } from "../../src/hosts/functions/runtime.js";
import { mirrorConfig, tableId } from "../support/fleet.js";
import { echo, inspected, listening } from "../support/leaky-azure.js";
import { everything, JWT, leaksIn } from "../support/secrets.js";

const root = fileURLToPath(new URL("../..", import.meta.url));

describe("no secret leaves the Functions host", () => {
  let storage: { server: Server; origin: string };
  let blob = "";
  const key = Buffer.from(`PLANTED${"k".repeat(57)}`).toString("base64");

  beforeAll(async () => {
    storage = await listening((request, response) => {
      if (blob === "" || !(request.url ?? "").startsWith("/config/")) {
        echo(request, response);
        return;
      }
      const headers = {
        etag: '"1"',
        "content-length": String(Buffer.byteLength(blob)),
        "last-modified": new Date().toUTCString(),
      };
      response.writeHead(200, headers).end(request.method === "HEAD" ? undefined : blob);
    });
  });
  afterAll(() => {
    storage.server.closeAllConnections();
    storage.server.close();
  });

  const env = (): Record<string, string> => ({
    ROUTE_SYNC_CONFIG_BLOB: `${storage.origin}/config/mirrors.yaml?sv=2024-11-04&sig=PLANTED%2Bx%3D`,
    RouteSyncStorage: `DefaultEndpointsProtocol=http;AccountName=a;AccountKey=${key};QueueEndpoint=${storage.origin}/a;BlobEndpoint=${storage.origin}/a;`,
    ROUTE_SYNC_LOG_LEVEL: "debug",
  });

  test.each([
    ["the blob cannot be read", ""],
    ["the blob is no YAML", `mirrors: [${everything.replaceAll("\n", " ")}`],
    [
      "the blob is no configuration",
      JSON.stringify({ mirrors: [mirrorConfig({ source: { id: everything } })] }),
    ],
  ])("when %s", { timeout: 60_000 }, async (_, text) => {
    blob = text;
    const logged: string[] = [];
    const context = (): InvocationContext =>
      new InvocationContext({
        functionName: "alerts",
        logHandler: (level, ...args) => void logged.push(level, ...args.map(String)),
      });
    const runtime = startRuntime(readAppSettings(env()));
    const { alerts, queue, sweep } = handlersOver(() => runtime);
    const event = JSON.stringify([
      { eventType: "Microsoft.Resources.ResourceWriteSuccess", subject: tableId("aks"), data: {} },
    ]);
    const request = new HttpRequest({
      method: "POST",
      url: `http://localhost/api/alerts?code=${JWT}`,
      body: { string: event },
    });
    const answer = await alerts(request, context());
    expect(answer.status).toBe(503);
    const said = JSON.stringify(answer.jsonBody);
    expect(said.length).toBeLessThan(100);
    expect(said).toMatch(/[A-Z]+_[A-Z]+/);
    const timer = {
      isPastDue: false,
      schedule: { adjustForDST: true },
      scheduleStatus: { last: "", next: "", lastUpdated: "" },
    };
    const thrown = await Promise.all(
      [queue([JSON.parse(event)], context()), sweep(timer, context())].map((work) =>
        work.then(
          () => "",
          (error: unknown) => inspected(error),
        ),
      ),
    );
    expect(logged.length).toBeGreaterThan(0);
    expect(leaksIn(said + logged.join("\n") + thrown.join("\n"))).toEqual([]);
  });
});

describe("no secret leaves a process", () => {
  const execute = promisify(execFile);

  test.each([
    [
      "a proxy with a password",
      { HTTPS_PROXY: "http://user:PLANTED@127.0.0.1:1", AZURE_CLIENT_SECRET: "PLANTED" },
    ],
    ["a service principal", { AZURE_CLIENT_SECRET: "PLANTED-PLANTED", AZURE_LOG_LEVEL: "verbose" }],
    ["a managed identity", { IDENTITY_ENDPOINT: "ORIGIN/token", IDENTITY_HEADER: "PLANTED" }],
  ])("%s", { timeout: 60_000 }, async (_, planted) => {
    const { server, origin } = await listening(echo);
    const folder = await mkdtemp(join(tmpdir(), "route-sync-secrets-"));
    const config = join(folder, "mirrors.json");
    await writeFile(config, JSON.stringify({ mirrors: [mirrorConfig()] }));
    const env = {
      PATH: "",
      AZURE_TENANT_ID: "00000000-0000-0000-0000-000000000001",
      AZURE_CLIENT_ID: "00000000-0000-0000-0000-000000000002",
      AZURE_AUTHORITY_HOST: "https://127.0.0.1:1",
      ...Object.fromEntries(
        Object.entries(planted).map(([name, value]) => [name, value.replace("ORIGIN", origin)]),
      ),
    };
    const args = [
      "apply",
      "--config",
      config,
      "--timeout",
      "1",
      "--log-level",
      "debug",
      "--endpoint",
      "https://user:PLANTED@127.0.0.1:1",
    ];
    const { stdout, stderr } = await execute(process.execPath, [join(root, "bin/route-sync.mjs"), ...args], {
      env,
    }).catch((error: unknown) => error as { stdout: string; stderr: string });
    server.closeAllConnections();
    server.close();
    await rm(folder, { recursive: true });
    expect(stdout + stderr).not.toBe("");
    expect(leaksIn(stdout + stderr)).toEqual([]);
  });

  test("the Functions package with bad settings", () => {
    const env = {
      PATH: "",
      ROUTE_SYNC_CONFIG_BLOB: "PLANTED?sig=PLANTED",
      ROUTE_SYNC_MIRRORS: `[${everything}`,
      ROUTE_SYNC_ARM_ENDPOINT: "http://user:PLANTED@host",
      RouteSyncStorage__queueServiceUri: "user:PLANTED@host",
      APPLICATIONINSIGHTS_CONNECTION_STRING: "InstrumentationKey=PLANTED",
    };
    const { stdout, stderr } = spawnSync(process.execPath, [join(root, "dist/functions/main.js")], {
      env,
      encoding: "utf8",
    });
    expect(stderr).toContain("ROUTE_SYNC_ARM_ENDPOINT");
    expect(leaksIn(stdout + stderr)).toEqual([]);
  });
});
