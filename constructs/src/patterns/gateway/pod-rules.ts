import { defineRule } from "../../core/rule.js";
import type { ServedCluster } from "./served-cluster.js";

/** Rules on the pods that a gateway sends requests to. */

export const PODS_WITHOUT_KNOWN_ADDRESSES = defineRule({
  code: "PODS_WITHOUT_KNOWN_ADDRESSES",
  title: "AGIC in front of pods of a network plugin that AKS does not know",
  explanation:
    "AGIC makes the gateway send to the addresses of pods. Those of a plugin that a team installs itself are known neither to the network, which has no routes to them, nor to AKS, which supports AGIC on kubenet, Azure CNI and overlays.",
  remedy: "Use ingress gateway-to-load-balancer or front-door, which send to a load balancer.",
  source: "AGIC documentation, networking; AKS documentation, bring your own CNI",
  terraform: "structure",
}).case({
  matches: ({ cluster, by }: ServedCluster) => by !== "load-balancer" && cluster.network.type === "none",
  prop: "ingress",
  message: ({ cluster }) =>
    `The gateway cannot address the pods of ${cluster.key}: with plugin none it is not known which addresses they have.`,
});

export const SERVED_POD_RULES = [PODS_WITHOUT_KNOWN_ADDRESSES.rule] as const;
