import type { SpokeProps, TopologyStack } from "@aks-topology/constructs/internal";
import { providerOf } from "./provider.js";

/**
 * The IPAM pool of a network.
 * @param own the subscription of the network, if the file names it
 * @param key of the hub or spoke, for the alias of the pool's provider
 */
export function poolProps(
  spec: { readonly id: string } | undefined,
  stack: TopologyStack,
  own: string | undefined,
  key: string,
): Pick<SpokeProps, "ipamPoolId" | "ipamPoolProvider"> {
  if (spec === undefined) return {};
  return { ipamPoolId: spec.id, ipamPoolProvider: providerOf(stack, spec.id, own, `${key}_ipam`) };
}
