import ipaddr from "ipaddr.js";
import { badRequest, type ArmError } from "../core/arm-error.js";
import { asObject, asText, at, isList, isObject, textAt, type Json, type JsonObject } from "../core/json.js";
import { stableGuid, stableInt } from "../core/random.js";
import type { Computed, Facts } from "../core/type-row.js";

/** A GUID of its own for every resource and purpose, the same on every run. */
export function guid(purpose: string): Computed {
  return ({ id }) => stableGuid(`${purpose}:${id.toLowerCase()}`);
}

/** A fixed value, whatever was sent. */
export function fixed(value: Json): () => Json {
  return () => value;
}

/** What was sent or stored before, else a value. */
export function orElse(path: string, value: (facts: Facts) => Json | undefined): Computed {
  return (facts) => at(facts.body, path) ?? at(facts.previous, path) ?? value(facts);
}

export const RESOURCE_GUID = { "properties.resourceGuid": guid("resource") } as const;

/** A public address out of 20.0.0.0/8, always the same for a resource. */
export function publicAddress(id: string): string {
  const number = stableInt(`public:${id.toLowerCase()}`, 0xffffff);
  return `20.${(number >> 16) & 0xff}.${(number >> 8) & 0xff}.${Math.max(1, number & 0xff)}`;
}

/** The nth address of a prefix, counted from 0; undefined when the text is no IPv4 prefix. */
export function addressIn(prefix: string | undefined, index: number): string | undefined {
  if (prefix === undefined || !ipaddr.IPv4.isValidCIDR(prefix)) return undefined;
  const bytes = ipaddr.IPv4.networkAddressFromCIDR(prefix).toByteArray();
  const number = bytes.reduce((sum, byte) => sum * 256 + byte, 0) + index;
  return [24, 16, 8, 0].map((shift) => Math.floor(number / 2 ** shift) % 256).join(".");
}

/** The first IPv4 prefix of a subnet. */
export function prefixOf(facts: Facts, subnet: Json | undefined): string | undefined {
  const properties = asObject(facts.world.lookup(asText(subnet) ?? "")?.["properties"]);
  return prefixesOf(properties).find((prefix) => ipaddr.IPv4.isValidCIDR(prefix));
}

/** `addressPrefix` and `addressPrefixes` as one list. */
export function prefixesOf(properties: JsonObject): string[] {
  const many = properties["addressPrefixes"];
  const one = asText(properties["addressPrefix"]);
  const listed = isList(many) ? many.flatMap((prefix) => asText(prefix) ?? []) : [];
  return one === undefined || listed.includes(one) ? listed : [one, ...listed];
}

/** A private address of a subnet: the one asked for, else one that belongs to this resource alone. */
export function privateAddress(facts: Facts, subnet: Json | undefined, asked: Json | undefined): string {
  if (typeof asked === "string" && asked !== "") return asked;
  return addressIn(prefixOf(facts, subnet), 4 + stableInt(facts.id.toLowerCase(), 8)) ?? "10.0.0.4";
}

/** True when two prefixes share an address. Malformed ones share none. */
export function overlap(a: string, b: string): boolean {
  if (!ipaddr.isValidCIDR(a) || !ipaddr.isValidCIDR(b)) return false;
  const [addressA, bitsA] = ipaddr.parseCIDR(a);
  const [addressB, bitsB] = ipaddr.parseCIDR(b);
  if (addressA.kind() !== addressB.kind()) return false;
  const bits = Math.min(bitsA, bitsB);
  return addressA instanceof ipaddr.IPv4
    ? addressB instanceof ipaddr.IPv4 && addressA.match(addressB, bits)
    : addressB instanceof ipaddr.IPv6 && addressA.match(addressB, bits);
}

/** True when a prefix is within another. */
export function within(inner: string, outer: string): boolean {
  if (!overlap(inner, outer)) return false;
  return ipaddr.parseCIDR(inner)[1] >= ipaddr.parseCIDR(outer)[1];
}

/** Gives every entry of every list under `properties` the id, etag and state that sub-resources have. */
export function subResources(...lists: readonly string[]): Computed {
  return ({ id, body }) => {
    const properties: Record<string, Json | undefined> = { ...asObject(body["properties"]) };
    for (const list of lists) {
      const entries = properties[list];
      if (!isList(entries)) continue;
      properties[list] = entries.map((entry) =>
        isObject(entry) && typeof entry["name"] === "string"
          ? {
              ...entry,
              id: `${id}/${list}/${entry["name"]}`,
              properties: { provisioningState: "Succeeded", ...asObject(entry["properties"]) },
            }
          : entry,
      );
    }
    return properties;
  };
}

/** The error of a DELETE of what others use. */
export function held(code: string, noun: string) {
  return (name: string, users: readonly string[]): ArmError =>
    badRequest(
      code,
      `${noun} ${name} cannot be deleted because it is in use by ${users.slice(0, 5).join(", ")}.`,
      [],
    );
}

/** The group of an id, as it is written there. */
export function groupOf(id: string): string {
  return /\/resourceGroups\/([^/]+)/i.exec(id)?.[1] ?? "";
}

export function subscriptionOf(id: string): string {
  return /^\/subscriptions\/([^/]+)/i.exec(id)?.[1] ?? "";
}

/** Text of a location without blanks and case. */
export function plainLocation(body: JsonObject): string {
  return textAt(body, "location").toLowerCase().replaceAll(" ", "");
}
