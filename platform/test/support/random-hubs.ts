import fc from "fast-check";
import { partlyExisting } from "./random-existing.js";
import { likelyPlatform } from "./random-platform.js";
import { treeOf, type Tree } from "./tree.js";

const GROUP =
  "/subscriptions/00000000-0000-0000-0000-000000000009/resourceGroups/rg-hubs/providers/Microsoft.Network";

const JUMP_HOST = {
  sshPublicKey:
    "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIHJFsNgVyyr6T5qMU036IMyNLMA7ctQbKaJ/UM4NxkGB admins@fabrikam",
};

/** A hub of a platform: `second` is its place in the address space, 10.0.0.0/22 or 10.8.0.0/22. */
function hubOf(second: 0 | 8): fc.Arbitrary<Tree> {
  return fc.oneof(
    { weight: 2, arbitrary: existingHub(second) },
    { weight: 1, arbitrary: createdHub(second) },
    { weight: 1, arbitrary: virtualWan(second) },
  );
}

function createdHub(second: number): fc.Arbitrary<Tree> {
  return kept(
    {
      addressSpace: fc.constant(`10.${second}.0.0/22`),
      firewall: fc.constantFrom<Tree>(
        { publicIps: 20 },
        {
          publicIps: 20,
          ipGroups: { callers: ["198.51.100.0/24", "203.0.113.64/26"] },
          publish: {
            feed: {
              port: 5671,
              to: `10.${second === 0 ? 1 : 2}.254.10`,
              publicIp: 2,
              from: { ipGroups: ["callers"] },
            },
          },
        },
        { forcedTunnelling: { type: "appliance", privateIp: `10.${second}.2.4` } },
      ),
    },
    {
      gateway: fc.constant({ type: "vpn" }),
      bastion: fc.constantFrom<Tree>(
        {},
        { tier: "Developer" },
        { tier: "Standard", instances: 3 },
        { jumpHost: JUMP_HOST },
        { tier: "Developer", jumpHost: { ...JUMP_HOST, zone: 2, vmSize: "Standard_D2s_v5" } },
      ),
      dns: fc.constantFrom<Tree>(
        { type: "private-resolver" },
        {
          type: "private-resolver",
          forward: { corp: { domain: "corp.contoso.com", servers: ["203.0.113.53"] } },
        },
      ),
    },
  );
}

/** The virtual hub of a Virtual WAN. */
function virtualWan(second: number): fc.Arbitrary<Tree> {
  return kept(
    { type: fc.constant("virtual-wan"), addressSpace: fc.constant(`10.${second}.0.0/23`) },
    {
      firewall: fc.constantFrom<Tree>(
        { publicIps: 20 },
        { tier: "Premium", zones: [1, 2, 3], publicIps: 20 },
        {
          publicIps: 20,
          publish: {
            dns: { port: 53, to: `10.${second === 0 ? 1 : 2}.254.10`, protocol: "UDP", publicIp: 20 },
          },
        },
      ),
      wan: fc.constant({ id: `${GROUP}/virtualWans/vwan-${second}` }),
      peers: fc.constant([`10.${second + 4}.0.0/16`]),
      site: siteOfVirtualHub,
    },
  ).map(({ site, ...hub }) => ({ ...hub, ...treeOf(site) }));
}

/** A gateway of a virtual hub, with what is behind it. */
const siteOfVirtualHub = fc.constantFrom<Tree>(
  {
    gateway: { type: "vpn", scaleUnits: 2, sites: { berlin: { device: "203.0.113.10" } } },
    onPremises: { prefixes: ["192.168.0.0/16"] },
  },
  {
    gateway: {
      type: "vpn",
      sites: { porto: { device: "vpn.contoso.com", bgp: { asn: 65_020, address: "192.168.0.1" } } },
    },
    onPremises: { prefixes: ["192.168.0.0/16"] },
  },
  {
    gateway: {
      type: "express-route",
      circuits: { frankfurt: { circuit: { id: `${GROUP}/expressRouteCircuits/erc` }, weight: 10 } },
    },
    onPremises: { prefixes: ["192.168.0.0/16"] },
  },
  { gateway: { type: "express-route" } },
);

