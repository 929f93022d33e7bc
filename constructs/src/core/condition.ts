import { hostRange, type Cidr } from "../net/cidr.js";
import { RESERVED_PER_SUBNET, surgeNodes } from "../net/capacity.js";
import { isFreeAddress } from "../net/free-addresses.js";
import { knownNumber, knownText } from "./known.js";

/**
 * Conditions that are written once and read twice: evaluated on the values that are known, and rendered as a Terraform
 * expression on the variables that a generated module has in their place. A rule says
 * `atMost(plus(most, 1), usableAddressesOf(subnet))`, and both follow; the tests evaluate the expression to compare them.
 */
export interface Condition {
  /** Undefined where an attribute of a resource decides: nothing can be said then. */
  readonly holds: boolean | undefined;
  /** The condition in Terraform, without `${ }`. */
  readonly hcl: (render: Rendering) => string;
  /** How tightly the outermost operator binds: 1 `||`, 2 `&&`, 3 anything else. */
  readonly binding: Binding;
}

/** How values that may be variables are written in an expression, without `${ }`. */
export interface Rendering {
  /** Text or a number: a variable, or a literal. */
  readonly scalar: (value: Scalar) => string;
  /** A range, as text. */
  readonly range: (range: Cidr) => string;
  /** Whether a value is a variable of the module, or an item of one. */
  readonly isVariable: (value: Value) => boolean;
}

/** Text or a number that may be a variable of a module. */
export type Scalar = string | number;
/** A value of a construct that may be a variable of a module. */
export type Value = Scalar | Cidr;

/** A number that is computed from others. */
export interface Term {
  /** Undefined where an attribute of a resource decides. */
  readonly value: number | undefined;
  /** The term in Terraform, without `${ }`. */
  readonly hcl: (render: Rendering) => string;
  /** How tightly the outermost operator binds: 1 sums, 2 products, 3 anything else. */
  readonly binding: Binding;
}

type Binding = 1 | 2 | 3;

/** A number that may be a variable of a module, or one that is computed. */
export type Quantity = number | Term;

/** The sum of some quantities. */
export function plus(...terms: readonly Quantity[]): Term {
  return operation("+", 1, terms, (a, b) => a + b);
}

/** The product of some quantities. */
export function times(...terms: readonly Quantity[]): Term {
  return operation("*", 2, terms, (a, b) => a * b);
}

/** A quantity less a number. */
export function minus(quantity: Quantity, less: number): Term {
  const { value, hcl } = term(quantity);
  return {
    value: value === undefined ? undefined : value - less,
    hcl: (render) => `${hcl(render)} - ${less}`,
    binding: 1,
  };
}

/** 2 to the power of `bits - length`: addresses of a range, or the blocks that it has. */
export function powerOfTwo(bits: number, length: Quantity): Term {
  const exact = term(length);
  const { value } = exact;
  return {
    value: value === undefined ? undefined : 2 ** (bits - value),
    hcl: (render) => `pow(2, ${bits} - ${operand(exact, 2, render)})`,
    binding: 3,
  };
}

/** The length of a range's prefix. */
export function lengthOf(range: Cidr): Term {
  return {
    value: range.prefixLength,
    hcl: (render) => {
      const text = render.range(range);
      return text.startsWith('"') ? String(range.prefixLength) : `tonumber(split("/", ${text})[1])`;
    },
    binding: 3,
  };
}

/** Addresses of a subnet that its tenants may use. */
export function usableAddressesOf(subnet: Cidr): Term {
  return minus(powerOfTwo(32, lengthOf(subnet)), RESERVED_PER_SUBNET);
}

/** Nodes that an upgrade adds to a pool: a number, or a percentage of the pool. */
export function surgeOf(nodes: number, maxSurge: string): Term {
  const [most, surge] = [knownNumber(nodes), knownText(maxSurge)];
  return {
    value: most === undefined || surge === undefined ? undefined : surgeNodes(most, surge),
    hcl: ({ scalar }) =>
      `try(tonumber(${scalar(maxSurge)}), ceil(${scalar(nodes)} * tonumber(trimsuffix(${scalar(maxSurge)}, "%")) / 100))`,
    binding: 3,
  };
}

/** Characters of a text, as readers count them and Terraform does. */
export function charactersOf(text: string): Term {
  const known = knownText(text);
  return {
    value: known === undefined ? undefined : [...new Intl.Segmenter().segment(known)].length,
    hcl: (render) => `length(${render.scalar(text)})`,
    binding: 3,
  };
}

/** That a quantity does not exceed another. */
export function atMost(quantity: Quantity, most: Quantity): Condition {
  return comparison("<=", quantity, most, (a, b) => a <= b);
}

/** That a quantity is not below another. */
export function atLeast(quantity: Quantity, least: Quantity): Condition {
  return comparison(">=", quantity, least, (a, b) => a >= b);
}

/** That a quantity exceeds another. */
export function moreThan(quantity: Quantity, bound: Quantity): Condition {
  return comparison(">", quantity, bound, (a, b) => a > b);
}

/** Two conditions together. */
export function both(a: Condition, b: Condition): Condition {
  return {
    holds: all([a.holds, b.holds]),
    hcl: (render) => `${operand(a, 2, render)} && ${operand(b, 2, render)}`,
    binding: 2,
  };
}

