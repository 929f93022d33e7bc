import type { ClusterEgress } from "@aks-topology/constructs";
import type { EgressSpec } from "../schema/egress.js";
import { defined } from "./defined.js";

export function egress(spec: EgressSpec): ClusterEgress {
  switch (spec.type) {
    case "firewall":
    case "none":
      return { kind: spec.type };
    case "appliance":
      return { kind: "appliance", privateIpAddress: spec.privateIp };
    case "load-balancer": {
      const { publicIps: managedOutboundIps, outboundPorts, idleTimeoutMinutes } = spec;
      return { kind: "loadBalancer", ...defined({ managedOutboundIps, outboundPorts, idleTimeoutMinutes }) };
    }
    case "managed-nat-gateway": {
      const { publicIps: managedOutboundIps, idleTimeoutMinutes } = spec;
      return { kind: "managedNATGateway", ...defined({ managedOutboundIps, idleTimeoutMinutes }) };
    }
  }
}
