import fc from "fast-check";
import * as z from "zod";
import { EGRESS } from "../../src/kinds/egress/index.js";
import { INGRESS } from "../../src/kinds/ingress/index.js";
import { NETWORK } from "../../src/kinds/network/index.js";

/** Values of the platform file as YAML has them, sensible and not. */
type Yaml = string | number | boolean | Yaml[] | { [key: string]: Yaml };
type Arb = fc.Arbitrary<Yaml>;

const key = fc.constantFrom("a", "main", "shop", "edge", "web-shop");
const poolName = fc.constantFrom("system", "work", "win", "gpu");

function range(shortest: number, longest: number): Arb {
  return fc
    .tuple(
      fc.constantFrom("10", "172", "192", "100"),
      fc.nat(255),
      fc.integer({ min: shortest, max: longest }),
    )
    .map(([first, second, length]) => {
      const size = 2 ** Math.max(0, 16 - length);
      return `${first}.${second - (second % size)}.0.0/${length}`;
    });
}

/** Keeps some optional keys of a map. */
function some(required: Record<string, Arb>, optional: Record<string, Arb> = {}): Arb {
  const names = Object.keys(optional);
  const values = fc.tuple(...Object.values(optional));
  return fc.tuple(fc.record(required), values, fc.subarray(names)).map(([must, may, kept]): Yaml => {
    const chosen = names.flatMap((name, i): [string, Yaml][] => {
      const value = may[i];
      return kept.includes(name) && value !== undefined ? [[name, value]] : [];
    });
    return { ...must, ...Object.fromEntries(chosen) };
  });
}

function named(names: fc.Arbitrary<string>, value: Arb, least = 0, most = 2): Arb {
  return fc.dictionary(names, value, { minKeys: least, maxKeys: most });
}

function one(...kinds: Arb[]): Arb {
  return fc.oneof(...kinds);
}
function kind(
  discriminator: string,
  name: string,
  optional: Record<string, Arb> = {},
  required: Record<string, Arb> = {},
): Arb {
  return some({ [discriminator]: fc.constant(name), ...required }, optional);
}

type Kinds = Readonly<Record<string, { schema: z.ZodType; variations: object }>>;

/** The registered kinds of a choice without those that every file is refused for. */
function offered(kinds: Kinds): Kinds {
  return Object.fromEntries(
    Object.entries(kinds).filter(([, { schema }]) => schema.meta()?.["deprecated"] !== true),
  );
}

/** Any registered kind of a choice, with some of its keys: each key has one of the values that the kind names. */
function anyKind(nameKey: string, kinds: Kinds, optional: Record<string, Arb> = {}): Arb {
  return one(
    ...Object.entries(kinds).map(([name, { schema, variations }]) => {
      const { required = [] } = z.toJSONSchema(schema, { io: "input", unrepresentable: "any" });
      const named = Object.entries(variations).map(([key, values]) => [key, values as Yaml[]] as const);
      const keys = named
        .filter(([, values]) => values.length > 0)
        .map(([key, values]): [string, Arb] => [key, fc.constantFrom(...values)]);
      const [must, may] = [true, false].map((isRequired) =>
        Object.fromEntries(keys.filter(([key]) => required.includes(key) === isRequired)),
      );
      return kind(nameKey, name, { ...optional, ...may }, must);
    }),
  );
}

const RANGES = { serviceCidr: range(8, 24), policy: fc.constantFrom("azure", "calico", "cilium") };
const network = anyKind("plugin", NETWORK, RANGES);

const dns = one(kind("type", "public-fqdn"), kind("type", "system-zone"), kind("type", "custom-zone"));
const access = one(
  kind("type", "public", {
    includeEgress: fc.boolean(),
    authorizedIpRanges: fc.array(range(24, 32), { maxLength: 2 }),
  }),
  kind("type", "private", { dns }),
);
const apiServer = one(access, kind("type", "vnet-integration", { access }));

const egress = anyKind("type", EGRESS);
const ingress = anyKind("type", INGRESS);

