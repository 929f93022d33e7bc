import ipaddr from "ipaddr.js";

/** Prefix length, -1 for what is no prefix. */
export function lengthOf(prefix: string): number {
  return ipaddr.isValidCIDR(prefix) ? ipaddr.parseCIDR(prefix)[1] : -1;
}

/** A single address as the prefix of its full length; a prefix as it is; undefined for anything else, such as a tag. */
export function asPrefix(text: string): string | undefined {
  if (ipaddr.isValidCIDR(text)) return text;
  if (!ipaddr.isValid(text)) return undefined;
  return `${text}/${ipaddr.parse(text).kind() === "ipv4" ? 32 : 128}`;
}

/** True for two spellings of one prefix. */
export function samePrefix(a: string, b: string): boolean {
  if (!ipaddr.isValidCIDR(a) || !ipaddr.isValidCIDR(b)) return a.toLowerCase() === b.toLowerCase();
  const [one, bits] = ipaddr.parseCIDR(a);
  const [other, otherBits] = ipaddr.parseCIDR(b);
  return bits === otherBits && one.toNormalizedString() === other.toNormalizedString();
}
