import { isPrivate, type Address } from "../address.js";
import { Unsure, type Tri } from "../tri.js";

/** Domains of the services that have service endpoints (Microsoft Learn, "Virtual network service endpoints"). */
const DOMAINS: Readonly<Record<string, readonly string[]>> = {
  "microsoft.storage": ["core.windows.net"],
  "microsoft.storage.global": ["core.windows.net"],
  "microsoft.keyvault": ["vault.azure.net"],
  "microsoft.sql": ["database.windows.net"],
  "microsoft.azurecosmosdb": ["documents.azure.com"],
  "microsoft.containerregistry": ["azurecr.io"],
  "microsoft.servicebus": ["servicebus.windows.net"],
  "microsoft.eventhub": ["servicebus.windows.net"],
  "microsoft.cognitiveservices": ["cognitiveservices.azure.com", "openai.azure.com"],
  "microsoft.web": ["azurewebsites.net"],
};

/** Whether the ranges of a service endpoint have an address. A host name outside of the service's domains is not served by it. */
export function isBehindEndpoint(address: Address, service: string): Tri {
  const doubt = (what: string): Unsure => new Unsure(`whether ${what} is in ${service}`);
  switch (address.kind) {
    case "range":
      return !isPrivate(address.range) && doubt(address.range.toString());
    case "public":
      return (DOMAINS[service.toLowerCase()] ?? []).some((domain) => address.label.endsWith(`.${domain}`));
    case "unknown":
      return doubt(address.label);
  }
}
