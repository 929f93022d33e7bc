import { DEFAULTS, POOLS_OF_A_CLUSTER } from "@aks-topology/constructs/internal";
import * as z from "zod";
import { addOns } from "./add-ons.js";
import { network } from "../kinds/network/index.js";
import { apiServer } from "./api-server.js";
import { egress } from "../kinds/egress/index.js";
import { ingress } from "../kinds/ingress/index.js";
import { automaticCluster, standardKind } from "./automatic-cluster.js";
import { itsMesh } from "./mesh.js";
import { azureName } from "./naming.js";
import { CLUSTER_SETTINGS } from "./cluster-settings.js";
import { clusterMirror } from "./mirror-policy.js";
import { nodePool, poolName } from "./node-pool.js";
import {
  existingDiskEncryptionSet,
  existingIdentity,
  existingRouteTable,
  existingSubnet,
  prefixOrSubnet,
} from "./existing.js";
import { existingCluster } from "./existing-cluster.js";
import { serviceEndpoints } from "./service-endpoints.js";
import { earlier, guid, ipv4Cidr, key, ofExistingOnly, type IssueParams } from "./values.js";

/** A cluster that is created. */
const createdCluster = z
  .strictObject({
    type: standardKind,
    id: ofExistingOnly,
    was: earlier(key),
    name: azureName.optional().meta({
      description: "Name of the cluster in Azure.",
      fallback: "by the pattern of naming",
    }),
    kubernetesVersion: z
      .string({ error: 'expected a version in quotes, such as "1.34"' })
      .regex(/^1\.\d+(\.\d+)?$/, { error: 'expected a version such as "1.34"' })
      .optional()
      .meta({
        description: 'Version of Kubernetes, in quotes, such as "1.34".',
        fallback: "the one that AKS chooses",
      }),
    tier: z
      .enum(["Free", "Standard", "Premium"])
      .default(DEFAULTS.cluster.tier)
      .meta({ description: "Uptime tier of the control plane." }),
    supportPlan: z.enum(["KubernetesOfficial", "AKSLongTermSupport"]).optional().meta({
      description:
        "How long AKS supports a version of Kubernetes; long-term support is part of tier Premium.",
      fallback: "KubernetesOfficial",
    }),
    dnsPrefix: z
      .string()
      .regex(/^[A-Za-z0-9]([A-Za-z0-9-]{0,52}[A-Za-z0-9])?$/, {
        error: "expected 1 to 54 letters, digits and dashes, such as shop-main",
      })
      .optional()
      .meta({
        description:
          "First part of the API server's name, which Azure never changes: for a cluster that runs already.",
        fallback: "the cluster's name",
      }),
    ...CLUSTER_SETTINGS,
    addressSpace: ipv4Cidr.optional().meta({
      description: "Part of the spoke's address space for this cluster's subnets.",
      fallback: "an eighth of it",
    }),
    network: network.meta({ description: "How pods get addresses, and what enforces network policies." }),
    apiServer: apiServer
      .prefault({ type: "private" })
      .meta({ description: "How the API server is reached.", fallback: "private, with a public name" }),
    egress: egress
      .prefault({ type: "firewall" })
      .meta({ description: "How traffic leaves the cluster.", fallback: "through the hub's firewall" }),
    ingress: ingress.default({ type: "none" }).meta({ description: "How requests reach the cluster." }),
    nodePools: z
      .record(poolName, nodePool)
      // Before anything is built: thousands of pools would take minutes to be refused.
      .superRefine((pools, context) => {
        const count = Object.keys(pools).length;
        if (count <= POOLS_OF_A_CLUSTER.most) return;
        const { code: problem, remedy: hint, words } = POOLS_OF_A_CLUSTER;
        context.addIssue({
          code: "custom",
          message: words(count),
          params: { problem, hint } satisfies IssueParams,
        });
      })
      .meta({ description: "Node pools by name; the first one runs the system's pods." }),
    virtualNodes: z
      .strictObject({
        subnetPrefix: ipv4Cidr
          .optional()
          .meta({ description: "Prefix of their subnet.", fallback: "allocated" }),
        subnet: existingSubnet
          .optional()
          .meta({ description: "Their existing subnet.", fallback: "one is created" }),
      })
      .refine(...prefixOrSubnet("subnet", "subnetPrefix"))
      .optional()
      .meta({ description: "Pods in Azure Container Instances, in a separate subnet.", fallback: "none" }),
    routeTable: z
      .union([z.literal("custom"), existingRouteTable], {
        error: "expected custom, or { id: … } of an existing table",
      })
      .optional()
      .meta({
        description:
          "Route table of the cluster's subnets: custom creates one even where nothing needs it; { id } is an existing one.",
        fallback: "one is created where the egress or a gateway needs it",
      }),
    mirror: clusterMirror.optional().meta({
      description: "How the gateway's table follows the cluster's node routes.",
      fallback: "policy: sync on kubenet, none on other plugins",
    }),
    diskEncryptionSet: existingDiskEncryptionSet.optional().meta({
      description:
        "Existing disk encryption set of the cluster's region and subscription: its key encrypts disks of nodes, and volumes whose storage class names no other. The cluster's identity gets the role that reads it. It cannot change later.",
      fallback: "none: keys that Azure manages",
    }),
    identity: existingIdentity.optional().meta({
      description: "Existing identity of the cluster's control plane.",
      fallback: "one is created",
    }),
    kubeletIdentity: existingIdentity
      .extend({ clientId: guid.meta({ description: "Client id of its application." }) })
      .optional()
      .meta({
        description: "Existing identity that the nodes pull images with.",
        fallback: "one that AKS creates; with egress none and a registry, one is created",
      }),
    addOns: addOns.optional().meta({
      description: "What the cluster runs in addition to the workloads, with the egress that it requires.",
    }),
    serviceEndpoints,
  })
  .refine(...itsMesh);

/** A cluster: one that is created, of AKS Automatic or not, or one that exists already, by its id. */
export const cluster = z.union([existingCluster, createdCluster, automaticCluster]);

export type CreatedClusterSpec = z.output<typeof createdCluster>;
export type ClusterSpec = z.output<typeof cluster>;

/** Whether a cluster is created, and its settings are chosen here. */
export function isStandard(spec: ClusterSpec): spec is CreatedClusterSpec {
  return spec.id === undefined && spec.type !== "automatic";
}
