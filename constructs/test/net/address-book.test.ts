import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { AddressBook, type AddressBookEntries } from "../../src/net/address-book.js";
import { AddressPlan, fits } from "../../src/net/address-plan.js";
import { Cidr } from "../../src/net/cidr.js";

const SPACE = Cidr.of("10.1.0.0/16");

/** A spoke as its file describes it: pools by cluster with their numbers of addresses, and gateways. */
interface Model {
  readonly clusters: Readonly<Record<string, Readonly<Record<string, number>>>>;
  readonly gateways: readonly string[];
}

interface Layout {
  readonly ranges: ReadonlyMap<string, Cidr | undefined>;
  readonly priorities: ReadonlyMap<string, number | undefined>;
  readonly addresses: ReadonlyMap<string, string | undefined>;
  readonly next: AddressBookEntries;
}

/** As a platform file is read that has a lock file: new things choose their places by name. */
function ordered(book: AddressBook, names: readonly string[]): readonly string[] {
  return book.isNew ? names : [...names].sort();
}

/** Places everything of a model as the constructs do. */
function layOut({ clusters, gateways }: Model, entries: Partial<AddressBookEntries> = {}): Layout {
  const book = AddressBook.from(entries);
  const plan = new AddressPlan(SPACE, [], book);
  const ranges = new Map<string, Cidr | undefined>();
  const priorities = new Map<string, number | undefined>();
  const addresses = new Map<string, string | undefined>();
  const keep = (key: string, range: Cidr | undefined): void => {
    ranges.set(key, range);
    if (range !== undefined) book.recordRange(key, range);
  };
  ordered(book, gateways).forEach((name, i) => {
    const key = `spokes.shop.gateways.${name}.subnet`;
    keep(
      key,
      plan.rangeOf(key, () => plan.shared("gateway", book.isNew ? i : 0, { addresses: 11, wanted: 24 })),
    );
  });
  ordered(book, Object.keys(clusters)).forEach((name, i) => {
    const path = `spokes.shop.clusters.${name}`;
    const block = plan.clusterBlock(book.isNew ? i : 0, undefined, path);
    const pools = clusters[name] ?? {};
    for (const pool of ordered(book, Object.keys(pools))) {
      const key = `${path}.nodePools.${pool}`;
      keep(
        key,
        plan.rangeOf(key, () => block.pool({ addresses: pools[pool] ?? 0, wanted: 24 })),
      );
    }
    const numbers = Array.from({ length: 100 }, (_, j) => 1000 + ((i + j) % 100));
    priorities.set(
      path,
      book.priority(path, numbers, () => true),
    );
    const hosts = numbers.map((number) => `10.9.0.${number - 990}`);
    addresses.set(
      path,
      book.address(`${path}.loadBalancer`, hosts, () => true),
    );
  });
  return { ranges, priorities, addresses, next: book.toJSON() };
}

const name = fc.constantFrom("a", "b", "c", "d", "e", "f");
const size = fc.integer({ min: 1, max: 300 });

type Edit = (model: Model) => Model;

const edit: fc.Arbitrary<Edit> = fc.oneof(
  fc.tuple(name, name, size).map(([cluster, pool, addresses]): Edit => (model) => ({
    ...model,
    clusters: {
      ...model.clusters,
      [cluster]: { ...model.clusters[cluster], [pool]: model.clusters[cluster]?.[pool] ?? addresses },
    },
  })),
  name.map((cluster): Edit => ({ clusters, ...rest }) => ({
    ...rest,
    clusters: Object.fromEntries(Object.entries(clusters).filter(([key]) => key !== cluster)),
  })),
  fc.tuple(name, name).map(([cluster, pool]): Edit => ({ clusters, ...rest }) => ({
    ...rest,
    clusters: Object.fromEntries(
      Object.entries(clusters).map(([key, pools]) => [
        key,
        key === cluster
          ? Object.fromEntries(Object.entries(pools).filter(([other]) => other !== pool))
          : pools,
      ]),
    ),
  })),
  name.map((gateway): Edit => ({ gateways, ...rest }) => ({
    ...rest,
    gateways: gateways.includes(gateway)
      ? gateways.filter((other) => other !== gateway)
      : [gateway, ...gateways],
  })),
  fc.constant<Edit>(reversed),
);

