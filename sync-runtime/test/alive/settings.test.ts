import { cp, mkdtemp, rename, symlink, unlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { HttpRequest, InvocationContext } from "@azure/functions";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { readAppSettings } from "../../src/config/app-settings.js";
import { handlersOver } from "../../src/hosts/functions/handlers.js";
import { startRuntime } from "../../src/hosts/functions/runtime.js";
import { startAzurite } from "../support/azurite.js";
import { startAzure, type Azure } from "../support/azure.js";
import { mirrorConfig, tableBody, tableId } from "../support/fleet.js";
import { configFile, RouteSync } from "../support/route-sync-process.js";

const BAD_CONNECTION_STRINGS = [
  "",
  "nonsense",
  "InstrumentationKey=",
  "IngestionEndpoint=http://[",
  ";;;=",
  "InstrumentationKey=x;y",
];
const NOWHERE = { ROUTE_SYNC_ARM_ENDPOINT: "https://127.0.0.1:1" };
const event = JSON.stringify([
  { eventType: "Microsoft.Resources.ResourceWriteSuccess", subject: tableId("aks"), data: {} },
]);

describe("a bad APPLICATIONINSIGHTS_CONNECTION_STRING costs telemetry, and nothing else", () => {
  test.each(BAD_CONNECTION_STRINGS)("%s, in serve", async (text) => {
    const serve = new RouteSync(["serve", "--config", await configFile(), "--port", "0"], {
      ...NOWHERE,
      APPLICATIONINSIGHTS_CONNECTION_STRING: text,
    });
    const port = await serve.port();
    const answer = await fetch(`http://127.0.0.1:${port}/api/alerts`, { method: "POST", body: event });
    expect(answer.status).toBe(202);
    expect((await serve.stop()).exitCode).toBe(0);
    expect(serve.stderr.split("cannot be used: no metrics").length - 1).toBeLessThanOrEqual(1);
  });

  test("nonsense, in the Function App: one warning, and 202", async () => {
    const azurite = await startAzurite();
    const settings = readAppSettings({
      ROUTE_SYNC_MIRRORS: JSON.stringify([mirrorConfig()]),
      RouteSyncStorage: azurite.connectionString,
      APPLICATIONINSIGHTS_CONNECTION_STRING: "nonsense",
    });
    const logged: string[] = [];
    const { alerts } = handlersOver(() => startRuntime(settings));
    const context = new InvocationContext({ logHandler: (_level, ...args) => logged.push(args.join(" ")) });
    const request = new HttpRequest({ method: "POST", url: "http://x/api/alerts", body: { string: event } });
    expect((await alerts(request, context)).status).toBe(202);
    await azurite.stop();
  });
});

describe("a bad setting is one coded error that names it", () => {
  test.each([
    ["ROUTE_SYNC_CLOUD", "mars"],
    ["ROUTE_SYNC_CLIENT_ID", "not-a-guid"],
    ["ROUTE_SYNC_ARM_ENDPOINT", "http://plain"],
    ["ROUTE_SYNC_ALERT_TENANT", "not-a-guid"],
  ])("%s, in serve: exit 1 at start", async (name, value) => {
    const serve = new RouteSync(["serve", "--config", await configFile(), "--port", "0"], { [name]: value });
    expect((await serve.ended).exitCode).toBe(1);
    expect(serve.stderr).toContain(name);
    expect(serve.stderr).not.toContain("    at ");
  });

  test("in the Function App the endpoint answers 503 until it is good, and one failed start poisons nothing", async () => {
    let settings: Record<string, string> = { ROUTE_SYNC_MIRRORS: "[" };
    const azurite = await startAzurite();
    const { alerts } = handlersOver(() =>
      Promise.resolve().then(() => startRuntime(readAppSettings(settings))),
    );
    const post = async (): Promise<number | undefined> => {
      const request = new HttpRequest({
        method: "POST",
        url: "http://x/api/alerts",
        body: { string: event },
      });
      return (await alerts(request, new InvocationContext({ logHandler: () => undefined }))).status;
    };
    expect(await post()).toBe(503);
    settings = {
      ROUTE_SYNC_MIRRORS: JSON.stringify([mirrorConfig()]),
      RouteSyncStorage: azurite.connectionString,
      ROUTE_SYNC_LOG_LEVEL: "silent",
    };
    expect(await post()).toBe(202);
    await azurite.stop();
  });
});

describe("serve reads its configuration again", () => {
  let azure: Azure;
  let env: Record<string, string>;
  beforeAll(async () => {
    azure = await startAzure();
    ({ env } = azure);
    for (const name of ["other", "third"]) azure.sim.seed(tableId(name), tableBody(tableId(name), []));
  });
  afterAll(() => azure.close());

  const to = (name: string): string =>
    JSON.stringify({ mirrors: [mirrorConfig({ name, target: { id: tableId(name) } })] });
  const roundOf = (name: string): RegExp => new RegExp(`"name":"${name}","outcome":"(applied|in-step)"`);

  test("on SIGHUP, when the file changes, and not when it is bad: the old one works on, and /readyz says so", async () => {
    const file = await configFile();
    await writeFile(file, to("gateway"));
    const serve = new RouteSync(["serve", "--config", file, "--port", "0", "--sweep", "1"], env);
    const ready = async (): Promise<number> =>
      (await fetch(`http://127.0.0.1:${await serve.port()}/readyz`)).status;
    await serve.until(roundOf("gateway"));
    expect(await ready()).toBe(200);

    await writeFile(file, to("other"));
    serve.child.kill("SIGHUP");
    await serve.until(roundOf("other"));

    await writeFile(file, "mirrors: [");
    serve.child.kill("SIGHUP");
    await serve.until(/CONFIG_INVALID/);
    expect(await ready()).toBe(503);
    const before = serve.stderr.split('"name":"other"').length;
    while (serve.stderr.split('"name":"other"').length === before)
      await new Promise((resolve) => setTimeout(resolve, 50));

    // Without a signal: the file is looked at every few seconds.
    await writeFile(file, to("third"));
    await serve.until(roundOf("third"));
    expect(await ready()).toBe(200);
    expect((await serve.stop()).exitCode).toBe(0);
  });

  test("when the file is replaced behind a link, as Kubernetes replaces a ConfigMap", async () => {
    const directory = await mkdtemp(join(tmpdir(), "route-sync-"));
    const data = (version: string): string => join(directory, version);
    await writeFile(data("v1"), to("gateway"));
    await writeFile(data("v2"), to("other"));
    const link = join(directory, "mirrors.yaml");
    await symlink(data("v1"), link);
    const serve = new RouteSync(["serve", "--config", link, "--port", "0", "--sweep", "1"], env);
    await serve.until(roundOf("gateway"));
    await symlink(data("v2"), `${link}.new`);
    await rename(`${link}.new`, link);
    await serve.until(roundOf("other"));
    await unlink(link);
    await serve.until(/CONFIG_UNREADABLE/);
    await cp(data("v1"), link);
    await serve.until(/again: 1 mirror[^]*again: 1 mirror/);
    expect((await serve.stop()).exitCode).toBe(0);
  });
});
