import type { FoundSpoke } from "../relations.js";
import type { Spec } from "../spec.js";
import { texts } from "../values.js";
import { privateAddressOf } from "./firewall-address.js";

/** The key `dns` of a spoke; undefined where its network uses Azure's own resolver. */
export function networkDnsSpec({ network, hub }: FoundSpoke): Spec | undefined {
  const servers = texts(network?.values ?? {}, "dns_servers");
  if (servers.length === 0) return undefined;
  const [first] = servers;
  if (servers.length === 1 && first === privateAddressOf(hub.firewall)) return { type: "firewall" };
  const ofHub = texts(hub.network?.values ?? {}, "dns_servers");
  if (JSON.stringify(servers) === JSON.stringify(ofHub)) return { type: "hub" };
  return { type: "servers", servers };
}
