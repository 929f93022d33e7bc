/** Bodies for everything that a platform file names by id, as its owners would have created it. Pure; reads the file as it was loaded. */

export type JsonObject = Readonly<Record<string, unknown>>;

/** A resource that exists before Terraform runs. */
export interface Existing {
  /** Azure Resource Manager id. */
  readonly id: string;
  readonly body: JsonObject;
}

/** A route of the gateway's owner, which must stay as it is. */
const OWN_ROUTE = route("to-headquarters", "192.168.0.0/16", "VirtualNetworkGateway");
/** The default route of a cluster's table; its presence keeps Azure from using the table for a gateway. */
const DEFAULT_ROUTE = {
  name: "default",
  properties: { addressPrefix: "0.0.0.0/0", nextHopType: "VirtualAppliance", nextHopIpAddress: "10.0.0.4" },
};

/** Types in the order of their references: what a type refers to comes before it. */
const ORDER = [
  "userassignedidentities",
  "routetables",
  "networksecuritygroups",
  "publicipaddresses",
  "publicipprefixes",
  "firewallpolicies",
  "virtualnetworks",
  "subnets",
  "azurefirewalls",
  "applicationgateways",
  "managedclusters",
];

/** Properties that the simulator demands of a type, beyond an empty object. */
const PROPERTIES: Readonly<Record<string, (thing: JsonObject) => JsonObject>> = {
  virtualnetworks: ({ addressSpace = "10.250.0.0/16" }) => ({
    addressSpace: { addressPrefixes: [addressSpace].flat().map(String) },
  }),
  subnets: ({ prefix = "10.250.1.0/24" }) => ({ addressPrefix: String(prefix) }),
  publicipaddresses: () => ({ publicIPAllocationMethod: "Static" }),
  publicipprefixes: () => ({ prefixLength: 30 }),
  routetables: () => ({ routes: [] }),
  managedclusters: ({ network, nodePools, nodeResourceGroup }) => ({
    dnsPrefix: "existing",
    networkProfile: networkOf(objectOf(network)),
    agentPoolProfiles: Object.entries(objectOf(nodePools)).map(([name, pool]) => ({
      name,
      mode: "System",
      count: 1,
      vmSize: "Standard_D4ds_v5",
      vnetSubnetID: idIn(pool, "subnet"),
    })),
    ...(nodeResourceGroup === undefined ? {} : { nodeResourceGroup: nameOf(objectOf(nodeResourceGroup)) }),
  }),
};

function networkOf({ plugin, podCidr }: JsonObject): JsonObject {
  return plugin === "kubenet"
    ? { networkPlugin: "kubenet", podCidr: String(podCidr) }
    : { networkPlugin: "azure" };
}

function nameOf({ id }: JsonObject): string {
  return textOf(id).slice(textOf(id).lastIndexOf("/") + 1);
}

function idIn(thing: unknown, key: string): string {
  return textOf(objectOf(objectOf(thing)[key])["id"]);
}

const GLOBAL = new Set(["privatednszones", "dnszones"]);

/** What exists, in the order in which it can be created. */
export function existingOf(platform: unknown): readonly Existing[] {
  const location = textOf(objectOf(platform)["location"]);
  const mirrored = existingMirrorsOf(platform);
  const known = new Set(mirrored.map(({ id }) => id.toLowerCase()));
  const others = thingsIn(platform).filter(
    ({ id }) => typeOf(id) !== undefined && !known.has(id.toLowerCase()),
  );
  const named = new Set([...known, ...others.map(({ id }) => id.toLowerCase())]);
  const owners = others
    .flatMap(({ id }) => ownersOf(id))
    .filter((id) => !named.has(id.toLowerCase()))
    .map((id) => ({ id }));
  const rest = [...owners, ...others].map((thing: JsonObject & { readonly id: string }): Existing => {
    const type = typeOf(thing.id) ?? "";
    const properties = PROPERTIES[type]?.(thing) ?? {};
    return { id: thing.id, body: { location: GLOBAL.has(type) ? "global" : location, properties } };
  });
  return ordered([...mirrored, ...rest]);
}

/** What a resource is in, such as the network manager of a pool: the outermost first. */
function ownersOf(id: string): readonly string[] {
  const owner = id.split("/").slice(0, -2).join("/");
  return typeOf(owner) === undefined ? [] : [...ownersOf(owner), owner];
}

/** The clusters and gateways of a file's mirrors, with their tables and networks, in the order in which they can be created. */
export function existingMirrorsOf(platform: unknown): readonly Existing[] {
  const { location, mirrors } = objectOf(platform);
  const all = Object.entries(objectOf(mirrors)).flatMap(([name, mirror], i) =>
    ofMirror(name, objectOf(mirror), textOf(location), i),
  );
  return ordered(all);
}

/** Each resource once, after what it refers to. */
function ordered(all: readonly Existing[]): readonly Existing[] {
  const once = new Map(all.map((each) => [each.id.toLowerCase(), each]));
  return [...once.values()].sort((one, other) => rank(one.id) - rank(other.id));
}

