import {
  Cidr,
  Hub,
  problemsOf,
  Spoke,
  type HubProps,
  type SpokeCluster,
  type SpokeClusterProps,
  type TopologyStack,
} from "../../src/index.js";
import { synth, type Synthesized } from "../support/synth.js";

const LOCATION = "westeurope";

/** A spoke named shop below a hub with a firewall. */
export function shop(stack: TopologyStack, hub: Partial<HubProps> = {}): Spoke {
  const of = new Hub(stack, "hub", {
    location: LOCATION,
    addressSpace: [Cidr.of("10.0.0.0/22")],
    firewall: { publicIps: 20 },
    ...hub,
  });
  return new Spoke(stack, "shop", { hub: of, addressSpace: [Cidr.of("10.1.0.0/16")], index: 0 });
}

/** A private overlay cluster, with what a test changes about it. */
export function cluster(
  spoke: Spoke,
  key = "main",
  props: Partial<SpokeClusterProps> = {},
  podCidr = "10.244.0.0/16",
): SpokeCluster {
  return spoke.addCluster(key, {
    network: {
      kind: "azure-cni-overlay",
      podCidr: Cidr.of(podCidr),
      serviceCidr: Cidr.of("172.16.0.0/16"),
    },
    apiServer: { type: "private", dns: { type: "public-fqdn" } },
    egress: { type: "firewall" },
    nodePools: [{ name: "system", vmSize: "Standard_D4ds_v5", nodes: { count: 3 } }],
    ...props,
  });
}

export const KUBENET: Partial<SpokeClusterProps> = {
  network: { kind: "kubenet", podCidr: Cidr.of("10.244.0.0/16"), serviceCidr: Cidr.of("172.16.0.0/16") },
};

/** What a platform becomes, with the codes of its errors and of its warnings about gateways. */
export function built(build: (stack: TopologyStack) => void): { output: Synthesized; codes: string[] } {
  let codes: string[] = [];
  const output = synth((stack) => {
    build(stack);
    codes = problemsOf(stack)
      .filter(({ severity }) => severity === "error")
      .map(({ code }) => code);
  });
  return { output, codes };
}
