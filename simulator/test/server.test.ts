import { NetworkManagementClient } from "@azure/arm-network";
import { ManagedIdentityCredential } from "@azure/identity";
import { existsSync, mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import { request as httpRequest } from "node:http";
import { request } from "node:https";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { connect, type TLSSocket } from "node:tls";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { Simulator } from "../src/index.js";
import { asObject, at, parseJson, textOf, type JsonObject } from "../src/core/json.js";
import { SimulatorProcess, runMain } from "./support/process.js";
import { API, GROUP, SUB, TABLE } from "./support/arm.js";

let sim: SimulatorProcess;
let client: NetworkManagementClient;
const FAST = { updateIntervalInMs: 1 };
const WEST = { location: "westeurope" };

async function send(
  server: { url: string; ca: string },
  method: string,
  path: string,
  body?: unknown,
): Promise<{ status: number; body: JsonObject }> {
  const text = typeof body === "string" ? body : body === undefined ? "" : JSON.stringify(body);
  return new Promise((resolve, reject) => {
    const call = request(
      `${server.url}${path}`,
      {
        method,
        ca: server.ca,
        headers: { authorization: "Bearer laptop", "content-length": String(Buffer.byteLength(text)) },
      },
      (response) => {
        let all = "";
        response.on("data", (chunk: Buffer) => (all += chunk.toString()));
        response.on("end", () => {
          resolve({ status: response.statusCode ?? 0, body: all === "" ? {} : asObject(parseJson(all)) });
        });
      },
    );
    call.on("error", reject);
    call.end(text);
  });
}

function arm(method: string, path: string, body?: unknown) {
  return send(sim, method, `${path}?api-version=${API}`, body);
}

beforeAll(async () => {
  sim = await SimulatorProcess.start();
  process.env["IDENTITY_ENDPOINT"] = sim.env["IDENTITY_ENDPOINT"];
  process.env["IDENTITY_HEADER"] = sim.env["IDENTITY_HEADER"];
  await arm("PUT", GROUP, WEST);
  client = new NetworkManagementClient(new ManagedIdentityCredential(), SUB, {
    endpoint: sim.url,
    tlsOptions: { ca: sim.ca },
    retryOptions: { maxRetries: 0 },
  });
});

afterAll(async () => {
  delete process.env["IDENTITY_ENDPOINT"];
  delete process.env["IDENTITY_HEADER"];
  await sim.stop();
});

describe("the SDK over HTTPS, signed in through the managed identity endpoint", () => {
  test("createOrUpdate and get", async () => {
    const made = await client.routeTables.createOrUpdate(
      "rg",
      "rt",
      { ...WEST, routes: [{ name: "a", addressPrefix: "10.0.0.0/24", nextHopType: "None" }] },
      FAST,
    );
    expect(made).toMatchObject({ id: TABLE, provisioningState: "Succeeded", routes: [{ name: "a" }] });
    expect((await client.routeTables.get("rg", "rt")).etag).toBe(made.etag);
  });

  test("If-Match of an old etag rejects with 412", async () => {
    const { etag = "" } = await client.routeTables.get("rg", "rt");
    const options = { ...FAST, requestOptions: { headers: { "If-Match": etag } } };
    await client.routeTables.createOrUpdate("rg", "rt", { ...WEST, tags: { a: "b" } }, options);
    await expect(client.routeTables.createOrUpdate("rg", "rt", WEST, options)).rejects.toMatchObject({
      statusCode: 412,
      code: "PreconditionFailed",
    });
  });

  test("child routes", async () => {
    await client.routes.createOrUpdate(
      "rg",
      "rt",
      "r",
      { addressPrefix: "10.9.0.0/24", nextHopType: "VirtualAppliance", nextHopIpAddress: "10.0.0.4" },
      FAST,
    );
    expect(await client.routes.get("rg", "rt", "r")).toMatchObject({
      name: "r",
      nextHopIpAddress: "10.0.0.4",
    });
    const names = [];
    for await (const { name } of client.routes.list("rg", "rt")) names.push(name);
    expect(names).toContain("r");
    await client.routes.delete("rg", "rt", "r", FAST);
    await expect(client.routes.get("rg", "rt", "r")).rejects.toMatchObject({ statusCode: 404 });
  });

  test("list and listAll", async () => {
    const names = [];
    for await (const { name } of client.routeTables.list("rg")) names.push(name);
    for await (const { name } of client.routeTables.listAll()) names.push(name);
    expect(names).toEqual(["rt", "rt"]);
  });

  test("updateTags", async () => {
    expect((await client.routeTables.updateTags("rg", "rt", { tags: { team: "net" } })).tags).toEqual({
      team: "net",
    });
  });

  test("an operation that fails rejects with its code", async () => {
    await send(sim, "PUT", "/_sim/faults", [{ kind: "operation-failed", times: 1 }]);
    await expect(
      client.routeTables.createOrUpdate("rg", "rt", { ...WEST, tags: { x: "y" } }, FAST),
    ).rejects.toThrow(/AnotherOperationInProgress/);
    await send(sim, "DELETE", "/_sim/faults");
  });

  test("an operation that never ends can be aborted", async () => {
    await send(sim, "PUT", "/_sim/faults", [{ kind: "operation-never-ends", times: 1 }]);
    const abort = new AbortController();
    const poller = client.routeTables.createOrUpdate("rg", "rt2", WEST, {
      ...FAST,
      abortSignal: abort.signal,
    });
    setTimeout(() => {
      abort.abort();
    }, 50);
    await expect(poller).rejects.toMatchObject({ name: "AbortError" });
    await send(sim, "DELETE", "/_sim/faults");
  });

  test("a connection that is reset rejects", async () => {
    await send(sim, "PUT", "/_sim/faults", { rules: [{ kind: "reset-after", times: 1, methods: ["GET"] }] });
    await expect(client.routeTables.get("rg", "rt")).rejects.toMatchObject({ code: "ECONNRESET" });
    const counters = (await send(sim, "GET", "/_sim/faults")).body;
    expect(at(counters, "counters.reset-after")).toBe(1);
  });

  test("delete", async () => {
    await client.routeTables.delete("rg", "rt", FAST);
    await expect(client.routeTables.get("rg", "rt")).rejects.toMatchObject({
      statusCode: 404,
      code: "ResourceNotFound",
    });
  });
});

describe("what Terraform's provider asks when it is configured", () => {
  test("the metadata document, also behind a double slash", async () => {
    const { body } = await send(sim, "GET", "/metadata/endpoints?api-version=2022-09-01");
    expect(body).toMatchObject({
      name: "AzureCloud",
      resourceManager: sim.url,
      authentication: { loginEndpoint: sim.url, identityProvider: "AAD", tenant: "common" },
      suffixes: { keyVaultDns: "vault.azure.net", storage: "core.windows.net" },
    });
    expect((await send(sim, "GET", "//metadata/endpoints?api-version=2018-01-01")).status).toBe(200);
  });

  test("a token is a JWT of three parts with an oid", async () => {
    const { body } = await send(
      sim,
      "POST",
      `/${sim.env["ARM_TENANT_ID"]!}/oauth2/v2.0/token`,
      `client_id=${sim.env["ARM_CLIENT_ID"]!}&client_secret=x&grant_type=client_credentials&scope=${sim.url}/.default`,
    );
    const parts = textOf(body["access_token"]).split(".");
    expect(parts).toHaveLength(3);
    expect(at(parseJson(Buffer.from(parts[1]!, "base64url").toString()), "oid")).toMatch(/^[0-9a-f-]{36}$/);
  });

  test("the printed environment names everything a client needs, NO_PROXY included", () => {
    expect(sim.env).toMatchObject({
      ARM_METADATA_HOSTNAME: new URL(sim.url).host,
      ARM_USE_CLI: "false",
      NO_PROXY: "127.0.0.1,localhost",
      ARM_SUBSCRIPTION_ID: SUB,
    });
    expect(readFileSync(sim.env["SSL_CERT_FILE"]!, "utf8")).toContain(sim.ca.trim());
    for (const name of [
      "HTTPS_PROXY",
      "ARM_TENANT_ID",
      "ARM_CLIENT_ID",
      "ARM_CLIENT_SECRET",
      "ARM_RESOURCE_PROVIDER_REGISTRATIONS",
    ])
      expect(sim.env[name]).toBeTruthy();
    expect(sim.env).not.toHaveProperty("ARM_PROVIDER_ENHANCED_VALIDATION");
  });

  test("data planes are reached through the CONNECT proxy under their own names", async () => {
    await arm("PUT", `${GROUP}/providers/Microsoft.Storage/storageAccounts/stproxy`, WEST);
    const host = "stproxy.queue.core.windows.net";
    const proxy = new URL(sim.env["HTTPS_PROXY"]!);
    const socket = await new Promise<TLSSocket>((resolve, reject) => {
      const tunnel = httpRequest({
        host: proxy.hostname,
        port: proxy.port,
        method: "CONNECT",
        path: `${host}:443`,
      });
      tunnel.on("connect", (_, raw) => {
        const secure: TLSSocket = connect({ socket: raw, servername: host, ca: sim.ca }, () => {
          resolve(secure);
        });
        secure.on("error", reject);
      });
      tunnel.on("error", reject);
      tunnel.end();
    });
    const answer = await new Promise<string>((resolve) => {
      let all = "";
      socket.on("data", (chunk: Buffer) => (all += chunk.toString()));
      socket.on("close", () => {
        resolve(all);
      });
      socket.write(
        `GET /?restype=service&comp=properties HTTP/1.1\r\nHost: ${host}\r\nAuthorization: Bearer x\r\nConnection: close\r\n\r\n`,
      );
    });
    expect(answer).toMatch(/^HTTP\/1.1 200/);
    expect(answer).toContain("<StorageServiceProperties>");
  });
});

describe("the process", () => {
  test("it refuses to listen on anything but loopback, unless configured", async () => {
    const refused = await runMain("--host", "0.0.0.0");
    expect(refused.code).toBe(1);
    expect(refused.stderr).toMatch(/^error: refusing to listen on 0\.0\.0\.0/);
    const server = await new Simulator().listen({ host: "0.0.0.0", exposed: true });
    await server.close();
  });

  test("bad options and files are reported without a stack trace", async () => {
    const file = join(mkdtempSync(join(tmpdir(), "sim-")), "faults.json");
    writeFileSync(file, '[{ "kind": "nonsense" }]');
    for (const options of [
      ["--port", "x"],
      ["--faults", file],
      ["--faults", "/does/not/exist"],
      ["--map", "nothing"],
    ]) {
      const { code, stderr } = await runMain(...options);
      expect(code).toBe(1);
      expect(stderr).not.toMatch(/^\s+at /m);
      expect(stderr.trim()).not.toBe("");
    }
  });

  test.each(["SIGTERM", "SIGINT"] as const)(
    "%s stops it cleanly, and the state file brings everything back",
    async (signal) => {
      const file = join(mkdtempSync(join(tmpdir(), "sim-")), "state.json");
      const first = await SimulatorProcess.start("--state", file);
      await send(first, "PUT", `${GROUP}?api-version=${API}`, WEST);
      await send(first, "PUT", `${TABLE}?api-version=${API}`, { ...WEST, tags: { kept: "yes" } });
      expect(await first.stop(signal)).toBe(0);
      expect(existsSync(first.env["NODE_EXTRA_CA_CERTS"]!)).toBe(false);
      const second = await SimulatorProcess.start("--state", file);
      const got = await send(second, "GET", `${TABLE}?api-version=${API}`);
      expect(at(got.body, "tags")).toEqual({ kept: "yes" });
      await second.stop();
    },
  );

  test("requests are logged, without the secrets in their query", async () => {
    await arm("GET", `${GROUP}/providers/Microsoft.Network/routeTables/none`);
    await send(sim, "GET", `${GROUP}?api-version=${API}&sig=verysecret`);
    await expect.poll(() => sim.log).toContain("sig=…");
    expect(sim.log).toMatch(
      /GET https:\/\/127\.0\.0\.1:\d+\/subscriptions\/.*routeTables\/none\?api-version=2024-05-01 404 \d+ ms/,
    );
    expect(sim.log).not.toContain("verysecret");
  });
});

describe("control endpoints", () => {
  test("a cluster is attached, scaled, changed and drained", async () => {
    await arm("PUT", TABLE, WEST);
    const cluster = `${GROUP}/providers/Microsoft.ContainerService/managedClusters/lab`;
    const ask = async (verb: string, body: object = {}) =>
      (await send(sim, "POST", `/_sim/aks/${verb}`, body)).body;
    await ask("attach", { cluster, table: TABLE });
    const scaled = await ask("scale", { count: 3 });
    const nodes = scaled["nodes"] as { name: string; addresses: string[] }[];
    expect(nodes).toHaveLength(3);
    const replaced = await ask("replace-node", { node: nodes[0]!.name });
    expect(at(replaced, "nodes")).not.toEqual(nodes);
    await ask("move-address", { node: nodes[1]!.name });
    await ask("move-pod-cidr", { node: nodes[1]!.name });
    await ask("remove-node", { node: nodes[2]!.name });
    await ask("write-tags", { tags: { a: "b" } });
    expect(at((await arm("GET", TABLE)).body, "properties.routes")).toHaveLength(2);
    await ask("delete-table");
    expect((await arm("GET", TABLE)).status).toBe(404);
    await ask("recreate-table");
    expect(at((await arm("GET", TABLE)).body, "properties.routes")).toHaveLength(2);
    await ask("move-to-overlay");
    expect(at((await arm("GET", TABLE)).body, "properties.routes")).toEqual([]);
    await ask("drain");
    expect(at((await send(sim, "GET", "/_sim/aks")).body, "clusters")).toMatchObject([{ nodes: [] }]);
  });

  test("invalid requests are reported", async () => {
    for (const [path, body] of [
      ["/_sim/aks/scale", { count: -1 }],
      ["/_sim/faults", "{"],
      ["/_sim/hosts", { host: "", url: "x" }],
      ["/_sim/seed", {}],
      ["/_sim/clock/advance", { ms: 1 }],
    ] as const) {
      const answer = await send(sim, path === "/_sim/faults" ? "PUT" : "POST", path, body);
      expect([answer.status, at(answer.body, "error.code")]).toEqual([400, "BadRequest"]);
    }
    expect((await send(sim, "GET", "/_sim/nothing")).status).toBe(404);
  });

  test("counters, events and seeding", async () => {
    await send(sim, "POST", "/_sim/counters/reset");
    await arm("GET", GROUP);
    expect((await send(sim, "GET", "/_sim/counters")).body).toEqual({ reads: 1, writes: 0, polls: 0 });
    expect((await send(sim, "GET", "/_sim/events")).body["log"]).toBeTruthy();
    const id = `${GROUP}/providers/Microsoft.Network/routeTables/seeded`;
    await send(sim, "POST", "/_sim/seed", { id, body: WEST });
    expect((await arm("GET", id)).status).toBe(200);
  });
});
