import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { Cidr, InvalidCidrError, isPrivateAddress, ofFamily, outermost } from "../../src/net/cidr.js";

/** Any IPv4 range in canonical form. */
function anyRange(shortest = 0, longest = 32): fc.Arbitrary<Cidr> {
  return fc
    .tuple(fc.nat(0xffffffff), fc.integer({ min: shortest, max: longest }))
    .map(([address, length]) => {
      const size = 2 ** (32 - length);
      const first = address - (address % size);
      const octets = [24, 16, 8, 0].map((shift) => Math.floor(first / 2 ** shift) % 256);
      return Cidr.of(`${octets.join(".")}/${length}`);
    });
}

describe("reading", () => {
  test.each(["10.0.0.0/8", "10.1.2.0/24", "0.0.0.0/0", "255.255.255.255/32", "fd00:10::/48", "::/0"])(
    "%s comes back as it was",
    (text) => {
      expect(Cidr.of(text).literal).toBe(text);
      expect(String(Cidr.of(text))).toBe(text);
    },
  );

  test.each([
    "",
    "10.0.0.0",
    "10.0.0/8",
    "10.0.0.256/8",
    "10.0.0.0/33",
    "10.0.0.0/-1",
    "010.0.0.0/8",
    "0x0a.0.0.0/8",
    "fd00::/129",
    "a/b",
    " 10.0.0.0/8",
    "10.0.0.0/8 ",
  ])("%j is refused", (text) => {
    expect(() => Cidr.of(text)).toThrow(InvalidCidrError);
  });

  test("bits beyond the length are refused, with the range that was meant", () => {
    expect(() => Cidr.of("10.1.0.1/16")).toThrow(expect.objectContaining({ suggestion: "10.1.0.0/16" }));
  });

  test.each([
    ["10.1.0.1", "10.1.0.1/32"],
    ["10.1.0.0", "10.1.0.0/16"],
    ["10.1.2.0", "10.1.2.0/24"],
    ["0.0.0.0", "0.0.0.0/32"],
    ["10.1.0", undefined],
    ["203.0.113.5 ", "203.0.113.5/32"],
    ["10.1.0.0 / 16", "10.1.0.0/16"],
    ["10.0.0.0/1", undefined],
    ["10.64.0.0/8", "10.0.0.0/8"],
    ["10.1.0.0/33", undefined],
  ])("%s is refused by name, and %j is suggested", (text, suggestion) => {
    const error = catchError(() => Cidr.of(text));
    expect(error).toMatchObject({ text, suggestion });
    expect(error).toHaveProperty("message", expect.stringContaining(`"${text}"`));
  });
});

describe("the order of ranges", () => {
  test("containment is reflexive, antisymmetric and transitive", () => {
    fc.assert(
      fc.property(anyRange(), anyRange(), anyRange(), (a, b, c) => {
        expect(a.contains(a)).toBe(true);
        if (a.contains(b) && b.contains(a)) expect(a.equals(b)).toBe(true);
        if (a.contains(b) && b.contains(c)) expect(a.contains(c)).toBe(true);
      }),
    );
  });

  test("two ranges overlap exactly when they share an address", () => {
    fc.assert(
      fc.property(anyRange(4, 32), anyRange(4, 32), (a, b) => {
        expect(a.overlaps(b)).toBe(a.first <= b.last && b.first <= a.last);
        expect(a.overlaps(b)).toBe(b.overlaps(a));
      }),
    );
  });

  test.each([
    ["10.0.0.0/8", "10.0.0.0/8", true],
    ["10.0.0.0/8", "10.0.0.0/9", false],
    ["10.0.0.0/9", "10.128.0.0/9", false],
    ["0.0.0.0/0", "::/0", false],
  ])("%s equals %s: %s", (a, b, equal) => {
    expect(Cidr.of(a).equals(Cidr.of(b))).toBe(equal);
  });

  test("families never overlap", () => {
    expect(Cidr.of("0.0.0.0/0").overlaps(Cidr.of("::/0"))).toBe(false);
  });
});