const nodes = one(
  fc.integer({ min: 1, max: 60 }),
  fc
    .tuple(fc.integer({ min: 0, max: 9 }), fc.integer({ min: 1, max: 500 }))
    .map(([min, max]): Yaml => ({ min, max })),
);
const sizedPool = some(
  { vmSize: fc.constant("Standard_D4ds_v5"), nodes },
  {
    maxPods: fc.integer({ min: 1, max: 260 }),
    maxSurge: fc.constantFrom("10%", "33%", "100%", 1),
    os: fc.constantFrom("Linux", "Windows"),
    zones: fc.constant([1, 2]),
    subnetPrefix: range(16, 28),
  },
);

const provisionedPool = some(
  {
    nodes: fc.constant("auto"),
    vmSizes: fc.constantFrom<Yaml>(["Standard_D4ds_v5"], ["Standard_D8ds_v5", "Standard_D4pds_v5"]),
    limits: some({ cpu: fc.integer({ min: 1, max: 2000 }) }, { memory: fc.integer({ min: 1, max: 4000 }) }),
  },
  { maxPods: fc.integer({ min: 1, max: 260 }), zones: fc.constant([1, 2]), subnetPrefix: range(16, 28) },
);
const nodePool = fc.oneof({ arbitrary: sizedPool, weight: 7 }, { arbitrary: provisionedPool, weight: 1 });

/** Sign-in, upgrades and operation of a cluster. */
const CLUSTER_KEYS = {
  authentication: fc.constantFrom<Yaml>(
    { type: "entra-id" },
    { type: "entra-id", authorization: "kubernetes-rbac", localAccounts: "enabled" },
    { type: "local-accounts" },
  ),
  upgrades: fc.constantFrom<Yaml>(
    { kubernetes: "patch", window: { day: "Monday", start: "03:00" } },
    { kubernetes: "none", nodeOs: "none" },
  ),
  runCommand: fc.constantFrom("enabled", "disabled"),
  systemPools: fc.constantFrom("shared", "dedicated"),
  keda: fc.boolean(),
};

const cluster = some(
  { network, nodePools: named(poolName, nodePool, 1, 3) },
  {
    apiServer,
    egress,
    ingress,
    virtualNodes: fc.constant({}),
    tier: fc.constantFrom("Free", "Standard"),
    addOns: fc.constantFrom<Yaml>({ policy: true }, { monitoring: {} }),
    ...CLUSTER_KEYS,
  },
);

const gateway = some(
  {},
  {
    tier: fc.constantFrom("WAF_v2", "Standard_v2"),
    instances: one(fc.integer({ min: 1, max: 125 }), fc.constant({ min: 1, max: 40 })),
    routeTable: fc.constantFrom("mirrored", "shared"),
    subnetPrefix: range(20, 29),
    networkIsolation: fc.boolean(),
    frontend: fc.constantFrom<Yaml>({ type: "public" }, { type: "private", users: ["10.9.0.0/16"] }),
  },
);

const spoke = some(
  {
    addressSpace: one(
      range(12, 26),
      range(12, 20).map((v4): Yaml => [v4, "fd00:10:61::/48"]),
    ),
  },
  {
    gateways: named(key, gateway),
    clusters: named(key, cluster),
    dns: fc.constantFrom<Yaml>(
      { type: "azure" },
      { type: "firewall" },
      { type: "servers", servers: ["10.0.0.70"] },
      { type: "hub" },
      { type: "forwarding-rules" },
    ),
  },
);

const hub = some(
  { addressSpace: range(16, 26) },
  {
    firewall: some(
      {},
      {
        tier: fc.constantFrom("Basic", "Standard", "Premium"),
        publicIps: fc.integer({ min: 1, max: 3 }),
        forcedTunnelling: kind(
          "type",
          "appliance",
          {},
          { privateIp: fc.constantFrom("10.0.2.4", "10.9.0.4") },
        ),
        zones: fc.constant([1, 2, 3]),
      },
    ),
    gateway: fc.constant({ type: "vpn" }),
    dns: fc.constantFrom<Yaml>(
      { type: "private-resolver" },
      {
        type: "private-resolver",
        forward: { corp: { domain: "corp.contoso.com", servers: ["203.0.113.53"] } },
      },
    ),
    onPremises: fc.constant({ prefixes: ["10.9.0.0/16"] }),
  },
);

