import ipaddr from "ipaddr.js";

/** An address family: IPv4 or IPv6. */
export type Family = 4 | 6;

/** Text that is not an address range in CIDR notation. */
export class InvalidCidrError extends Error {
  /** Identifies the error where `instanceof` cannot. */
  override readonly name = "InvalidCidrError";
  /** What was given. */
  readonly text: string;
  /** The range that was probably meant, when there is one. */
  readonly suggestion: string | undefined;

  constructor(text: string, reason: string, suggestion?: string) {
    super(`"${text}" is not an address range: ${reason}`);
    this.text = text;
    this.suggestion = suggestion;
  }
}

/**
 * An IPv4 or IPv6 address range in canonical CIDR notation.
 *
 * A range may stand for a Terraform expression: it then renders as that expression, while every comparison works on
 * the value that the expression is known to have by default. This file is independent of subnets, Azure or Terraform
 * state.
 *
 * Laws, tested by name: containment is a partial order; two ranges overlap exactly when one contains the other;
 * the subnets of a range of one size are disjoint and fill it.
 */
export class Cidr {
  readonly family: Family;
  /** Number of leading bits that all addresses share, 0 to 32 (IPv4) or 128 (IPv6). */
  readonly prefixLength: number;
  /** The first address as a number. */
  readonly first: bigint;
  /** The last address as a number. */
  readonly last: bigint;
  /** The Terraform expression that this range renders as, without `${ }`. */
  readonly expression: string | undefined;

  private constructor(family: Family, first: bigint, prefixLength: number, expression?: string) {
    this.family = family;
    this.first = first;
    this.last = first + (1n << BigInt(widthOf(family) - prefixLength)) - 1n;
    this.prefixLength = prefixLength;
    this.expression = expression;
  }

  /**
   * Reads `a.b.c.d/n` or `x:y::/n`.
   *
   * @throws InvalidCidrError when the text is malformed or has bits set to the right of the prefix, which Azure
   * refuses too.
   */
  static of(text: string): Cidr {
    const parts = /^([0-9a-fA-F.:]+)\/(\d{1,3})$/.exec(text) ?? undefined;
    if (parts === undefined) {
      throw new InvalidCidrError(text, "expected address/length, such as 10.1.0.0/16", rangeMeant(text));
    }
    const [, addressText = "", lengthText = ""] = parts;
    const family: Family = addressText.includes(":") ? 6 : 4;
    const valid =
      family === 4 ? ipaddr.IPv4.isValidFourPartDecimal(addressText) : ipaddr.IPv6.isValid(addressText);
    if (!valid)
      throw new InvalidCidrError(
        text,
        `"${addressText}" is not an IPv${family} address${family === 4 ? tooLargeWords(addressText) : ""}`,
      );
    const prefixLength = Number(lengthText);
    const bits = widthOf(family);
    if (prefixLength > bits)
      throw new InvalidCidrError(text, `the length of an IPv${family} range is at most ${bits}`);
    const address = toNumber(ipaddr.parse(addressText).toByteArray());
    const size = 1n << BigInt(bits - prefixLength);
    const first = address - (address % size);
    const range = new Cidr(family, first, prefixLength);
    if (first !== address) {
      // Half of all addresses are no one's intention.
      const suggestion = family === 4 && prefixLength < SHORTEST_MEANT ? undefined : range.literal;
      throw new InvalidCidrError(text, `bits are set beyond the first ${prefixLength}`, suggestion);
    }
    return range;
  }

  /** The same range, rendered as a Terraform expression (`var.hub_address_space`) whose known value it is. */
  rendering(expression: string): Cidr {
    return new Cidr(this.family, this.first, this.prefixLength, expression);
  }

  /** Number of addresses. */
  get size(): bigint {
    return this.last - this.first + 1n;
  }

  /** The known value in CIDR notation, whatever it renders as. */
  get literal(): string {
    return `${toAddress(this.family, this.first)}/${this.prefixLength}`;
  }

  /** Whether the other range is wholly in this one. */
  contains(other: Cidr): boolean {
    return this.family === other.family && this.first <= other.first && other.last <= this.last;
  }

  /** Whether the two have an address in common. */
  overlaps(other: Cidr): boolean {
    return this.contains(other) || other.contains(this);
  }

  /** Whether both have the same addresses. */
  equals(other: Cidr): boolean {
    return (
      this.family === other.family && this.first === other.first && this.prefixLength === other.prefixLength
    );
  }

