import { describe, expect, test } from "vitest";
import {
  ASN_OF_THE_GATEWAY,
  ASN_RESERVED,
  BGP_PEER_LINK_LOCAL,
  CIRCUIT_NOT_AUTHORIZED,
  TOO_MANY_CONNECTIONS,
  TOO_MANY_CONNECTIONS_OF_VIRTUAL_HUB,
} from "../../src/network/connection-rules.js";
import { RESOLVER_RANGE_RESERVED, RESOLVER_SUBNET_TOO_LARGE } from "../../src/network/resolver-rules.js";
import { Cidr } from "../../src/index.js";

// Azure's numbers, on both sides of each.

test.each([
  ["VpnGw1AZ", 30],
  ["VpnGw2AZ", 30],
  ["VpnGw3AZ", 30],
  ["VpnGw4AZ", 100],
  ["VpnGw5AZ", 100],
  ["ErGw1AZ", 4],
  ["ErGw2AZ", 8],
  ["ErGw3AZ", 16],
] as const)("a gateway of size %s has up to %i connections", (size, most) => {
  const problemOf = (count: number): unknown => TOO_MANY_CONNECTIONS.judge({ size, count }).problem;
  expect(problemOf(most)).toBeUndefined();
  expect(problemOf(most + 1)).toMatchObject({ code: "TOO_MANY_CONNECTIONS", prop: "size" });
});

test.each([
  ["vpn", 1000, "sites"],
  ["express-route", 8, "circuits"],
] as const)("a gateway of type %s in a virtual hub has up to %i connections", (type, most, prop) => {
  const problemOf = (count: number): unknown =>
    TOO_MANY_CONNECTIONS_OF_VIRTUAL_HUB.judge({ type, count }).problem;
  expect(problemOf(most)).toBeUndefined();
  expect(problemOf(most + 1)).toMatchObject({ code: "TOO_MANY_CONNECTIONS", prop });
});

test.each([
  [8074, 8075],
  [12_076, 12_076],
  [23_456, 23_456],
  [64_496, 64_511],
  [65_515, 65_515],
  [65_517, 65_520],
  [65_535, 65_551],
  [429_496_729, 429_496_729],
])("the autonomous system numbers %i to %i are reserved, and their neighbours are not", (from, to) => {
  const isRefused = (asn: number): boolean =>
    ASN_RESERVED.judge({ asn, gateway: 64_900, prop: "asn" }).problem?.prop === "asn";
  expect([from - 1, from, to, to + 1].map(isRefused)).toEqual([false, true, true, false]);
});

test("a site has another number than its gateway, which is said once where it is reserved", () => {
  const isRefused = (asn: number, gateway: number): boolean =>
    ASN_OF_THE_GATEWAY.judge({ asn, gateway, prop: "asn" }).problem?.prop === "asn";
  expect(isRefused(64_900, 64_900)).toBe(true);
  expect(isRefused(64_901, 64_900)).toBe(false);
  expect(isRefused(65_515, 65_515)).toBe(false);
});

test.each([
  ["169.253.255.255", false],
  ["169.254.0.0", true],
  ["169.254.255.255", true],
  ["169.255.0.0", false],
  ["speaker.contoso.com", false],
])("the BGP speaker %s is link-local: %s", (address, isLocal) => {
  const { problem } = BGP_PEER_LINK_LOCAL.judge({ name: "site", address });
  expect(problem?.prop).toBe(isLocal ? "sites.site.bgp.address" : undefined);
});

describe("a circuit", () => {
  const KEY = { keyVaultId: "kv", name: "erc" };
  const circuitId = (subscription: string): string =>
    `/subscriptions/${subscription}/resourceGroups/rg/providers/Microsoft.Network/expressRouteCircuits/erc`;

  test.each([
    ["of the gateway's subscription", circuitId("one"), undefined, "one", false],
    ["of its subscription in another case", circuitId("One"), undefined, "oNE", false],
    ["of another subscription", circuitId("two"), undefined, "one", true],
    ["of another subscription, with an authorization", circuitId("two"), KEY, "one", false],
    ["of a gateway whose subscription is unknown", circuitId("two"), undefined, undefined, false],
    ["whose id is unknown", "${var.circuit}", undefined, "one", false],
  ])("%s", (_, id, authorizationKey, subscriptionId, isRefused) => {
    const circuit = { circuitId: id, authorizationKey };
    const { problem } = CIRCUIT_NOT_AUTHORIZED.judge({ name: "main", circuit, subscriptionId });
    expect(problem?.prop).toBe(isRefused ? "circuits.main" : undefined);
  });
});

test.each([
  ["10.0.0.0/24", false],
  ["10.0.0.0/23", true],
])("the subnet %s of a resolver is too large: %s", (range, isTooLarge) => {
  const { problem } = RESOLVER_SUBNET_TOO_LARGE.judge({ prefix: Cidr.of(range) });
  expect(problem?.prop).toBe(isTooLarge ? "prefix" : undefined);
});

test.each([
  ["10.0.0.240/28", false],
  ["10.0.1.0/28", true],
  ["10.0.16.240/28", true],
  ["10.0.17.0/28", false],
])("resolvers cannot use %s: %s", (range, isReserved) => {
  const { problem } = RESOLVER_RANGE_RESERVED.judge({ prefix: Cidr.of(range) });
  expect(problem?.prop).toBe(isReserved ? "prefix" : undefined);
});
