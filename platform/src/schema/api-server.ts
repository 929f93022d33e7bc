import { DEFAULTS } from "@aks-topology/constructs/internal";
import * as z from "zod";
import { existingSubnet, prefixOrSubnet } from "./existing.js";
import { idOf, ipv4Cidr } from "./values.js";

const privateDns = z
  .discriminatedUnion("type", [
    z
      .strictObject({ type: z.literal("public-fqdn") })
      .meta({ description: "No zone: the public name resolves to the private address." }),
    z
      .strictObject({ type: z.literal("system-zone") })
      .meta({ description: "A zone that AKS creates and links to the cluster's network." }),
    z
      .strictObject({
        type: z.literal("custom-zone"),
        zoneId: idOf("Microsoft.Network/privateDnsZones", "Microsoft.Network/dnsZones").optional().meta({
          description: "Id of an existing zone.",
          fallback: "one is made in the hub for the region",
        }),
      })
      .meta({ description: "A custom zone, linked to hub and spoke." }),
  ])
  .meta({ description: "Where the API server's name is resolved." });

const PUBLIC_ACCESS = {
  authorizedIpRanges: z
    .array(ipv4Cidr)
    .min(1, { error: "expected at least one range: Azure takes an empty list as any caller" })
    .optional()
    .meta({ description: "Ranges that may call the API server.", fallback: "any caller" }),
  includeEgress: z
    .boolean()
    .default(DEFAULTS.apiServer.includeEgress)
    .meta({ description: "Whether the cluster's egress addresses may call it too." }),
};

const access = z.discriminatedUnion("type", [
  z.strictObject({ type: z.literal("public").meta({ description: "A public address." }), ...PUBLIC_ACCESS }),
  z.strictObject({
    type: z.literal("private").meta({ description: "A private address." }),
    dns: privateDns.default({ type: "public-fqdn" }),
  }),
]);

/** An API server in a subnet of the spoke. */
export const vnetIntegration = z
  .strictObject({
    type: z.literal("vnet-integration").meta({
      description: "An address in a subnet of the spoke, which nodes call without a private endpoint.",
    }),
    access: access
      .prefault({ type: "private" })
      .meta({ description: "Whether the API server is called by a private or a public address." }),
    subnetPrefix: ipv4Cidr
      .optional()
      .meta({ description: "Prefix of the API server's subnet, a /28 or larger.", fallback: "allocated" }),
    subnet: existingSubnet.optional().meta({
      description: "Existing subnet of the API server, delegated to AKS.",
      fallback: "one is created",
    }),
  })
  .refine(...prefixOrSubnet("subnet", "subnetPrefix"));

/** How users and nodes reach the API server. */
export const apiServer = z.discriminatedUnion("type", [...access.options, vnetIntegration]);

export type ApiServerSpec = z.output<typeof apiServer>;
export type AccessSpec = z.output<typeof access>;
