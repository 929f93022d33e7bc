import type { NetworkPlugin } from "@aks-topology/constructs";
import * as z from "zod";
import { ipAddress, ipv4Cidr, ipv6Cidr } from "../../schema/values.js";

export const DEFAULT_POD_CIDR = "10.244.0.0/16";
/** AKS's own default is 10.0.0.0/16, which hubs often use; this one is free in most companies. */
const DEFAULT_SERVICE_CIDR = "172.16.0.0/16";

const serviceCidr = ipv4Cidr.prefault(DEFAULT_SERVICE_CIDR).meta({ description: "Range of the services." });
const dnsServiceIp = ipAddress
  .optional()
  .meta({ description: "Address of the cluster's DNS.", fallback: "the tenth of the service range" });
const podCidr = ipv4Cidr
  .prefault(DEFAULT_POD_CIDR)
  .meta({ description: "Range of the pods, a /24 per node." });
const policy = z
  .enum(["azure", "calico", "cilium"])
  .optional()
  .meta({ description: "Network policy engine.", fallback: "none" });

const ipv6 = z
  .strictObject({
    podCidr: ipv6Cidr.meta({ description: "IPv6 range of the pods, such as fd00:10:244::/56." }),
    serviceCidr: ipv6Cidr.meta({ description: "IPv6 range of the services, a /108 or smaller." }),
  })
  .optional()
  .meta({ description: "IPv6 in addition to IPv4 for nodes and pods.", fallback: "IPv4 only" });

const reachableFrom = z.array(ipv4Cidr).min(1).optional().meta({
  description:
    "Ranges of peers and on-premises networks that call pods by their addresses, in a flat network: azure-cni, or a pod subnet.",
  fallback: "none",
});

/** Keys of every plugin. */
export const IN_CLUSTER = { policy, serviceCidr, dnsServiceIp, reachableFrom };
/** Keys of plugins whose pods have a separate range. */
export const OVERLAY = { podCidr, ipv6, ...IN_CLUSTER };

type InCluster = z.output<z.ZodObject<typeof IN_CLUSTER>>;
type Overlay = z.output<z.ZodObject<typeof OVERLAY>>;

type Options<K extends NetworkPlugin["type"]> = Omit<Extract<NetworkPlugin, { readonly type: K }>, "type">;

export function inClusterOptions(spec: InCluster): Options<"azure-cni"> {
  const { serviceCidr, dnsServiceIp, policy, reachableFrom } = spec;
  return { serviceCidr, dnsServiceIp, networkPolicy: policy, reachableFrom };
}

export function overlayOptions(spec: Overlay): Options<"kubenet"> {
  const { podCidr, ipv6 } = spec;
  return { podCidr, ...inClusterOptions(spec), ipv6 };
}
