import { isPrivate, type Address } from "../address.js";
import { Unsure, type Tri } from "../tri.js";
import { CLOUD_NAMES } from "./cloud-names.js";

type CloudNames = (typeof CLOUD_NAMES)[number];

/** Domains of the services that have service endpoints (Microsoft Learn, "Virtual network service endpoints"). */
const DOMAINS: Readonly<Record<string, (names: CloudNames) => string | readonly string[]>> = {
  "microsoft.storage": ({ storage }) => storage,
  "microsoft.storage.global": ({ storage }) => storage,
  "microsoft.keyvault": ({ keyVault }) => keyVault,
  "microsoft.sql": ({ sql }) => sql,
  "microsoft.azurecosmosdb": ({ cosmosDb }) => cosmosDb,
  "microsoft.containerregistry": ({ registry }) => registry,
  "microsoft.servicebus": ({ serviceBus }) => serviceBus,
  "microsoft.eventhub": ({ serviceBus }) => serviceBus,
  "microsoft.cognitiveservices": ({ cognitive }) => cognitive,
  "microsoft.web": ({ web }) => web,
};

/** The domains of a service in all clouds: a host name is of one of them only. */
function domainsOf(service: string): readonly string[] {
  const of = DOMAINS[service.toLowerCase()];
  return of === undefined ? [] : CLOUD_NAMES.flatMap((names) => of(names));
}

/** Whether the ranges of a service endpoint have an address. A host name outside of the service's domains is not served by it. */
export function isBehindEndpoint(address: Address, service: string): Tri {
  const doubt = (what: string): Unsure => new Unsure(`whether ${what} is in ${service}`);
  switch (address.kind) {
    case "range":
      return !isPrivate(address.range) && doubt(address.range.toString());
    case "public":
      return domainsOf(service).some((domain) => address.label.endsWith(`.${domain}`));
    case "unknown":
      return doubt(address.label);
  }
}
