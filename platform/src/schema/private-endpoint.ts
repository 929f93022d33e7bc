import { DEFAULTS } from "@aks-topology/constructs/internal";
import * as z from "zod";
import { idOf } from "./values.js";

/** A private address of a resource of Azure's in a spoke. */
export const privateEndpoint = z.strictObject({
  id: idOf("Microsoft.KeyVault/vaults", "Microsoft.ContainerRegistry/registries").meta({
    description: "Id of an existing key vault, or of a container registry of tier Premium.",
  }),
  approval: z.enum(["automatic", "manual"]).default(DEFAULTS.privateEndpoint.approval).meta({
    description:
      "Who approves the connection: the deploying identity, which needs the right on the resource, or the owner of the resource, by hand.",
  }),
  zone: z
    .strictObject({
      id: idOf("Microsoft.Network/privateDnsZones").meta({ description: "Id of an existing private zone." }),
    })
    .optional()
    .meta({
      description: "Zone of the resource's private name, such as privatelink.vaultcore.azure.net.",
      fallback: "the hub's, or one that is created in it",
    }),
});

export type PrivateEndpointSpec = z.output<typeof privateEndpoint>;
