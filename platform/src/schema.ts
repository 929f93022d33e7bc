import { z } from "zod";
import { addressSpace, cidr, guid, ipAddress, key, surge, zones } from "./values.js";
import { Cidr } from "@aks-topology/constructs";

/** The shape of the platform file: the only place where it is defined. */

const tags = z
  .record(z.string().min(1).max(512), z.string().max(256))
  .meta({ description: "Tags of every resource." });

const firewall = z.strictObject({
  tier: z
    .enum(["Basic", "Standard", "Premium"])
    .default("Standard")
    .meta({ description: "Tier of Azure Firewall." }),
  zones: zones.optional(),
  publicIps: z.int().min(1).max(250).default(1).meta({
    description:
      "Public addresses; each gives every instance 2,496 SNAT ports. AKS advises 20 in production.",
  }),
  subnetPrefix: cidr
    .optional()
    .meta({ description: "Prefix of AzureFirewallSubnet. Default: the hub's first /26." }),
});

const hub = z.strictObject({
  subscriptionId: guid.optional().meta({ description: "Subscription of the hub. Default: the provider's." }),
  location: z.string().optional().meta({ description: "Region. Default: the platform's." }),
  addressSpace: addressSpace.meta({ description: "Range or ranges of the hub's network." }),
  firewall: firewall.optional().meta({ description: "The firewall that all egress passes." }),
});

const gateway = z.strictObject({
  tier: z.enum(["WAF_v2", "Standard_v2"]).default("WAF_v2"),
  instances: z
    .union(
      [
        z.int().min(1).max(125),
        z.strictObject({ min: z.int().min(0).max(125), max: z.int().min(1).max(125) }),
      ],
      {
        error: "expected a number of instances, or { min, max }",
      },
    )
    .optional()
    .meta({ description: "Instances, or the least and most of them. Default: 2 to 10." }),
  zones: zones.optional(),
  subnetPrefix: cidr
    .optional()
    .meta({ description: "Prefix of the gateway's subnet. Default: allocated, a /24 where there is room." }),
  ports: z
    .array(z.int().min(1).max(65535))
    .min(1)
    .optional()
    .meta({ description: "Ports that people reach. Default: 80 and 443." }),
});

const DEFAULT_POD_CIDR = "10.244.0.0/16";
/** AKS would take 10.0.0.0/16, which hubs often use; this one is free in most companies. */
const DEFAULT_SERVICE_CIDR = "172.16.0.0/16";

const network = z.discriminatedUnion("plugin", [
  z.strictObject({
    plugin: z.literal("kubenet"),
    podCidr: cidr
      .default(Cidr.of(DEFAULT_POD_CIDR))
      .meta({ description: `Range of the pods, a /24 a node. Default: ${DEFAULT_POD_CIDR}.` }),
    serviceCidr: cidr
      .default(Cidr.of(DEFAULT_SERVICE_CIDR))
      .meta({ description: `Range of the services. Default: ${DEFAULT_SERVICE_CIDR}.` }),
    dnsServiceIp: ipAddress
      .optional()
      .meta({ description: "Address of the cluster's DNS. Default: the tenth of the service range." }),
    policy: z
      .enum(["calico"])
      .optional()
      .meta({ description: "Who enforces network policies. Default: nobody." }),
  }),
]);

const privateDns = z.discriminatedUnion("type", [z.strictObject({ type: z.literal("public-fqdn") })]);

const apiServer = z.discriminatedUnion("type", [
  z.strictObject({
    type: z.literal("private"),
    dns: privateDns
      .default({ type: "public-fqdn" })
      .meta({ description: "Who answers the API server's name." }),
  }),
]);

const egress = z.discriminatedUnion("type", [z.strictObject({ type: z.literal("firewall") })]);

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
  subnetPrefix: cidr
    .optional()
    .meta({ description: "Prefix of the pool's subnet. Default: allocated from the spoke." }),
});

const poolName = z
  .string()
  .regex(/^[a-z][a-z0-9]{0,11}$/, {
    error: "expected lower-case letters and digits, at most 12, beginning with a letter",
  });

const cluster = z.strictObject({
  kubernetesVersion: z
    .string({ error: 'expected a version in quotes, such as "1.34"' })
    .regex(/^1\.\d+(\.\d+)?$/, { error: 'expected a version such as "1.34"' })
    .optional(),
  tier: z
    .enum(["Free", "Standard", "Premium"])
    .default("Standard")
    .meta({ description: "Uptime tier of the control plane." }),
  network,
  apiServer: apiServer.default({ type: "private", dns: { type: "public-fqdn" } }),
  egress: egress.default({ type: "firewall" }),
  ingress: ingress.default({ type: "none" }),
  nodePools: z
    .record(poolName, nodePool)
    .meta({ description: "Node pools by name; the first one runs the system's pods." }),
});

const spoke = z.strictObject({
  subscriptionId: guid.optional().meta({ description: "Subscription of the spoke. Default: the hub's." }),
  location: z.string().optional().meta({ description: "Region. Default: the platform's." }),
  addressSpace: addressSpace.meta({ description: "Range or ranges of the spoke's network." }),
  gateways: z.record(key, gateway).default({}).meta({ description: "Application Gateways by name." }),
  clusters: z.record(key, cluster).default({}).meta({ description: "Clusters by name." }),
});

const backend = z.discriminatedUnion("type", [
  z.strictObject({
    type: z.literal("azurerm"),
    resourceGroup: z.string().min(1),
    storageAccount: z
      .string()
      .regex(/^[a-z0-9]{3,24}$/, { error: "expected 3 to 24 lower-case letters and digits" }),
    container: z.string().min(3),
    subscriptionId: guid.optional(),
    key: z
      .string()
      .optional()
      .meta({ description: "Blob of the state, with STACK for the stack's name. Default: STACK.tfstate." }),
  }),
  z.strictObject({ type: z.literal("local") }),
]);

export const platformSchema = z.strictObject({
  apiVersion: z.literal("aks-topology/v1"),
  name: key.meta({ description: "First part of every name." }),
  location: z
    .string()
    .regex(/^[a-z0-9]+$/, { error: "expected a region in lower case, such as westeurope" })
    .meta({ description: "Azure region." }),
  azurerm: z
    .union([z.literal(4), z.literal(5)])
    .default(4)
    .meta({ description: "Major of the azurerm provider that the output is for." }),
  stacks: z
    .enum(["single", "per-spoke"])
    .default("single")
    .meta({ description: "One state, or one for the hub and one a spoke." }),
  backend: backend
    .optional()
    .meta({ description: "Where Terraform keeps state. Default: the pipeline decides." }),
  tags: tags.optional(),
  hub,
  spokes: z.record(key, spoke).meta({ description: "Spokes by name." }),
});

/** A platform file whose shape is right, with ranges as value objects and defaults filled in. */
export type Platform = z.output<typeof platformSchema>;
export type SpokeSpec = Platform["spokes"][string];
export type ClusterSpec = SpokeSpec["clusters"][string];
export type GatewaySpec = SpokeSpec["gateways"][string];
export type NodePoolSpec = ClusterSpec["nodePools"][string];

/** The JSON Schema that editors complete and check the file with. */
export function platformJsonSchema(): object {
  return {
    ...z.toJSONSchema(platformSchema, { io: "input", unrepresentable: "any" }),
    title: "aks-topology platform file",
  };
}
