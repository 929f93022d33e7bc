import type { Cidr } from "../net/cidr.js";
import type { IExtensibleSecurityGroup } from "../network/network-security-group.js";

/** Ports of the gateway's control plane. Source: Application Gateway infrastructure configuration. */
const CONTROL_PORTS = "65200-65535";

export interface GatewayTraffic {
  /** The gateway's subnet. */
  readonly subnet: Cidr;
  /** Ports that the gateway listens on. */
  readonly ports: readonly string[];
  /** Whether it has a public address. */
  readonly fromInternet: boolean;
  /** Who reaches its private address. */
  readonly privateUsers: readonly Cidr[];
  /** Whether its control plane comes over Azure's backbone, not from the tag GatewayManager. */
  readonly networkIsolation: boolean;
}

/** What the gateway's subnet allows: its control plane, the load balancer's probes, and users on the listeners' ports. */
export function allowGatewayTraffic(group: IExtensibleSecurityGroup, traffic: GatewayTraffic): void {
  const { ports, privateUsers } = traffic;
  const here = [String(traffic.subnet)];
  if (!traffic.networkIsolation) {
    group.allowInbound({
      name: "gateway-manager",
      description: "The gateway's control plane; without it the gateway stops being managed.",
      protocol: "Tcp",
      from: ["GatewayManager"],
      to: ["*"],
      ports: [CONTROL_PORTS],
    });
  }
  group.allowInbound({
    name: "load-balancer",
    description: "Probes of Azure's load balancer in front of the instances.",
    protocol: "*",
    from: ["AzureLoadBalancer"],
    to: ["*"],
    ports: ["*"],
  });
  if (traffic.fromInternet) {
    group.allowInbound({
      name: "listeners",
      description: "People, on the ports that the gateway listens on.",
      protocol: "Tcp",
      from: ["Internet"],
      to: here,
      ports,
    });
  }
  if (privateUsers.length > 0) {
    group.allowInbound({
      name: "private-listeners",
      description: "People inside, on the ports that the gateway's private address listens on.",
      protocol: "Tcp",
      from: privateUsers.map(String),
      to: here,
      ports,
    });
  }
  group.denyOtherInbound();
}
