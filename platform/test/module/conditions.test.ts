import {
  assume,
  atLeast,
  atMost,
  between,
  charactersOf,
  Cidr,
  haveNothingInCommon,
  isAfterFirstOf,
  isDisjointFrom,
  isFreeIn,
  isNoneOf,
  lengthOf,
  moreThan,
  plus,
  powerOfTwo,
  surgeOf,
  times,
  usableAddressesOf,
  type Condition,
  type Rendering,
} from "@aks-topology/constructs/internal";
import { evaluate, variableResolver } from "@aks-topology/terraform";
import { ref, TerraformStack, Testing, Token } from "cdktf";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { expressionOf, rangeExpression } from "../../src/module/validations/expression-of.js";

const scope = new TerraformStack(Testing.app(), "scope");

const rendering: Rendering = {
  scalar: (value) => expressionOf(scope, value),
  range: rangeExpression,
  isVariable: () => true,
};

/** Variables with known values: a condition is evaluated on the values and rendered with the variables. */
class Variables {
  readonly values = new Map<string, unknown>();

  number(value: number): number {
    return assume(Token.asNumber(ref(this.#add(value))), value);
  }

  text(value: string): string {
    return assume(Token.asString(ref(this.#add(value))), value);
  }

  range(value: Cidr): Cidr {
    return value.rendering(this.#add(value.literal));
  }

  #add(value: unknown): string {
    const name = `v${this.values.size}`;
    this.values.set(name, value);
    return `var.${name}`;
  }
}

function agrees({ holds, hcl }: Condition, { values }: Variables): void {
  expect(evaluate(`\${${hcl(rendering)}}`, variableResolver(values))).toBe(holds);
}

const count = fc.integer({ min: 0, max: 500 });
const surge = fc.oneof(
  count.map(String),
  count.map((percent) => `${percent}%`),
);
const range = fc
  .tuple(fc.integer({ min: 9, max: 28 }), fc.nat())
  .map(([length, place]) => Cidr.of("10.0.0.0/8").subnet(length, BigInt(place % 2 ** (length - 8))));
const address = fc.nat(0xfffff).map((place) => Cidr.of("10.0.0.0/8").host(place));

describe("a condition and its expression in Terraform agree on", () => {
  test("sums, products and powers, whatever is nested in what", () => {
    fc.assert(
      fc.property(count, count, count, surge, range, (a, b, c, maxSurge, space) => {
        const given = new Variables();
        const [x, y, z] = [given.number(a), given.number(b), given.number(c)];
        const subnet = given.range(space);
        const nodes = plus(x, surgeOf(x, given.text(maxSurge)));
        agrees(atMost(times(nodes, plus(1, y)), usableAddressesOf(subnet)), given);
        agrees(atMost(plus(times(plus(nodes, y), 2), 1), times(z, 64)), given);
        agrees(atLeast(times(plus(x, y), plus(y, z)), z), given);
        agrees(moreThan(lengthOf(subnet), 12), given);
        agrees(atMost(plus(x, powerOfTwo(32, lengthOf(subnet))), 16), given);
        agrees(between(y, [10, 250]), given);
        agrees(atMost(charactersOf(given.text(maxSurge)), 3), given);
      }),
    );
  });

  test("ranges that overlap", () => {
    fc.assert(
      fc.property(range, fc.array(range, { minLength: 1, maxLength: 4 }), (space, others) => {
        const given = new Variables();
        agrees(
          isDisjointFrom(
            given.range(space),
            others.map((other) => given.range(other)),
          ),
          given,
        );
      }),
    );
  });

  test("addresses of a subnet, at its ends too", () => {
    const near = fc.tuple(range, fc.integer({ min: -6, max: 6 })).map(([subnet, place]) => {
      const host = place < 0 ? Number(subnet.size) + place : place;
      return [subnet, subnet.host(host)] as const;
    });
    fc.assert(
      fc.property(fc.oneof(near, fc.tuple(range, address)), ([subnet, host]) => {
        const given = new Variables();
        const [space, text] = [given.range(subnet), given.text(host)];
        agrees(isFreeIn(space, text), given);
        agrees(isAfterFirstOf(space, text), given);
      }),
    );
  });

  test("values that others have", () => {
    const name = fc.constantFrom("a", "b", "c", "d");
    const names = fc.array(name, { minLength: 1, maxLength: 3 });
    fc.assert(
      fc.property(
        name,
        names,
        names,
        fc.nat(3),
        fc.array(fc.nat(3), { minLength: 1 }),
        (one, some, others, port, ports) => {
          const given = new Variables();
          agrees(
            isNoneOf(
              given.text(one),
              others.map((other) => given.text(other)),
            ),
            given,
          );
          agrees(
            isNoneOf(
              given.number(port),
              ports.map((other) => given.number(other)),
            ),
            given,
          );
          agrees(
            haveNothingInCommon(
              some.map((item) => given.text(item)),
              others.map((item) => given.text(item)),
            ),
            given,
          );
        },
      ),
    );
  });
});
