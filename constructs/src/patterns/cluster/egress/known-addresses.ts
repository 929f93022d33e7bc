import type { EgressAddresses } from "./provider.js";

/** The public source addresses of a firewall or an appliance, as ranges; unknown where none are declared. */
export function addressesOf(addresses: readonly string[]): EgressAddresses {
  if (addresses.length === 0) return { type: "unknown" };
  return {
    type: "known",
    ranges: addresses.map((address) => (address.includes("/") ? address : `${address}/32`)),
  };
}
