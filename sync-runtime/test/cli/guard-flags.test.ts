import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import type { GuardCode } from "../../src/domain/policy.js";
import { Console } from "../support/console.js";
import { DEFAULT_ROUTE, mirrorConfig, node, type RouteSeed } from "../support/fleet.js";

function nodes(count: number): RouteSeed[] {
  return Array.from({ length: count }, (_, n) => node(n));
}

interface Situation {
  readonly source: readonly RouteSeed[];
  readonly target: readonly RouteSeed[];
  readonly states?: { readonly source?: string; readonly target?: string };
  readonly guards?: object;
  readonly policy?: string;
}

/** One situation for each guard, and for both edges of those that a flag lifts. */
const SITUATIONS = {
  SOURCE_UPDATING: { source: nodes(2), target: [], states: { source: "Updating" } },
  SOURCE_FAILED: { source: nodes(2), target: [], states: { source: "Failed" } },
  SOURCE_DELETING: { source: nodes(2), target: [], states: { source: "Deleting" } },
  TARGET_UPDATING: { source: nodes(2), target: [], states: { target: "Updating" } },
  TARGET_DELETING: { source: nodes(2), target: [], states: { target: "Deleting" } },
  EMPTY_SOURCE: { source: [DEFAULT_ROUTE], target: nodes(3) },
  "EMPTY_SOURCE of many": { source: [], target: nodes(30) },
  "EMPTY_SOURCE of a source that is being deleted": {
    source: [],
    target: nodes(3),
    states: { source: "Deleting" },
  },
  LARGE_REMOVAL: { source: nodes(1), target: nodes(12) },
  RETIREMENT_UNCONFIRMED: { source: [DEFAULT_ROUTE], target: nodes(3), policy: "retire" },
  "RETIREMENT_UNCONFIRMED of many": {
    source: [],
    target: nodes(30),
    policy: "retire",
    guards: { allowEmptySource: true },
  },
  ROUTE_LIMIT: { source: nodes(5), target: [DEFAULT_ROUTE], guards: { routeLimit: 5 } },
  "EMPTY_SOURCE by setting": { source: [], target: nodes(30), guards: { allowEmptySource: true } },
} satisfies Readonly<Record<Exclude<GuardCode, "SOURCE_NOT_EMPTY">, Situation> & Record<string, Situation>>;

/** What holds each situation under no flag, --allow-empty, --allow-removals, and both. */
const EXPECTED: Readonly<
  Record<keyof typeof SITUATIONS, readonly [string | null, string | null, string | null, string | null]>
> = {
  SOURCE_UPDATING: ["SOURCE_UPDATING", "SOURCE_UPDATING", "SOURCE_UPDATING", "SOURCE_UPDATING"],
  SOURCE_FAILED: ["SOURCE_FAILED", "SOURCE_FAILED", "SOURCE_FAILED", "SOURCE_FAILED"],
  SOURCE_DELETING: ["SOURCE_DELETING", "SOURCE_DELETING", "SOURCE_DELETING", "SOURCE_DELETING"],
  TARGET_UPDATING: ["TARGET_UPDATING", "TARGET_UPDATING", "TARGET_UPDATING", "TARGET_UPDATING"],
  TARGET_DELETING: ["TARGET_DELETING", "TARGET_DELETING", "TARGET_DELETING", "TARGET_DELETING"],
  EMPTY_SOURCE: ["EMPTY_SOURCE", null, "EMPTY_SOURCE", null],
  "EMPTY_SOURCE of many": ["EMPTY_SOURCE", null, "EMPTY_SOURCE", null],
  "EMPTY_SOURCE of a source that is being deleted": [
    "SOURCE_DELETING",
    "SOURCE_DELETING",
    "SOURCE_DELETING",
    "SOURCE_DELETING",
  ],
  LARGE_REMOVAL: ["LARGE_REMOVAL", "LARGE_REMOVAL", null, null],
  RETIREMENT_UNCONFIRMED: ["RETIREMENT_UNCONFIRMED", null, "RETIREMENT_UNCONFIRMED", null],
  "RETIREMENT_UNCONFIRMED of many": ["RETIREMENT_UNCONFIRMED", null, "RETIREMENT_UNCONFIRMED", null],
  ROUTE_LIMIT: ["ROUTE_LIMIT", "ROUTE_LIMIT", "ROUTE_LIMIT", "ROUTE_LIMIT"],
  // The setting lets the source be empty; removing all routes at once is a large removal all the same.
  "EMPTY_SOURCE by setting": ["LARGE_REMOVAL", null, null, null],
};

const FLAGS = [[], ["--allow-empty"], ["--allow-removals"], ["--allow-empty", "--allow-removals"]];

