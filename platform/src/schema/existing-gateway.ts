import { DEFAULTS } from "@aks-topology/constructs/internal";
import * as z from "zod";
import { dnsRecord } from "./dns-record.js";
import { existingRouteTable, existingSubnet } from "./existing.js";
import { earlier, idOf, ipAddress, key } from "./values.js";

const publicIp = z
  .strictObject({
    id: idOf("Microsoft.Network/publicIPAddresses").meta({ description: "Its id." }),
  })
  .optional()
  .meta({ description: "The public address.", fallback: "not known; required by public DNS records" });
const privateIp = ipAddress.meta({ description: "The private address." });

const frontend = z.discriminatedUnion("type", [
  z.strictObject({ type: z.literal("public").meta({ description: "A public address." }), publicIp }),
  z.strictObject({ type: z.literal("private").meta({ description: "A private address." }), privateIp }),
  z.strictObject({
    type: z.literal("public-and-private").meta({ description: "One of each." }),
    publicIp,
    privateIp,
  }),
]);

/** An Application Gateway that exists already: its id, and what an id does not say. */
export const existingGateway = z.strictObject({
  was: earlier(key),
  id: idOf("Microsoft.Network/applicationGateways").meta({
    description: "Id of the existing gateway, in the spoke's subscription. Nothing of it is changed.",
  }),
  subnet: existingSubnet.meta({ description: "Subnet of the gateway." }),
  routeTable: z
    .union([z.enum(["mirrored", "shared"]), existingRouteTable], {
      error: "expected mirrored, shared, or { id: … } of an existing table",
    })
    .default(DEFAULTS.gateway.routeTable)
    .meta({
      description:
        "Table of its subnet: the id of an existing one that mirrors the cluster's, the cluster's own, or one that is created where kubenet needs it, which requires associate: true of the subnet.",
    }),
  frontend: frontend
    .default({ type: "public" })
    .meta({ description: "Addresses of the gateway, to which DNS records point." }),
  identity: z
    .strictObject({
      id: idOf("Microsoft.ManagedIdentity/userAssignedIdentities").meta({ description: "Its id." }),
    })
    .optional()
    .meta({
      description: "Identity that fetches its certificates, which AGIC assigns with each write.",
      fallback: "none",
    }),
  networkIsolation: z
    .boolean()
    .default(DEFAULTS.gateway.networkIsolation)
    .meta({ description: "Whether it was created with network isolation." }),
  dns: z.array(dnsRecord).optional().meta({ description: "Names of the gateway in DNS, to create." }),
});

export type ExistingGatewaySpec = z.output<typeof existingGateway>;
