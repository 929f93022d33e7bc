/** What a trace begins and ends at. */
import { addressesIn, addressIn, anyone, isPrivate, isSame, type Address } from "./address.js";
import { Cidr } from "./cidr.js";
import type {
  ApplicationGateway,
  Cluster,
  DnsResolver,
  Firewall,
  FrontDoorOrigin,
  LoadBalancer,
  Model,
  Network,
  NetworkInterface,
  Subnet,
} from "./model/model.js";
import { tagsOfHost } from "./evaluate/host-tags.js";
import { apiAddress, apiHostName, clusterOfApiName } from "./walk/api-server.js";
import { FRONT_DOOR_CLIENT, frontDoorAddress } from "./walk/front-door.js";
import type { Place } from "./walk/hop.js";
import { podLabel, publicAddressOf } from "./walk/locate.js";

/** One endpoint, as a client or as a server. */
export interface Endpoint {
  /** As it was asked for. */
  readonly text: string;
  readonly address: Address;
  /** Where packets of it begin; undefined where it is not known. */
  readonly place: Place | undefined;
  /** What its packets have as source, where clients reach it by another address. */
  readonly clientAddress?: Address | undefined;
  /** Its pods are clients: their node may translate them. */
  readonly pods?: Cluster | undefined;
  /** The subnet of the nodes with the pods. */
  readonly nodes?: Subnet | undefined;
  /** The API server of a cluster, whose name clients resolve first. */
  readonly apiOf?: Cluster | undefined;
  /** A frontend of a gateway: clients on the Internet use the public one, others the private one where there is one. */
  readonly frontend?: "public" | "private" | undefined;
  /** One of several addresses, of which a client uses the one that serves it. */
  readonly isOneOf?: boolean | undefined;
  /** A host name, which clients resolve first. */
  readonly hostName?: string | undefined;
}

/** Text that names no endpoint, or two ends that have nothing to do with the network, with what it could be. */
export class UnknownEndpointError extends Error {
  override readonly name = "UnknownEndpointError";
  readonly text: string;
  readonly candidates: readonly string[];
  /** The other end, where neither is in the network. */
  readonly outside: string | undefined;

  constructor(text: string, candidates: readonly string[], outside?: string) {
    super(reasonOf(text, candidates, outside));
    this.text = text;
    this.candidates = candidates;
    this.outside = outside;
  }
}

function reasonOf(text: string, candidates: readonly string[], outside: string | undefined): string {
  if (outside !== undefined)
    return `Neither "${text}" nor "${outside}" is in a network of the configuration, which packets between them do not pass.`;
  if (candidates.includes(text)) return `"${text}" has no address: no packet comes from it or reaches it.`;
  return `"${text}" is neither an address, a host name, internet, on-premises nor a thing of the configuration.`;
}

/**
 * Finds endpoints: an address, `tag:SERVICE`, `internet`, `on-premises`, a Terraform address with `/node`, `/node/POOL`, `/pod`, `/api` or
 * `/service` after that of a cluster, or a host name. Several where it names several, as each subnet of a network.
 * @throws UnknownEndpointError
 */
export function findEndpoints(text: string, model: Model): readonly Endpoint[] {
  if (text === "internet")
    return ([4, 6] as const).map((family) => ({
      text,
      address: anyone(family),
      place: { in: "internet" },
      isOneOf: true,
    }));
  if (text === "on-premises") return onPremises(text, model);
  if (text.startsWith("tag:")) return [ofTag(text)];
  const range = Cidr.parse(text);
  if (range !== undefined) return [ofAddress(text, range, model)];
  const found = ofThing(text, model);
  if (found.length > 0) return found;
  if (isHostName(text)) {
    const hostName = text.toLowerCase();
    const cluster = clusterOfApiName(hostName, model.clusters);
    if (cluster !== undefined) return [{ ...apiEndpoint(text, cluster), hostName }];
    const address: Address = { kind: "public", family: 4, label: hostName, tags: tagsOfHost(hostName) };
    return [{ text, address, place: { in: "internet" }, hostName }];
  }
  throw new UnknownEndpointError(text, thingsOf(model));
}

