import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { AddressPlan, fits, type SubnetNeed } from "../../src/net/address-plan.js";
import {
  addressesNeeded,
  nodesHeld,
  nodesInPodRange,
  smallestPrefixFor,
  surgeNodes,
  usableAddresses,
} from "../../src/net/capacity.js";
import { AddressBook } from "../../src/net/address-book.js";
import { freeAddresses, isFreeAddress } from "../../src/net/free-addresses.js";
import { Cidr } from "../../src/net/cidr.js";

const space = Cidr.of("10.1.0.0/16");
const need: fc.Arbitrary<SubnetNeed> = fc.oneof(
  fc.record({ addresses: fc.integer({ min: 1, max: 500 }) }),
  fc.record({ addresses: fc.integer({ min: 1, max: 100 }), wanted: fc.constant(24) }),
);

/** A spoke: the needs of its clusters' pools, and the number of its gateways. */
interface Shape {
  readonly clusters: readonly (readonly SubnetNeed[])[];
  readonly gateways: number;
}

const shape: fc.Arbitrary<Shape> = fc.record({
  clusters: fc.array(fc.array(need, { minLength: 1, maxLength: 4 }), { maxLength: 5 }),
  gateways: fc.integer({ min: 0, max: 3 }),
});

function plan({ clusters, gateways }: Shape): {
  clusters: (string | undefined)[][];
  gateways: (string | undefined)[];
} {
  const addresses = new AddressPlan(space);
  return {
    gateways: Array.from(
      { length: gateways },
      (_, i) => addresses.shared("gateway", i, { addresses: 11, wanted: 24 })?.literal,
    ),
    clusters: clusters.map((pools, i) => {
      const block = addresses.clusterBlock(i);
      return pools.map((pool) => block.pool(pool)?.literal);
    }),
  };
}

function ranges(planned: ReturnType<typeof plan>): Cidr[] {
  return [...planned.gateways, ...planned.clusters.flat()]
    .filter((text) => text !== undefined)
    .map((text) => Cidr.of(text));
}

describe("the address plan", () => {
  test("gives disjoint subnets of the space that hold what they must", () => {
    fc.assert(
      fc.property(shape, (given) => {
        const planned = plan(given);
        const all = ranges(planned);
        all.forEach((range, i) => {
          expect(space.contains(range)).toBe(true);
          expect(all.slice(i + 1).some((other) => other.overlaps(range))).toBe(false);
        });
        given.clusters.forEach((pools, i) => {
          pools.forEach(({ addresses }, j) => {
            const range = planned.clusters[i]?.[j];
            if (range !== undefined) expect(fits(Cidr.of(range), addresses)).toBe(true);
          });
        });
      }),
    );
  });

  test("moves nothing when a cluster, a pool or a gateway is added at the end of its list", () => {
    fc.assert(
      fc.property(shape, need, fc.nat(4), (given, added, at) => {
        const before = plan(given);
        const cluster = plan({ ...given, clusters: [...given.clusters, [added]] });
        const gateway = plan({ ...given, gateways: given.gateways + 1 });
        const pool = plan({
          ...given,
          clusters: given.clusters.map((pools, i) => (i === at ? [...pools, added] : pools)),
        });
        expect(cluster.clusters.slice(0, given.clusters.length)).toEqual(before.clusters);
        expect(gateway.clusters).toEqual(before.clusters);
        expect(gateway.gateways.slice(0, given.gateways)).toEqual(before.gateways);
        expect(pool.clusters.map((pools, i) => pools.slice(0, given.clusters[i]?.length))).toEqual(
          before.clusters,
        );
        expect([cluster.gateways, pool.gateways]).toEqual([before.gateways, before.gateways]);
      }),
    );
  });

  test("leaves ranges that are given by hand alone", () => {
    fc.assert(
      fc.property(shape, fc.integer({ min: 0, max: 255 }), (given, third) => {
        const taken = space.subnet(24, BigInt(third));
        const addresses = new AddressPlan(space, [taken]);
        given.clusters.forEach((pools, i) => {
          const block = addresses.clusterBlock(i);
          for (const pool of pools) expect(block.pool(pool)?.overlaps(taken)).not.toBe(true);
        });
      }),
    );
  });

  test("reports when no space is left", () => {
    const small = new AddressPlan(Cidr.of("10.0.0.0/26"));
    expect(small.clusterBlock(0).pool({ addresses: 100 })).toBeUndefined();
    expect(small.shared("gateway", 0, { addresses: 100 })).toBeUndefined();
  });

  test("gives a gateway whose place is taken the next place of gateways, as large", () => {
    const addresses = new AddressPlan(space, [Cidr.of("10.1.255.0/25")]);
    const need = { addresses: 11, wanted: 24 };
    expect(addresses.shared("loadBalancer", 0, need)?.literal).toBe("10.1.254.0/24");
    expect(addresses.shared("gateway", 0, need)?.literal).toBe("10.1.251.0/24");
    expect(addresses.shared("gateway", 1, need)?.literal).toBe("10.1.247.0/24");
  });

  test("gives what is wanted outside a full block too, while half of the space is free", () => {
    const addresses = new AddressPlan(space);
    const block = addresses.clusterBlock(0);
    expect(block.pool({ addresses: 8000 })?.literal).toBe("10.1.0.0/19");
    expect(block.dedicated({ addresses: 11, wanted: 24 })?.literal).toBe("10.1.32.0/24");
    addresses.take(Cidr.of("10.1.128.0/17"));
    expect(block.dedicated({ addresses: 11, wanted: 24 })?.literal).toBe("10.1.33.0/28");
  });

  test("shrinks what is wanted to what a small space has", () => {
    const small = new AddressPlan(Cidr.of("10.0.0.0/24"));
    expect(small.shared("gateway", 0, { addresses: 11, wanted: 24 })?.literal).toBe("10.0.0.240/28");
    expect(
      new AddressPlan(Cidr.of("10.0.0.0/25")).clusterBlock(0).pool({ addresses: 20, wanted: 24 })
        ?.prefixLength,
    ).toBe(27);
  });
});

