/** Terraform's functions, as far as the project writes them into expressions. */
import { createHash } from "node:crypto";
import ipaddr from "ipaddr.js";
import { isArray, isObject } from "./json.js";

/** Returns undefined when Terraform would refuse the arguments. */
type TerraformFunction = (...args: readonly unknown[]) => unknown;

export const FUNCTIONS: Readonly<Record<string, TerraformFunction>> = {
  cidrhost: (range, host) =>
    withRange(range, ({ first, bits, width }) => {
      const size = 1n << BigInt(width - bits);
      const number = BigInt(Number(host));
      const offset = number < 0n ? size + number : number;
      return offset < 0n || offset >= size ? undefined : addressOf(first + offset, width);
    }),
  cidrsubnet: (range, newBits, index) =>
    withRange(range, ({ first, bits, width }) => {
      const length = bits + Number(newBits);
      const number = BigInt(Number(index));
      if (length > width || number >= 1n << BigInt(length - bits)) return undefined;
      return `${addressOf(first + (number << BigInt(width - length)), width)}/${length}`;
    }),
  distinct: (list) =>
    isArray(list) ? [...new Map(list.map((item) => [JSON.stringify(item), item])).values()] : undefined,
  element: (list, index) =>
    isArray(list) && list.length > 0 ? list.at(Number(index) % list.length) : undefined,
  join: (separator, ...lists) => lists.flat().map(String).join(String(separator)),
  jsonencode,
  lower: (text) => String(text).toLowerCase(),
  replace: (text, search, replacement) => {
    const pattern = /^\/(.*)\/$/s.exec(String(search))?.[1];
    return pattern === undefined
      ? String(text).split(String(search)).join(String(replacement))
      : String(text).replace(new RegExp(pattern, "gu"), String(replacement));
  },
  sha256: (text) => createHash("sha256").update(String(text)).digest("hex"),
  slice: (list, start, end) => (isArray(list) ? list.slice(Number(start), Number(end)) : undefined),
  split: (separator, text) => String(text).split(String(separator)),
  substr: (text, offset, length) => {
    const characters = Array.from(new Intl.Segmenter().segment(String(text)), ({ segment }) => segment);
    const end = Number(length) === -1 ? characters.length : Number(offset) + Number(length);
    return characters.slice(Number(offset), end).join("");
  },
  tostring: (value) => (["string", "number", "boolean"].includes(typeof value) ? String(value) : undefined),
};

/** JSON as Terraform writes it: keys in order, and the characters escaped that HTML gives a meaning. */
function jsonencode(value: unknown): string {
  return JSON.stringify(sorted(value)).replace(
    /[<>&\u2028\u2029]/g,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`,
  );
}

function sorted(value: unknown): unknown {
  if (isArray(value)) return value.map(sorted);
  if (!isObject(value)) return value;
  const entries = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
  return Object.fromEntries(entries.map(([key, item]) => [key, sorted(item)]));
}

interface Range {
  readonly first: bigint;
  /** Length of the prefix. */
  readonly bits: number;
  /** 32 or 128. */
  readonly width: number;
}

function withRange(text: unknown, use: (range: Range) => string | undefined): string | undefined {
  if (typeof text !== "string" || !ipaddr.isValidCIDR(text)) return undefined;
  const [address, bits] = ipaddr.parseCIDR(text);
  const bytes = address.toByteArray();
  const width = bytes.length * 8;
  const value = bytes.reduce((sum, byte) => (sum << 8n) | BigInt(byte), 0n);
  const host = BigInt(width - bits);
  return use({ first: (value >> host) << host, bits, width });
}

function addressOf(value: bigint, width: number): string {
  const bytes = Array.from({ length: width / 8 }, (_, i) =>
    Number((value >> BigInt(width - 8 * (i + 1))) & 0xffn),
  );
  return ipaddr.fromByteArray(bytes).toString();
}
