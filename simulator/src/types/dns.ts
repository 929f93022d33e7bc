import { conflict } from "../core/arm-error.js";
import { asObject, at, isObject, objects, textOf, type JsonObject } from "../core/json.js";
import type { Computed, TypeRow } from "../core/type-row.js";
import { fixed } from "./helpers.js";

const KINDS = ["A", "AAAA", "CNAME", "MX", "PTR", "SOA", "SRV", "TXT"] as const;

/** Lists of a record set, by its kind. */
const RECORD_LISTS: Readonly<Record<string, string>> = {
  A: "aRecords",
  AAAA: "aaaaRecords",
  MX: "mxRecords",
  PTR: "ptrRecords",
  SRV: "srvRecords",
  TXT: "txtRecords",
};

function fqdnOf(zones: string): Computed {
  return ({ id, name }) => {
    const zone = new RegExp(`/${zones}/([^/]+)/`, "i").exec(id)?.[1] ?? "";
    return name === "@" ? `${zone}.` : `${name}.${zone}.`;
  };
}

function soa(properties: JsonObject): JsonObject {
  return {
    email: "azureprivatedns-host.microsoft.com",
    host: "azureprivatedns.net",
    expireTime: 2_419_200,
    minimumTtl: 10,
    refreshTime: 3_600,
    retryTime: 300,
    serialNumber: 1,
    ...asObject(properties["soaRecord"]),
  };
}

function recordRows(provider: string, ttlKey: string): TypeRow[] {
  return KINDS.map((kind) => ({
    type: `Microsoft.Network/${provider}/${kind}`,
    writes: "sync",
    provisioningState: false,
    etag: true,
    defaults: { properties: { [ttlKey]: 3_600, metadata: {} } },
    computed: {
      "properties.fqdn": fqdnOf(provider),
      "properties.isAutoRegistered": fixed(false),
      ...(kind === "SOA" ? { "properties.soaRecord": ({ body }) => soa(asObject(body["properties"])) } : {}),
      ...(RECORD_LISTS[kind] === undefined
        ? {}
        : {
            [`properties.${RECORD_LISTS[kind]}`]: ({ body }) =>
              objects(at(body, `properties.${RECORD_LISTS[kind] ?? ""}`)),
          }),
    },
  }));
}

/** Private and public DNS zones. */
export const dnsRows: readonly TypeRow[] = [
  {
    type: "Microsoft.Network/privateDnsZones",
    retryAfter: 0,
    blockedByChildren: ["virtualNetworkLinks"],
    computed: {
      "properties.maxNumberOfRecordSets": fixed(25_000),
      "properties.maxNumberOfVirtualNetworkLinks": fixed(1_000),
      "properties.maxNumberOfVirtualNetworkLinksWithRegistration": fixed(100),
      "properties.numberOfRecordSets": fixed(1),
      "properties.numberOfVirtualNetworkLinks": fixed(0),
      "properties.numberOfVirtualNetworkLinksWithRegistration": fixed(0),
    },
    creates: ({ id }) => [{ id: `${id}/SOA/@`, body: { properties: {} } }],
  },
  {
    type: "Microsoft.Network/privateDnsZones/virtualNetworkLinks",
    retryAfter: 0,
    defaults: { properties: { registrationEnabled: false, resolutionPolicy: "Default" } },
    computed: { "properties.virtualNetworkLinkState": fixed("Completed") },
    refusals: [
      ({ id, body, world }) => {
        const network = textOf(at(body, "properties.virtualNetwork.id")).toLowerCase();
        const zone = id.slice(0, id.toLowerCase().lastIndexOf("/virtualnetworklinks/")).toLowerCase();
        const twin = world.ofType("Microsoft.Network/privateDnsZones/virtualNetworkLinks").find((link) => {
          const other = textOf(link["id"]).toLowerCase();
          const properties = link["properties"];
          return (
            other !== id.toLowerCase() &&
            other.startsWith(`${zone}/`) &&
            isObject(properties) &&
            textOf(at(properties, "virtualNetwork.id")).toLowerCase() === network
          );
        });
        return twin === undefined
          ? undefined
          : conflict(
              "Conflict",
              `A virtual network cannot be linked to multiple zones with overlapping namespaces. You tried to link virtual network with '${zone}' and it is linked by '${textOf(twin["id"])}'.`,
            );
      },
    ],
  },
  ...recordRows("privateDnsZones", "ttl"),
  {
    type: "Microsoft.Network/dnsZones",
    writes: "sync",
    retryAfter: 0,
    computed: {
      "properties.maxNumberOfRecordSets": fixed(10_000),
      "properties.numberOfRecordSets": fixed(2),
      "properties.nameServers": fixed([
        "ns1-01.azure-dns.com.",
        "ns2-01.azure-dns.net.",
        "ns3-01.azure-dns.org.",
        "ns4-01.azure-dns.info.",
      ]),
      "properties.zoneType": fixed("Public"),
    },
    creates: ({ id }) => [
      { id: `${id}/SOA/@`, body: { properties: {} } },
      { id: `${id}/NS/@`, body: { properties: {} } },
    ],
  },
  ...recordRows("dnsZones", "TTL"),
];
