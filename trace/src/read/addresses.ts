import { Term } from "@aks-topology/terraform";
import { addressIn, type Address } from "../address.js";
import { Cidr } from "../cidr.js";
import type { AddressSet, PortRange } from "../model/model.js";
import { describe, keyOf } from "./thing.js";

/** The addresses of things that are known once Azure has made them, by the attribute that will have them. */
export class KnownAddresses {
  readonly #byKey = new Map<string, Address>();
  readonly #names = new Map<string, string>();

  add(key: string, address: Address): void {
    this.#byKey.set(key, address);
  }

  addName(key: string, hostName: string): void {
    this.#names.set(key, hostName);
  }

  /** Host names, those among them that Azure will give to something. */
  namesOf(values: readonly unknown[]): readonly string[] {
    return values.flatMap((value) =>
      typeof value === "string" ? value : (this.#names.get(keyOf(value) ?? "") ?? []),
    );
  }

  of(value: unknown): Address {
    const range = typeof value === "string" ? Cidr.parse(value) : undefined;
    if (range !== undefined) return addressIn(range);
    const { host, index } = hostOf(value);
    const key = keyOf(host) ?? "";
    const one = index === undefined ? undefined : this.#byKey.get(`${key}[${index}]`);
    return one ?? this.#byKey.get(key) ?? { kind: "unknown", label: describe(value) };
  }
}

/**
 * What a range of one address is written around: the reference of `"${azurerm_public_ip.main.ip_address}/32"`, or the list of
 * `"${element(azurerm_firewall.hub.virtual_hub[0].public_ip_addresses, 0)}/32"`.
 */
function hostOf(value: unknown): { readonly host: unknown; readonly index?: number | undefined } {
  if (!(value instanceof Term)) return { host: value };
  const { operator, operands } = value;
  if (operator === "call" && operands[0] === "element") {
    const index = operands[3];
    return { host: operands[2], index: typeof index === "number" ? index : undefined };
  }
  const [host, length, ...more] = operands;
  return operator === "template" && length === "/32" && more.length === 0 ? hostOf(host) : { host: value };
}

const ANY = new Set(["*", "any"]);

/** An entry of a rule's sources or destinations: `*`, a range, a service tag, or the address of something. */
export function addressSet(value: unknown, known: KnownAddresses): AddressSet {
  if (typeof value !== "string") {
    const address = known.of(value);
    return address.kind === "unknown"
      ? { kind: "unknown", label: address.label }
      : { kind: "address", address };
  }
  if (ANY.has(value.toLowerCase())) return { kind: "any" };
  const range = Cidr.parse(value);
  if (range !== undefined) return { kind: "range", range };
  // A range of the firewall: 10.0.0.1-10.0.0.9.
  if (/^[\d.]+-[\d.]+$/.test(value)) return { kind: "unknown", label: value };
  return { kind: "tag", tag: value };
}

/** `443`, `8000-8080`, `*`. */
export function portRange(value: unknown): PortRange {
  const text = String(value);
  if (text === "*") return { from: 0, to: 65_535 };
  const [from = "", to = from] = text.split("-");
  return { from: Number(from), to: Number(to) };
}
