import type { AllowedTarget, ClusterEgress, Filtered } from "@aks-topology/constructs";
import type { EgressSpec, TargetSpec } from "../schema/egress.js";
import { defined } from "./defined.js";

export function egress(spec: EgressSpec): ClusterEgress {
  switch (spec.type) {
    case "none":
      return { kind: spec.type, ...defined({ registryId: spec.registry }) };
    case "firewall":
      return { kind: spec.type, ...own(spec) };
    case "appliance":
      return { kind: "appliance", privateIpAddress: spec.privateIp };
    case "load-balancer": {
      const { publicIps, outboundPorts, idleTimeoutMinutes } = spec;
      const addresses =
        typeof publicIps === "number" ? { managedOutboundIps: publicIps } : { outboundIpIds: publicIps };
      return {
        kind: "loadBalancer",
        ...defined({ ...addresses, outboundPorts, idleTimeoutMinutes }),
        ...filtered(spec),
      };
    }
    case "managed-nat-gateway": {
      const { publicIps: managedOutboundIps, idleTimeoutMinutes } = spec;
      return {
        kind: "managedNATGateway",
        ...defined({ managedOutboundIps, idleTimeoutMinutes }),
        ...filtered(spec),
      };
    }
    case "nat-gateway": {
      const { publicIps, publicIpPrefix: publicIpPrefixLength, idleTimeoutMinutes, zone } = spec;
      return {
        kind: "natGateway",
        ...defined({
          publicIps,
          publicIpPrefixLength,
          idleTimeoutMinutes,
          zone: zone === undefined ? undefined : String(zone),
        }),
        ...filtered(spec),
      };
    }
  }
}

type OwnSpec = Extract<EgressSpec, { readonly type: "firewall" }>;
type FilteredSpec = Extract<EgressSpec, { readonly type: "load-balancer" }>;

function own({ allow, registries, ntp }: Pick<OwnSpec, "allow" | "registries" | "ntp">): Filtered {
  return defined({
    allow:
      allow === undefined
        ? undefined
        : Object.fromEntries(Object.entries(allow).map(([name, target]) => [name, allowed(target)])),
    registries,
    ntp,
  });
}

function filtered({
  filter,
  ...rest
}: Pick<FilteredSpec, "filter" | "allow" | "registries" | "ntp">): Filtered {
  return { ...own(rest), ...defined({ filter }) };
}

function allowed(spec: TargetSpec): AllowedTarget {
  const { ports } = spec;
  if ("fqdns" in spec) {
    const { fqdns, protocol } = spec;
    return protocol === undefined ? { kind: "web", fqdns, ports } : { kind: "names", fqdns, ports, protocol };
  }
  const { protocol } = spec;
  return "addresses" in spec
    ? { kind: "addresses", ranges: spec.addresses, ports, protocol }
    : { kind: "service-tags", tags: spec.serviceTags, ports, protocol };
}