function reversed({ clusters, gateways }: Model): Model {
  return {
    clusters: Object.fromEntries(
      Object.entries(clusters)
        .reverse()
        .map(([key, pools]) => [key, Object.fromEntries(Object.entries(pools).reverse())]),
    ),
    gateways: [...gateways].reverse(),
  };
}

const EMPTY: Model = { clusters: {}, gateways: [] };
const edits = fc.array(edit, { minLength: 10, maxLength: 20 });

function placesOf({ ranges, priorities, addresses }: Layout): Record<string, unknown> {
  return Object.fromEntries(
    [...ranges, ...priorities, ...addresses]
      .map(([key, place]) => [key, place instanceof Cidr ? place.literal : place] as const)
      .concat([...addresses].map(([key, place]) => [`${key}.address`, place]))
      .sort(([a], [b]) => (a < b ? -1 : 1)),
  );
}

/** The layouts of a model after each of some edits, each with the book of the one before. */
function evolve(steps: readonly Edit[]): readonly { readonly model: Model; readonly layout: Layout }[] {
  let model = EMPTY;
  let entries: Partial<AddressBookEntries> = {};
  return steps.map((step) => {
    model = step(model);
    const layout = layOut(model, entries);
    entries = layout.next;
    return { model, layout };
  });
}

/** Keys whose place in a later layout is not that of before. */
function moved(before: Layout | undefined, after: Layout): readonly string[] {
  return (["ranges", "priorities", "addresses"] as const).flatMap((kind) =>
    [...(before?.[kind] ?? [])]
      .filter(([key, place]) => {
        const now = after[kind].get(key);
        return place !== undefined && after[kind].has(key) && String(now) !== String(place);
      })
      .map(([key]) => key),
  );
}

/** Pairs that have one place: live ranges with each other and with released ones, priorities, addresses. */
function collisions({ ranges, priorities, addresses, next }: Layout): readonly string[] {
  const live = [...ranges].filter((entry): entry is [string, Cidr] => entry[1] !== undefined);
  const released = Object.entries(next.released)
    .filter((entry): entry is [string, string] => typeof entry[1] === "string" && entry[1].includes("/"))
    .map(([key, text]): [string, Cidr] => [key, Cidr.of(text)]);
  const repeated = (places: ReadonlyMap<string, unknown>): readonly string[] =>
    new Set(places.values()).size === places.size ? [] : [...places.keys()];
  return [
    ...live.filter(([, range]) => !SPACE.contains(range)).map(([key]) => key),
    ...live.flatMap(([key, range], i) =>
      [...live.slice(i + 1), ...released]
        .filter(([, other]) => other.overlaps(range))
        .map(([other]) => `${key} and ${other}`),
    ),
    ...repeated(priorities),
    ...repeated(addresses),
  ];
}

describe("an address book, over random sequences of edits", () => {
  test("moves nothing that survives an edit, and places nothing where something is or was", () => {
    fc.assert(
      fc.property(edits, (steps) => {
        const history = evolve(steps);
        expect(history.flatMap(({ layout }, i) => moved(history[i - 1]?.layout, layout))).toEqual([]);
        expect(history.flatMap(({ layout }) => collisions(layout))).toEqual([]);
      }),
      { numRuns: 1000 },
    );
  });

  test("gives a new pool what it must hold", () => {
    fc.assert(
      fc.property(edits, (steps) => {
        let before: Partial<AddressBookEntries> = {};
        for (const { model, layout } of evolve(steps)) {
          const held = new Set([...Object.keys(before.ranges ?? {}), ...Object.keys(before.released ?? {})]);
          const small = Object.entries(model.clusters).flatMap(([cluster, pools]) =>
            Object.entries(pools).filter(([pool, addresses]) => {
              const key = `spokes.shop.clusters.${cluster}.nodePools.${pool}`;
              const range = layout.ranges.get(key);
              return !held.has(key) && range !== undefined && !fits(range, addresses);
            }),
          );
          expect(small).toEqual([]);
          before = layout.next;
        }
      }),
    );
  });

  test("depends on no order of keys once it has entries", () => {
    fc.assert(
      fc.property(edits, edit, (steps, last) => {
        const { model, layout } = evolve(steps).at(-1) ?? { model: EMPTY, layout: layOut(EMPTY) };
        fc.pre(!AddressBook.from(layout.next).isNew);
        const after = last(model);
        expect(placesOf(layOut(reversed(after), layout.next))).toEqual(placesOf(layOut(after, layout.next)));
      }),
    );
  });

  test("restores a layout when an edit is undone", () => {
    fc.assert(
      fc.property(edits, edit, (steps, last) => {
        const { model, layout } = evolve(steps).at(-1) ?? { model: EMPTY, layout: layOut(EMPTY) };
        fc.pre(!AddressBook.from(layout.next).isNew);
        const now = layOut(model, layout.next);
        const edited = layOut(last(model), now.next);
        expect(placesOf(layOut(model, edited.next))).toEqual(placesOf(now));
      }),
    );
  });

  test("gives the places of today without entries, and the same ones with the entries of that run", () => {
    fc.assert(
      fc.property(edits, (steps) => {
        const model = steps.reduce<Model>((state, step) => step(state), EMPTY);
        const first = layOut(model);
        expect(placesOf(layOut(model, first.next))).toEqual(placesOf(first));
        expect(layOut(model, first.next).next).toEqual(first.next);
      }),
    );
  });
});

