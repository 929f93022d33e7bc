import { DEFAULTS } from "@aks-topology/constructs/internal";
import * as z from "zod";
import { azureName } from "./naming.js";
import { earlier, healthPath, hostName, key } from "./values.js";
import { frontDoorWaf } from "./waf.js";

/** What the ingress of one cluster and a Front Door that clusters share have in common. */
export const frontDoorTier = z.enum(["Standard", "Premium"]);

/** A Front Door that several clusters share. */
export const frontDoorProfile = z.strictObject({
  was: earlier(key),
  name: azureName.optional().meta({
    description: "Name of the profile in Azure.",
    fallback: "by the pattern of naming",
  }),
  tier: frontDoorTier.default(DEFAULTS.frontDoor.tier).meta({
    description: "Tier of Front Door; origins behind a private link require Premium.",
  }),
  hostNames: z
    .array(hostName)
    .min(1)
    .optional()
    .meta({ description: "Host names of the requests.", fallback: "the name that Front Door gives" }),
  healthPath: healthPath
    .default(DEFAULTS.frontDoor.healthPath)
    .meta({ description: "Path that answers 200 while the controller of a cluster is healthy." }),
  sessionAffinity: z
    .boolean()
    .default(DEFAULTS.frontDoor.sessionAffinity)
    .meta({ description: "Whether the requests of a user stay at one cluster, by a cookie." }),
  waf: frontDoorWaf.optional().meta({
    description: "Web application firewall of all host names.",
    fallback: "none; baseline 2026-11: managed rules on Premium",
  }),
});