/** That a quantity is in a range, its ends included. */
export function between(quantity: Quantity, [least, most]: readonly [number, number]): Condition {
  return both(atLeast(quantity, least), atMost(quantity, most));
}

/** An address that Azure leaves free in a subnet: none of its first four, and not its last one. */
export function isFreeIn(subnet: Cidr, address: string): Condition {
  return {
    holds: whenKnown(address, (text) => isFreeAddress(subnet, text)),
    hcl: (render) => {
      const range = render.range(subnet);
      const text = render.scalar(address);
      return `${liesIn(range, text)} && !contains([for i in [0, 1, 2, 3, -1] : cidrhost(${range}, i)], ${text})`;
    },
    binding: 2,
  };
}

/** An address of a range that is neither its first, the one after it, nor its last. */
export function isAfterFirstOf(range: Cidr, address: string): Condition {
  return {
    holds: whenKnown(address, (text) => {
      const host = hostRange(text);
      return range.contains(host) && host.first > range.first + 1n && host.last < range.last;
    }),
    hcl: (render) => {
      const text = render.scalar(address);
      const space = render.range(range);
      return `${liesIn(space, text)} && !contains([cidrhost(${space}, 0), cidrhost(${space}, 1), cidrhost(${space}, -1)], ${text})`;
    },
    binding: 2,
  };
}

/** A range that shares no address with any of some others of its family: they differ in the bits that both have. */
export function isDisjointFrom(range: Cidr, others: readonly Cidr[]): Condition {
  return {
    holds: !others.some((other) => other.overlaps(range)),
    hcl: (render) => {
      const text = render.range(range);
      const bits = `min(split("/", ${text})[1], split("/", other)[1])`;
      const start = (of: string): string => `cidrhost("\${split("/", ${of})[0]}/\${${bits}}", 0)`;
      const list = [...new Set(others.map((other) => render.range(other)))].join(", ");
      return `alltrue([for other in [${list}] : ${start(text)} != ${start("other")}])`;
    },
    binding: 3,
  };
}

/** A value that none of some others equals. */
export function isNoneOf(value: Scalar, others: readonly Scalar[]): Condition {
  return {
    holds: all(others.map((other) => differ(value, other))),
    hcl: (render) => `!contains([${others.map(render.scalar).join(", ")}], ${render.scalar(value)})`,
    binding: 3,
  };
}

/** Two lists of texts without a common item. */
export function haveNothingInCommon(some: readonly string[], others: readonly string[]): Condition {
  return {
    holds: all(some.flatMap((item) => others.map((other) => differ(item, other)))),
    hcl: (render) => {
      const list = (items: readonly string[]): string => `[${items.map(render.scalar).join(", ")}]`;
      return `length(setintersection(${list(some)}, ${list(others)})) == 0`;
    },
    binding: 3,
  };
}

function operation(
  operator: "+" | "*",
  binding: 1 | 2,
  quantities: readonly Quantity[],
  compute: (a: number, b: number) => number,
): Term {
  const terms = quantities.map(term);
  const [only] = terms;
  if (only !== undefined && terms.length === 1) return only;
  return {
    value: terms
      .map(({ value }) => value)
      .reduce((a, b) => (a === undefined || b === undefined ? undefined : compute(a, b))),
    hcl: (render) => terms.map((each) => operand(each, binding, render)).join(` ${operator} `),
    binding,
  };
}

function comparison(
  operator: "<=" | ">=" | ">",
  left: Quantity,
  right: Quantity,
  compare: (a: number, b: number) => boolean,
): Condition {
  const [a, b] = [term(left), term(right)];
  return {
    holds: a.value === undefined || b.value === undefined ? undefined : compare(a.value, b.value),
    hcl: (render) => `${a.hcl(render)} ${operator} ${b.hcl(render)}`,
    binding: 3,
  };
}

function term(quantity: Quantity): Term {
  if (typeof quantity !== "number") return quantity;
  return { value: knownNumber(quantity), hcl: (render) => render.scalar(quantity), binding: 3 };
}

function liesIn(range: string, address: string): string {
  return `cidrhost("\${${address}}/\${split("/", ${range})[1]}", 0) == cidrhost(${range}, 0)`;
}

/** An operand of an operator, in parentheses where its own operator binds less tightly. */
function operand({ hcl, binding }: Term | Condition, outer: Binding, render: Rendering): string {
  return binding < outer ? `(${hcl(render)})` : hcl(render);
}

/** What holds of a text; undefined where the text is unknown. */
export function whenKnown(text: string, holds: (known: string) => boolean | undefined): boolean | undefined {
  const known = knownText(text);
  return known === undefined ? undefined : holds(known);
}

/** Whether all hold: one that does not decides, whatever the unknown ones are. */
export function all(holds: readonly (boolean | undefined)[]): boolean | undefined {
  if (holds.includes(false)) return false;
  return holds.includes(undefined) ? undefined : true;
}

function differ(a: Scalar, b: Scalar): boolean | undefined {
  const [one, other] = [a, b].map((value) =>
    typeof value === "number" ? knownNumber(value) : knownText(value),
  );
  return one === undefined || other === undefined ? undefined : one !== other;
}
