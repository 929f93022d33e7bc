import { GROUP, SUB } from "../arm.js";

/** One PUT of the documented request list. `hidden`: keys of `properties` that Azure never shows again. */
export interface ListedRequest {
  readonly id: string;
  readonly body: object;
  readonly hidden?: readonly string[];
}

export const WEST = { location: "westeurope" };
export function net(path: string): string {
  return `${GROUP}/providers/Microsoft.Network/${path}`;
}
export function put(id: string, properties: object, rest: object = {}): ListedRequest {
  return {
    id,
    body: { ...WEST, ...rest, properties },
  };
}
export function bare(id: string, properties: object, rest: object = {}): ListedRequest {
  return {
    id,
    body: { ...rest, properties },
  };
}
export function ref(path: string) {
  return { id: net(path) };
}
export function provider(path: string): string {
  return `${GROUP}/providers/${path}`;
}

export const IDENTITY = provider("Microsoft.ManagedIdentity/userAssignedIdentities/id");
export const ACCOUNT = provider("Microsoft.Storage/storageAccounts/stx");
export const CLUSTER = provider("Microsoft.ContainerService/managedClusters/aks");
export const SITE = provider("Microsoft.Web/sites/func");
export const VAULT = provider("Microsoft.KeyVault/vaults/kv");
export const CDN = provider("Microsoft.Cdn/profiles/fd");
export const TOPIC = provider("Microsoft.EventGrid/systemTopics/topic");
export const GUID = "11111111-2222-3333-4444-555555555555";
export const NETWORK_CONTRIBUTOR = `/subscriptions/${SUB}/providers/Microsoft.Authorization/roleDefinitions/4d97b98b-1d4f-4787-a291-c67834d212e7`;
