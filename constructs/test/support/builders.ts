/** Parts of a small, valid platform. Each builder takes what a test changes about its part. */
import {
  Cidr,
  Hub,
  type HubProps,
  type SpokeProps,
  type Spoke,
  type SpokeCluster,
  type SpokeClusterProps,
  type TopologyStack,
} from "../../src/index.js";
import { synth, type Synthesized } from "./synth.js";

export const LOCATION = "westeurope";

/** A hub with a firewall of 20 addresses, in 10.0.0.0/22. */
export function hub(stack: TopologyStack, props: Partial<HubProps> = {}): Hub {
  return new Hub(stack, "hub", {
    location: LOCATION,
    addressSpace: [Cidr.of("10.0.0.0/22")],
    firewall: { publicIps: 20 },
    ...props,
  });
}

/** A spoke in 10.1.0.0/16. */
export function spoke(of: Hub, props: Partial<SpokeProps> = {}, key = "shop"): Spoke {
  return of.addSpoke(key, { addressSpace: [Cidr.of("10.1.0.0/16")], ...props });
}

/** A spoke named shop, below a hub with a firewall. */
export function shop(stack: TopologyStack, hubProps: Partial<HubProps> = {}): Spoke {
  return spoke(hub(stack, hubProps));
}

const serviceCidr = Cidr.of("172.16.0.0/16");

/** Overlay networking with a range of its own for pods. */
export function overlay(podCidr: string): SpokeClusterProps["network"] {
  return {
    type: "azure-cni-overlay",
    podCidr: Cidr.of(podCidr),
    serviceCidr,
  };
}

export const KUBENET: SpokeClusterProps["network"] = {
  type: "kubenet",
  podCidr: Cidr.of("10.244.0.0/16"),
  serviceCidr,
};

/** A private overlay cluster of three nodes behind the firewall. */
export function cluster(of: Spoke, props: Partial<SpokeClusterProps> = {}, key = "main"): SpokeCluster {
  return of.addCluster(key, {
    network: overlay("10.244.0.0/16"),
    apiServer: { type: "private", dns: { type: "public-fqdn" } },
    egress: { type: "firewall" },
    nodePools: [{ name: "system", vmSize: "Standard_D4ds_v5", nodes: { count: 3 } }],
    ...props,
  });
}

/** One cluster in a spoke named shop, as Terraform. */
export function synthCluster(
  props: Partial<SpokeClusterProps>,
  spokeProps: Partial<SpokeProps> = {},
  hubProps: Partial<HubProps> = {},
): Synthesized {
  return synth((stack) => {
    cluster(spoke(hub(stack, hubProps), spokeProps), props);
  });
}
