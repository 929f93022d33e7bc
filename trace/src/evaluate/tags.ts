import { AZURE_HOST, isPrivate, isPublic, isWithin, type Address } from "../address.js";
import { Cidr } from "../cidr.js";
import type { Subnet } from "../model/model.js";
import { all, any, not, Unsure, type Tri } from "../tri.js";
import { gatewayOf, isConnected } from "./effective-routes.js";

/** Tags whose addresses are part of another's. */
const PARTS: readonly (readonly [RegExp, string])[] = [
  // AzureCloud has the addresses of all services, AzureCloud.westeurope those of a region.
  [/^azurecloud$/, "azurecloud."],
];

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
      if (isPrivate(address.range)) return false;
      return new Unsure(`whether ${address.range.toString()} is in ${tag}`);
    case "public": {
      const own = address.tags.map((item) => item.toLowerCase());
      if (
        own.includes(name) ||
        PARTS.some(([outer, part]) => outer.test(name) && own.some((item) => item.startsWith(part)))
      )
        return true;
      if (address.isAnyone === true) return false;
      return new Unsure(`whether ${address.label} is in ${tag}`);
    }
    case "unknown":
      return new Unsure(`whether ${address.label} is in ${tag}`);
  }
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
