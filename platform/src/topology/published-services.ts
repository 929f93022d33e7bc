import type { PublishedService } from "@aks-topology/constructs";
import type { FirewallSpec } from "../schema/hub.js";
import { ipGroupProps } from "../schema/ip-groups.js";

/** The services that a firewall publishes; undefined where there are none. */
export function publishedServices(publish: FirewallSpec["publish"]): readonly PublishedService[] | undefined {
  const services = Object.entries(publish ?? {}).map(([name, { to, toPort, ...service }]) => ({
    name,
    target: to,
    port: service.port,
    protocol: service.protocol,
    publicIp: service.publicIp,
    targetPort: toPort,
    from: service.from && callers(service.from),
  }));
  return services.length === 0 ? undefined : services;
}

function callers(
  from: NonNullable<NonNullable<FirewallSpec["publish"]>[string]["from"]>,
): PublishedService["from"] {
  return "ipGroups" in from ? { ipGroups: ipGroupProps(from.ipGroups) } : from;
}
