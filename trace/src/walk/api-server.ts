import { addressIn, type Address } from "../address.js";
import type { Cluster } from "../model/model.js";

/** The address of a cluster's API server. A private one has that of its endpoint in the model. */
export function apiAddress(cluster: Cluster): Address {
  const { api, address, location } = cluster;
  const label = `API server of ${address}`;
  const [prefix] = api.type === "public" ? [] : (api.subnet?.prefixes ?? []);
  if (api.type !== "public")
    return prefix === undefined ? { kind: "unknown", label } : addressIn(prefix, label);
  return { kind: "public", family: 4, label, tags: ["AzureCloud", `AzureCloud.${location}`] };
}

/** The host name that clients send; AKS puts a hash into it. */
export function apiHostName({ name, location }: Pick<Cluster, "name" | "location">): string {
  return `${name.toLowerCase()}.hcp.${location}.azmk8s.io`;
}
