import { badRequest, conflict } from "../core/arm-error.js";
import { asObject, at, every, objects, textAt, textOf } from "../core/json.js";
import { stableGuid } from "../core/random.js";
import type { Facts, Refusal, TypeRow } from "../core/type-row.js";
import { addressIn, fixed, overlap, plainLocation, prefixesOf, prefixOf } from "./helpers.js";

const RESOLVER = "Microsoft.Network/dnsResolvers";
const SERVICE = RESOLVER.toLowerCase();
const LINKS = "Microsoft.Network/dnsForwardingRulesets/virtualNetworkLinks";

/** 10.0.1.0 to 10.0.16.255, which the service reserves. */
const RESERVED = ["10.0.1.0/24", "10.0.2.0/23", "10.0.4.0/22", "10.0.8.0/21", "10.0.16.0/24"];
const [SMALLEST, LARGEST] = [28, 24];

/** The subnet of an endpoint: /28 to /24, outside of the reserved range, delegated to the resolver alone. */
function refusesSubnet(path: string): Refusal {
  return ({ body, world }) => {
    for (const id of every(body, path).map(textOf)) {
      const subnet = world.lookup(id);
      if (subnet === undefined) continue;
      const services = objects(at(subnet, "properties.delegations")).map((delegation) =>
        textAt(delegation, "properties.serviceName").toLowerCase(),
      );
      if (services.length !== 1 || services[0] !== SERVICE)
        return badRequest("InvalidParameter", `Subnet ${id} must be delegated to ${RESOLVER} only.`, []);
      const unfit = prefixesOf(asObject(subnet["properties"])).find(isUnfit);
      if (unfit !== undefined)
        return badRequest("InvalidParameter", `A DNS resolver cannot use ${unfit}, of subnet ${id}.`, []);
    }
    return undefined;
  };
}

function isUnfit(prefix: string): boolean {
  const length = Number(prefix.split("/")[1]);
  return length > SMALLEST || length < LARGEST || RESERVED.some((range) => overlap(prefix, range));
}

/** One resolver per network, one link of a ruleset per network. */
function refusesTwin(type: string, within: (id: string) => string): Refusal {
  return ({ id, body, world }: Facts) => {
    const network = textAt(body, "properties.virtualNetwork.id").toLowerCase();
    const twin = world.ofType(type).find((other) => {
      const own = textOf(other["id"]).toLowerCase();
      return (
        own !== id.toLowerCase() &&
        within(own) === within(id.toLowerCase()) &&
        textAt(other, "properties.virtualNetwork.id").toLowerCase() === network
      );
    });
    return twin === undefined
      ? undefined
      : conflict("Conflict", `The virtual network ${network} is used by ${textOf(twin["id"])} already.`);
  };
}

const inSameRegion: Refusal = ({ id, body, world }) => {
  const ruleset = world.lookup(id.slice(0, id.toLowerCase().lastIndexOf("/virtualnetworklinks/")));
  const network = world.lookup(textAt(body, "properties.virtualNetwork.id"));
  if (ruleset === undefined || network === undefined) return undefined;
  return plainLocation(ruleset) === plainLocation(network)
    ? undefined
    : badRequest("InvalidParameter", "The virtual network is in another region than the ruleset.", []);
};

const toAzureItself: Refusal = ({ body }) =>
  objects(at(body, "properties.targetDnsServers")).some(({ ipAddress }) => ipAddress === "168.63.129.16")
    ? badRequest("InvalidParameter", "168.63.129.16 is not allowed as a target DNS server.", [])
    : undefined;

/** Private DNS resolvers and what they forward. */
export const dnsResolverRows: readonly TypeRow[] = [
  {
    type: RESOLVER,
    needsLocation: true,
    retryAfter: 0,
    blockedByChildren: ["inboundEndpoints", "outboundEndpoints"],
    computed: {
      "properties.dnsResolverState": fixed("Connected"),
      "properties.resourceGuid": ({ id }) => stableGuid(`resolver:${id.toLowerCase()}`),
    },
    references: [{ path: "properties.virtualNetwork.id" }],
    refusals: [refusesTwin(RESOLVER, () => "")],
  },
  {
    type: `${RESOLVER}/inboundEndpoints`,
    needsLocation: true,
    retryAfter: 0,
    computed: {
      "properties.ipConfigurations": (facts) =>
        objects(at(facts.body, "properties.ipConfigurations")).map((configuration) => ({
          privateIpAllocationMethod: "Dynamic",
          privateIpAddress: addressIn(prefixOf(facts, at(configuration, "subnet.id")), 4) ?? "",
          ...configuration,
        })),
    },
    references: [{ path: "properties.ipConfigurations[].subnet.id" }],
    refusals: [refusesSubnet("properties.ipConfigurations[].subnet.id")],
  },
  {
    type: `${RESOLVER}/outboundEndpoints`,
    needsLocation: true,
    retryAfter: 0,
    references: [{ path: "properties.subnet.id" }],
    refusals: [refusesSubnet("properties.subnet.id")],
    inUse: (name, users) =>
      conflict("Conflict", `The outbound endpoint ${name} is used by ${users.slice(0, 5).join(", ")}.`),
  },
  {
    type: "Microsoft.Network/dnsForwardingRulesets",
    needsLocation: true,
    retryAfter: 0,
    blockedByChildren: ["virtualNetworkLinks"],
    references: [{ path: "properties.dnsResolverOutboundEndpoints[].id" }],
  },
  {
    type: "Microsoft.Network/dnsForwardingRulesets/forwardingRules",
    writes: "sync",
    defaults: { properties: { forwardingRuleState: "Enabled" } },
    refusals: [toAzureItself],
  },
  {
    type: LINKS,
    retryAfter: 0,
    references: [{ path: "properties.virtualNetwork.id" }],
    refusals: [
      refusesTwin(LINKS, (id) => id.slice(0, id.lastIndexOf("/virtualnetworklinks/"))),
      inSameRegion,
    ],
  },
];