/** `tag:AzureCloud.westeurope`: a service of Azure. */
function ofTag(text: string): Endpoint {
  const tag = text.slice("tag:".length);
  return { text, address: { kind: "public", family: 4, label: tag, tags: [tag] }, place: { in: "internet" } };
}

function isHostName(text: string): boolean {
  return (
    /^(?=.{1,253}$)([a-z0-9_*]([a-z0-9-]*[a-z0-9])?\.)+[a-z][a-z0-9-]*$/i.test(text) &&
    !/^(azurerm_|data\.azurerm_|module\.)/.test(text)
  );
}

/** Each range behind each gateway. */
function onPremises(text: string, model: Model): readonly Endpoint[] {
  return model.networks.flatMap(({ gateway }): readonly Endpoint[] => {
    if (gateway === undefined) return [];
    const place: Place = { in: "on-premises", gateway };
    const ranges = gateway.prefixes.map((prefix) => addressIn(prefix, "on-premises"));
    const addresses: readonly Address[] =
      ranges.length === 0 ? [{ kind: "unknown", label: "on-premises" }] : ranges;
    return addresses.map((address) => ({ text, address, place }));
  });
}

function ofAddress(text: string, range: Cidr, model: Model): Endpoint {
  const address = model.interfaces.find(({ ip }) => isSame(ip, addressIn(range)))?.ip ?? addressIn(range);
  const subnet = model.networks
    .flatMap(({ subnets }) => subnets)
    .find(({ prefixes }) => prefixes.some((prefix) => prefix.contains(range)));
  if (subnet !== undefined) return { text, address, place: { in: "subnet", subnet } };
  // Several clusters may have one range of pods.
  const [cluster, ...others] = model.clusters.filter(({ podRanges }) =>
    podRanges.some((pods) => pods.contains(range)),
  );
  if (others.length > 0) return { text, address, place: undefined };
  const [pod] = cluster === undefined ? [] : podEndpoints(text, cluster);
  if (pod !== undefined) return { ...pod, address };
  const gateway = model.networks
    .flatMap(({ gateway: own }) => own ?? [])
    .find(({ prefixes }) => prefixes.some((prefix) => prefix.contains(range)));
  if (gateway !== undefined) return { text, address, place: { in: "on-premises", gateway } };
  const network = model.networks.find(({ space }) => space.some((own) => own.contains(range)));
  if (network !== undefined) return { text, address, place: { in: "network", network } };
  return { text, address, place: isPrivate(range) ? undefined : { in: "internet" } };
}

function ofThing(text: string, model: Model): readonly Endpoint[] {
  const { address, part, pool } = partOf(text);
  const cluster = model.clusters.find(
    (item) => item.address === address || item.key === address.toLowerCase(),
  );
  if (cluster !== undefined) return clusterEndpoints(text, cluster, part, pool, model);
  const gateway = model.gateways.find((item) => item.address === text || item.key === text.toLowerCase());
  if (gateway !== undefined) return gatewayEndpoints(text, gateway, model);
  const firewall = model.firewalls.find((item) => item.address === text || item.key === text.toLowerCase());
  if (firewall !== undefined) return firewallEndpoints(text, firewall, model);
  const loadBalancer = model.loadBalancers.find((item) => item.address === text);
  if (loadBalancer !== undefined) return loadBalancerEndpoints(text, loadBalancer, model);
  const origins = model.frontDoors.filter(({ addresses }) => addresses.includes(text));
  if (origins.length > 0) return origins.map((origin) => frontDoorEndpoint(text, origin));
  const card = model.interfaces.find((item) => item.address === text || item.machines.includes(text));
  if (card !== undefined) return interfaceEndpoints(text, card, model);
  const endpoint = model.endpoints.find((item) => item.address === text && !item.key.endsWith("#api"));
  if (endpoint !== undefined)
    return [{ text, address: endpoint.ip, place: { in: "subnet", subnet: endpoint.subnet } }];
  const resolver = model.resolvers.find((item) => item.address === text || item.key === text.toLowerCase());
  if (resolver !== undefined) return resolverEndpoints(text, resolver);
  const publicAddress = model.publicAddresses.find(
    (item) => item.address === text || item.key === text.toLowerCase(),
  );
  if (publicAddress !== undefined)
    return [{ text, address: publicAddressOf(model, [publicAddress.key], text), place: { in: "internet" } }];
  const networks: readonly Network[] = model.networks.filter(
    (item) => item.address === text || item.key === text.toLowerCase(),
  );
  const subnets: readonly Subnet[] = model.networks.flatMap((item) =>
    item.subnets.filter(
      (subnet) => networks.includes(item) || subnet.address === text || subnet.key === text.toLowerCase(),
    ),
  );
  return subnets.flatMap((subnet) => ofSubnet(text, subnet));
}

