import type { AllowedTarget, EgressOptions, FilterOptions } from "@aks-topology/constructs";
import type { EgressSpec, TargetSpec } from "../schema/egress.js";
import { defined } from "./defined.js";

export function egress(spec: EgressSpec): EgressOptions {
  switch (spec.type) {
    case "none":
      return { type: spec.type, ...defined({ registryId: spec.registry }) };
    case "firewall":
      return { type: spec.type, ...own(spec) };
    case "appliance":
      return { type: spec.type, privateIpAddress: spec.privateIp };
    case "load-balancer": {
      const { publicIps, outboundPorts, idleTimeoutMinutes } = spec;
      const addresses =
        typeof publicIps === "number" ? { managedOutboundIps: publicIps } : { outboundIpIds: publicIps };
      return {
        type: spec.type,
        ...defined({ ...addresses, outboundPorts, idleTimeoutMinutes }),
        ...filtered(spec),
      };
    }
    case "managed-nat-gateway": {
      const { publicIps: managedOutboundIps, idleTimeoutMinutes } = spec;
      return {
        type: spec.type,
        ...defined({ managedOutboundIps, idleTimeoutMinutes }),
        ...filtered(spec),
      };
    }
    case "nat-gateway": {
      const { publicIps, publicIpPrefix: publicIpPrefixLength, idleTimeoutMinutes, zone } = spec;
      return {
        type: spec.type,
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

function own({ allow, registries, ntp }: Pick<OwnSpec, "allow" | "registries" | "ntp">): FilterOptions {
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
}: Pick<FilteredSpec, "filter" | "allow" | "registries" | "ntp">): FilterOptions {
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
