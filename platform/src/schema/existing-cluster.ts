import type { EgressType } from "@aks-topology/constructs/internal";
import * as z from "zod";
import { INVALID_VALUE } from "../file-rules.js";
import { ingress } from "../kinds/ingress/index.js";
import { network } from "../kinds/network/index.js";
import { standardKind } from "./automatic-cluster.js";
import { existingRouteTable, existingSecurityGroup, unchangedSubnet } from "./existing.js";
import { clusterMirror } from "./mirror-policy.js";
import { nodeResourceGroup } from "./mirrors.js";
import { poolName } from "./node-pool.js";
import { earlier, guid, idOf, key, type IssueParams } from "./values.js";

/** Kinds of egress of a cluster in a network of its own choice. */
const EGRESS = [
  "firewall",
  "appliance",
  "load-balancer",
  "nat-gateway",
  "none",
] as const satisfies EgressType[];

/** A node pool of a cluster that exists already. */
const existingPool = z.strictObject({
  was: earlier(poolName),
  subnet: unchangedSubnet.meta({ description: "Node subnet; pools may share it." }),
  podSubnet: unchangedSubnet
    .optional()
    .meta({ description: "Pod subnet, for plugins that use one.", fallback: "not known" }),
  securityGroup: existingSecurityGroup
    .optional()
    .meta({ description: "Security group of the node subnet.", fallback: "the subnet's own" }),
  nodes: z
    .union([z.int().min(1).max(1000), z.strictObject({ max: z.int().min(1).max(1000) })], {
      error: "expected a number of nodes, or { max }",
    })
    .optional()
    .meta({ description: "Number of nodes, or its maximum.", fallback: "not known: not counted" }),
});

/** A cluster that exists already: its id, and what an id does not say. */
export const existingCluster = z.strictObject({
  type: standardKind,
  was: earlier(key),
  id: idOf("Microsoft.ContainerService/managedClusters").meta({
    description: "Id of the existing cluster, in the spoke's subscription. Nothing of it is changed.",
  }),
  network: network.meta({ description: "How pods get addresses." }),
  egress: z
    .strictObject({
      type: z.enum(EGRESS).meta({ description: "One of the kinds of a cluster that is created." }),
    })
    .default({ type: "load-balancer" })
    .meta({ description: "How traffic leaves the cluster. Nothing is created for it." }),
  ingress: ingress.default({ type: "none" }).meta({ description: "How requests reach the cluster." }),
  nodePools: z
    .record(poolName, existingPool)
    .refine((pools) => Object.keys(pools).length > 0, {
      error: "expected the subnet of at least one pool",
      params: {
        problem: INVALID_VALUE.code,
        hint: "Add a pool, such as system: { subnet: { id: …, prefix: … } }.",
        continuesKey: true,
      } satisfies IssueParams,
    })
    .meta({ description: "Subnets of the node pools, by their names." }),
  routeTable: existingRouteTable.optional().meta({
    description: "Custom route table of the node subnets.",
    fallback: "none, or one that AKS manages in the node resource group",
  }),
  mirror: clusterMirror.optional().meta({
    description: "How the gateway's table follows the cluster's node routes.",
    fallback: "policy: sync on kubenet, none on other plugins",
  }),
  nodeResourceGroup: z.strictObject({ id: nodeResourceGroup }).optional().meta({
    description:
      "The node resource group; required where AKS manages the route table, for an origin with a private link, and by application-gateway-for-containers.",
    fallback: "not known",
  }),
  principalId: guid.optional().meta({
    description: "Object id of the cluster's identity, which is granted roles.",
    fallback: "not known; required by ingresses with load balancers",
  }),
  oidcIssuerUrl: z
    .url({
      protocol: /^https$/,
      error: "expected an address such as https://westeurope.oic.prod-aks.azure.com/…",
    })
    .regex(/^[^\s{}]+$/, { error: "expected an address without braces" })
    .optional()
    .meta({
      description: "Issuer of the tokens of its service accounts.",
      fallback: "not known; required by agic-helm and application-gateway-for-containers",
    }),
  agicPrincipalId: guid.optional().meta({
    description: "Object id of the identity of its AGIC add-on, for roles on a gateway that is created.",
    fallback: "not known; no roles are granted to it",
  }),
});

export type ExistingClusterSpec = z.output<typeof existingCluster>;
