import { HttpRequest, InvocationContext } from "@azure/functions";
import { SignJWT, generateKeyPair } from "jose";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { readAppSettings } from "../../src/config/app-settings.js";
import { entraCheck } from "../../src/hosts/entra.js";
import { handlersOver } from "../../src/hosts/functions/handlers.js";
import { startRuntime } from "../../src/hosts/functions/runtime.js";
import { mirrorsFrom, startServe } from "../../src/index.js";
import { startAzure, type Azure } from "../support/azure.js";
import { credential, mirrorConfig, tableId } from "../support/fleet.js";
import { relayTo, type Relay } from "../support/relay.js";
import { configFile, RouteSync } from "../support/route-sync-process.js";

const TIMEOUT_SECONDS = 3;
const IDENTITY = "00000000-0000-0000-0000-00000000000a";
const preload = new URL("../support/dns-that-hangs.mjs", import.meta.url).href;
const event = JSON.stringify([
  { eventType: "Microsoft.Resources.ResourceWriteSuccess", subject: tableId("aks"), data: {} },
]);

/** Azure with a relay before its Resource Manager and one before its identity endpoint. */
interface RelayedAzure extends Azure {
  readonly relays: { readonly arm: Relay; readonly identity: Relay };
}

async function startRelayed(): Promise<RelayedAzure> {
  const azure = await startAzure();
  const port = (url: string | undefined): number => Number(new URL(url ?? "").port);
  const arm = await relayTo(port(azure.env["ROUTE_SYNC_ARM_ENDPOINT"]));
  const tokens = await relayTo(port(azure.env["IDENTITY_ENDPOINT"]));
  return {
    sim: azure.sim,
    relays: { arm, identity: tokens },
    env: {
      ...azure.env,
      ROUTE_SYNC_ARM_ENDPOINT: `https://127.0.0.1:${arm.port}`,
      IDENTITY_ENDPOINT: `http://127.0.0.1:${tokens.port}/msi/token`,
    },
    close: async () => {
      await Promise.all([arm.close(), tokens.close(), azure.close()]);
    },
  };
}

describe("apply ends within its timeout and two seconds", () => {
  let azure: RelayedAzure;
  let config: string;
  beforeAll(async () => {
    azure = await startRelayed();
    config = await configFile();
  });
  afterAll(() => azure.close());

  const apply = async (env: Record<string, string> = {}): Promise<void> => {
    const started = new RouteSync(
      ["apply", "--config", config, "--timeout", String(TIMEOUT_SECONDS), "--json"],
      { ...azure.env, ...env },
    );
    const { exitCode, ms } = await started.ended;
    const { mirrors } = JSON.parse(started.stdout) as { mirrors: { error: { code: string } }[] };
    expect([exitCode, mirrors[0]?.error.code]).toEqual([1, "AZURE_UNAVAILABLE"]);
    // Starting a process on a busy machine is not the timeout's business.
    expect(ms).toBeLessThan((TIMEOUT_SECONDS + 2) * 1000 + 3_000);
    expect(started.stderr).not.toContain("    at ");
  };

  test.each(["identity", "arm"] as const)("when %s accepts and never answers", async (name) => {
    azure.relays[name].hang();
    await apply();
    azure.relays[name].mend();
  });

  test("when no name is ever looked up", async () => {
    await apply({
      NODE_OPTIONS: `--import ${preload}`,
      ROUTE_SYNC_ARM_ENDPOINT: "https://management.example.invalid",
    });
  });
});

describe("serve goes on sweeping, and recovers by itself", () => {
  test.each(["identity", "arm"] as const)(
    "when %s hangs and comes back",
    { timeout: 60_000 },
    async (name) => {
      const azure = await startRelayed();
      azure.relays[name].hang();
      const options = ["--port", "0", "--sweep", "1", "--timeout", "2"];
      const serve = new RouteSync(["serve", "--config", await configFile(), ...options], azure.env);
      await serve.until(/"outcome":"failed"[^]*"outcome":"failed"/);
      azure.relays[name].mend();
      await serve.until(/"outcome":"(applied|in-step)"/);
      expect((await serve.stop()).exitCode).toBe(0);
      await azure.close();
    },
  );
});

describe("the alert endpoint answers 503 within ten seconds", () => {
  let hung: Relay;
  beforeAll(async () => {
    hung = await relayTo(null);
  });
  afterAll(() => hung.close());

  const inTenSeconds = async <T>(answer: Promise<T>): Promise<T> => {
    const started = performance.now();
    const made = await answer;
    expect(performance.now() - started).toBeLessThan(10_000);
    return made;
  };

  test("when the server of the signing keys hangs", async () => {
    const tenant = "11111111-1111-1111-1111-111111111111";
    const { privateKey } = await generateKeyPair("RS256");
    const token = await new SignJWT({ appid: IDENTITY })
      .setProtectedHeader({ alg: "RS256", kid: "1" })
      .setIssuer(`https://sts.windows.net/${tenant}/`)
      .setAudience("api://route-sync")
      .setExpirationTime("1h")
      .sign(privateKey);
    const authority = `http://127.0.0.1:${hung.port}`;
    const serve = await startServe({
      mirrors: mirrorsFrom({ mirrors: [mirrorConfig()] }),
      credential,
      sweepMs: false,
      check: entraCheck({ tenant, audience: "api://route-sync", caller: IDENTITY, authority }),
    });
    const headers = { authorization: `Bearer ${token}` };
    const request = fetch(`${serve.url}/api/alerts`, { method: "POST", body: event, headers });
    expect((await inTenSeconds(request)).status).toBe(503);
    await serve.close();
  });

  const account = (port: number): string =>
    `DefaultEndpointsProtocol=http;AccountName=a;AccountKey=a2V5;QueueEndpoint=http://127.0.0.1:${port}/a;BlobEndpoint=http://127.0.0.1:${port}/a;`;
  const mirrors = JSON.stringify([mirrorConfig()]);

  test.each<[string, (port: number) => Record<string, string>]>([
    ["the queue", () => ({ ROUTE_SYNC_MIRRORS: mirrors })],
    [
      "the blob of the configuration",
      (port) => ({ ROUTE_SYNC_CONFIG_BLOB: `http://127.0.0.1:${port}/a/config/mirrors.yaml` }),
    ],
  ])("when %s hangs, in the Function App", async (_, settings) => {
    const env = {
      ...settings(hung.port),
      RouteSyncStorage: account(hung.port),
      ROUTE_SYNC_LOG_LEVEL: "silent",
    };
    const { alerts } = handlersOver(() => startRuntime(readAppSettings(env)));
    const request = new HttpRequest({ method: "POST", url: "http://x/api/alerts", body: { string: event } });
    const answer = await inTenSeconds(
      alerts(request, new InvocationContext({ logHandler: () => undefined })),
    );
    expect(answer.status).toBe(503);
  });
});
