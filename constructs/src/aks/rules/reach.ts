import { defineRule } from "../../core/rule.js";
import type { ClusterChoices } from "../cluster-choices.js";
import { isFlat, ownPodRanges } from "../network-plugin.js";

/** What keeps pods from being called by their addresses. */
export const REACH_COMBINATIONS = [
  defineRule({
    code: "PODS_NOT_REACHABLE",
    title: "Callers of pods that have no address outside of their cluster",
    explanation:
      "Pods of kubenet and of an overlay have addresses of a range that exists inside the cluster only; many clusters may use the same one. Endpoints outside of the cluster cannot connect to such a pod. In a flat network pods have addresses of a subnet, which peered and on-premises networks can call.",
    remedy: "Use a flat network, or an ingress or an internal load balancer in front of the pods.",
    source:
      "AKS documentation, CNI networking overview, flat and overlay networks; Azure CNI Overlay, differences from kubenet and Azure CNI",
    terraform: "structure",
  }).case({
    title: "a plugin without a flat network × network.reachableFrom",
    matches: ({ network }: ClusterChoices) => (network.reachableFrom ?? []).length > 0 && !isFlat(network),
    prop: "network.reachableFrom",
    message: ({ network }) => {
      const ranges = ownPodRanges(network).map(({ literal }) => literal);
      return ranges.length === 0
        ? `With plugin ${network.type} it is not known which addresses pods have, so that none can be opened to callers.`
        : `With ${network.type}, pods have addresses of ${ranges.join(" and ")}, which exist inside the cluster only: nothing outside can call them.`;
    },
    remedy:
      "Use plugin azure-cni, azure-cni-pod-subnet, or cilium with pods: pod-subnet; or remove reachableFrom and add an ingress.",
  }),
] as const;