describe("every guard against every flag", () => {
  const situations: Readonly<Record<string, Situation>> = SITUATIONS;
  const expected: Readonly<Record<string, readonly (string | null)[]>> = EXPECTED;
  const cases = Object.entries(situations).flatMap(([name, situation]) =>
    FLAGS.map((given, index) => ({ name, given, situation, guard: expected[name]?.[index] ?? null })),
  );

  test("every guard has a row in the README", () => {
    const readme = readFileSync(new URL("../../README.md", import.meta.url), "utf8");
    const codes = [...Object.keys(SITUATIONS).filter((name) => !name.includes(" ")), "SOURCE_NOT_EMPTY"];
    expect(codes.filter((code) => !readme.includes(`| \`${code}\``))).toEqual([]);
  });

  test.each(cases)("$name with $given: $guard", async ({ situation, given, guard }) => {
    const { source, target, states, guards, policy } = situation;
    const console = new Console().seed(source, target, states);
    const options = ["--mirror", "shop", ...given];
    const { exitCode, mirrors } = await console.json(
      "apply",
      options,
      mirrorConfig({ guards: guards ?? {}, ...(policy !== undefined && { policy }) }),
    );
    expect(mirrors[0]?.held?.guard ?? null).toBe(guard);
    const done = policy === "retire" ? "retired" : "applied";
    expect([exitCode, mirrors[0]?.outcome]).toEqual(guard === null ? [0, done] : [3, "held"]);
    expect(console.sim.counters.writes).toBe(guard === null ? 1 : 0);
  });

  test("each situation has an expectation, and each guard a situation", () => {
    expect(Object.keys(EXPECTED)).toEqual(Object.keys(SITUATIONS));
  });
});

/** `apply` without flags: the guard that holds, or null. */
async function guardOf(situation: Situation): Promise<string | null> {
  const { source, target, guards = {} } = situation;
  const { mirrors } = await new Console().seed(source, target).json("apply", [], mirrorConfig({ guards }));
  return mirrors[0]?.held?.guard ?? null;
}

describe("each constant at its two sides", () => {
  test("a table of ten mirrored routes is small, one of eleven is not", async () => {
    expect(await guardOf({ source: nodes(1), target: nodes(10) })).toBeNull();
    expect(await guardOf({ source: nodes(1), target: nodes(11) })).toBe("LARGE_REMOVAL");
    // Foreign routes do not make it large.
    const foreign = nodes(9).map((one, n) => ({ ...one, name: `own-${n}`, prefix: `10.9.${n}.0/24` }));
    expect(await guardOf({ source: nodes(1), target: [...nodes(10), ...foreign] })).toBeNull();
  });

  test.each([
    [50, 20, 10, 9],
    [0, 20, 20, 19],
    [25, 12, 9, 8],
    [33, 100, 67, 66],
    [12.5, 16, 14, 13],
    [99, 100, 1, 0],
  ])("at most %i %% of %i may go: %i stay, and not %i", async (maxRemovalPercent, owned, stay, tooFew) => {
    const guards = { maxRemovalPercent, allowEmptySource: true };
    expect(await guardOf({ source: nodes(stay), target: nodes(owned), guards })).toBeNull();
    expect(await guardOf({ source: nodes(tooFew), target: nodes(owned), guards })).toBe("LARGE_REMOVAL");
  });

  test("100 percent never holds a removal", async () => {
    expect(
      await guardOf({ source: nodes(1), target: nodes(30), guards: { maxRemovalPercent: 100 } }),
    ).toBeNull();
  });

  test("the limit itself is allowed, one more is not", async () => {
    expect(await guardOf({ source: nodes(5), target: [], guards: { routeLimit: 5 } })).toBeNull();
    expect(await guardOf({ source: nodes(6), target: [], guards: { routeLimit: 5 } })).toBe("ROUTE_LIMIT");
  });

  test("a target beyond the limit may be updated at the same size and shrink, and not grow", async () => {
    const guards = { routeLimit: 3 };
    const moved = nodes(5).map((one, n) => (n === 2 ? { ...one, hop: "10.1.0.200" } : one));
    expect(await guardOf({ source: moved, target: nodes(5), guards })).toBeNull();
    expect(await guardOf({ source: [...nodes(4), node(9)], target: nodes(5), guards })).toBeNull();
    expect(await guardOf({ source: nodes(4), target: nodes(5), guards })).toBeNull();
    expect(await guardOf({ source: nodes(6), target: nodes(5), guards })).toBe("ROUTE_LIMIT");
  });

  test.each([
    [1000, 899, 900],
    [20, 17, 18],
    [11, 9, 10],
    [1, 0, 1],
  ])("of %i routes, %i bring no warning and %i do", async (routeLimit, few, many) => {
    const guards = routeLimit === 1000 ? {} : { routeLimit };
    const wide = (count: number): RouteSeed[] =>
      Array.from({ length: count }, (_, n) =>
        node(n, "10.1.0.4", `10.${244 + Math.floor(n / 256)}.${n % 256}.0/24`),
      );
    const warnings = async (count: number): Promise<readonly string[] | undefined> => {
      const config = mirrorConfig({ guards, podCidrs: ["10.244.0.0/14"] });
      const { mirrors } = await new Console().seed(wide(count), []).json("apply", [], config);
      return mirrors[0]?.warnings;
    };
    expect(await warnings(few)).toEqual([]);
    expect(await warnings(many)).toEqual([`the target holds ${many} of at most ${routeLimit} routes`]);
  });

  test("the default limit is 1,000: as many are written, one more is held", async () => {
    const wide = (count: number): RouteSeed[] =>
      Array.from({ length: count }, (_, n) =>
        node(n, "10.1.0.4", `10.${244 + Math.floor(n / 256)}.${n % 256}.0/24`),
      );
    const config = mirrorConfig({ podCidrs: ["10.244.0.0/14"] });
    const apply = (count: number) =>
      new Console({ routesPerTable: 2000 }).seed(wide(count), []).json("apply", [], config);
    expect(await apply(1000)).toMatchObject({ exitCode: 0, mirrors: [{ outcome: "applied" }] });
    expect(await apply(1001)).toMatchObject({ exitCode: 3, mirrors: [{ held: { guard: "ROUTE_LIMIT" } }] });
  });
});