/** A hub of another team, with any of its parts and of what its team allows. */
function existingHub(second: number): fc.Arbitrary<Tree> {
  const privateAddress = fc.constant(`10.${second}.0.4`);
  const publicAddresses = fc.constant(["203.0.113.4", "203.0.113.16/28"]);
  const policy = { id: `${GROUP}/firewallPolicies/fwp-${second}`, priority: 4000 };
  const firewall = kept(
    { privateAddress },
    { publicAddresses, dnsProxy: fc.boolean(), policy: fc.constant(policy) },
  );
  const gateway = kept(
    { type: fc.constantFrom("vpn", "express-route") },
    { routeTable: fc.constant({ id: `${GROUP}/routeTables/rt-${second}` }) },
  );
  const appliance = kept({ privateAddress: fc.constant(`10.${second}.1.4`) }, { publicAddresses });
  const hub = kept(
    {
      id: fc.constant(`${GROUP}/virtualNetworks/vnet-${second}`),
      addressSpace: fc.constant(`10.${second}.0.0/22`),
    },
    {
      peering: fc.constantFrom("both", "spoke-only"),
      peers: fc.constant([`10.${second + 4}.0.0/16`]),
      dns: fc.constant({ type: "servers", servers: [`10.${second}.2.4`] }),
    },
  );
  const inspector = fc.oneof(
    { weight: 6, arbitrary: fc.record({ firewall }) },
    { weight: 1, arbitrary: fc.record({ appliance }) },
    { weight: 1, arbitrary: fc.constant({}) },
  );
  const site = fc.oneof(
    kept({ gateway }, { onPremises: fc.constant({ prefixes: ["192.168.0.0/16"] }) }),
    fc.constant({}),
  );
  return fc.tuple(hub, inspector, site).map(([...parts]) => Object.assign({}, ...parts) as Tree);
}

/** Some of the optional keys: most of them, so that what depends on two of them is met too. */
function kept(
  required: Readonly<Record<string, fc.Arbitrary<unknown>>>,
  optional: Readonly<Record<string, fc.Arbitrary<unknown>>>,
): fc.Arbitrary<Tree> {
  const keys = fc.tuple(...Object.keys(optional).map((key) => fc.tuple(fc.constant(key), fc.nat(3))));
  return fc.tuple(fc.record({ ...required, ...optional }), keys).map(([all, drawn]) => {
    const left = new Set(drawn.flatMap(([key, number]) => (number === 0 ? [key] : [])));
    return Object.fromEntries(Object.entries(all).filter(([key]) => !left.has(key)));
  });
}

/** Likely platforms of one or two hubs, each created or existing already; two are peered or not, in one region or two. */
export const severalHubs: fc.Arbitrary<Tree> = fc
  .record({
    platform: fc.oneof(likelyPlatform, partlyExisting).map(treeOf),
    west: hubOf(0),
    north: hubOf(8),
    shape: fc.constantFrom("one", "apart", "peered"),
    region: fc.constantFrom("westeurope", "northeurope"),
  })
  .filter(({ platform }) => "hub" in platform)
  .map(({ platform, west, north, shape, region }) => {
    if (shape === "one") return { ...platform, hub: west };
    const { shop, desk, ...others } = treeOf(platform["spokes"]);
    // A hub that is created names the other one.
    const isPeered = shape === "peered" && [west, north].every((hub) => !("type" in hub));
    const asker = [north, west].find((hub) => isPeered && !("id" in hub));
    const peerWith = (hub: Tree, other: string): Tree => (hub === asker ? { peerWith: [other] } : {});
    return {
      ...without(platform, "hub"),
      hubs: {
        west: { ...west, ...peerWith(west, "north") },
        north: { ...north, location: region, ...peerWith(north, "west") },
      },
      spokes: {
        ...others,
        ...(shop === undefined ? {} : { shop: { ...treeOf(shop), hub: "west" } }),
        ...(desk === undefined ? {} : { desk: { ...treeOf(desk), hub: "north", location: region } }),
      },
    };
  });

function without(tree: Tree, key: string): Tree {
  return Object.fromEntries(Object.entries(tree).filter(([name]) => name !== key));
}
