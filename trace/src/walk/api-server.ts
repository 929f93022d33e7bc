import { addressIn, type Address } from "../address.js";
import type { Cluster, Subnet } from "../model/model.js";

/**
 * The address of a cluster's API server for a client in a subnet. A private one has that of its endpoint in the model. With
 * API Server VNet Integration a public one has a private address too, for the nodes of its own cluster (Microsoft Learn,
 * "Create an AKS cluster with API Server VNet Integration").
 */
export function apiAddress(cluster: Cluster, client?: Subnet): Address {
  const { api, address, location } = cluster;
  const label = `API server of ${address}`;
  if (api.type === "undescribed") return { kind: "unknown", label: `the ${label}, which nothing describes,` };
  if (api.type === "public" || (api.type === "integrated" && !api.isPrivate && !isNode(cluster, client)))
    return { kind: "public", family: 4, label, tags: ["AzureCloud", `AzureCloud.${location}`] };
  const [prefix] = api.subnet?.prefixes ?? [];
  return prefix === undefined ? { kind: "unknown", label } : addressIn(prefix, label);
}

function isNode({ pools }: Cluster, client: Subnet | undefined): boolean {
  return (
    client !== undefined && pools.some(({ subnet, podSubnet }) => subnet === client || podSubnet === client)
  );
}

/** Whether a host name is that of the API server of a private cluster, which is in no public zone. */
export function isPrivateApiName(hostName: string): boolean {
  return /(^|\.)privatelink\.[a-z0-9]+\.azmk8s\.io$/.test(hostName);
}

/**
 * The cluster whose API server has a host name, such as `aks-shop-0a1b2c3d.hcp.westeurope.azmk8s.io`, or with a private zone
 * `aks-shop-0a1b2c3d.11111111-….privatelink.westeurope.azmk8s.io`.
 */
export function clusterOfApiName(hostName: string, clusters: readonly Cluster[]): Cluster | undefined {
  const [label = "", ...domain] = hostName.split(".");
  if (domain.slice(-2).join(".") !== "azmk8s.io") return undefined;
  return clusters
    .filter(({ dnsPrefix, location }) => {
      const isOwn = label === dnsPrefix || label.startsWith(`${dnsPrefix}-`);
      return isOwn && (location === "" || domain.includes(location));
    })
    .toSorted((a, b) => b.dnsPrefix.length - a.dnsPrefix.length)[0];
}

/** The host name that clients send; AKS puts a hash into it. */
export function apiHostName({ name, location }: Pick<Cluster, "name" | "location">): string {
  return `${name.toLowerCase()}.hcp.${location}.azmk8s.io`;
}
