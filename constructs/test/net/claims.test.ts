import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { ADDRESS_RESERVED, NOT_A_NETWORK_RANGE } from "../../src/core/rules/addresses.js";
import { Cidr } from "../../src/net/cidr.js";
import {
  avoidsReserved,
  faultsOf,
  isBehindGateway,
  overlaps,
  type Claim,
  type RangeUse,
} from "../../src/net/claims.js";

function claim(range: string, use: RangeUse, group: string, routingDomains: string[] = []): Claim<string> {
  return {
    range: Cidr.of(range),
    use,
    owner: `${use} of ${group}`,
    group,
    routingDomains,
    place: `${use}:${group}:${range}`,
  };
}

function isReserved(one: Claim<string>): boolean {
  return ADDRESS_RESERVED.judge({ claim: one, prop: undefined }).problem !== undefined;
}

function clash(...claims: Claim<string>[]): string[] {
  return [...claims.filter(isReserved).map(() => "reserved"), ...overlaps(claims).map(() => "overlap")];
}

describe("ranges that exclude each other", () => {
  test("networks that are peered", () => {
    expect(clash(claim("10.0.0.0/16", "network", "hub"), claim("10.0.1.0/24", "network", "shop"))).toEqual([
      "overlap",
    ]);
  });

  test("a network and an on-premises range or a peer", () => {
    expect(
      clash(claim("10.0.0.0/16", "network", "hub"), claim("10.0.0.0/16", "on-premises", "office")),
    ).toEqual(["overlap"]);
    expect(
      clash(claim("10.0.0.0/16", "network", "hub"), claim("10.0.3.0/24", "on-premises", "office")),
    ).toEqual(["overlap"]);
    expect(clash(claim("10.0.0.0/16", "network", "hub"), claim("10.0.0.0/8", "peer", "other"))).toEqual([
      "overlap",
    ]);
  });

  test("no network and a larger range that a site announces, in either order", () => {
    const [network, site] = [
      claim("10.0.0.0/16", "network", "hub"),
      claim("10.0.0.0/8", "on-premises", "office"),
    ];
    expect([clash(network, site), clash(site, network)]).toEqual([[], []]);
  });

  test("a network of multicast, loopback, link-local or Azure's own addresses", () => {
    const refused = ["224.0.0.0/8", "127.1.0.0/16", "168.63.129.0/24", "240.0.0.0/4"].map(
      (range) =>
        NOT_A_NETWORK_RANGE.judge({ claim: claim(range, "network", "hub"), prop: undefined }).problem?.code,
    );
    expect(refused).toEqual([
      "NETWORK_RANGE_NOT_ALLOWED",
      "NETWORK_RANGE_NOT_ALLOWED",
      "NETWORK_RANGE_NOT_ALLOWED",
      "NETWORK_RANGE_NOT_ALLOWED",
    ]);
    const others = claim("224.0.0.0/8", "on-premises", "office");
    expect(NOT_A_NETWORK_RANGE.judge({ claim: others, prop: undefined }).problem).toBeUndefined();
  });

  test("pods or services and anything that is routed", () => {
    expect(clash(claim("10.0.0.0/16", "network", "hub"), claim("10.0.0.0/20", "pods", "main"))).toEqual([
      "overlap",
    ]);
    expect(
      clash(claim("10.0.0.0/16", "on-premises", "office"), claim("10.0.0.0/20", "services", "main")),
    ).toEqual(["overlap"]);
  });

  test("pods and services of one cluster", () => {
    expect(clash(claim("10.244.0.0/16", "pods", "main"), claim("10.244.0.0/20", "services", "main"))).toEqual(
      ["overlap"],
    );
  });

  test("pods of two clusters behind one gateway", () => {
    expect(
      clash(
        claim("10.244.0.0/16", "pods", "a", ["gateway"]),
        claim("10.244.0.0/16", "pods", "b", ["gateway"]),
      ),
    ).toEqual(["overlap"]);
  });

  test("subnets of one network", () => {
    expect(clash(claim("10.1.0.0/24", "subnet", "shop"), claim("10.1.0.0/25", "subnet", "shop"))).toEqual([
      "overlap",
    ]);
  });

  test("what AKS keeps for itself, and what contains it", () => {
    expect(clash(claim("172.30.0.0/16", "pods", "main"))).toEqual(["reserved"]);
    expect(clash(claim("172.16.0.0/12", "pods", "main"))).toEqual(["reserved"]);
    // Refused for its size.
    expect(clash(claim("172.16.0.0/12", "services", "main"))).toEqual([]);
    expect(clash(claim("172.24.0.0/13", "services", "main"))).toEqual(["reserved"]);
    expect(clash(claim("192.0.2.0/25", "network", "hub"))).toEqual(["reserved"]);
  });
});

