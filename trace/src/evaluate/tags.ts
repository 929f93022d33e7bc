import { AZURE_HOST, isPrivate, isPublic, isWithin, type Address } from "../address.js";
import { Cidr } from "../cidr.js";
import type { Subnet } from "../model/model.js";
import { all, any, not, Unsure, type Tri } from "../tri.js";
import { gatewayOf, isConnected } from "./effective-routes.js";

/** Ranges for documentation, which nothing on the Internet has (RFC 5737, RFC 3849). */
const EXAMPLES = ["192.0.2.0/24", "198.51.100.0/24", "203.0.113.0/24", "2001:db8::/32"].map((text) =>
  Cidr.of(text),
);

/**
 * Whether an address belongs to a service tag, as a rule of a security group on the subnet sees it.
 *
 * `VirtualNetwork` is the network, its peers, what its gateway learns, and the prefixes of the user-defined routes; hence
 * everything where a route table has 0.0.0.0/0 (Microsoft Learn, "Virtual network service tags"). The pods of an overlay
 * belong to it: with the default rules alone they reach each other (Microsoft Learn, "Azure CNI Overlay networking",
 * "Network security groups").
 */
export function hasTag(address: Address, tag: string, subnet: Subnet): Tri {
  const name = tag.toLowerCase();
  if (name === "virtualnetwork")
    return any(...virtualNetwork(subnet).map((range) => isWithin(address, range)));
  if (name === "azureloadbalancer") return isWithin(address, AZURE_HOST);
  if (name === "internet") return isOnInternet(address, subnet);
  return isOfService(address, tag);
}

/** Whether an address belongs to the service tag of a service. */
export function isOfService(address: Address, tag: string): Tri {
  const name = tag.toLowerCase();
  switch (address.kind) {
    case "range":
      if (isPrivate(address.range) || EXAMPLES.some((range) => range.contains(address.range))) return false;
      return new Unsure(`whether ${address.range.toString()} is in ${tag}`);
    case "public": {
      const own = address.tags.map((item) => item.toLowerCase());
      // Storage has the addresses of Storage.westeurope, and AzureCloud those of AzureCloud.westeurope.
      const all = [...own, ...own.flatMap(inDatacenters)];
      if (all.some((item) => item === name || item.startsWith(`${name}.`))) return true;
      if (address.isAnyone === true || all.some((item) => isOfAnotherRegion(item, name))) return false;
      return new Unsure(`whether ${address.label} is in ${tag}`);
    }
    case "unknown":
      return new Unsure(`whether ${address.label} is in ${tag}`);
  }
}

/** Services in the datacenters of Azure, all addresses of which AzureCloud has (Microsoft Learn, "Virtual network service tags"). */
const IN_DATACENTERS: ReadonlySet<string> = new Set([
  "azureactivedirectory",
  "azurecontainerregistry",
  "azurecosmosdb",
  "azurekeyvault",
  "azuremonitor",
  "azureresourcemanager",
  "eventhub",
  "servicebus",
  "sql",
  "storage",
]);

/** `azurecloud.westeurope` of `storage.westeurope`. */
function inDatacenters(tag: string): readonly string[] {
  const [service = "", ...region] = tag.split(".");
  return IN_DATACENTERS.has(service) ? [["azurecloud", ...region].join(".")] : [];
}

/** `Sql.westeurope` and `Sql.northeurope` have no address in common. */
function isOfAnotherRegion(one: string, other: string): boolean {
  const [[service, region], [otherService, otherRegion]] = [one.split("."), other.split(".")];
  return (
    service === otherService && region !== undefined && otherRegion !== undefined && region !== otherRegion
  );
}

/** The ranges of the tag `VirtualNetwork` on a subnet. */
export function virtualNetwork({ network, routeTable }: Subnet): readonly Cidr[] {
  return [
    ...network.space,
    ...network.podRanges,
    ...network.peerings.filter(isConnected).flatMap(({ remote }) => remote?.space ?? []),
    ...(gatewayOf(network)?.prefixes ?? []),
    AZURE_HOST,
    ...(routeTable?.routes ?? []).flatMap(({ prefix }) => (prefix instanceof Cidr ? [prefix] : [])),
  ];
}

/** Outside of the virtual network and public. The range of a default route does not count. */
function isOnInternet(address: Address, subnet: Subnet): Tri {
  const inside = virtualNetwork(subnet).filter(({ length }) => length > 0);
  const isElsewhere = all(...inside.map((range) => not(isWithin(address, range))));
  return all(isPublic(address), isElsewhere);
}