/** What applies where a key is missing, and where the logs go. */
const DEFAULT_KEYS = {
  outputs: fc.constantFrom("basic", "all"),
  baseline: fc.constantFrom("2026-11", "relaxed"),
  diagnostics: fc.constantFrom<Yaml>(
    "none",
    { workspace: { retentionDays: 30 } },
    {
      workspace: {
        id: "/subscriptions/11111111-1111-4111-8111-111111111111/resourceGroups/rg-logs/providers/Microsoft.OperationalInsights/workspaces/log-all",
      },
    },
  ),
};

/** Platform files whose shape is right more often than their content. */
export const randomPlatform: Arb = some(
  {
    apiVersion: fc.constant("aks-topology/v1"),
    name: fc.constantFrom("contoso", "p"),
    location: fc.constant("westeurope"),
    hub,
    spokes: named(key, spoke, 0, 2),
  },
  {
    azurerm: fc.constantFrom(4, 5),
    stacks: fc.constantFrom("single", "per-spoke"),
    backend: fc.constant({ type: "local" }),
    tags: fc.constant({ owner: "us" }),
    governance: fc.constant({ roles: "custom" }),
    ...DEFAULT_KEYS,
  },
);

const likelyNetwork = anyKind("plugin", offered(NETWORK));
const likelyEgress = anyKind("type", offered(EGRESS));

const likelyAccess = one(
  kind("type", "public", { authorizedIpRanges: fc.constant(["203.0.113.0/24"]) }),
  kind("type", "private", { dns }),
);

const likelyIngress = anyKind("type", offered(INGRESS));

const likelyPool = some(
  {
    vmSize: fc.constant("Standard_D4ds_v5"),
    nodes: one(fc.integer({ min: 1, max: 5 }), fc.constant({ min: 1, max: 9 })),
  },
  {
    maxPods: fc.integer({ min: 30, max: 60 }),
    maxSurge: fc.constantFrom("10%", "33%", 1),
    zones: fc.constant([1, 2]),
    labels: fc.constant({ team: "shop" }),
  },
);

const CERT_MANAGER = {
  certManager: {
    zones: [
      {
        id: "/subscriptions/11111111-1111-4111-8111-111111111111/resourceGroups/g/providers/Microsoft.Network/dnsZones/contoso.com",
      },
    ],
  },
};

const likelyCluster = some(
  {
    network: likelyNetwork,
    nodePools: some(
      { system: fc.constant({ vmSize: "Standard_D4ds_v5", nodes: 3 }) },
      { work: likelyPool, gpu: likelyPool },
    ),
  },
  {
    apiServer: one(likelyAccess, kind("type", "vnet-integration", {}, { access: likelyAccess })),
    egress: likelyEgress,
    ingress: likelyIngress,
    serviceEndpoints: fc.constant(["Microsoft.Storage"]),
    addOns: fc.constantFrom<Yaml>(
      { policy: true },
      { monitoring: {} },
      { keyVaultSecrets: {} },
      CERT_MANAGER,
    ),
    ...CLUSTER_KEYS,
  },
);

function likelySpoke(index: number): Arb {
  return some(
    {
      addressSpace: fc.constant(`10.${String(index)}.0.0/16`),
      gateways: fc.constant({ edge: {} }),
      clusters: named(fc.constantFrom("main", "lab"), likelyCluster, 1, 2),
    },
    { dns: fc.constantFrom<Yaml>({ type: "azure" }, { type: "firewall" }) },
  );
}

const SUBSCRIPTIONS = ["11111111-1111-4111-8111-111111111111", "22222222-2222-4222-8222-222222222222"];

function existing(subscription: fc.Arbitrary<string>, resource: string): Arb {
  return subscription.map((id) => ({
    id: `/subscriptions/${id}/resourceGroups/rg/providers/${resource}`,
  }));
}

