import type { TopologyStack } from "../../src/index.js";
import { Cidr, Hub, Spoke, type HubProps, type SpokeClusterProps, type SpokeProps } from "../../src/index.js";

export const LOCATION = "westeurope";

/** A hub with a firewall, and what a test changes about it. */
export function hub(stack: TopologyStack, props: Partial<HubProps> = {}): Hub {
  return new Hub(stack, "hub", {
    location: LOCATION,
    addressSpace: [Cidr.of("10.0.0.0/22")],
    firewall: { publicIps: 20 },
    ...props,
  });
}

export function spoke(stack: TopologyStack, of: Hub, props: Partial<SpokeProps> = {}, name = "shop"): Spoke {
  const index = props.index ?? 0;
  return new Spoke(stack, name, {
    hub: of,
    addressSpace: [Cidr.of(`10.${index + 1}.0.0/16`)],
    index,
    ...props,
  });
}

/** A private overlay cluster of three nodes behind the firewall, and what a test changes about it. */
export function clusterProps(props: Partial<SpokeClusterProps> = {}): SpokeClusterProps {
  return {
    network: {
      kind: "azure-cni-overlay",
      podCidr: Cidr.of("10.244.0.0/16"),
      serviceCidr: Cidr.of("172.16.0.0/16"),
    },
    apiServer: { type: "private", dns: { type: "public-fqdn" } },
    egress: { type: "firewall" },
    nodePools: [{ name: "system", vmSize: "Standard_D4ds_v5", nodes: { count: 3 } }],
    ...props,
  };
}
