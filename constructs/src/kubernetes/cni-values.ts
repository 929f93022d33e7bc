import type { HelmValues } from "./manifest.js";

/** A network plugin that is installed in a cluster without one. */
export interface InstalledCni {
  readonly plugin: "cilium" | "calico";
  /** Range of the pods, such as 10.244.0.0/16. */
  readonly podCidr: string;
}

/** The values of the plugin's chart: pods in an overlay between the nodes, which the virtual network does not see. */
export function cniValues({ plugin, podCidr }: InstalledCni): HelmValues {
  switch (plugin) {
    // Source: Cilium documentation, installation using Helm, AKS; chart cilium, values.
    case "cilium":
      return {
        aksbyocni: { enabled: true },
        nodeinit: { enabled: true },
        ipam: { mode: "cluster-pool", operator: { clusterPoolIPv4PodCIDRList: [podCidr] } },
      };
    // Source: Calico documentation, AKS, Calico CNI; chart tigera-operator, values.
    case "calico":
      return {
        installation: {
          kubernetesProvider: "AKS",
          registry: "quay.io/",
          cni: { type: "Calico" },
          calicoNetwork: { bgp: "Disabled", ipPools: [{ cidr: podCidr, encapsulation: "VXLAN" }] },
        },
      };
  }
}
