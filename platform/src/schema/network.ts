import { Cidr } from "@aks-topology/constructs";
import * as z from "zod";
import { ipAddress, ipv4Cidr, ipv6Cidr } from "./values.js";

const DEFAULT_POD_CIDR = "10.244.0.0/16";
/** AKS would take 10.0.0.0/16, which hubs often use; this one is free in most companies. */
const DEFAULT_SERVICE_CIDR = "172.16.0.0/16";

const inCluster = {
  serviceCidr: ipv4Cidr
    .default(Cidr.of(DEFAULT_SERVICE_CIDR))
    .meta({ description: "Range of the services.", fallback: DEFAULT_SERVICE_CIDR }),
  dnsServiceIp: ipAddress
    .optional()
    .meta({ description: "Address of the cluster's DNS.", fallback: "the tenth of the service range" }),
};
const podCidr = ipv4Cidr
  .default(Cidr.of(DEFAULT_POD_CIDR))
  .meta({ description: "Range of the pods, a /24 a node.", fallback: DEFAULT_POD_CIDR });
const policy = z
  .enum(["azure", "calico", "cilium"])
  .optional()
  .meta({ description: "Who enforces network policies.", fallback: "nobody" });

const ipv6 = z
  .strictObject({
    podCidr: ipv6Cidr.meta({ description: "IPv6 range of the pods, such as fd00:10:244::/56." }),
    serviceCidr: ipv6Cidr.meta({ description: "IPv6 range of the services, a /108 or smaller." }),
  })
  .optional()
  .meta({ description: "IPv6 beside IPv4 for nodes and pods.", fallback: "IPv4 only" });

/** How pods are connected. */
export const network = z.discriminatedUnion("plugin", [
  z.strictObject({ plugin: z.literal("kubenet"), podCidr, ipv6, policy, ...inCluster }),
  z.strictObject({ plugin: z.literal("azure-cni"), policy, ...inCluster }),
  z.strictObject({ plugin: z.literal("azure-cni-pod-subnet"), policy, ...inCluster }),
  z.strictObject({ plugin: z.literal("azure-cni-overlay"), podCidr, ipv6, policy, ...inCluster }),
  z.discriminatedUnion("pods", [
    z.strictObject({
      plugin: z.literal("cilium"),
      pods: z
        .literal("overlay")
        .optional()
        .meta({ description: "Where pods have their addresses.", fallback: "overlay" }),
      podCidr,
      ipv6,
      policy,
      ...inCluster,
    }),
    z.strictObject({
      plugin: z.literal("cilium"),
      pods: z.literal("pod-subnet").meta({ description: "Where pods have their addresses." }),
      policy,
      ...inCluster,
    }),
  ]),
  z.strictObject({ plugin: z.literal("none"), policy, ...inCluster }),
]);

export type NetworkSpec = z.output<typeof network>;
