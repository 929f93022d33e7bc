import { describe, expect, test } from "vitest";
import { asObject, at, parseJson } from "../src/core/json.js";
import { Random } from "../src/core/random.js";
import { Simulator, VirtualClock } from "../src/index.js";
import { GROUP, SUB, TABLE } from "./support/arm.js";
import { longUse } from "./support/long-use.js";
import { REQUEST_LIST } from "./support/request-list.js";

const SEED = 20_261_129;
const REQUESTS = 10_000;
/** Requests after which everything is there again. */
const FRESH = 1_000;

/** Requests as a stranger might send them: half-right paths, wrong versions, broken and absurd bodies. */
class Stranger {
  readonly #random: Random;

  constructor(seed: number) {
    this.#random = new Random(seed);
  }

  pick<T>(list: readonly T[]): T {
    return list[this.#random.int(list.length)]!;
  }

  request(): { method: string; url: string; headers: Record<string, string>; body?: unknown } {
    const version = this.pick([
      "2024-05-01",
      "2024-05-01",
      "2024-05-01",
      "2023-09-01-preview",
      "",
      "latest",
      "9999-99-99",
      "2024-05-01&api-version=x",
      "%00",
    ]);
    const query = version === "" ? "" : `?api-version=${version}`;
    const item = this.pick(REQUEST_LIST);
    const body = this.#body(item.body);
    return {
      method: this.pick([
        "GET",
        "GET",
        "PUT",
        "PUT",
        "PUT",
        "PATCH",
        "DELETE",
        "DELETE",
        "POST",
        "HEAD",
        "OPTIONS",
        "TRACE",
        "get",
        "BREW",
      ]),
      url: `${this.#path(item.id)}${query}`,
      headers: this.#headers(),
      ...(body === undefined ? {} : { body }),
    };
  }

  #path(own: string): string {
    const others = [TABLE, `${TABLE}/routes/r`, GROUP, `/subscriptions/${SUB}`];
    const id = this.#random.int(40) === 0 ? this.pick(others) : own;
    switch (this.#random.int(12)) {
      case 0:
        return id.toUpperCase();
      case 1:
        return `${id}/`;
      case 2:
        return id.slice(0, this.#random.int(id.length) + 1);
      case 3:
        return `${id}/${this.pick(["listKeys", "routes", "..", "%2e%2e", "a".repeat(3_000), "__proto__", "constructor", "💥", "%E0%A4%A"])}`;
      case 4:
        return id.replace("rg", this.pick(["nowhere", "__proto__", "", " ", "'", "<x>"]));
      case 5:
        return id.replaceAll("/", "//");
      case 6:
        return id.replace(SUB, this.pick(["x", "00000000", "'; drop table"]));
      case 7:
        return this.pick([
          "/",
          "",
          "/providers",
          "/subscriptions",
          "/_sim/x",
          "/metadata/endpoints",
          "/%",
          "/subscriptions/../..",
          "https://x.queue.core.windows.net/q/messages",
          "https://kv.vault.azure.net/secrets/a",
          "https://func.scm.azurewebsites.net/api/zipdeploy",
          "http://[bad",
          "/common/oauth2/v2.0/token",
        ]);
      default:
        return id;
    }
  }

  #headers(): Record<string, string> {
    const authorization = this.pick([
      "Bearer t",
      "Bearer t",
      "Bearer t",
      "Bearer t",
      "",
      "Basic x",
      "Bearer a.b.c",
      "Bearer a.e30.c",
      `Bearer ${"x".repeat(5_000)}`,
    ]);
    const ifMatch = this.pick([undefined, undefined, undefined, "*", 'W/"x"', "", '"', "\u0000"]);
    return { authorization, ...(ifMatch === undefined ? {} : { "If-Match": ifMatch }) };
  }

