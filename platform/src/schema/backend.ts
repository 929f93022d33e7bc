import * as z from "zod";
import { guid, resourceGroupName } from "./values.js";

/** Blob of a stack's state. */
export const DEFAULT_BLOB = "STACK.tfstate";

export const backend = z.discriminatedUnion("type", [
  z.strictObject({
    type: z.literal("azurerm").meta({ description: "A container of a storage account." }),
    resourceGroup: resourceGroupName.meta({ description: "Resource group of the storage account." }),
    storageAccount: z
      .string()
      .regex(/^[a-z0-9]{3,24}$/, { error: "expected 3 to 24 lower-case letters and digits" })
      .meta({ description: "Storage account, which Terraform signs in to with Entra ID." }),
    container: z
      .string()
      .regex(/^(?=.{3,63}$)[a-z0-9](?:-?[a-z0-9])*$/, {
        error: "expected 3 to 63 lower-case letters, digits and single dashes",
      })
      .meta({ description: "Container of the states." }),
    subscriptionId: guid.optional().meta({
      description: "Subscription of the storage account.",
      fallback: "that of the environment",
    }),
    key: z
      .string()
      .optional()
      .meta({ description: "Blob of the state, with STACK for the stack's name.", default: DEFAULT_BLOB }),
  }),
  z.strictObject({
    type: z.literal("local").meta({ description: "Files next to the configuration of each stack." }),
  }),
]);

export type BackendSpec = z.output<typeof backend>;
