import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, describe, expect, test } from "vitest";
import { differences } from "../compare.ts";
import type { Recording } from "../recording.ts";
import { bench, record } from "./support.ts";

const root = join(import.meta.dirname, "../..");
const folder = join(root, "conformance/recordings");
const OBSERVED = "simulator/test/data/observed-arm-exchanges.json";

function read(file: string): Recording {
  return JSON.parse(readFileSync(join(root, file), "utf8")) as Recording;
}

/** Whatever Azure has answered so far. What another endpoint answered is no evidence. */
const files = [
  OBSERVED,
  ...(existsSync(folder) ? readdirSync(folder) : [])
    .filter((name) => name.endsWith(".json"))
    .map((name) => `conformance/recordings/${name}`)
    .filter((file) => read(file).recordedFrom === "azure"),
];

let simulated: Recording;
beforeAll(async () => {
  simulated = await record(bench());
});

test("every step comes to its end against the simulator", () => {
  expect(simulated.unfinished).toEqual({});
});

test.each(files)("the simulator answers as Azure did in %s", (file) => {
  expect(differences(read(file), simulated)).toEqual([]);
});

describe("a recording that differs is reported", () => {
  const first = (change: (res: NonNullable<Recording["exchanges"][number]["res"]>) => object): string[] => {
    const [exchange] = read(OBSERVED).exchanges;
    const res = exchange?.res ?? {};
    return differences(
      { ...read(OBSERVED), exchanges: [{ n: exchange?.n ?? "", res: { ...res, ...change(res) } }] },
      simulated,
    );
  };

  test.each([
    ["a status", { status: 299 }, "PUT new table: status 201 instead of 299"],
    ["a header", { headers: ["x-new"] }, "PUT new table: no header x-new"],
    [
      "a header that is not there",
      { noHeaders: ["azure-asyncoperation"] },
      "PUT new table: a header azure-asyncoperation",
    ],
    ["a key", { body: { properties: { more: 1 } } }, "PUT new table: no properties.more in the body"],
    [
      "a state",
      { body: { properties: { provisioningState: "Succeeded" } } },
      'PUT new table: state "Updating" instead of "Succeeded"',
    ],
  ])("%s", (_, change, told) => {
    expect(first(() => change)).toEqual([told]);
  });

  test("a code, and an exchange that nothing asks for", () => {
    const error = { error: { code: "Gone", details: [{ code: "LongGone" }] } };
    const recording: Recording = {
      ...read(OBSERVED),
      exchanges: [
        { n: "GET missing table", res: { status: 404, body: error } },
        { n: "GET of something else", res: { status: 200 } },
      ],
    };
    expect(differences(recording, simulated)).toEqual([
      "GET missing table: no error.details in the body",
      'GET missing table: code "ResourceNotFound" instead of "Gone"',
      "GET missing table: no code LongGone in details",
      "GET of something else: nothing asks for this",
    ]);
  });
});

test("no exchange has the name of another", () => {
  const names = simulated.exchanges.map(({ n }) => n);
  expect(names.filter((name, index) => names.indexOf(name) !== index)).toEqual([]);
});
