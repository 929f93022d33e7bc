import * as z from "zod";

/**
 * Services with endpoints in subnets; Azure refuses others when the subnet is written, and compares the case of names.
 * Source: Virtual Network documentation, service endpoints, and azurerm's `service_endpoints` of a subnet.
 */
const SERVICES_WITH_ENDPOINTS = [
  "Microsoft.AzureActiveDirectory",
  "Microsoft.AzureCosmosDB",
  "Microsoft.CognitiveServices",
  "Microsoft.ContainerRegistry",
  "Microsoft.EventHub",
  "Microsoft.KeyVault",
  "Microsoft.ServiceBus",
  "Microsoft.Sql",
  "Microsoft.Storage",
  "Microsoft.Storage.Global",
  "Microsoft.Web",
] as const;

export const serviceEndpoints = z
  .array(z.enum(SERVICES_WITH_ENDPOINTS))
  .optional()
  .meta({ description: "Services that the node subnets reach over Azure's backbone." });