// The numbers of the AKS documentation.
describe("capacity", () => {
  test("a /24 holds 250 kubenet nodes, or 7 with 30 pods on the subnet", () => {
    expect(nodesHeld(24, 0)).toBe(250);
    expect(nodesHeld(24, 30)).toBe(7);
  });

  test("9 nodes with 33 % surge and 30 pods on the subnet need 372 addresses", () => {
    expect(addressesNeeded({ nodes: 9, maxSurge: "33%", podsPerNode: 30 })).toBe(372);
  });

  test.each([
    [10, "33%", 4],
    [3, "33%", 1],
    [1, "10%", 1],
    [20, "5", 5],
  ])("%i nodes with a surge of %s gain %i", (nodes, surge, more) => {
    expect(surgeNodes(nodes, surge)).toBe(more);
  });

  test("a /16 of pods serves 256 nodes", () => {
    expect(nodesInPodRange(16)).toBe(256);
    expect(nodesInPodRange(24)).toBe(1);
    expect(nodesInPodRange(25)).toBe(0);
  });

  test("the smallest prefix is the longest that suffices", () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 60_000 }), (addresses) => {
        const length = smallestPrefixFor(addresses);
        expect(usableAddresses(length)).toBeGreaterThanOrEqual(addresses);
        if (length < 29) expect(usableAddresses(length + 1)).toBeLessThan(addresses);
      }),
    );
    expect(smallestPrefixFor(2 ** 33)).toBe(1);
  });
});

