import { Cidr } from "@aks-topology/constructs";
import { expect } from "vitest";
import { parse, stringify } from "yaml";
import { Folder, type Run } from "./lock.js";
import { reversed, type Edit } from "./random-edits.js";
import type { Tree } from "./tree.js";

/** Runs some edits of a platform, one after the other, and expects of each what every edit keeps. @returns how many were refused */
export function expectNothingMoves(first: Tree, steps: readonly Edit[]): number {
  const folder = new Folder();
  try {
    let platform = first;
    let before = folder.run(stringify(platform));
    expect(before.errors).toEqual([]);
    let refused = 0;
    for (const edit of steps) {
      const next = edit.apply(platform);
      const after = folder.run(stringify(next));
      if (after.errors.length > 0) {
        expectRefusal(edit, after, before);
        refused += 1;
        continue;
      }
      expectSamePlaces(edit, before, after);
      expectNoOverlap(after);
      const undone = edit.undoes ? folder.run(stringify(platform), "ignore") : before;
      expect([edit.name, undone.errors, difference(before, undone)]).toEqual([edit.name, [], []]);
      platform = next;
      before = after;
    }
    const turned = folder.run(stringify(reversed(platform)));
    expect([turned.errors, turned.lock]).toEqual([[], before.lock]);
    expect(turned.places).toEqual(before.places);
    return refused;
  } finally {
    folder.remove();
  }
}

/** Lines of the second run that the first does not have. */
function difference(before: Run, after: Run): readonly string[] {
  if (before.text === after.text) return [];
  const lines = new Set(before.text.split("\n"));
  return ["the output differs", ...after.text.split("\n").filter((line) => !lines.has(line))].slice(0, 20);
}

function expectRefusal({ name, refusals }: Edit, after: Run, before: Run): void {
  expect(after.errors).not.toContain("TERRAFORM_INVALID");
  const other = refusals.includes("*") ? [] : after.errors.filter((code) => !refusals.includes(code));
  expect([name, other, after.lock]).toEqual([name, [], before.lock]);
}

type Json = Readonly<Record<string, unknown>>;

/** The resources of a run by their addresses; all stacks of a test are one. */
function resources({ text }: Run): ReadonlyMap<string, Json> {
  const { resource } = JSON.parse(text) as {
    readonly resource: Readonly<Record<string, Readonly<Record<string, Json>>>>;
  };
  return new Map(
    Object.entries(resource).flatMap(([type, byName]) =>
      Object.entries(byName).map(([name, body]) => [`${type}.${name}`, body] as const),
    ),
  );
}

/** Where a resource of an earlier run is now; undefined where it is gone. */
function follow(run: Run): (address: string) => string | undefined {
  const { moved = [] } = JSON.parse(run.text) as {
    readonly moved?: readonly { readonly from: string; readonly to: string }[];
  };
  const next = new Map(moved.map(({ from, to }) => [from, to]));
  const now = resources(run);
  const last = (address: string): string => {
    const to = next.get(address);
    return to === undefined ? address : last(to);
  };
  return (address) => (now.has(last(address)) ? last(address) : undefined);
}

/** What survives keeps its name and its place; so does whatever the lock file has. */
function expectSamePlaces({ name }: Edit, before: Run, after: Run): void {
  const now = follow(after);
  const [old, present] = [resources(before), resources(after)];
  const changed = [...old].flatMap(([address, body]) => {
    const target = now(address);
    if (target === undefined) return [];
    const was = [body["name"], before.places.get(address)];
    const is = [present.get(target)?.["name"], after.places.get(target)];
    return JSON.stringify(was) === JSON.stringify(is) ? [] : [{ address, target, was, is }];
  });
  expect([name, changed]).toEqual([name, []]);
  const places = lockedPlaces(after);
  const moved = [...lockedPlaces(before)].filter(
    ([key, place]) => places.has(key) && places.get(key) !== place,
  );
  expect([name, moved]).toEqual([name, []]);
}

/** All places of a lock file by the keys that names are made of. */
function lockedPlaces({ lock }: Run): ReadonlyMap<string, unknown> {
  const { names = {}, ...maps } = (parse(lock ?? "") ?? {}) as Record<
    string,
    Readonly<Record<string, string>>
  >;
  const old = (path: string): string => {
    const steps = path.split(".");
    return steps.map((step, i) => names[steps.slice(0, i + 1).join(".")] ?? step).join(".");
  };
  return new Map(
    Object.entries(maps)
      .filter(([map]) => map !== "released" && map !== "lockVersion")
      .flatMap(([map, entries]) =>
        Object.entries(entries).map(([path, value]): [string, unknown] => [
          `${map} ${old(path)}`,
          map === "systemPools" ? old(`${path}.nodePools.${value}`) : value,
        ]),
      ),
  );
}

function expectNoOverlap(run: Run): void {
  const subnets = [...resources(run)].filter(([address]) => address.startsWith("azurerm_subnet."));
  const ranges = subnets.flatMap(([address, body]) =>
    (body["address_prefixes"] as readonly string[]).map((prefix) => ({
      address,
      network: body["virtual_network_name"],
      range: Cidr.of(prefix),
    })),
  );
  const overlaps = ranges.flatMap((one, i) =>
    ranges
      .slice(i + 1)
      .filter((other) => other.network === one.network && other.range.overlaps(one.range))
      .map((other) => `${one.address} ${other.address}`),
  );
  expect(overlaps).toEqual([]);
}
