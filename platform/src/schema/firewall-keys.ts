import { DEFAULTS } from "@aks-topology/constructs/internal";
import * as z from "zod";
import { azureName } from "./naming.js";
import { zones } from "./values.js";

/** Keys of a firewall that is created, in a network or in a virtual hub. */
export const OF_ANY_FIREWALL = {
  name: azureName.optional().meta({
    description: "Name of the firewall in Azure.",
    fallback: "by the pattern of naming",
  }),
  policyName: azureName.optional().meta({
    description:
      "Name of the firewall's policy in Azure. A new one lets the tier of a running firewall change.",
    fallback: "by the pattern of naming",
  }),
  tier: z
    .enum(["Basic", "Standard", "Premium"])
    .default(DEFAULTS.firewall.tier)
    .meta({ description: "Tier of Azure Firewall." }),
  zones: zones.optional(),
};
