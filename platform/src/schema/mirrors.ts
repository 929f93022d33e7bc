import { canonicalArmId, RESOURCE_GROUP_ID } from "@aks-topology/constructs/internal";
import * as z from "zod";
import { INVALID_VALUE } from "../file-rules.js";
import { mirrorPolicy } from "./mirror-policy.js";
import { earlier, idOf, ipv4Cidr, key, region, type IssueParams } from "./values.js";

/** Mirrors between clusters and gateways that exist already, by their ids. */

const routeTable = idOf("Microsoft.Network/routeTables");

export const nodeResourceGroup = z
  .string()
  .refine((text) => RESOURCE_GROUP_ID.test(text), {
    error: "expected the id of a resource group: /subscriptions/<guid>/resourceGroups/…",
    params: {
      problem: INVALID_VALUE.code,
      hint: "Specify the id of a resource group, which ends in resourceGroups/NAME.",
      continuesKey: true,
    } satisfies IssueParams,
  })
  .meta({ pattern: RESOURCE_GROUP_ID.source })
  .overwrite(canonicalArmId)
  .meta({ description: "Its id: az group show --query id." });

const source = z
  .strictObject({
    id: routeTable.optional().meta({ description: "Id of the custom table, which the node subnets use." }),
    nodeResourceGroup: z
      .strictObject({ id: nodeResourceGroup })
      .optional()
      .meta({ description: "The node resource group, where AKS manages the table." }),
  })
  .refine(({ id, nodeResourceGroup: group }) => (id === undefined) !== (group === undefined), {
    error: "a mirror has one source: the id of a table, or a node resource group",
    params: {
      problem: INVALID_VALUE.code,
      hint: "Write { id } or { nodeResourceGroup: { id } }.",
    } satisfies IssueParams,
  });

const mirror = z
  .strictObject({
    was: earlier(key),
    cluster: z
      .strictObject({
        id: idOf("Microsoft.ContainerService/managedClusters").meta({ description: "Its id." }),
      })
      .meta({ description: "The cluster, which uses kubenet." }),
    gateway: z
      .strictObject({ id: idOf("Microsoft.Network/applicationGateways").meta({ description: "Its id." }) })
      .meta({ description: "The Application Gateway that addresses the cluster's pods." }),
    routeTable: source.meta({ description: "The table that AKS writes." }),
    target: z
      .strictObject({ id: routeTable.meta({ description: "Id of the table." }) })
      .optional()
      .meta({
        description: "The gateway's table, which the runtime writes.",
        fallback: "none; either target or gatewaySubnet is required",
      }),
    gatewaySubnet: z
      .strictObject({
        id: idOf("Microsoft.Network/virtualNetworks/subnets").meta({
          description: "Id of the gateway's subnet, which has no route table yet.",
        }),
        location: region
          .optional()
          .meta({ description: "Region of its network.", fallback: "the platform's" }),
      })
      .optional()
      .meta({
        description: "The gateway's subnet: a route table is created for it and associated with it.",
        fallback: "none; either target or gatewaySubnet is required",
      }),
    podCidr: ipv4Cidr.meta({ description: "Range of the cluster's pods." }),
    policy: mirrorPolicy,
  })
  .refine(({ target, gatewaySubnet }) => (target === undefined) !== (gatewaySubnet === undefined), {
    error: "a mirror has one target: the gateway's table, or the gateway's subnet, which gets one",
    params: {
      problem: INVALID_VALUE.code,
      hint: "Write target: { id } or gatewaySubnet: { id }.",
    } satisfies IssueParams,
  });

export const mirrors = z.record(key, mirror);

export type MirrorSpec = z.output<typeof mirror>;
