import { addressIn, isSame, isWithin, type Address, type PublicAddress } from "../address.js";
import { isConnected } from "../evaluate/effective-routes.js";
import type {
  ApplicationGateway,
  Cluster,
  Firewall,
  FrontDoorOrigin,
  LoadBalancer,
  Model,
  Network,
  NetworkInterface,
  Subnet,
} from "../model/model.js";

/** The subnet of a network that has an address. */
export function subnetOf(network: Network, address: Address): Subnet | undefined {
  return network.subnets.find(({ prefixes }) =>
    prefixes.some((prefix) => isWithin(address, prefix) === true),
  );
}

/** A network and those that it is peered with, itself first. */
export function reachableNetworks(network: Network): readonly Network[] {
  return [network, ...network.peerings.filter(isConnected).flatMap(({ remote }) => remote ?? [])];
}

/** The firewall that has a private address, as seen from a network. Nothing else is in a firewall's subnet. */
export function firewallAt(model: Model, address: Address, from: Network): Firewall | undefined {
  const near = reachableNetworks(from);
  return model.firewalls.find(
    ({ network, subnet, ip }) =>
      near.includes(network) &&
      (isSame(ip, address) ||
        (subnet.name === "AzureFirewallSubnet" &&
          subnet.prefixes.some((prefix) => isWithin(address, prefix) === true))),
  );
}

export type PublicOwner =
  | { readonly type: "firewall"; readonly firewall: Firewall }
  | { readonly type: "gateway"; readonly gateway: ApplicationGateway }
  | { readonly type: "load-balancer"; readonly loadBalancer: LoadBalancer; readonly key: string }
  | { readonly type: "service"; readonly cluster: Cluster }
  | { readonly type: "front-door"; readonly origin: FrontDoorOrigin }
  | { readonly type: "interface"; readonly owner: NetworkInterface }
  | { readonly type: "nat-gateway"; readonly address: string }
  /** Something that the model does not have, or nothing. */
  | { readonly type: "something"; readonly address: string };

/** What has a public address. */
export function ownerOf(model: Model, address: Address): PublicOwner | undefined {
  const origin = model.frontDoors.find((item) => address.kind === "public" && address.label === item.address);
  if (origin !== undefined) return { type: "front-door", origin };
  const service = model.services.find(({ ip }) => isSame(ip, address));
  if (service !== undefined) return { type: "service", cluster: service.cluster };
  const found = model.publicAddresses.find(
    (item) =>
      (address.kind === "public" && address.label === item.address) ||
      (address.kind === "range" && item.ip !== undefined && item.ip.contains(address.range)),
  );
  if (found === undefined) return undefined;
  const { key } = found;
  const firewall = model.firewalls.find(({ publicAddresses }) => publicAddresses.includes(key));
  if (firewall !== undefined) return { type: "firewall", firewall };
  const gateway = model.gateways.find(({ publicAddresses }) => publicAddresses.includes(key));
  if (gateway !== undefined) return { type: "gateway", gateway };
  const loadBalancer = model.loadBalancers.find(({ publicAddresses }) => publicAddresses.includes(key));
  if (loadBalancer !== undefined) return { type: "load-balancer", loadBalancer, key };
  const owner = model.interfaces.find(({ publicAddress }) => publicAddress === key);
  if (owner !== undefined) return { type: "interface", owner };
  const natGateway = model.networks
    .flatMap(({ subnets }) => subnets.flatMap((subnet) => subnet.natGateway ?? []))
    .find(({ publicAddresses }) => publicAddresses.includes(key));
  return natGateway === undefined
    ? { type: "something", address: found.address }
    : { type: "nat-gateway", address: natGateway.address };
}

/** The public address that a thing goes out with. */
export function publicAddressOf(model: Model, keys: readonly string[], label: string): Address {
  const found = model.publicAddresses.find(({ key }) => keys.includes(key));
  if (found?.ip !== undefined) return addressIn(found.ip, found.address);
  return { kind: "public", family: 4, label: found?.address ?? label, tags: ["AzureCloud"] };
}

/** The address that a cluster goes out with, where AKS creates it. */
export function outboundAddress({ address }: Cluster): PublicAddress {
  return { kind: "public", family: 4, label: `the outbound address of ${address}`, tags: ["AzureCloud"] };
}

/** The cluster whose nodes are in a subnet. */
export function clusterOf(model: Model, subnet: Subnet): Cluster | undefined {
  return model.clusters.find(({ pools }) =>
    pools.some((pool) => pool.subnet === subnet || pool.podSubnet === subnet),
  );
}

/** What tells the pods of clusters with one range apart. */
export function podLabel({ address }: Pick<Cluster, "address">): string {
  return `pods of ${address}`;
}

/** The clusters whose pods have an address that is not in the network. */
export function clustersOfPods(model: Model, address: Address): readonly Cluster[] {
  const label = address.kind === "range" ? address.label : undefined;
  return model.clusters.filter(
    ({ plugin, podRanges, address: own }) =>
      (label === undefined || label === podLabel({ address: own })) &&
      (plugin === "overlay" || plugin === "kubenet") &&
      podRanges.some((range) => isWithin(address, range) === true),
  );
}