/** `azurerm_kubernetes_cluster.main/node/system`, or an id with the same after it. */
function partOf(text: string): { address: string; part: string; pool: string | undefined } {
  const [, address = text, part = "", pool] =
    /^(.+?)\/(?:(pod|api|service|node)|node\/([\w-]+))$/.exec(text) ?? [];
  return { address, part: pool === undefined ? part : "node", pool };
}

function ofSubnet(text: string, subnet: Subnet): readonly Endpoint[] {
  return addressesIn(subnet.prefixes).map((address) => ({ text, address, place: { in: "subnet", subnet } }));
}

/** `/node` is a node of each pool. */
function clusterEndpoints(
  text: string,
  cluster: Cluster,
  part: string,
  pool: string | undefined,
  model: Model,
): readonly Endpoint[] {
  switch (part) {
    case "pod":
      return podEndpoints(text, cluster);
    case "api":
      return [apiEndpoint(text, cluster)];
    case "service":
      return serviceEndpoints(text, cluster, model);
    case "":
    case "node": {
      const pools = cluster.pools.filter(({ name }) => pool === undefined || name === pool);
      return pools.flatMap(({ subnet }) => (subnet === undefined ? [] : ofSubnet(text, subnet)));
    }
    default:
      return [];
  }
}

/** A pod on each pool, with an address of each family. */
function podEndpoints(text: string, cluster: Cluster): readonly Endpoint[] {
  if (cluster.plugin === "none") {
    const label = `pods of ${cluster.address}`;
    return [{ text, address: { kind: "unknown", label }, place: undefined, pods: cluster }];
  }
  const isHidden = cluster.plugin !== "node-subnet" && cluster.plugin !== "pod-subnet";
  return cluster.pools.flatMap(({ subnet: nodes, podSubnet }): Endpoint[] => {
    const subnet = podSubnet ?? nodes;
    if (subnet === undefined) return [];
    const addresses = isHidden
      ? addressesIn(cluster.podRanges, podLabel(cluster))
      : addressesIn(subnet.prefixes);
    return addresses.map((address) => ({
      text,
      address,
      place: { in: "subnet", subnet },
      pods: cluster,
      nodes,
    }));
  });
}

function apiEndpoint(text: string, cluster: Cluster): Endpoint {
  const { api } = cluster;
  const address = apiAddress(cluster);
  const subnet = "subnet" in api ? api.subnet : undefined;
  const place: Place =
    address.kind === "public" || subnet === undefined ? { in: "internet" } : { in: "subnet", subnet };
  return { text, address, place, apiOf: cluster, hostName: apiHostName(cluster) };
}

/** The load balancer of a cluster without a described one has an address that is not known. */
function serviceEndpoints(text: string, cluster: Cluster, { services }: Model): readonly Endpoint[] {
  const own = services.filter((service) => service.cluster === cluster);
  if (own.length > 0) return own.map(({ ip }) => ({ text, address: ip, place: undefined }));
  const label = `an internal load balancer of ${cluster.address}, which nothing describes,`;
  return [{ text, address: { kind: "unknown", label }, place: undefined }];
}

