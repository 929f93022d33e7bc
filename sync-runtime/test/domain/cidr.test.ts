import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { Cidr } from "../../src/domain/cidr.js";

const cidr = fc
  .tuple(fc.ipV4(), fc.integer({ min: 0, max: 32 }))
  .map(([address, length]) => Cidr.parse(`${address}/${length}`)!);

describe("Cidr", () => {
  test("containing is a partial order, and implies overlapping", () => {
    fc.assert(
      fc.property(cidr, cidr, (a, b) => {
        expect(a.contains(a)).toBe(true);
        if (a.contains(b) && b.contains(a)) expect(a.toString()).toBe(b.toString());
        if (a.contains(b)) expect(a.overlaps(b) && b.overlaps(a)).toBe(true);
        expect(a.overlaps(b)).toBe(a.contains(b) || b.contains(a));
      }),
    );
  });

  test("its text reads back as itself", () => {
    fc.assert(
      fc.property(cidr, (a) => {
        expect(Cidr.parse(a.toString())?.toString()).toBe(a.toString());
      }),
    );
  });

  test.each([
    "",
    "10.0.0.0",
    "10.0.0.0/33",
    "10.0.0/8",
    "10.0.0.0/8/8",
    "AzureCloud",
    "10.0.0.0/-1",
    "::/129",
    "fe80::%1/64",
  ])("%j is none", (text) => {
    expect(Cidr.parse(text)).toBeNull();
  });

  test("families never contain each other", () => {
    expect(Cidr.parse("::/0")?.contains(Cidr.parse("10.0.0.0/8")!)).toBe(false);
  });
});