  /** @param own the body that fits what the path names */
  #body(own: unknown): unknown {
    const listed = this.#random.int(2) === 0 ? own : this.pick(REQUEST_LIST).body;
    const text = JSON.stringify(listed);
    switch (this.#random.int(14)) {
      case 0:
        return undefined;
      case 1:
        return text.slice(0, this.#random.int(text.length));
      case 2:
        return this.pick([
          "",
          "null",
          "[]",
          "1",
          '"x"',
          "{",
          "\u0000",
          "<xml/>",
          "{}",
          '{"properties":null}',
          '{"properties":[]}',
          '{"__proto__":{"polluted":true}}',
          '{"location":5}',
          '{"identity":[]}',
        ]);
      case 3:
        return "[".repeat(5_000);
      case 4:
        return `${'{"a":'.repeat(2_000)}1${"}".repeat(2_000)}`;
      case 5:
        return { location: "westeurope", properties: this.#value(4) };
      case 6:
        return {
          location: "westeurope",
          tags: this.#value(2),
          properties: { routes: this.#value(3), subnets: this.#value(3), agentPoolProfiles: this.#value(3) },
        };
      case 7:
        return { location: "x".repeat(100_000), properties: {} };
      default:
        return listed;
    }
  }

  #value(depth: number): unknown {
    const leaves = [
      null,
      true,
      0,
      -1,
      1e308,
      "",
      "10.0.0.0/99",
      "0.0.0.0/0",
      "::/0",
      TABLE,
      "\uD800",
      "a".repeat(300),
    ];
    if (depth === 0 || this.#random.int(3) === 0) return this.pick(leaves);
    if (this.#random.int(2) === 0)
      return Array.from({ length: this.#random.int(4) }, () => this.#value(depth - 1));
    const keys = [
      "name",
      "id",
      "properties",
      "addressPrefix",
      "nextHopType",
      "addressPrefixes",
      "subnet",
      "routeTable",
      "identity",
      "userAssignedIdentities",
      "__proto__",
      "toString",
      "count",
      "podCidr",
      "networkProfile",
      "nodeResourceGroup",
    ];
    return Object.fromEntries(
      Array.from({ length: this.#random.int(4) }, () => [this.pick(keys), this.#value(depth - 1)]),
    );
  }
}

describe("fuzzing", () => {
  test(`${REQUESTS} seeded requests get ARM's own kind of answer, never a crash`, async () => {
    const seeded = (): Simulator => {
      const sim = new Simulator({ clock: new VirtualClock(), seed: SEED });
      for (const { id, body } of REQUEST_LIST) sim.seed(id, body);
      return sim;
    };
    let sim = seeded();
    const stranger = new Stranger(SEED);
    const seen = new Map<number, number>();
    for (let i = 0; i < REQUESTS; i++) {
      // Strangers delete what the list has, and with the group all of it.
      if (i % FRESH === 0) sim = seeded();
      const request = stranger.request();
      const answer = await sim.handle(request);
      const told = `request ${i} of seed ${SEED}: ${request.method} ${request.url.slice(0, 300)} -> ${answer.status} ${answer.body.slice(0, 300)}`;
      seen.set(answer.status, (seen.get(answer.status) ?? 0) + 1);
      expect(answer.status, told).toBeLessThan(500);
      if (answer.status >= 400 && answer.body !== "" && !/<Error>/.test(answer.body)) {
        const error = at(asObject(parseJson(answer.body)), "error");
        expect(error, told).toBeTruthy();
        if (typeof error === "object") expect(at(error, "code"), told).toBeTypeOf("string");
      }
    }
    expect(({} as Record<string, unknown>)["polluted"]).toBeUndefined();
    // Both kinds must have been met, or the fuzz says nothing.
    for (const status of [200, 201, 202, 400, 401, 404, 405, 412])
      expect(seen.get(status) ?? 0, `status ${status}`).toBeGreaterThan(5);
  });

  test("a request of more than 4 MB answers 413", async () => {
    const sim = new Simulator();
    const answer = await sim.handle({
      method: "PUT",
      url: `${TABLE}?api-version=2024-05-01`,
      headers: { authorization: "Bearer t" },
      body: "x".repeat(5_000_000),
    });
    expect(answer.status).toBe(413);
  });
});

describe("long use", () => {
  test("2,000 resources and 18,000 requests leave nothing behind but the resources", async () => {
    await longUse(2_000, 18_000);
  });

  test("a write-heavy table of 400 routes stays quick to serve", async () => {
    const sim = new Simulator({ clock: new VirtualClock() });
    const routes = Array.from({ length: 400 }, (_, i) => ({
      name: `r${i}`,
      properties: { addressPrefix: `10.${i >> 8}.${i & 255}.0/24`, nextHopType: "None" },
    }));
    sim.seed(TABLE, { location: "westeurope", properties: { routes } });
    const got = await sim.handle({
      method: "GET",
      url: `${TABLE}?api-version=2024-05-01`,
      headers: { authorization: "Bearer t" },
    });
    expect(at(parseJson(got.body), "properties.routes")).toHaveLength(400);
  });
});
