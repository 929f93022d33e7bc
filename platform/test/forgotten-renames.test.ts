// Keys that take the place of others, although they do not say what they were.
import { writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { Folder, type Run } from "./support/lock.js";
import { spokes } from "./support/renamed-spokes.js";

let folder: Folder;
beforeEach(() => {
  folder = new Folder();
});
afterEach(() => {
  folder.remove();
});

describe("a key that takes the place of another", () => {
  const found = (run: Run): string[] =>
    run.problems.flatMap(({ code, path, hint }) => (code === "WAS_MISSING" ? `${path}: ${hint}` : []));

  test("is asked about, until the lock file has it", () => {
    folder.run(spokes({ shop: undefined, desk: undefined }));
    const renamed = spokes({ store: undefined, desk: undefined });
    expect(found(folder.run(renamed, "ignore"))).toEqual([
      expect.stringMatching(/^spokes\.store: Add was: shop if it was renamed/),
    ]);
    folder.run(renamed);
    expect(found(folder.run(renamed))).toEqual([]);
  });

  test.each([
    ["says what it was", spokes({ store: "shop", desk: undefined })],
    ["is one of two in other ranges", spokes({ store: undefined, depot: undefined })],
    [
      "has other parts",
      spokes({ store: undefined, desk: undefined }).replace("clusters: { main:", "clusters: { web:"),
    ],
  ])("is not where it %s", (_, text) => {
    folder.run(spokes({ shop: undefined, desk: undefined }));
    expect(found(folder.run(text, "ignore"))).toEqual([]);
  });
});

describe("several keys that take the places of others at once", () => {
  const found = (run: Run): string[] =>
    run.problems.flatMap(({ code, path, hint }) =>
      code === "WAS_MISSING" ? `${path}: ${hint.split(" if ")[0] ?? ""}` : [],
    );
  /** As `spokes`, with the ranges of earlier keys. */
  const inPlace = (keys: readonly string[]): string =>
    keys.reduce(
      (text, key, i) =>
        text.replace(new RegExp(String.raw`(  ${key}:\n +addressSpace: 10)\.\d+`), `$1.${i + 1}`),
      spokes(Object.fromEntries(keys.map((key) => [key, undefined]))),
    );

  test("are each asked about, by their ranges", () => {
    folder.run(inPlace(["shop", "desk", "blog"]));
    expect(found(folder.run(inPlace(["store", "counter", "blog"]), "ignore"))).toEqual([
      "spokes.store: Add was: shop",
      "spokes.counter: Add was: desk",
    ]);
  });

  test("are a spoke and what is in it, one after the other", () => {
    folder.run(inPlace(["shop", "desk"]));
    const text = inPlace(["store", "desk"]).replace(
      /(store:[^]*?)main:([^]*?)system:/,
      (_, one: string, two: string) => `${one}prod:${two}sys:`,
    );
    expect(found(folder.run(text, "ignore"))).toEqual(["spokes.store: Add was: shop"]);
    const first = text.replace("  store:\n", "  store:\n    was: shop\n");
    expect(found(folder.run(first, "ignore"))).toEqual(["spokes.store.clusters.prod: Add was: main"]);
    const second = first.replace("prod: {", "prod: { was: main,");
    expect(found(folder.run(second, "ignore"))).toEqual([
      "spokes.store.clusters.prod.nodePools.sys: Add was: system",
    ]);
    const third = second.replace("sys: {", "sys: { was: system,");
    expect(found(folder.run(third, "ignore"))).toEqual([]);
  });

  test("are hubs among others", () => {
    const hubs = (keys: readonly string[]): string =>
      spokes({ shop: undefined })
        .replace(/hub: .*\n/, () => {
          const each = keys.map(
            (key, i) => `  ${key}: { addressSpace: 10.${100 + i}.0.0/22, firewall: { publicIps: 20 } }\n`,
          );
          return `hubs:\n${each.join("")}`;
        })
        .replace("    addressSpace", `    hub: ${keys[0] ?? ""}\n    addressSpace`);
    folder.run(hubs(["west", "north", "south"]));
    expect(found(folder.run(hubs(["west", "east", "far"]), "ignore"))).toEqual([
      "hubs.east: Add was: north",
      "hubs.far: Add was: south",
    ]);
    expect(found(folder.run(hubs(["oldest", "north", "south"]), "ignore"))).toEqual([
      "hubs.oldest: Add was: west",
    ]);
  });

  test("are in the base of an environment, by the lock file of the environment", () => {
    const base = join(dirname(folder.file), "base.yaml");
    const environment = "extends: ./base.yaml\nname: contoso-dev\n";
    writeFileSync(base, inPlace(["shop", "desk"]));
    folder.run(environment);
    writeFileSync(base, inPlace(["store", "desk"]));
    const run = folder.run(environment, "ignore");
    expect(found(run)).toEqual(["spokes.store: Add was: shop"]);
    expect(run.problems.find(({ code }) => code === "WAS_MISSING")?.file).toBe(base);
    writeFileSync(base, inPlace(["store", "desk"]).replace("  store:\n", "  store:\n    was: shop\n"));
    expect(found(folder.run(environment))).toEqual([]);
  });
});
