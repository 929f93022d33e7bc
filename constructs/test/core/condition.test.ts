import { ref, Token } from "cdktf";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  atLeast,
  atMost,
  between,
  both,
  charactersOf,
  haveNothingInCommon,
  isAfterFirstOf,
  isDisjointFrom,
  isFreeIn,
  isNoneOf,
  lengthOf,
  minus,
  moreThan,
  plus,
  powerOfTwo,
  surgeOf,
  times,
  usableAddressesOf,
  type Condition,
  type Quantity,
} from "../../src/core/condition.js";
import { assume } from "../../src/core/known.js";
import { Cidr } from "../../src/net/cidr.js";
import { inTerraform } from "../support/evaluated.js";

/** A value as a file gives it, as the default of a variable, or as only an attribute of a resource decides it. */
function text(of: fc.Arbitrary<string>): fc.Arbitrary<string> {
  return fc.oneof(
    { weight: 4, arbitrary: of },
    of.map((value) => assume(Token.asString(ref("var.text")), value)),
    fc.constant("").map(() => Token.asString(ref("azurerm_subnet.a.name"))),
  );
}
function number(of: fc.Arbitrary<number>): fc.Arbitrary<number> {
  return fc.oneof(
    { weight: 4, arbitrary: of },
    of.map((value) => assume(Token.asNumber(ref("var.number")), value)),
    fc.constant(0).map(() => Token.asNumber(ref("azurerm_subnet.a.size"))),
  );
}

const small = number(fc.integer({ min: -20, max: 20 }));
const address = fc.integer({ min: 0, max: 4095 }).map((n) => `10.0.${n >> 8}.${n & 255}`);
/** Ranges that often meet: of one /20. */
const range = fc
  .tuple(fc.integer({ min: 20, max: 29 }), fc.nat())
  .map(([length, n]) => Cidr.of("10.0.0.0/20").subnet(length, BigInt(n) % (1n << BigInt(length - 20))));
const word = fc.constantFrom("a", "b", "A", "", "a-b");

const { quantity } = fc.letrec<{ quantity: Quantity }>((tie) => ({
  quantity: fc.oneof(
    { maxDepth: 4 },
    small,
    range.map(lengthOf),
    range.map(usableAddressesOf),
    fc
      .tuple(fc.integer({ min: 0, max: 50 }), fc.constantFrom("33%", "10%", "1", "20"))
      .map(([nodes, surge]) => surgeOf(nodes, surge)),
    text(fc.string({ unit: "grapheme" })).map(charactersOf),
    fc.array(tie("quantity"), { minLength: 1, maxLength: 3 }).map((items) => plus(...items)),
    fc.array(tie("quantity"), { minLength: 1, maxLength: 3 }).map((items) => times(...items)),
    fc.tuple(tie("quantity"), fc.integer({ min: -9, max: 9 })).map(([item, less]) => minus(item, less)),
    fc.array(small, { minLength: 1, maxLength: 3 }).map((items) => powerOfTwo(32, plus(...items))),
    fc.tuple(small, fc.integer({ min: 0, max: 9 })).map(([item, n]) => powerOfTwo(24, minus(item, n))),
  ),
}));

const { condition } = fc.letrec<{ condition: Condition }>((tie) => ({
  condition: fc.oneof(
    { maxDepth: 3 },
    fc.tuple(quantity, quantity).map(([a, b]) => atMost(a, b)),
    fc.tuple(quantity, quantity).map(([a, b]) => atLeast(a, b)),
    fc.tuple(quantity, quantity).map(([a, b]) => moreThan(a, b)),
    quantity.map((item) => between(item, [0, 30])),
    fc.tuple(range, text(address)).map(([subnet, item]) => isFreeIn(subnet, item)),
    fc.tuple(range, text(address)).map(([space, item]) => isAfterFirstOf(space, item)),
    fc.tuple(range, fc.array(range, { maxLength: 3 })).map(([one, others]) => isDisjointFrom(one, others)),
    fc
      .tuple(text(word), fc.array(text(word), { minLength: 1, maxLength: 3 }))
      .map(([one, others]) => isNoneOf(one, others)),
    fc
      .tuple(small, fc.array(small, { minLength: 1, maxLength: 3 }))
      .map(([one, others]) => isNoneOf(one, others)),
    fc
      .tuple(
        fc.array(text(word), { minLength: 1, maxLength: 3 }),
        fc.array(text(word), { minLength: 1, maxLength: 3 }),
      )
      .map(([some, others]) => haveNothingInCommon(some, others)),
    fc.tuple(tie("condition"), tie("condition")).map(([a, b]) => both(a, b)),
    fc
      .tuple(fc.boolean(), fc.boolean())
      .map(([a, b]): Condition => ({ holds: a || b, hcl: () => `${a} || ${b}`, binding: 1 })),
  ),
}));

