import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import {
  asList,
  asObject,
  at,
  isList,
  isObject,
  objects,
  parseJson,
  textAt,
  textOf,
  type JsonObject,
} from "../src/core/json.js";
import { GROUP, TABLE, TestArm, route, type Answer } from "./support/arm.js";

/** Reduced real recordings of the API. */
const recorded = asObject(
  parseJson(readFileSync(new URL("data/observed-arm-exchanges.json", import.meta.url), "utf8")),
);
const exchanges = new Map(
  objects(recorded["exchanges"]).map((exchange) => [textAt(exchange, "n"), asObject(exchange["res"])]),
);
const WEST = { location: "eastus" };
const VARIES = ["x-ms-request-id", "x-ms-correlation-request-id"];

/** Header names that a recorded answer has, those common to all answers included. */
function expectedHeaders(res: JsonObject): string[] {
  const own = res["headers"];
  return isList(own) ? own.map(textOf) : Object.keys(asObject(own));
}

/** Dotted paths of all keys; entries of lists are not told apart. */
function keysOf(value: JsonObject, prefix = ""): string[] {
  return Object.entries(value).flatMap(([key, inner]) => [
    prefix + key,
    ...(isObject(inner) ? keysOf(inner, `${prefix}${key}.`) : []),
  ]);
}

function compare(name: string, answer: Answer): void {
  const res = exchanges.get(name);
  expect(res, `the recording has no exchange '${name}'`).toBeDefined();
  const status = textAt(res, "status");
  if (status !== "") expect(String(answer.status)).toBe(status);
  for (const header of expectedHeaders(res!))
    expect(answer.headers, `${name}: ${header}`).toHaveProperty([header]);
  for (const header of asList(res!["noHeaders"]).map(textOf))
    expect(answer.headers).not.toHaveProperty([header]);
  for (const key of keysOf(asObject(res!["body"])))
    expect(keysOf(answer.body), `${name}: ${key}`).toContain(key);
  const state = at(res, "body.properties.provisioningState");
  if (state !== undefined) expect(answer.at("properties.provisioningState")).toBe(state);
}

describe("replay of the observed exchanges", () => {
  const replays: Record<string, (arm: TestArm) => Promise<Answer>> = {
    "PUT new table": (arm) => arm.put(TABLE, WEST),
    poll: async (arm) => arm.get((await arm.put(TABLE, WEST)).headers["azure-asyncoperation"]!),
    "GET after": async (arm) => {
      await arm.put(TABLE, WEST);
      return arm.get(TABLE);
    },
    "PUT existing, real change": async (arm) => {
      await arm.put(TABLE, WEST);
      await arm.get(TABLE);
      return arm.put(TABLE, { ...WEST, tags: { a: "b" } });
    },
    "PUT existing, no change": async (arm) => {
      await arm.put(TABLE, WEST);
      await arm.get(TABLE);
      return arm.put(TABLE, WEST);
    },
    "PUT If-Match: invalid": async (arm) => {
      await arm.put(TABLE, WEST);
      return arm.put(TABLE, WEST, { "If-Match": "invalid" });
    },
    "PUT child route new": async (arm) => {
      await arm.put(TABLE, WEST);
      return arm.put(`${TABLE}/routes/my-route`, {
        name: "my-route",
        properties: { addressPrefix: "10.0.5.0/24", nextHopType: "None" },
      });
    },
    LIST: async (arm) => {
      await arm.put(TABLE, WEST);
      return arm.get(`${GROUP}/providers/Microsoft.Network/routeTables`);
    },
    "DELETE route / table": async (arm) => {
      await arm.put(TABLE, { ...WEST, properties: { routes: [route("a", "10.0.0.0/24")] } });
      compare("DELETE route / table", await arm.delete(`${TABLE}/routes/a`));
      return arm.delete(TABLE);
    },
    "GET missing table": (arm) => arm.get(TABLE),
    "GET/LIST in missing RG": (arm) => arm.get(TABLE.replace("/rg/", "/missing/")),
  };
  test.each(Object.entries(replays))("%s", async (name, replay) => {
    compare(name, await replay(new TestArm()));
  });

  test("every recorded exchange is replayed, but the one that states a fact alone", () => {
    const told = ["GET table after child change"];
    expect([...exchanges.keys()].filter((name) => !told.includes(name)).sort()).toEqual(
      Object.keys(replays).sort(),
    );
  });

  test("every answer has the common headers", async () => {
    const arm = new TestArm();
    const names = Object.keys(asObject(recorded["commonHeaders"]));
    for (const answer of [await arm.put(TABLE, WEST), await arm.get(TABLE), await arm.get(`${TABLE}x`)])
      for (const name of names.filter((known) => !VARIES.includes(known)))
        expect(answer.headers).toHaveProperty([name]);
  });

  test("the keys of a table come in the recorded order", async () => {
    const { text } = await new TestArm().put(TABLE, {
      properties: { routes: [] },
      tags: { a: "b" },
      ...WEST,
    });
    const order = ["name", "id", "etag", "type", "location", "tags", "properties", "provisioningState"].map(
      (key) => text.indexOf(`"${key}":`),
    );
    expect(order.slice(0, 4)).toEqual([...order.slice(0, 4)].sort((a, b) => a - b));
    expect(order[7]).toBe(order[6]! + '"properties":{'.length);
  });
});
