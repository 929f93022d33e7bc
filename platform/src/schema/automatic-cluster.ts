import { AUTOMATIC_NOT_SUPPORTED, DEFAULTS } from "@aks-topology/constructs/internal";
import * as z from "zod";
import { ingress } from "../kinds/ingress/index.js";
import { vnetIntegration } from "./api-server.js";
import { CLUSTER_SETTINGS } from "./cluster-settings.js";
import { existingIdentity, existingSecurityGroup, existingSubnet, prefixOrSubnet } from "./existing.js";
import { itsMesh } from "./mesh.js";
import { azureName } from "./naming.js";
import { serviceEndpoints } from "./service-endpoints.js";
import { earlier, ipv4Cidr, key, ofExistingOnly, unsupported } from "./values.js";

/** Each node takes a /24 of the pods' range, 10.244.0.0/16, and a third of the nodes may be surge. */
const MOST_NODES = 192;

const SUBNET = {
  subnet: existingSubnet.optional().meta({ description: "Existing subnet.", fallback: "one is created" }),
  securityGroup: existingSecurityGroup
    .optional()
    .meta({ description: "Existing security group of the subnet.", fallback: "one is created" }),
};

const nodes = z
  .strictObject({
    max: z.int().min(1).max(MOST_NODES).default(DEFAULTS.automaticCluster.maxNodes).meta({
      description:
        "Nodes that the subnet has addresses for. AKS creates as many as the workloads need; limits of its NodePool resources in the cluster bound them.",
    }),
    subnetPrefix: ipv4Cidr.optional().meta({ description: "Prefix of the subnet.", fallback: "allocated" }),
    ...SUBNET,
  })
  .refine(...prefixOrSubnet("subnet", "subnetPrefix"));

const systemNodes = z
  .strictObject({
    subnetPrefix: ipv4Cidr
      .optional()
      .meta({ description: "Prefix of the subnet, a /26 or larger.", fallback: "allocated" }),
    ...SUBNET,
  })
  .refine(...prefixOrSubnet("subnet", "subnetPrefix"));

const NO_OUTBOUND_TYPE =
  "Write load-balancer, which is what AKS uses without an outbound type; or remove type: automatic, and use baseline: 2026-11 with nodes: auto, which is close to it.";
const egress = z.discriminatedUnion("type", [
  z.strictObject({
    type: z.literal("load-balancer").meta({ description: "Through a load balancer that AKS creates." }),
  }),
  unsupported(
    ["firewall", "appliance", "nat-gateway", "none"],
    AUTOMATIC_NOT_SUPPORTED,
    NO_OUTBOUND_TYPE,
    "needs an outbound type, which azurerm does not have for AKS Automatic",
  ),
  unsupported(
    ["managed-nat-gateway"],
    AUTOMATIC_NOT_SUPPORTED,
    NO_OUTBOUND_TYPE,
    "is not offered by AKS Automatic in a network that exists before the cluster",
  ),
]);

const apiServer = z.discriminatedUnion("type", [
  vnetIntegration,
  unsupported(
    ["public", "private"],
    AUTOMATIC_NOT_SUPPORTED,
    "Write type: vnet-integration, with access: { type: public } or { type: private }.",
    "is not offered: the API server of AKS Automatic is always on a subnet",
  ),
]);

/** The kind of a cluster whose settings are chosen here, which is what a cluster is without it. */
export const standardKind = z
  .literal("standard")
  .optional()
  .meta({ description: "AKS Standard: the settings are chosen here.", fallback: "standard" });

/** An AKS Automatic cluster: what AKS fixes has no key. */
export const automaticCluster = z
  .strictObject({
    type: z.literal("automatic").meta({
      description:
        "AKS Automatic, which requires azurerm 5: AKS runs the system nodes, creates the others, and fixes most settings.",
    }),
    id: ofExistingOnly,
    was: earlier(key),
    name: azureName.optional().meta({
      description: "Name of the cluster in Azure.",
      fallback: "by the pattern of naming",
    }),
    addressSpace: ipv4Cidr.optional().meta({
      description: "Part of the spoke's address space for this cluster's subnets.",
      fallback: "an eighth of it",
    }),
    nodes: nodes.prefault({}).meta({ description: "The nodes that AKS creates for workloads." }),
    systemNodes: systemNodes
      .prefault({})
      .meta({ description: "The nodes that AKS runs for its own pods, in a subscription of its own." }),
    apiServer: apiServer
      .prefault({ type: "vnet-integration" })
      .meta({ description: "How the API server is reached.", fallback: "private, with a public name" }),
    egress: egress
      .default({ type: "load-balancer" })
      .meta({ description: "How traffic leaves the cluster.", fallback: "through a load balancer of AKS" }),
    ingress: ingress.default({ type: "none" }).meta({ description: "How requests reach the cluster." }),
    serviceMesh: CLUSTER_SETTINGS.serviceMesh,
    identity: existingIdentity.optional().meta({
      description: "Existing identity of the cluster's control plane.",
      fallback: "one is created",
    }),
    serviceEndpoints,
  })
  .refine(...itsMesh);

export type AutomaticClusterSpec = z.output<typeof automaticCluster>;
