import { z } from "zod";
import { addressSpace, cidr, guid, zones } from "./values.js";

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

export const hub = z.strictObject({
  subscriptionId: guid.optional().meta({ description: "Subscription of the hub. Default: the provider's." }),
  location: z.string().optional().meta({ description: "Region. Default: the platform's." }),
  addressSpace: addressSpace.meta({ description: "Range or ranges of the hub's network." }),
  firewall: firewall.optional().meta({ description: "The firewall that all egress passes." }),
});

export type HubSpec = z.output<typeof hub>;
export type FirewallSpec = z.output<typeof firewall>;