/** A mirror of ids whose pods are those of no other mirror; gateways of one name share what is made for them. */
function likelyMirror(name: string, index: number): Arb {
  const subscription = fc.constantFrom(...SUBSCRIPTIONS);
  return fc.tuple(subscription, fc.constantFrom("table", "subnet")).chain(([edge, kindOfTarget]) => {
    const gateway = `agw-${kindOfTarget}-${edge.slice(0, 1)}`;
    const at = fc.constant(edge);
    return fc.tuple(subscription, fc.boolean()).chain(([home, isManaged]) =>
      some({
        cluster: existing(fc.constant(home), `Microsoft.ContainerService/managedClusters/aks-${name}`),
        gateway: existing(at, `Microsoft.Network/applicationGateways/${gateway}`),
        routeTable: isManaged
          ? fc.constant({
              nodeResourceGroup: { id: `/subscriptions/${home}/resourceGroups/MC_rg_aks-${name}` },
            })
          : existing(fc.constant(home), `Microsoft.Network/routeTables/rt-${name}`),
        ...(kindOfTarget === "table"
          ? { target: existing(at, `Microsoft.Network/routeTables/rt-${gateway}`) }
          : {
              gatewaySubnet: existing(at, `Microsoft.Network/virtualNetworks/vnet/subnets/snet-${gateway}`),
            }),
        podCidr: fc.constant(`10.${String(200 + index)}.0.0/16`),
      }),
    );
  });
}

const likelyMirrors: Arb = some(
  { blog: likelyMirror("blog", 0) },
  { docs: likelyMirror("docs", 1), wiki: likelyMirror("wiki", 2) },
);

/** A file of mirrors alone. */
const likelyRouteSync: Arb = some(
  {
    apiVersion: fc.constant("aks-topology/v1"),
    name: fc.constant("contoso"),
    location: fc.constant("westeurope"),
    mirrors: likelyMirrors,
    routeSync: some(
      { subscriptionId: fc.constant(SUBSCRIPTIONS[0] ?? "") },
      { eventGrid: fc.constant({ type: "none" }), heartbeat: fc.constant("none") },
    ),
  },
  { azurerm: fc.constantFrom(4, 5), tags: fc.constant({ owner: "us" }), ...DEFAULT_KEYS },
);

/** Platforms whose ranges never meet: what is refused of them is refused for what it combines. */
const likelyTopology: Arb = some(
  {
    apiVersion: fc.constant("aks-topology/v1"),
    name: fc.constant("contoso"),
    location: fc.constant("westeurope"),
    hub: some(
      { addressSpace: fc.constant("10.0.0.0/22"), firewall: fc.constant({ publicIps: 20 }) },
      { gateway: fc.constant({ type: "vpn" }) },
    ),
    spokes: some({ shop: likelySpoke(1) }, { desk: likelySpoke(2) }),
  },
  {
    azurerm: fc.constantFrom(4, 5),
    governance: fc.constant({ roles: "custom" }),
    tags: fc.constant({ owner: "us" }),
    mirrors: likelyMirrors,
    ...DEFAULT_KEYS,
  },
);

const automaticCluster = some(
  { type: fc.constant("automatic") },
  {
    nodes: fc.integer({ min: 1, max: 150 }).map((max): Yaml => ({ max })),
    apiServer: kind("type", "vnet-integration", {}, { access: likelyAccess }),
    ingress: fc.constantFrom<Yaml>(
      { type: "gateway-to-load-balancer", gateway: "edge", controller: "gateway-api" },
      { type: "agic-helm", gateway: "edge" },
      { type: "front-door", origin: "public", originHost: "origin.contoso.com" },
    ),
    serviceEndpoints: fc.constant(["Microsoft.Storage"]),
  },
);

/** AKS Automatic, whose services take the first range of other hubs. */
const likelyAutomatic: Arb = some(
  {
    apiVersion: fc.constant("aks-topology/v1"),
    name: fc.constant("contoso"),
    location: fc.constant("westeurope"),
    azurerm: fc.constant(5),
    hub: some({ addressSpace: fc.constant("10.250.0.0/22") }, { firewall: fc.constant({}) }),
    spokes: some({
      shop: some({
        addressSpace: fc.constant("10.1.0.0/16"),
        gateways: fc.constant({ edge: {} }),
        clusters: named(fc.constantFrom("main", "lab"), automaticCluster, 1, 2),
      }),
    }),
  },
  {
    governance: fc.constant({ roles: "custom" }),
    tags: fc.constant({ owner: "us" }),
    ...DEFAULT_KEYS,
  },
);

/** Topologies, with mirrors of existing clusters at times, at times mirrors alone, and at times AKS Automatic. */
export const likelyPlatform: Arb = fc.oneof(
  { weight: 5, arbitrary: likelyTopology },
  { weight: 1, arbitrary: likelyRouteSync },
  { weight: 1, arbitrary: likelyAutomatic },
);