describe.each(["literal", "variable"] as const)("with every value as a %s", (as) => {
  test("a condition holds exactly where Terraform says so", () => {
    const met = new Set<boolean | undefined>();
    fc.assert(
      fc.property(condition, (one) => {
        const evaluated = inTerraform(one, as);
        met.add(one.holds);
        // What is false whatever the unknown is worth, the evaluator may leave open.
        expect([one.holds, one.holds === false ? undefined : one.holds]).toContain(evaluated);
      }),
      { numRuns: 400 },
    );
    expect([...met].sort()).toEqual([false, true, undefined]);
  });

  test("a condition of known values is decided", () => {
    const values = fc.record({
      a: fc.nat(20),
      b: fc.nat(20),
      subnet: range,
      item: address,
      one: word,
      other: word,
    });
    fc.assert(
      fc.property(values, ({ a, b, subnet, item, one, other }) => {
        for (const known of [
          atMost(powerOfTwo(8, plus(a, b)), times(plus(a, 1), minus(b, 3))),
          both(isFreeIn(subnet, item), isAfterFirstOf(subnet, item)),
          isNoneOf(a, [b, 5]),
          haveNothingInCommon([one, "x"], [other]),
          isNoneOf(one, [other]),
          isDisjointFrom(subnet, [Cidr.of("10.0.2.0/23")]),
        ]) {
          expect(known.holds).toBeTypeOf("boolean");
          expect(inTerraform(known, as)).toBe(known.holds);
        }
      }),
    );
  });
});

describe("a value that only an attribute of a resource decides", () => {
  const id = Token.asString(ref("azurerm_subnet.a.id"));
  const port = Token.asNumber(ref("azurerm_subnet.a.port"));

  test.each<[string, Condition]>([
    ["is perhaps one of others", isNoneOf(id, ["a"])],
    ["perhaps equals one of others", isNoneOf(80, [443, port])],
    ["perhaps is in both lists", haveNothingInCommon(["a"], ["b", id])],
    ["is perhaps small enough", atMost(port, 3)],
    ["is perhaps a free address", isFreeIn(Cidr.of("10.0.0.0/24"), id)],
  ])("%s", (_, one) => {
    expect(one.holds).toBeUndefined();
  });

  test("does not hide a conflict of the others", () => {
    expect(isNoneOf(80, [port, 80]).holds).toBe(false);
    expect(haveNothingInCommon(["a", id], ["a"]).holds).toBe(false);
    expect(both(atMost(port, 3), atMost(4, 3)).holds).toBe(false);
  });
});

test("parentheses are written where an operator would bind tighter, and only there", () => {
  const render = { scalar: String, range: () => '"10.0.0.0/24"', isVariable: () => false };
  const either: Condition = { holds: true, hcl: () => "a || b", binding: 1 };
  expect(powerOfTwo(32, plus(1, 2)).hcl(render)).toBe("pow(2, 32 - (1 + 2))");
  expect(powerOfTwo(32, 5).hcl(render)).toBe("pow(2, 32 - 5)");
  expect(times(plus(1, 2), 3).hcl(render)).toBe("(1 + 2) * 3");
  expect(both(either, atMost(1, 2)).hcl(render)).toBe("(a || b) && 1 <= 2");
  expect(both(atMost(1, 2), both(atMost(3, 4), either)).hcl(render)).toBe("1 <= 2 && 3 <= 4 && (a || b)");
});