/** Its private address, and its public ones: what one of them publishes is published. */
function firewallEndpoints(text: string, firewall: Firewall, model: Model): readonly Endpoint[] {
  const { ip, publicAddresses, subnet, address } = firewall;
  const place: Place = { in: "subnet", subnet };
  const frontends = publicAddresses.map((key) => publicAddressOf(model, [key], address));
  return [
    { text, place, address: ip, frontend: "private" },
    ...frontends.map((own): Endpoint => ({ text, place, address: own, frontend: "public", isOneOf: true })),
  ];
}

/** As a server its inbound endpoint, as a client its outbound one. */
function resolverEndpoints(text: string, { inbound, outbound }: DnsResolver): readonly Endpoint[] {
  if (inbound === undefined) return [];
  const subnet = outbound ?? inbound.subnet;
  const [client] = addressesIn(subnet.prefixes);
  return [
    {
      text,
      address: inbound.ip,
      place: { in: "subnet", subnet },
      ...(outbound === undefined ? {} : { clientAddress: client }),
    },
  ];
}

/** Clients on the Internet use its public address. */
function interfaceEndpoints(
  text: string,
  { ip, subnet, publicAddress }: NetworkInterface,
  model: Model,
): readonly Endpoint[] {
  const place: Place = { in: "subnet", subnet };
  const own: Endpoint = { text, place, address: ip, frontend: "private" };
  if (publicAddress === undefined) return [own];
  return [own, { text, place, address: publicAddressOf(model, [publicAddress], text), frontend: "public" }];
}

/** As a server its frontends, as a client its instances. */
function gatewayEndpoints(text: string, gateway: ApplicationGateway, model: Model): readonly Endpoint[] {
  const place: Place = { in: "subnet", subnet: gateway.subnet };
  const { publicAddresses, privateAddress } = gateway;
  const own = publicAddressOf(model, publicAddresses, gateway.address);
  return [
    ...(publicAddresses.length === 0 ? [] : [{ text, place, address: own, frontend: "public" as const }]),
    ...(privateAddress === undefined
      ? []
      : [{ text, place, address: privateAddress, frontend: "private" as const }]),
  ];
}

/** As a server Front Door itself, as a client what calls the origin. */
function frontDoorEndpoint(text: string, origin: FrontDoorOrigin): Endpoint {
  const { backend } = origin;
  const client =
    backend.type === "private-link"
      ? { place: { in: "subnet", subnet: backend.subnet } as const }
      : { place: { in: "internet" } as const, clientAddress: FRONT_DOOR_CLIENT };
  return { text, address: frontDoorAddress(origin), ...client };
}

function loadBalancerEndpoints(
  text: string,
  { frontends, publicAddresses }: LoadBalancer,
  model: Model,
): readonly Endpoint[] {
  return [
    ...publicAddresses.map((key): Endpoint => ({
      text,
      address: publicAddressOf(model, [key], text),
      place: { in: "internet" },
    })),
    ...frontends.map(({ address, subnet }): Endpoint => ({
      text,
      address,
      place: subnet === undefined ? undefined : { in: "subnet", subnet },
    })),
  ];
}

/** The clients of an endpoint: what has several frontends sends from one place. */
export function clientsOf(endpoints: readonly Endpoint[]): readonly Endpoint[] {
  return endpoints.filter(({ frontend }, index) => frontend === undefined || index === 0);
}

export function thingsOf({
  networks,
  clusters,
  gateways,
  firewalls,
  interfaces,
  resolvers,
}: Model): readonly string[] {
  return [
    ...new Set(interfaces.flatMap(({ address, machines }) => [address, ...machines])),
    ...[
      ...networks,
      ...gateways,
      ...firewalls,
      ...resolvers,
      ...networks.flatMap(({ subnets }) => subnets),
    ].map(({ address }) => address),
    ...clusters.flatMap(({ address }) => ["node", "pod", "api"].map((part) => `${address}/${part}`)),
  ].sort();
}

/** The address that packets of an endpoint have as it sends them. */
export function clientAddress({ address, place, clientAddress: own }: Endpoint): Address {
  if (own !== undefined) return own;
  if (address.kind !== "public" || place?.in !== "subnet") return address;
  const [prefix] = place.subnet.prefixes;
  return prefix === undefined ? address : addressIn(prefix);
}
