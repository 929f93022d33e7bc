import { DEFAULTS } from "@aks-topology/constructs/internal";
import * as z from "zod";
import { backend } from "./backend.js";
import { cluster } from "./cluster.js";
import { gateway } from "./gateway.js";
import { governance } from "./governance.js";
import { dns, hub } from "./hub.js";
import { routeSync } from "./route-sync.js";
import { addressSpace, guid, key, region, tags } from "./values.js";

/** The shape of the platform file, defined by the schemas of this folder alone. */

const spoke = z.strictObject({
  subscriptionId: guid.optional().meta({ description: "Subscription of the spoke.", fallback: "the hub's" }),
  location: region.optional().meta({ description: "Region.", fallback: "the platform's" }),
  addressSpace: addressSpace.meta({ description: "Range or ranges of the spoke's network." }),
  dns: dns
    .default(DEFAULTS.spoke.dns)
    .meta({ description: "DNS resolver of the spoke's network.", fallback: "Azure's own resolver" }),
  gateways: z.record(key, gateway).default({}).meta({ description: "Application Gateways by name." }),
  clusters: z.record(key, cluster).default({}).meta({ description: "Clusters by name." }),
});

export const platformSchema = z.strictObject({
  apiVersion: z.literal("aks-topology/v1").meta({ description: "Version of the file's format." }),
  name: key.meta({ description: "First part of every name." }),
  location: region.meta({ description: "Azure region." }),
  azurerm: z
    .union([z.literal(4), z.literal(5)])
    .default(4)
    .meta({ description: "Major version of the azurerm provider for which output is written." }),
  stacks: z
    .enum(["single", "per-spoke"])
    .default("single")
    .meta({ description: "One state, or one for the hub and one per spoke." }),
  backend: backend
    .optional()
    .meta({ description: "Where Terraform keeps state.", fallback: "the pipeline decides" }),
  tags: tags.optional().meta({ description: "Tags of every resource, at most 50." }),
  hub: hub.meta({ description: "The hub network: firewall, DNS, gateway to on-premises." }),
  spokes: z.record(key, spoke).meta({ description: "Spokes by name." }),
  governance: governance
    .prefault({})
    .meta({ description: "Policies, and the kind of roles that identities are granted." }),
  routeSync: routeSync.optional().meta({
    description: "The runtime that keeps the gateways' route tables in step.",
    fallback: "made where it is needed",
  }),
});

/** A platform file whose shape is right, with ranges as value objects and defaults filled in. */
export type Platform = z.output<typeof platformSchema>;
export type SpokeSpec = z.output<typeof spoke>;