describe("an address book", () => {
  test("keeps what a gone cluster had under keys of their own, and gives all of it back", () => {
    const path = "spokes.shop.clusters.main";
    const first = AddressBook.from();
    first.recordSystemPool(path, "b");
    first.priority(path, [1000], () => true);
    first.address(`${path}.loadBalancer`, ["10.1.254.10"], () => true);
    first.recordRange(`${path}.nodePools.b`, Cidr.of("10.1.0.0/24"));
    const gone = AddressBook.from(first.toJSON()).toJSON();
    expect(gone).toEqual({
      ranges: {},
      addresses: {},
      priorities: {},
      systemPools: {},
      released: {
        [`${path}.loadBalancer`]: "10.1.254.10",
        [`${path}.nodePools.b`]: "10.1.0.0/24",
        [`${path}.priority`]: 1000,
        [`${path}.systemPool`]: "b",
      },
    });
    const back = AddressBook.from(gone);
    expect(back.systemPool(path)).toBe("b");
    expect(back.priority(path, [1], () => true)).toBe(1000);
    expect(back.address(`${path}.loadBalancer`, ["10.1.254.11"], () => true)).toBe("10.1.254.10");
    expect(back.range(`${path}.nodePools.b`)?.literal).toBe("10.1.0.0/24");
  });

  test("gives a new key the next place when its own is released", () => {
    const book = AddressBook.from({ released: { "spokes.old.clusters.main.priority": 1000 } });
    expect(book.priority("spokes.new.clusters.main", [1000, 1100], () => true)).toBe(1100);
  });

  const RECORDED: readonly (readonly [string, (book: AddressBook, key: string) => unknown])[] = [
    [
      "range",
      (book, key) => {
        book.recordRange(key, SPACE);
      },
    ],
    [
      "address",
      (book, key) => {
        book.recordAddress(key, "10.1.0.4");
      },
    ],
    ["priority", (book, key) => book.priority(key, [100, 200, 300, 400], () => true)],
    [
      "system pool",
      (book, key) => {
        book.recordSystemPool(key, "one");
      },
    ],
  ];

  test.each(RECORDED)("has something new, and is not new, once a %s is recorded", (_, record) => {
    const first = AddressBook.from();
    expect([first.isNew, first.hasNew]).toEqual([true, false]);
    record(first, "a");
    expect([first.isNew, first.hasNew]).toEqual([true, true]);
    const next = AddressBook.from(first.toJSON());
    record(next, "a");
    expect([next.isNew, next.hasNew]).toEqual([false, false]);
    record(next, "b");
    expect(next.hasNew).toBe(true);
  });

  test.each(RECORDED)("keeps each %s in the order of keys", (_, record) => {
    const book = AddressBook.from();
    for (const key of ["c", "a", "d", "b"]) record(book, key);
    const { released, ...kept } = book.toJSON();
    expect(Object.values(kept).flatMap((entries) => Object.keys(entries))).toEqual(["a", "b", "c", "d"]);
    expect(Object.keys(AddressBook.from(book.toJSON()).toJSON().released)).toHaveLength(4);
    expect(released).toEqual({});
  });

  test("has the priorities of earlier runs and of this one", () => {
    const book = AddressBook.from({ priorities: { old: 100 } });
    book.priority("new", [100, 200], () => true);
    expect(Object.fromEntries(book.priorities)).toEqual({ old: 100, new: 200 });
  });
});