describe("subnets", () => {
  test("of one size are disjoint and fill their range", () => {
    fc.assert(
      fc.property(anyRange(8, 24), fc.integer({ min: 0, max: 6 }), (range, bits) => {
        const length = range.prefixLength + bits;
        const subnets = Array.from({ length: 2 ** bits }, (_, i) => range.subnet(length, BigInt(i)));
        expect(subnets[0]?.first).toBe(range.first);
        expect(subnets.at(-1)?.last).toBe(range.last);
        subnets.slice(1).forEach((subnet, i) => {
          expect(subnet.first).toBe((subnets[i]?.last ?? 0n) + 1n);
        });
      }),
    );
  });

  test("of an expression follow it", () => {
    const space = Cidr.of("10.1.0.0/16").rendering("var.space");
    const subnet = space.subnet(24, 3n);
    expect(subnet.literal).toBe("10.1.3.0/24");
    expect(String(subnet)).toBe("${cidrsubnet(var.space, 8, 3)}");
    expect(String(space.relative(Cidr.of("10.1.3.0/24")))).toBe(String(subnet));
    expect(subnet.host(10)).toBe("${cidrhost(cidrsubnet(var.space, 8, 3), 10)}");
  });

  test("as large as their range are the range itself, expression included", () => {
    const space = Cidr.of("10.1.0.0/16").rendering("var.space");
    expect(String(space.subnet(16, 0n))).toBe("${var.space}");
    expect(String(space.relative(Cidr.of("10.1.0.0/16")))).toBe("${var.space}");
  });

  test("outside the range are refused", () => {
    const range = Cidr.of("10.0.0.0/24");
    expect(() => range.subnet(25, 2n)).toThrow(RangeError);
    expect(() => range.subnet(25, -1n)).toThrow(RangeError);
    expect(() => range.subnet(23, 0n)).toThrow(RangeError);
    expect(() => range.subnet(33, 0n)).toThrow(/no subnet number 0 of length 33/);
    expect(range.host(255)).toBe("10.0.0.255");
    expect(() => range.host(256)).toThrow(RangeError);
  });

  test("a range outside is not relative to this one", () => {
    const other = Cidr.of("10.2.0.0/24");
    expect(Cidr.of("10.1.0.0/16").rendering("var.space").relative(other)).toBe(other);
  });
});

test("a number of an address that is too large is named", () => {
  expect(() => Cidr.of("10.256.0.0/16")).toThrow(
    /"10\.256\.0\.0" is not an IPv4 address: its numbers go up to 255, and 256/,
  );
  expect(() => Cidr.of("10.0.0/16")).toThrow(/"10\.0\.0" is not an IPv4 address(?!: )/);
});

test("a subnet of a range without an expression has none", () => {
  const range = Cidr.of("10.1.0.0/16");
  expect(range.subnet(24, 1n).expression).toBeUndefined();
  expect(range.subnet(16, 0n).expression).toBeUndefined();
});

test.each([
  [[], []],
  [["10.0.0.0/8"], ["10.0.0.0/8"]],
  [["10.0.0.0/8", "10.1.0.0/16"], ["10.0.0.0/8"]],
  [["10.1.0.0/16", "10.0.0.0/8"], ["10.0.0.0/8"]],
  [
    ["10.1.0.0/16", "10.2.0.0/16", "10.1.0.0/16"],
    ["10.1.0.0/16", "10.2.0.0/16"],
  ],
  [
    ["10.2.0.0/16", "fd00::/8", "fd01::/16", "10.1.0.0/16"],
    ["10.2.0.0/16", "fd00::/8", "10.1.0.0/16"],
  ],
])("of %j the outermost ranges are %j", (ranges, kept) => {
  expect(outermost(ranges.map((range) => Cidr.of(range))).map(String)).toEqual(kept);
});

test("ranges are separated by family", () => {
  const [four, six] = [Cidr.of("10.0.0.0/8"), Cidr.of("fd00::/48")];
  expect(ofFamily([four, six], 4)).toEqual([four]);
  expect(ofFamily([four, six], 6)).toEqual([six]);
});

test.each([
  ["10.1.2.3", true],
  ["172.16.0.1", true],
  ["172.32.0.1", false],
  ["192.168.1.1", true],
  ["100.64.0.1", true],
  ["100.128.0.1", false],
  ["20.50.1.1", false],
])("%s is an address of a company's own networks: %s", (address, isPrivate) => {
  expect(isPrivateAddress(address)).toBe(isPrivate);
});

function catchError(work: () => unknown): unknown {
  try {
    work();
  } catch (error) {
    return error;
  }
  return expect.fail("Nothing was thrown.");
}
