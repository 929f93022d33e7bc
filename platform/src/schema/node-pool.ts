import { DEFAULTS, GPU_INSTANCES } from "@aks-topology/constructs/internal";
import * as z from "zod";
import { existingSecurityGroup, existingSubnet, prefixOrSubnet } from "./existing.js";
import { INVALID_VALUE } from "../file-rules.js";
import { earlier, ipv4Cidr, machineSize, notConstructor, surge, zones, type IssueParams } from "./values.js";

export const poolName = z
  .string()
  .regex(/^[a-z][a-z0-9]{0,11}$/, {
    error: "expected lower-case letters and digits, at most 12, beginning with a letter",
  })
  .refine(...notConstructor);

/** Keys that any pool has. */
const OF_ANY_POOL = {
  was: earlier(poolName),
  maxPods: z
    .int()
    .min(1)
    .optional()
    .meta({ description: "Maximum pods per node.", fallback: "what the plugin has" }),
  maxSurge: surge
    .prefault(DEFAULTS.nodePool.maxSurge)
    .meta({ description: "Nodes added during an upgrade." }),
  zones: zones.optional(),
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
  fips: z
    .boolean()
    .optional()
    .meta({ description: "Whether nodes use modules validated by FIPS 140.", fallback: "false" }),
  subnetPrefix: ipv4Cidr
    .optional()
    .meta({ description: "Prefix of the pool's subnet.", fallback: "allocated from the spoke" }),
  subnet: existingSubnet.optional().meta({
    description: "Existing node subnet; pools of one cluster may share it.",
    fallback: "one is created",
  }),
  securityGroup: existingSecurityGroup
    .optional()
    .meta({ description: "Existing security group of the node subnet.", fallback: "one is created" }),
};

/** Source: AKS documentation, add a spot node pool, limitations. */
function isSpotPrice(price: number): boolean {
  return price === -1 || (price > 0 && Number(price.toFixed(5)) === price);
}

const SPOT_PRICE = {
  error: "expected a price above 0 with up to five decimal places, or -1",
  params: {
    problem: INVALID_VALUE.code,
    hint: "Write a price such as 0.2, or remove maxPrice.",
    continuesKey: true,
  } satisfies IssueParams,
};

const sizedPool = z
  .strictObject({
    was: OF_ANY_POOL.was,
    vmSize: machineSize.meta({ description: "Size of the virtual machines, such as Standard_D4ds_v5." }),
    nodes: z
      .union(
        [
          z.int().min(0).max(1000),
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
          error: "expected a number of nodes, { min, max }, or auto",
        },
      )
      .meta({
        description:
          "Number of nodes, or its minimum and maximum. A pool that runs no system pods may have none.",
      }),
    maxPods: OF_ANY_POOL.maxPods,
    maxSurge: OF_ANY_POOL.maxSurge,
    zones: OF_ANY_POOL.zones,
    os: z
      .enum(["Linux", "Windows"])
      .default(DEFAULTS.nodePool.os)
      .meta({ description: "Operating system of the nodes." }),
    mode: z.enum(["System", "User"]).optional().meta({
      description: "Whether the system's pods may run here.",
      fallback: "User, but the first pool is System",
    }),
    labels: OF_ANY_POOL.labels,
    taints: OF_ANY_POOL.taints,
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
    fips: OF_ANY_POOL.fips,
    gpuDriver: z.enum(["install", "none"]).optional().meta({
      description: "Whether AKS installs the driver of NVIDIA's GPUs, or an operator in the cluster does.",
      fallback: "install, on sizes with such a GPU",
    }),
    gpuInstance: z.enum(GPU_INSTANCES).optional().meta({
      description: "Share of a GPU, in sevenths, that is one instance to pods.",
      fallback: "each GPU is whole",
    }),
    spot: z
      .strictObject({
        maxPrice: z.number().refine(isSpotPrice, SPOT_PRICE).optional().meta({
          description:
            "Most that is paid per hour, in USD, with up to five decimal places; -1 for the price of ordinary capacity.",
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
    subnetPrefix: OF_ANY_POOL.subnetPrefix,
    podSubnetPrefix: ipv4Cidr.optional().meta({
      description: "Prefix of the pool's pod subnet, for plugins that use one.",
      fallback: "allocated",
    }),
    subnet: OF_ANY_POOL.subnet,
    podSubnet: existingSubnet
      .optional()
      .meta({ description: "Existing pod subnet, for plugins that use one.", fallback: "one is created" }),
    securityGroup: OF_ANY_POOL.securityGroup,
  })
  .refine(...prefixOrSubnet("subnet", "subnetPrefix"))
  .refine(...prefixOrSubnet("podSubnet", "podSubnetPrefix"));

/** A pool of which AKS creates the nodes: the file says how many there may be, and what they may be. */
const provisionedPool = z
  .strictObject({
    was: OF_ANY_POOL.was,
    nodes: z.literal("auto").meta({
      description:
        "AKS creates nodes for the pods that wait (node auto-provisioning); requires azurerm 5. Apply the pool from the written `kubernetes/` folder.",
    }),
    vmSizes: z
      .tuple([machineSize], machineSize)
      .meta({ description: "Sizes that AKS chooses from, such as [Standard_D4ds_v5, Standard_D8ds_v5]." }),
    limits: z
      .strictObject({
        cpu: z.int().min(0).max(100_000).meta({
          description:
            "Virtual cores of all nodes together; 0 lets AKS remove the nodes. Addresses are planned for as many of the smallest size.",
        }),
        memory: z.int().min(1).max(1_000_000).optional().meta({
          description: "Memory of all nodes together, in GiB.",
          fallback: "as much as machines with these cores have",
        }),
      })
      .meta({ description: "What all nodes of the pool have together: AKS creates no node beyond it." }),
    maxPods: OF_ANY_POOL.maxPods,
    maxSurge: OF_ANY_POOL.maxSurge,
    zones: OF_ANY_POOL.zones,
    labels: OF_ANY_POOL.labels,
    taints: OF_ANY_POOL.taints,
    osSku: z.enum(["AzureLinux", "Ubuntu"]).optional().meta({
      description: "Distribution of the operating system.",
      fallback: "Ubuntu",
    }),
    fips: OF_ANY_POOL.fips,
    subnetPrefix: OF_ANY_POOL.subnetPrefix,
    subnet: OF_ANY_POOL.subnet,
    securityGroup: OF_ANY_POOL.securityGroup,
  })
  .refine(...prefixOrSubnet("subnet", "subnetPrefix"));

export const nodePool = z.union([sizedPool, provisionedPool]);

export type SizedPoolSpec = z.output<typeof sizedPool>;
export type ProvisionedPoolSpec = z.output<typeof provisionedPool>;
export type NodePoolSpec = z.output<typeof nodePool>;
