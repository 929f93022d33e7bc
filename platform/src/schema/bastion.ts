import { BASTION_TIERS, DEFAULTS } from "@aks-topology/constructs/internal";
import * as z from "zod";
import { INVALID_VALUE } from "../file-rules.js";
import { existingPublicIp } from "./existing.js";
import { jumpHost } from "./jump-host.js";
import { azureName } from "./naming.js";
import { ipv4Cidr, zones, type IssueParams } from "./values.js";

const [WITH_SUBNET, STANDARD] = [["Basic", "Standard"], ["Standard"]] as const;

/** Azure Bastion of a hub that is created. */
export const bastion = z
  .strictObject({
    name: azureName.optional().meta({
      description: "Name of the host in Azure.",
      fallback: "by the pattern of naming",
    }),
    tier: z.enum(BASTION_TIERS).default(DEFAULTS.bastion.tier).meta({
      description:
        "Tier of Azure Bastion. Developer has no subnet and no public address, and reaches machines in the hub's network alone.",
    }),
    subnetPrefix: ipv4Cidr.optional().meta({
      description: "Prefix of AzureBastionSubnet, a /26 or larger, on tiers Basic and Standard.",
      fallback: "the hub's fourth /26",
    }),
    zones: zones.optional(),
    publicIp: existingPublicIp.optional().meta({
      description: "Existing public address, on tiers Basic and Standard.",
      fallback: "one is created",
    }),
    instances: z
      .int()
      .min(2)
      .max(50)
      .optional()
      .meta({ description: "Instances, on tier Standard.", fallback: "2" }),
    jumpHost: jumpHost.optional().meta({
      description:
        "Linux machine in the hub, without a public address, that Bastion connects to: for kubectl with private API servers.",
      fallback: "none",
    }),
    nativeClient: z.boolean().optional().meta({
      description: "Whether SSH and RDP programs may connect through it, on tier Standard.",
      fallback: "false",
    }),
  })
  // Source: Azure Bastion documentation, SKUs.
  .superRefine(({ tier, subnetPrefix, zones: own, publicIp, instances, nativeClient }, context) => {
    const keys = [
      ["subnetPrefix", subnetPrefix, WITH_SUBNET],
      ["zones", own, WITH_SUBNET],
      ["publicIp", publicIp, WITH_SUBNET],
      ["instances", instances, STANDARD],
      ["nativeClient", nativeClient, STANDARD],
    ] as const;
    for (const [key, value, tiers] of keys) {
      if (value === undefined || tiers.some((each) => each === tier)) continue;
      const params: IssueParams = {
        problem: INVALID_VALUE.code,
        hint: `Remove ${key}, or use tier ${tiers.join(" or ")}.`,
      };
      const message = `tier ${tier} of Azure Bastion has no ${key}`;
      context.addIssue({ code: "custom", message, path: [key], params: { ...params } });
    }
  });

export type BastionSpec = z.output<typeof bastion>;