  /**
   * The subnet of the given length that begins `index` such subnets into this range. Rendered through
   * Terraform's `cidrsubnet` when this range renders as an expression.
   */
  subnet(prefixLength: number, index: bigint): Cidr {
    const newBits = prefixLength - this.prefixLength;
    const count = newBits < 0 ? 0n : 1n << BigInt(newBits);
    if (prefixLength > widthOf(this.family) || index < 0n || index >= count) {
      throw new RangeError(`${this.literal} has no subnet number ${index} of length ${prefixLength}`);
    }
    const size = 1n << BigInt(widthOf(this.family) - prefixLength);
    const expression =
      this.expression === undefined
        ? undefined
        : newBits === 0
          ? this.expression
          : `cidrsubnet(${this.expression}, ${newBits}, ${index})`;
    return new Cidr(this.family, this.first + index * size, prefixLength, expression);
  }

  /** `inner`, expressed relative to this range, so that it moves with it; `inner` itself when it is outside. */
  relative(inner: Cidr): Cidr {
    if (!this.contains(inner)) return inner;
    return this.subnet(inner.prefixLength, (inner.first - this.first) / inner.size);
  }

  /** The address `offset` places into the range, rendered through `cidrhost` when the range is an expression. */
  host(offset: number): string {
    if (BigInt(offset) >= this.size) throw new RangeError(`${this.literal} has no address number ${offset}`);
    if (this.expression !== undefined) return `\${cidrhost(${this.expression}, ${offset})}`;
    return toAddress(this.family, this.first + BigInt(offset));
  }

  /** What goes into Terraform: the expression, or the literal range. */
  toString(): string {
    return this.expression === undefined ? this.literal : `\${${this.expression}}`;
  }

  /** In CIDR notation, as Terraform takes it. */
  toJSON(): string {
    return this.toString();
  }
}

/** Whether `text` is an IPv4 address in four decimal parts. */
export function isIpv4Address(text: string): boolean {
  return ipaddr.IPv4.isValidFourPartDecimal(text);
}

/** The ranges of one family. */
export function ofFamily(ranges: readonly Cidr[], family: Family): readonly Cidr[] {
  return ranges.filter((range) => range.family === family);
}

/** The ranges that no other one contains, in their order; of equal ones the first. */
export function outermost(ranges: readonly Cidr[]): readonly Cidr[] {
  return ranges.filter(
    (range, i) =>
      !ranges.some((other, j) => j !== i && other.contains(range) && (j < i || !range.equals(other))),
  );
}

/** Whether an IPv4 address is of a range that companies use inside (RFC 1918, RFC 6598). */
export function isPrivateAddress(address: string): boolean {
  return ["private", "carrierGradeNat"].includes(ipaddr.IPv4.parse(address).range());
}

/** The single-address range of an IPv4 address. */
export function hostRange(address: string): Cidr {
  return Cidr.of(`${address}/32`);
}

function widthOf(family: Family): number {
  return family === 4 ? 32 : 128;
}

function toNumber(bytes: readonly number[]): bigint {
  return bytes.reduce((value, byte) => (value << 8n) | BigInt(byte), 0n);
}

function toAddress(family: Family, value: bigint): string {
  const length = family === 4 ? 4 : 16;
  const bytes = Array.from({ length }, (_, i) => Number((value >> BigInt(8 * (length - 1 - i))) & 0xffn));
  return ipaddr.fromByteArray(bytes).toString();
}

/** No network of IPv4 is larger than 10.0.0.0/8. */
const SHORTEST_MEANT = 8;

/** The range that an address alone probably stands for: zeros at its end are those of a network. */
function rangeMeant(text: string): string | undefined {
  const joined = text.replaceAll(/\s/g, "");
  if (joined !== text) return ipaddr.isValidCIDR(joined) ? joined : rangeMeant(joined);
  if (!ipaddr.IPv4.isValidFourPartDecimal(text)) return undefined;
  if (text === "0.0.0.0" || !text.endsWith(".0")) return `${text}/32`;
  return text.endsWith(".0.0") ? `${text}/16` : `${text}/24`;
}

/** The numbers of an address that are too large, as the end of a sentence. */
function tooLargeWords(address: string): string {
  const [number] = address.split(".").filter((part) => /^\d+$/.test(part) && Number(part) > 255);
  return number === undefined ? "" : `: its numbers go up to 255, and ${number} is above`;
}
