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

/**
 * Ends of the names of API servers, by the regions of a cloud; the last is that of the public cloud. Source: Microsoft Learn,
 * "Outbound network and FQDN rules for AKS clusters" and "Azure private endpoint private DNS zone values".
 */
const API_DOMAINS: readonly { readonly regions: RegExp; readonly domain: string }[] = [
  { regions: /^us(gov|dod)/, domain: "cx.aks.containerservice.azure.us" },
  { regions: /^china/, domain: "cx.prod.service.azk8s.cn" },
  { regions: /^/, domain: "azmk8s.io" },
];

/** The labels of a host name in front of the end that names of API servers have in a cloud; undefined for other names. */
function apiLabels(hostName: string): readonly string[] | undefined {
  const found = API_DOMAINS.find(({ domain }) => hostName.endsWith(`.${domain}`));
  return found && hostName.slice(0, -found.domain.length - 1).split(".");
}

/**
 * Whether a host name is that of the API server of a private cluster, which is in no public zone. With API Server VNet
 * Integration the zone may be `private.REGION` too. Source: AKS documentation, create a private cluster.
 */
export function isPrivateApiName(hostName: string): boolean {
  return ["privatelink", "private"].includes(apiLabels(hostName)?.at(-2) ?? "");
}

/**
 * The cluster whose API server has a host name, such as `aks-shop-0a1b2c3d.hcp.westeurope.azmk8s.io`, or with a private zone
 * `aks-shop-0a1b2c3d.11111111-….privatelink.westeurope.azmk8s.io`.
 */
export function clusterOfApiName(hostName: string, clusters: readonly Cluster[]): Cluster | undefined {
  const [label, ...rest] = apiLabels(hostName) ?? [];
  if (label === undefined) return undefined;
  return clusters
    .filter(({ dnsPrefix, location }) => {
      const isOwn = label === dnsPrefix || label.startsWith(`${dnsPrefix}-`);
      return isOwn && (location === "" || rest.includes(location));
    })
    .toSorted((a, b) => b.dnsPrefix.length - a.dnsPrefix.length)[0];
}

/** The host name that clients send; AKS puts a hash into it. */
export function apiHostName({ name, location }: Pick<Cluster, "name" | "location">): string {
  const { domain = "" } = API_DOMAINS.find(({ regions }) => regions.test(location)) ?? {};
  return `${name.toLowerCase()}.hcp.${location}.${domain}`;
}
