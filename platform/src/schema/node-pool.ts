import { DEFAULTS } from "@aks-topology/constructs/internal";
import * as z from "zod";
import { existingSecurityGroup, existingSubnet, prefixOrSubnet } from "./existing.js";
import { earlier, ipv4Cidr, notConstructor, surge, zones } from "./values.js";

export const poolName = z
  .string()
  .regex(/^[a-z][a-z0-9]{0,11}$/, {
    error: "expected lower-case letters and digits, at most 12, beginning with a letter",
  })
  .refine(...notConstructor);

export const nodePool = z
  .strictObject({
    was: earlier(poolName),
    vmSize: z
      .string()
      .regex(/^[A-Za-z0-9_]+$/, { error: "expected a size such as Standard_D4ds_v5" })
      .meta({ description: "Size of the virtual machines, such as Standard_D4ds_v5." }),
    nodes: z
      .union(
        [
          z.int().min(1).max(1000),
          z.strictObject({
            min: z
              .int()
              .min(0)
              .max(1000)
              .meta({ description: "Minimum number of nodes that the autoscaler keeps." }),
            max: z
              .int()
              .min(1)
              .max(1000)
              .meta({ description: "Maximum number of nodes that the autoscaler creates." }),
          }),
        ],
        {
          error: "expected a number of nodes, or { min, max }",
        },
      )
      .meta({ description: "Number of nodes, or its minimum and maximum." }),
    maxPods: z
      .int()
      .min(1)
      .optional()
      .meta({ description: "Maximum pods per node.", fallback: "what the plugin has" }),
    maxSurge: surge
      .prefault(DEFAULTS.nodePool.maxSurge)
      .meta({ description: "Nodes added during an upgrade." }),
    zones: zones.optional(),
    os: z
      .enum(["Linux", "Windows"])
      .default(DEFAULTS.nodePool.os)
      .meta({ description: "Operating system of the nodes." }),
    mode: z.enum(["System", "User"]).optional().meta({
      description: "Whether the system's pods may run here.",
      fallback: "User, but the first pool is System",
    }),
    labels: z
      .record(z.string(), z.string())
      .optional()
      .meta({ description: "Kubernetes labels of the nodes." }),
    taints: z
      .array(
        z.string().regex(/^[^=\s]+=[^:\s]*:(NoSchedule|PreferNoSchedule|NoExecute)$/, {
          error: "expected key=value:NoSchedule",
        }),
      )
      .optional()
      .meta({ description: "Kubernetes taints of the nodes." }),
    osSku: z.enum(["AzureLinux", "Ubuntu", "Ubuntu2204", "Windows2019", "Windows2022"]).optional().meta({
      description: "Distribution of the operating system.",
      fallback: "Ubuntu, or the newest Windows Server",
    }),
    osDisk: z
      .strictObject({
        type: z.enum(["managed", "ephemeral"]).meta({
          description: "A managed disk, or one on the host, which is faster and lost with the node.",
        }),
        sizeGb: z.int().min(30).max(2048).optional().meta({
          description: "Size; an ephemeral disk fits into the cache or the temporary disk of the machines.",
          fallback: "128 or more, by the size of the machines",
        }),
      })
      .optional()
      .meta({ description: "Disk of the operating system.", fallback: "managed" }),
    hostEncryption: z.boolean().optional().meta({
      description:
        "Whether temporary disks and caches are encrypted on the host. The subscription registers Microsoft.Compute/EncryptionAtHost first.",
      fallback: "false",
    }),
    fips: z
      .boolean()
      .optional()
      .meta({ description: "Whether nodes use modules validated by FIPS 140.", fallback: "false" }),
    spot: z
      .strictObject({
        maxPrice: z.number().positive().optional().meta({
          description: "Most that is paid per hour, in USD.",
          fallback: "the price of ordinary capacity",
        }),
        evictionPolicy: z
          .enum(["Delete", "Deallocate"])
          .default(DEFAULTS.spot.evictionPolicy)
          .meta({ description: "What becomes of a node that is taken back." }),
      })
      .optional()
      .meta({
        description: "Spare capacity at a lower price, which Azure takes back at any time.",
        fallback: "none",
      }),
    subnetPrefix: ipv4Cidr
      .optional()
      .meta({ description: "Prefix of the pool's subnet.", fallback: "allocated from the spoke" }),
    podSubnetPrefix: ipv4Cidr.optional().meta({
      description: "Prefix of the pool's pod subnet, for plugins that use one.",
      fallback: "allocated",
    }),
    subnet: existingSubnet.optional().meta({
      description: "Existing node subnet; pools of one cluster may share it.",
      fallback: "one is created",
    }),
    podSubnet: existingSubnet
      .optional()
      .meta({ description: "Existing pod subnet, for plugins that use one.", fallback: "one is created" }),
    securityGroup: existingSecurityGroup
      .optional()
      .meta({ description: "Existing security group of the node subnet.", fallback: "one is created" }),
  })
  .refine(...prefixOrSubnet("subnet", "subnetPrefix"))
  .refine(...prefixOrSubnet("podSubnet", "podSubnetPrefix"));

export type NodePoolSpec = z.output<typeof nodePool>;
