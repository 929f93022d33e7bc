import { readFileSync } from "node:fs";
import { QueueClient } from "@azure/storage-queue";
import { describe, expect, test } from "vitest";
import { readAppSettings } from "../../src/config/app-settings.js";
import { settingsSchema } from "../../src/config/json-schema.js";
import { ConfigError } from "../../src/config/problem.js";
import { cloudOf } from "../../src/adapters/azure/cloud.js";
import { mirrorConfig } from "../support/fleet.js";

const GOOD = {
  ROUTE_SYNC_MIRRORS: JSON.stringify([mirrorConfig()]),
  RouteSyncStorage__queueServiceUri: "https://account.queue.core.windows.net",
  FUNCTIONS_WORKER_RUNTIME: "node",
};

function pathsOf(env: Record<string, string>): string[] {
  try {
    readAppSettings(env);
    return [];
  } catch (error) {
    return error instanceof ConfigError ? error.problems.map(({ path }) => path) : ["not a ConfigError"];
  }
}

describe("settings of the Function App", () => {
  test("the least that is needed, with the defaults", () => {
    const { app, mirrors } = readAppSettings(GOOD);
    expect(app).toMatchObject({
      ROUTE_SYNC_CLOUD: "public",
      ROUTE_SYNC_QUEUE: "route-sync",
      ROUTE_SYNC_SWEEP: "0 */5 * * * *",
    });
    expect(mirrors).toMatchObject({ kind: "inline", mirrors: [{ name: "shop" }] });
  });

  test("a blob in place of the mirrors", () => {
    const { ROUTE_SYNC_MIRRORS: inline, ...rest } = GOOD;
    expect(inline).toBeDefined();
    const url = "https://account.blob.core.windows.net/config/mirrors.yaml";
    expect(readAppSettings({ ...rest, ROUTE_SYNC_CONFIG_BLOB: url }).mirrors).toEqual({ kind: "blob", url });
  });

  test("every problem at once", () => {
    const paths = pathsOf({
      ROUTE_SYNC_MIRRORS: JSON.stringify([mirrorConfig({ podCidrs: ["x"] })]),
      ROUTE_SYNC_CLOUD: "moon",
      ROUTE_SYNC_CLIENT_ID: "me",
      ROUTE_SYNC_SWEEP: "often",
      ROUTE_SYNC_ALERT_TENANT: "11111111-1111-1111-1111-111111111111",
    });
    expect(paths.sort()).toEqual([
      "ROUTE_SYNC_ALERT_TENANT",
      "ROUTE_SYNC_CLIENT_ID",
      "ROUTE_SYNC_CLOUD",
      "ROUTE_SYNC_MIRRORS: mirrors[0].podCidrs[0]",
      "ROUTE_SYNC_SWEEP",
      "RouteSyncStorage__queueServiceUri",
    ]);
  });

  const key = Buffer.from("PLANTED").toString("base64");
  test.each([
    "garbage",
    "",
    "AccountName=a;AccountKey=",
    `DefaultEndpointsProtocol=https;AccountName=a;AccountKey=${key}`,
    `DefaultEndpointsProtocol=ftp;AccountName=a;AccountKey=${key};EndpointSuffix=core.windows.net`,
    `DefaultEndpointsProtocol=https;AccountKey=${key};EndpointSuffix=core.windows.net`,
    `DefaultEndpointsProtocol=https;AccountName=a;AccountKey=%%%;EndpointSuffix=core.windows.net`,
    `AccountName=a;AccountKey=${key};QueueEndpoint=nowhere`,
    "QueueEndpoint=nowhere;SharedAccessSignature=sig=PLANTED",
    "SharedAccessSignature=sig=PLANTED",
    "https://account.queue.core.windows.net/?sig=PLANTED",
  ])("no connection string: %s", (text) => {
    const { RouteSyncStorage__queueServiceUri: uri, ...rest } = GOOD;
    expect(uri).toBeDefined();
    expect(pathsOf({ ...rest, RouteSyncStorage: text })).toEqual(["RouteSyncStorage"]);
    const refused = (): unknown => readAppSettings({ ...rest, RouteSyncStorage: text });
    expect(refused).toThrow(
      /^the configuration has 1 problem: RouteSyncStorage: is not the connection string/,
    );
    expect(refused).not.toThrow(/PLANTED|garbage|nowhere/);
  });

  test.each([
    "UseDevelopmentStorage=true",
    `DefaultEndpointsProtocol=https;AccountName=a;AccountKey=${key};EndpointSuffix=core.windows.net`,
    `DefaultEndpointsProtocol=http;AccountName=a;AccountKey=${key};QueueEndpoint=http://127.0.0.1:1/a;`,
    "QueueEndpoint=https://a.queue.core.windows.net;SharedAccessSignature=sv=2024&sig=x%3D",
  ])("a connection string, which the SDK takes too: %s", (text) => {
    const { RouteSyncStorage__queueServiceUri: uri, ...rest } = GOOD;
    expect(uri).toBeDefined();
    expect(readAppSettings({ ...rest, RouteSyncStorage: text }).app.RouteSyncStorage).toBe(text);
    expect(() => new QueueClient(text, "route-sync")).not.toThrow();
  });

  test("mirrors once, not twice and not never", () => {
    const { ROUTE_SYNC_MIRRORS: mirrors, ...rest } = GOOD;
    expect(pathsOf(rest)).toEqual(["ROUTE_SYNC_MIRRORS"]);
    expect(pathsOf({ ...rest, ROUTE_SYNC_MIRRORS: mirrors, ROUTE_SYNC_CONFIG_BLOB: "https://a/b" })).toEqual([
      "ROUTE_SYNC_MIRRORS",
    ]);
    expect(pathsOf({ ...rest, ROUTE_SYNC_MIRRORS: "{" })).toEqual(["ROUTE_SYNC_MIRRORS"]);
  });

  test("settings.schema.json is what the code says (npm run -w sync-runtime schema)", () => {
    const file = readFileSync(new URL("../../settings.schema.json", import.meta.url), "utf8");
    expect(JSON.parse(file)).toEqual(settingsSchema());
  });
});

test("a sovereign cloud sets endpoint, scope and authority alike", () => {
  expect(cloudOf("usgovernment")).toEqual({
    endpoint: "https://management.usgovcloudapi.net",
    scope: "https://management.usgovcloudapi.net/.default",
    authority: "https://login.microsoftonline.us",
  });
  expect(cloudOf("china", "https://localhost:1/")).toMatchObject({
    endpoint: "https://localhost:1",
    scope: "https://management.chinacloudapi.cn/.default",
  });
});
