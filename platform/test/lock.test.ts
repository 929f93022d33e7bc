import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { SAMPLED } from "../../test/support/examples.js";
import { loadPlatform, updateLock } from "../src/index.js";
import { Folder, moved, type Run } from "./support/lock.js";
import { clusterYaml, platformYaml, spokeYaml } from "./support/platform-yaml.js";

let folder: Folder;
beforeEach(() => {
  folder = new Folder();
});
afterEach(() => {
  folder.remove();
});

const CHANGES = fileURLToPath(new URL("data/changes/", import.meta.url));

function textOf(name: string): string {
  return readFileSync(`${CHANGES}${name}`, "utf8");
}

/** Edits that cannot be made in place: the file is refused, and the lock file stays. */
const REFUSED: Readonly<Record<string, readonly string[]>> = { "06-grow-nodes": ["SUBNET_TOO_SMALL"] };

const names = readdirSync(CHANGES)
  .filter((name) => name.endsWith(".before.yaml"))
  .map((name) => name.slice(0, -".before.yaml".length));

describe("an ordinary edit of a platform that has a lock file", () => {
  test.each(names)("moves nothing that stays: %s", (name) => {
    const before = folder.run(textOf(`${name}.before.yaml`));
    expect(before.errors).toEqual([]);
    const after = folder.run(textOf(`${name}.after.yaml`));
    expect(after.errors).toEqual(REFUSED[name] ?? []);
    expect(moved(before, after)).toEqual([]);
    if (after.errors.length > 0) expect(after.lock).toBe(before.lock);
    const undone = folder.run(textOf(`${name}.before.yaml`));
    expect(undone.text).toBe(before.text);
  });

  test("places a new spoke's rules next to those of the spokes that exist, wherever it is in the file", () => {
    const before = folder.run(textOf("20-spoke-inserted.before.yaml"));
    const after = folder.run(textOf("20-spoke-inserted.after.yaml"));
    const groups = [...after.places].filter(([address]) => address.includes("rule_collection_group"));
    expect(new Set(groups.map(([, priority]) => priority)).size).toBe(groups.length);
    expect(after.places.size).toBeGreaterThan(before.places.size);
  });
});

const EXAMPLES = fileURLToPath(new URL("../../examples/", import.meta.url));

describe("an example", () => {
  test.each(SAMPLED)("has the same output with the lock file of its first run: %s", (name) => {
    const text = readFileSync(`${EXAMPLES}${name}`, "utf8");
    const first = folder.run(text);
    const second = folder.run(text, "frozen");
    expect([second.errors, second.text]).toEqual([[], first.text]);
  });
});

const POOLS = "{ vmSize: Standard_D4ds_v5, nodes: 3 }";

function pools(...pool: readonly string[]): string {
  return platformYaml({
    baseline: "relaxed",
    spokes: {
      shop: spokeYaml({
        clusters: {
          main: clusterYaml({ nodePools: `{ ${pool.map((name) => `${name}: ${POOLS}`).join(", ")} }` }),
        },
      }),
    },
  });
}

