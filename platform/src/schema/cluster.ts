import { z } from "zod";
import { network } from "./network.js";
import { cidr, ipAddress, key, surge, zones } from "./values.js";

const privateDns = z.discriminatedUnion("type", [z.strictObject({ type: z.literal("public-fqdn") })]);

const apiServer = z.discriminatedUnion("type", [
  z.strictObject({
    type: z.literal("private"),
    dns: privateDns
      .default({ type: "public-fqdn" })
      .meta({ description: "Who answers the API server's name." }),
  }),
]);

const egress = z.discriminatedUnion("type", [
  z.strictObject({ type: z.literal("firewall") }),
  z.strictObject({
    type: z.literal("appliance"),
    privateIp: ipAddress.meta({ description: "Address of the network virtual appliance." }),
  }),
  z.strictObject({
    type: z.literal("load-balancer"),
    publicIps: z
      .int()
      .min(1)
      .max(100)
      .optional()
      .meta({ description: "Public addresses that AKS makes. Default: 1." }),
    outboundPorts: z
      .int()
      .min(0)
      .max(64000)
      .multipleOf(8)
      .optional()
      .meta({ description: "SNAT ports a node; 0 lets AKS decide." }),
    idleTimeoutMinutes: z.int().min(4).max(100).optional(),
  }),
  z.strictObject({
    type: z.literal("managed-nat-gateway"),
    publicIps: z
      .int()
      .min(1)
      .max(16)
      .optional()
      .meta({ description: "Public addresses that AKS makes. Default: 1." }),
    idleTimeoutMinutes: z.int().min(4).max(120).optional(),
  }),
  z.strictObject({ type: z.literal("none") }),
]);

const ingress = z.discriminatedUnion("type", [
  z.strictObject({
    type: z.literal("agic-addon"),
    gateway: key.meta({ description: "Name of a gateway of the same spoke." }),
  }),
  z.strictObject({ type: z.literal("none") }),
]);

const nodePool = z.strictObject({
  vmSize: z.string().regex(/^[A-Za-z0-9_]+$/, { error: "expected a size such as Standard_D4ds_v5" }),
  nodes: z
    .union(
      [
        z.int().min(1).max(1000),
        z.strictObject({ min: z.int().min(0).max(1000), max: z.int().min(1).max(1000) }),
      ],
      {
        error: "expected a number of nodes, or { min, max }",
      },
    )
    .meta({ description: "Nodes, or the least and most of them." }),
  maxPods: z
    .int()
    .min(10)
    .max(250)
    .optional()
    .meta({ description: "Pods a node. Default: what the plugin has." }),
  maxSurge: surge.default("33%").meta({ description: 'Nodes that an upgrade adds. Default: "33%".' }),
  zones: zones.optional(),
  os: z.enum(["Linux", "Windows"]).default("Linux"),
  mode: z
    .enum(["System", "User"])
    .optional()
    .meta({
      description: "Whether the system's pods may run here. Default: User, but the first pool is System.",
    }),
  labels: z
    .record(z.string(), z.string())
    .optional()
    .meta({ description: "Kubernetes labels of the nodes." }),
  taints: z
    .array(
      z
        .string()
        .regex(/^[^=\s]+=[^:\s]*:(NoSchedule|PreferNoSchedule|NoExecute)$/, {
          error: "expected key=value:NoSchedule",
        }),
    )
    .optional()
    .meta({ description: "Kubernetes taints of the nodes." }),
  subnetPrefix: cidr
    .optional()
    .meta({ description: "Prefix of the pool's subnet. Default: allocated from the spoke." }),
  podSubnetPrefix: cidr
    .optional()
    .meta({
      description: "Prefix of the pool's pod subnet, where the plugin takes one. Default: allocated.",
    }),
});

const poolName = z
  .string()
  .regex(/^[a-z][a-z0-9]{0,11}$/, {
    error: "expected lower-case letters and digits, at most 12, beginning with a letter",
  });

export const cluster = z.strictObject({
  kubernetesVersion: z
    .string({ error: 'expected a version in quotes, such as "1.34"' })
    .regex(/^1\.\d+(\.\d+)?$/, { error: 'expected a version such as "1.34"' })
    .optional(),
  tier: z
    .enum(["Free", "Standard", "Premium"])
    .default("Standard")
    .meta({ description: "Uptime tier of the control plane." }),
  addressSpace: cidr
    .optional()
    .meta({ description: "Part of the spoke's space for this cluster's subnets. Default: an eighth of it." }),
  network,
  apiServer: apiServer.default({ type: "private", dns: { type: "public-fqdn" } }),
  egress: egress.default({ type: "firewall" }),
  ingress: ingress.default({ type: "none" }),
  nodePools: z
    .record(poolName, nodePool)
    .meta({ description: "Node pools by name; the first one runs the system's pods." }),
  serviceEndpoints: z
    .array(
      z.string().regex(/^Microsoft\.[A-Za-z.]+$/, { error: "expected a service such as Microsoft.Storage" }),
    )
    .optional()
    .meta({ description: "Services that the node subnets reach over Azure's backbone." }),
});

export type ClusterSpec = z.output<typeof cluster>;
export type NodePoolSpec = z.output<typeof nodePool>;
