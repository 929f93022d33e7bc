import { hostRange, type Cidr } from "./cidr.js";

/** Place in a subnet of the first address that Azure leaves free; it keeps the last one too. */
const FIRST_FREE = 4;

/** The first and the last address of a subnet that its tenants may use. */
export function freeAddresses(subnet: Cidr): { readonly first: string; readonly last: string } {
  return { first: subnet.host(FIRST_FREE), last: subnet.host(Number(subnet.size) - 2) };
}

/** Whether an IPv4 address is one of a subnet that its tenants may use. */
export function isFreeAddress(subnet: Cidr, address: string): boolean {
  const place = hostRange(address).first - subnet.first;
  return place >= BigInt(FIRST_FREE) && place < subnet.size - 1n;
}