describe("the lock file", () => {
  test("is written once, and a second run changes neither it nor the output", () => {
    const first = folder.run(pools("system", "work"));
    const second = folder.run(pools("system", "work"));
    expect(first.lock).toContain("spokes.shop.clusters.main.nodePools.work: 10.1.1.0/24");
    expect([second.lock, second.text]).toEqual([first.lock, first.text]);
  });

  test("gives the same places for every order of keys, those of new things included", () => {
    const first = folder.run(pools("system", "work"));
    const turned = folder.run(pools("work", "system"));
    expect([turned.places, turned.lock]).toEqual([first.places, first.lock]);
    const both = folder.run(pools("system", "work", "b", "a"));
    writeFileSync(folder.lockFile, first.lock ?? "");
    const bothTurned = folder.run(pools("a", "b", "work", "system"));
    expect([bothTurned.places, bothTurned.lock]).toEqual([both.places, both.lock]);
  });

  test("keeps the place of what is gone until it is pruned", () => {
    folder.run(pools("system", "old", "work"));
    const gone = folder.run(pools("system", "work", "next"));
    expect(gone.lock).toMatch(/released:\n {2}spokes\.shop\.clusters\.main\.nodePools\.old: 10\.1\.1\.0\/24/);
    expect(gone.places.get("azurerm_subnet.shop_main_next")).toBe('["10.1.3.0/24"]');
    const back = folder.run(pools("system", "work", "old", "next"));
    expect(back.places.get("azurerm_subnet.shop_main_old")).toBe('["10.1.1.0/24"]');
    folder.run(pools("system", "work", "next"));
    expect(update({ prune: true }).released).toEqual([]);
    const reused = folder.run(pools("system", "work", "next", "other"));
    expect(reused.places.get("azurerm_subnet.shop_main_other")).toBe('["10.1.1.0/24"]');
  });

  test("prunes only what no key of the file has, as the file is now", () => {
    folder.run(pools("system", "old", "work"));
    const gone = folder.run(pools("system"));
    const before = folder.run(pools("system"), "ignore").places;
    writeFileSync(folder.file, pools("old", "system"));
    const path = (pool: string): string => `spokes.shop.clusters.main.nodePools.${pool}`;
    const { forgotten, ...pruned } = update({ prune: true });
    expect(pruned).toMatchObject({ changed: true, released: [] });
    expect(forgotten.filter((each) => !each.startsWith(`${path("work")}.`))).toEqual([path("work")]);
    const back = folder.run(pools("old", "system"));
    expect(back.places.get("azurerm_subnet.shop_main_old")).toBe('["10.1.1.0/24"]');
    expect(back.places.get("azurerm_subnet.shop_main_system")).toBe(
      before.get("azurerm_subnet.shop_main_system"),
    );
    expect(gone.lock).toContain(`${path("work")}: 10.1.2.0/24`);
    expect(update({ prune: true })).toMatchObject({ changed: false, forgotten: [], released: [] });
  });

  test("prunes nothing where the file has errors", () => {
    folder.run(pools("system", "old"));
    const { lock } = folder.run(pools("system"));
    writeFileSync(folder.file, `${pools("system")}\nazurerm: 5\nstacks: per-spoke`);
    const { file, changed, forgotten } = update({ prune: true });
    expect([file, changed, forgotten]).toEqual([undefined, false, []]);
    expect(readFileSync(folder.lockFile, "utf8")).toBe(lock);
  });

  test("releases what is forgotten, so that it may move", () => {
    folder.run(pools("system", "work"));
    const path = "spokes.shop.clusters.main.nodePools.work";
    const wider = pools("system", "work").replace(/\bwork: \{/, "work: { subnetPrefix: 10.1.64.0/24,");
    expect(folder.run(wider).errors).toEqual(["LOCKED_RANGE_MOVES"]);
    expect(update({ forget: path }).forgotten).toContain(path);
    expect(folder.run(wider).places.get("azurerm_subnet.shop_main_work")).toBe('["10.1.64.0/24"]');
  });

  test("adopts the places of earlier output", () => {
    const old = folder.run(pools("system", "old", "work"), "ignore");
    expect(old.lock).toBeUndefined();
    const output = `${folder.file.slice(0, -"platform.yaml".length)}out`;
    writeFileSync(folder.file, pools("work", "system"));
    expect(update({ from: output }).problems).toEqual([]);
    const after = folder.run(pools("work", "system"));
    expect(moved(old, after)).toEqual([]);
    expect(after.lock).toContain("azurerm_subnet.shop_main_old: 10.1.1.0/24");
  });

  function update(options: Parameters<typeof updateLock>[1]): ReturnType<typeof updateLock> {
    const result = loadPlatform(folder.file);
    if (!result.ok) expect.fail(JSON.stringify(result.problems));
    return updateLock(result.loaded, options);
  }
});

describe("a frozen lock file", () => {
  test("that lacks a change is an error at the line of what it lacks, and nothing is written", () => {
    const first = folder.run(pools("system"));
    const after = folder.run(pools("system", "work"), "frozen");
    expect(after.problems).toMatchObject([
      { code: "LOCK_OUTDATED", path: "spokes.shop.clusters.main.nodePools.work", line: 12 },
    ]);
    expect([after.lock, after.places.size]).toEqual([first.lock, 0]);
  });

  test("that still has what is gone is outdated, too", () => {
    folder.run(pools("system", "work"));
    expect(folder.run(pools("system"), "frozen").errors).toEqual(["LOCK_OUTDATED"]);
  });

  test("that is missing is a warning", () => {
    const run = folder.run(pools("system"), "frozen");
    expect(run.problems).toMatchObject([{ code: "LOCK_MISSING", severity: "warning" }]);
    expect([run.places.size > 0, run.lock]).toEqual([true, undefined]);
  });

  test("that has all of it changes nothing", () => {
    const first = folder.run(pools("system", "work"));
    const second = folder.run(pools("work", "system"), "frozen");
    expect([second.problems, second.places]).toEqual([[], first.places]);
  });
});

describe("a lock file that contradicts itself", () => {
  const PATH = "spokes.shop.clusters.main.nodePools";

  test.each<[string, string, readonly [code: string, line: number][]]>([
    [
      "two keys with one range",
      `ranges:\n  ${PATH}.a: 10.1.0.0/24\n  ${PATH}.b: 10.1.0.0/25\n`,
      [["LOCK_CONFLICT", 4]],
    ],
    [
      "one key with two ranges",
      `ranges:\n  ${PATH}.a: 10.1.0.0/24\n  ${PATH}.a: 10.1.1.0/24\n`,
      [["LOCK_CONFLICT", 4]],
    ],
    [
      "a live range that is released to another",
      `ranges:\n  ${PATH}.a: 10.1.0.0/24\nreleased:\n  ${PATH}.b: 10.1.0.0/24\n`,
      [["LOCK_CONFLICT", 5]],
    ],
    [
      "two groups with one priority",
      "priorities:\n  spokes.shop.clusters.main: 1000\n  spokes.shop.clusters.lab: 1000\n",
      [["LOCK_CONFLICT", 4]],
    ],
    ["no version", "", [["LOCK_UNREADABLE", 1]]],
    ["a range that is none", `ranges:\n  ${PATH}.a: 10.1.0.0\n`, [["LOCK_UNREADABLE", 3]]],
    ["a priority that is none", "priorities:\n  spokes.a.clusters.main: high\n", [["LOCK_UNREADABLE", 3]]],
    ["an unknown map", "indices:\n  spokes.shop: 1\n", [["LOCK_UNREADABLE", 2]]],
    [
      "two mistakes",
      `ranges:\n  ${PATH}.a: x\n  ${PATH}.b: y\n`,
      [
        ["LOCK_UNREADABLE", 3],
        ["LOCK_UNREADABLE", 4],
      ],
    ],
  ])("is refused: %s", (name, text, expected) => {
    writeFileSync(folder.lockFile, name === "no version" ? "ranges: {}\n" : `lockVersion: 1\n${text}`);
    const run = folder.run(pools("system"));
    expect(run.problems.map(({ code, line }) => [code, line])).toEqual(expected);
    expect(run.problems.every(({ file }) => file === folder.lockFile)).toBe(true);
  });

  test("is refused with the marks of a merge", () => {
    writeFileSync(folder.lockFile, "lockVersion: 1\nranges:\n<<<<<<< HEAD\n  a.b: 10.1.0.0/24\n=======\n");
    const run: Run = folder.run(pools("system"));
    expect(run.problems).toMatchObject([
      { code: "LOCK_UNREADABLE", message: "The lock file has marks of an unresolved merge." },
    ]);
  });

  test("is accepted with equal ranges in networks of their own, and with one line twice", () => {
    const text =
      "lockVersion: 1\nranges:\n  spokes.a.loadBalancers: 10.1.0.0/24\n  spokes.b.loadBalancers: 10.1.0.0/24\n  spokes.b.loadBalancers: 10.1.0.0/24\n";
    writeFileSync(folder.lockFile, text);
    expect(folder.run(pools("system")).errors).toEqual([]);
  });
});