describe("ranges that may repeat", () => {
  test("pods and services of clusters that never meet", () => {
    expect(
      clash(claim("10.244.0.0/16", "pods", "a", ["x"]), claim("10.244.0.0/16", "pods", "b", ["y"])),
    ).toEqual([]);
    expect(clash(claim("172.16.0.0/16", "services", "a"), claim("172.16.0.0/16", "services", "b"))).toEqual(
      [],
    );
  });

  test("two on-premises ranges", () => {
    expect(clash(claim("10.0.0.0/8", "on-premises", "a"), claim("10.2.0.0/16", "on-premises", "b"))).toEqual(
      [],
    );
  });

  test("subnets of two networks, and a subnet and the pods of a cluster of the same name", () => {
    const subnet = claim("10.1.0.0/24", "subnet", "shop");
    expect(clash(subnet, claim("10.1.0.0/24", "subnet", "other"))).toEqual([]);
    expect(clash(subnet, claim("10.1.0.0/24", "pods", "shop"))).toEqual([]);
    expect(clash(claim("10.1.0.0/24", "services", "shop"), subnet)).toEqual([]);
  });

  test("two ranges of peers, which others chose", () => {
    expect(clash(claim("10.0.0.0/8", "peer", "a"), claim("10.0.0.0/8", "peer", "b"))).toEqual([]);
  });

  test("pods of clusters of which one meets no other", () => {
    const alone = { ...claim("10.244.0.0/16", "pods", "a"), routingDomains: undefined };
    const behind = claim("10.244.0.0/16", "pods", "b", ["gateway"]);
    expect(overlaps([alone, behind])).toEqual([]);
    expect(overlaps([behind, alone])).toEqual([]);
  });

  test("services of two clusters behind one gateway", () => {
    expect(
      clash(
        claim("172.16.0.0/16", "services", "a", ["gateway"]),
        claim("172.16.0.0/16", "services", "b", ["gateway"]),
      ),
    ).toEqual([]);
  });

  test("networks that do not route to each other", () => {
    const [dev, prod] = [{}, {}];
    const hub = claim("10.0.0.0/16", "network", "hub");
    expect(
      overlaps([
        { ...hub, networks: dev },
        { ...hub, networks: prod },
      ]),
    ).toEqual([]);
    expect(
      overlaps([
        { ...hub, networks: dev },
        { ...hub, networks: dev },
      ]),
    ).toHaveLength(1);
    expect(overlaps([{ ...hub, networks: dev }, hub])).toHaveLength(1);
    expect(overlaps([hub, { ...hub, networks: dev }])).toHaveLength(1);
  });

  test("ranges that others chose and subnets, even where AKS keeps a range", () => {
    for (const use of ["subnet", "on-premises", "peer"] as const) {
      expect(clash(claim("172.30.0.0/16", use, "a"))).toEqual([]);
    }
  });

  test("a subnet and its network", () => {
    expect(clash(claim("10.1.0.0/16", "network", "shop"), claim("10.1.0.0/24", "subnet", "shop"))).toEqual(
      [],
    );
  });
});

test("an overlap has both claims, in the order in which they were made", () => {
  const [hub, shop] = [claim("10.0.0.0/16", "network", "hub"), claim("10.0.1.0/24", "network", "shop")];
  expect(overlaps([hub, shop])).toEqual([{ first: hub, second: shop }]);
});