/** A cluster and a gateway as a mirror of the file names them, with the networks that they are in. */
function ofMirror(name: string, mirror: JsonObject, location: string, index: number): Existing[] {
  const [cluster, gateway] = [idIn(mirror, "cluster"), idIn(mirror, "gateway")];
  const table = idIn(mirror, "routeTable");
  const [target, given] = [idIn(mirror, "target"), idIn(mirror, "gatewaySubnet")];
  const nodeGroup = idIn(mirror["routeTable"], "nodeResourceGroup");
  const nodeNetwork = `${groupOf(cluster)}/providers/Microsoft.Network/virtualNetworks/vnet-${name}`;
  const nodes = `${nodeNetwork}/subnets/nodes`;
  const edge =
    given || `${groupOf(gateway)}/providers/Microsoft.Network/virtualNetworks/vnet-edge/subnets/gateway`;
  const edgeNetwork = edge.replace(/\/subnets\/[^/]+$/i, "");
  const region = textOf(objectOf(mirror["gatewaySubnet"])["location"]) || location;
  const identity = `${groupOf(cluster)}/providers/Microsoft.ManagedIdentity/userAssignedIdentities/id-${name}`;
  const range = `10.${240 - index}`;
  return [
    ...(table === "" ? [] : [tableBody(table, location, [DEFAULT_ROUTE])]),
    ...(target === "" ? [] : [tableBody(target, location, [OWN_ROUTE])]),
    { id: identity, body: { location } },
    network(nodeNetwork, location, `${range}.0.0/16`),
    { id: nodes, body: { properties: { addressPrefix: `${range}.0.0/24`, ...tableOf(table) } } },
    network(edgeNetwork, region, "10.250.0.0/16"),
    { id: edge, body: { properties: { addressPrefix: "10.250.1.0/24", ...tableOf(target) } } },
    {
      id: gateway,
      body: {
        location: region,
        properties: {
          sku: { name: "WAF_v2", tier: "WAF_v2" },
          gatewayIPConfigurations: [{ name: "ip", properties: { subnet: { id: edge } } }],
          frontendPorts: [{ name: "http", properties: { port: 80 } }],
          httpListeners: [],
        },
      },
    },
    {
      id: cluster,
      body: {
        location,
        identity: { type: "UserAssigned", userAssignedIdentities: { [identity]: {} } },
        properties: {
          dnsPrefix: name,
          ...(nodeGroup === "" ? {} : { nodeResourceGroup: nodeGroup.split("/").at(-1) }),
          networkProfile: {
            networkPlugin: "kubenet",
            podCidr: String(mirror["podCidr"]),
            outboundType: nodeGroup === "" ? "userDefinedRouting" : "loadBalancer",
          },
          agentPoolProfiles: [
            { name: "system", mode: "System", count: 0, vmSize: "Standard_D4ds_v5", vnetSubnetID: nodes },
          ],
        },
      },
    },
  ];
}

function network(id: string, location: string, range: string): Existing {
  return { id, body: { location, properties: { addressSpace: { addressPrefixes: [range] } } } };
}

function tableBody(id: string, location: string, routes: readonly JsonObject[]): Existing {
  return { id, body: { location, properties: { disableBgpRoutePropagation: true, routes } } };
}

function tableOf(id: string): JsonObject {
  return id === "" ? {} : { routeTable: { id } };
}

function route(name: string, addressPrefix: string, nextHopType: string): JsonObject {
  return { name, properties: { addressPrefix, nextHopType } };
}

/** The maps of a file that have an id, at any depth. */
function thingsIn(value: unknown): (JsonObject & { readonly id: string })[] {
  if (Array.isArray(value)) return value.flatMap(thingsIn);
  if (typeof value !== "object" || value === null) return [];
  const thing = objectOf(value);
  const { id } = thing;
  const own = typeof id === "string" && id.startsWith("/subscriptions/") ? [{ ...thing, id }] : [];
  return [...own, ...Object.values(withItsNetwork(thing)).flatMap(thingsIn)];
}

/** The address space of an existing network is a key of its spoke. */
function withItsNetwork(spoke: JsonObject): JsonObject {
  const { addressSpace, network } = spoke;
  return addressSpace === undefined || network === undefined
    ? spoke
    : { ...spoke, network: { addressSpace, ...objectOf(network) } };
}

/** The last type segment of a resource's id, in lower case; undefined for groups and subscriptions. */
function typeOf(id: string): string | undefined {
  return /\/providers\/[^/]+\/.+/i.test(id) ? id.split("/").at(-2)?.toLowerCase() : undefined;
}

function rank(id: string): number {
  const place = ORDER.indexOf(typeOf(id) ?? "");
  return place < 0 ? ORDER.length : place;
}

export function groupOf(id: string): string {
  return id.split("/").slice(0, 5).join("/");
}

export function objectOf(value: unknown): JsonObject {
  return typeof value === "object" && value !== null ? Object.fromEntries(Object.entries(value)) : {};
}

export function textOf(value: unknown): string {
  return typeof value === "string" ? value : "";
}