describe("places of the address plan", () => {
  const few = { addresses: 12 };

  function planOf(range: string, ...taken: string[]): AddressPlan {
    return new AddressPlan(
      Cidr.of(range),
      taken.map((text) => Cidr.of(text)),
    );
  }

  test.each([
    ["gateway", 0, "10.1.255.0/27"],
    ["loadBalancer", 0, "10.1.254.0/27"],
    ["privateEndpoint", 0, "10.1.253.0/27"],
    ["functionApp", 0, "10.1.252.0/27"],
    ["gateway", 1, "10.1.251.0/27"],
    ["functionApp", 63, "10.1.0.0/27"],
    // There is no slot left.
    ["gateway", 64, "10.1.255.224/27"],
  ] as const)("the %s subnet of index %i is %s", (kind, index, range) => {
    expect(planOf("10.1.0.0/16").shared(kind, index, few)?.literal).toBe(range);
  });

  test("a need as large as a slot gets the slot, a larger one any place", () => {
    expect(planOf("10.1.0.0/16").shared("loadBalancer", 0, { addresses: 251 })?.literal).toBe(
      "10.1.254.0/24",
    );
    expect(planOf("10.1.0.0/16").shared("loadBalancer", 0, { addresses: 252 })?.literal).toBe(
      "10.1.254.0/23",
    );
  });

  test("a small space has one slot per index, and other places for what does not fit", () => {
    expect(planOf("10.1.0.0/22").shared("gateway", 0, few)?.literal).toBe("10.1.3.192/27");
    expect(planOf("10.1.0.0/22", "10.1.3.192/27").shared("gateway", 0, few)?.literal).toBe("10.1.3.224/27");
    expect(planOf("10.1.0.0/29").shared("gateway", 0, { addresses: 3 })?.literal).toBe("10.1.0.0/29");
    expect(planOf("10.1.0.0/29").shared("gateway", 0, few)).toBeUndefined();
  });

  test("clusters have an eighth each, pools from the bottom, others from the top", () => {
    const third = planOf("10.1.0.0/16").clusterBlock(2);
    expect(third.pool(few)?.literal).toBe("10.1.64.0/27");
    expect(third.dedicated(few)?.literal).toBe("10.1.95.224/27");
    expect(third.dedicated(few)?.literal).toBe("10.1.95.192/27");
    expect(third.pool(few)?.literal).toBe("10.1.64.32/27");
  });

  test("a cluster without a block gets the first free place, one with a range of its own is there", () => {
    expect(planOf("10.1.0.0/16", "10.1.0.0/24").clusterBlock(8).pool(few)?.literal).toBe("10.1.1.0/27");
    const given = planOf("10.1.0.0/16").clusterBlock(0, Cidr.of("10.1.128.0/20"));
    expect(given.pool(few)?.literal).toBe("10.1.128.0/27");
  });

  // Wanted sizes are for spaces with whole slots, at least half of which is free.
  test.each([
    ["10.1.0.0/16", "10.1.0.0/18", "10.1.64.0/24"],
    ["10.1.0.0/16", "10.1.0.0/17", "10.1.128.0/27"],
    ["10.1.0.0/20", "10.1.0.0/24", "10.1.1.0/24"],
    ["10.1.0.0/21", "10.1.0.0/24", "10.1.1.0/27"],
  ])("in %s without %s, who wants a /24 gets %s", (range, taken, place) => {
    expect(planOf(range, taken).findAnywhere({ ...few, wanted: 24 })?.literal).toBe(place);
  });

  test("a need that takes the whole area gets it", () => {
    const whole = planOf("10.1.0.0/24");
    expect(whole.find(whole.space, { addresses: 251 }, "bottom")?.literal).toBe("10.1.0.0/24");
    expect(whole.find(whole.space, { addresses: 1 }, "bottom")).toBeUndefined();
  });
});

test("a range fits what its usable addresses suffice for", () => {
  expect([251, 252].map((addresses) => fits(Cidr.of("10.1.0.0/24"), addresses))).toEqual([true, false]);
});

test("Azure keeps the first four addresses and the last one of a subnet", () => {
  const subnet = Cidr.of("10.1.1.0/24");
  expect(freeAddresses(subnet)).toEqual({ first: "10.1.1.4", last: "10.1.1.254" });
  const free = ["10.1.0.200", "10.1.1.3", "10.1.1.4", "10.1.1.254", "10.1.1.255", "10.1.2.4"].filter(
    (address) => isFreeAddress(subnet, address),
  );
  expect(free).toEqual(["10.1.1.4", "10.1.1.254"]);
});

describe("a network in an address book", () => {
  const held = (ranges: Readonly<Record<string, string>>): AddressPlan =>
    new AddressPlan(space, [], AddressBook.from({ ranges }), "spokes.shop");
  const firstOf = (ranges: Readonly<Record<string, string>>): string | undefined =>
    held(ranges).clusterBlock(0).pool({ addresses: 200 })?.literal;

  test.each([
    ["its own range", "spokes.shop.loadBalancers", "10.1.0.0/24", "10.1.32.0/24"],
    ["the range of an adopted subnet", "azurerm_subnet.snet", "10.1.0.0/24", "10.1.32.0/24"],
    ["the range of another network", "spokes.stock.loadBalancers", "10.1.0.0/24", "10.1.0.0/24"],
    ["the range of a longer name", "spokes.shop2.loadBalancers", "10.1.0.0/24", "10.1.0.0/24"],
    ["a name that ends with the type", "spokes.stock.azurerm_subnet.", "10.1.0.0/24", "10.1.0.0/24"],
    ["its own range elsewhere", "spokes.shop.loadBalancers", "10.7.0.0/24", "10.1.0.0/24"],
  ])("keeps a cluster out of the block of %s, if any", (_, key, range, first) => {
    expect(firstOf({ [key]: range })).toBe(first);
  });

  test("gives a cluster the block of what is below its own key", () => {
    const ranges = {
      "spokes.shop.clusters.main2.nodePools.system": "10.1.64.0/24",
      "spokes.shop.clusters.main.nodePools.system": "10.1.96.0/24",
    };
    const poolOf = (key: string): string | undefined =>
      held(ranges).clusterBlock(0, undefined, `spokes.shop.clusters.${key}`).pool({ addresses: 200 })
        ?.literal;
    expect(["main", "main2", "new"].map(poolOf)).toEqual(["10.1.97.0/24", "10.1.65.0/24", "10.1.0.0/24"]);
  });
});