test("the order of the claims changes no verdict", () => {
  const use = fc.constantFrom<RangeUse[]>("network", "peer", "on-premises", "subnet", "pods", "services");
  const any = fc
    .tuple(fc.integer({ min: 0, max: 7 }), fc.integer({ min: 13, max: 16 }), use, fc.constantFrom("a", "b"))
    .map(([second, length, kind, group]) => {
      const size = 2 ** (16 - length);
      return claim(`10.${second - (second % size)}.0.0/${length}`, kind, group, ["gateway"]);
    });
  fc.assert(
    fc.property(fc.array(any, { maxLength: 8 }), (claims) => {
      expect(overlaps(claims)).toHaveLength(overlaps(claims.toReversed()).length);
    }),
  );
});

describe("the claim at fault", () => {
  const faults = (...claims: Claim<string>[]): string[] =>
    faultsOf(overlaps(claims)).map(
      ({ claim: one, others }) => `${one.group}: ${others.map(({ group }) => group).join(", ")}`,
    );

  test("is the later one, once for each other", () => {
    const [hub, shop] = [claim("10.0.0.0/16", "network", "hub"), claim("10.0.0.0/16", "network", "shop")];
    expect(faults(hub, shop, claim("10.0.0.0/16", "network", "stock"))).toEqual([
      "shop: hub",
      "stock: hub",
      "stock: shop",
    ]);
  });

  test("is the very wide one that contains several others, once, wherever it is", () => {
    const wide = claim("10.0.0.0/8", "network", "wide");
    const [hub, shop] = [claim("10.0.0.0/16", "network", "hub"), claim("10.1.0.0/16", "network", "shop")];
    expect(faults(wide, hub, shop)).toEqual(["wide: hub, shop"]);
    expect(faults(hub, wide, shop)).toEqual(["wide: hub, shop"]);
    expect(faults(hub, shop, wide)).toEqual(["wide: hub, shop"]);
    expect(faults(wide, hub)).toEqual(["hub: wide"]);
    expect(faults(claim("10.0.0.0/12", "network", "wide"), hub, shop)).toEqual(["wide: hub, shop"]);
    expect(faults(claim("10.0.0.0/13", "network", "wide"), hub, shop)).toEqual(["hub: wide", "shop: wide"]);
  });

  test("is also named for an overlap within the very wide one", () => {
    const [wide, hub] = [claim("10.0.0.0/8", "network", "wide"), claim("10.0.0.0/16", "network", "hub")];
    const shop = claim("10.0.1.0/24", "network", "shop");
    expect(faults(wide, hub, shop)).toEqual(["wide: hub, shop", "shop: hub"]);
    expect(faults(hub, shop, wide)).toEqual(["wide: hub, shop", "shop: hub"]);
    const local = claim("fd00::/8", "network", "local");
    const sixes = ["fd00:1::/48", "fd00:2::/48"].map((range) => claim(range, "network", range));
    expect(faults(local, ...sixes)).toEqual(["fd00:1::/48: local", "fd00:2::/48: local"]);
    const again = claim("10.0.0.0/8", "network", "again");
    expect(faults(wide, again, hub, shop)).toEqual([
      "wide: hub, shop",
      "again: hub, shop",
      "again: wide",
      "shop: hub",
    ]);
  });

  test("is the entry of a list of others that has the very range of a network", () => {
    const [shop, wider] = [claim("10.1.0.0/16", "network", "shop"), claim("10.0.0.0/15", "peer", "peer")];
    expect(faults(claim("10.1.0.0/16", "peer", "peer"), shop)).toEqual(["peer: shop"]);
    expect(faults(claim("10.1.0.0/16", "on-premises", "site"), shop)).toEqual(["site: shop"]);
    expect(faults(wider, shop)).toEqual(["shop: peer"]);
    expect(faults(shop, wider)).toEqual(["peer: shop"]);
  });
});

test.each([
  ["network", true, false],
  ["peer", false, false],
  ["on-premises", false, true],
  ["site", false, true],
  ["vpn-clients", true, true],
  ["subnet", false, false],
  ["pods", true, false],
  ["services", true, false],
] as const)("a range of %s avoids reserved ones: %s, is behind a gateway: %s", (use, avoids, isBehind) => {
  expect(avoidsReserved(claim("10.0.0.0/16", use, "one"))).toBe(avoids);
  expect(isBehindGateway(use)).toBe(isBehind);
});
