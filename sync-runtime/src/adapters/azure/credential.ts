import type { TokenCredential } from "@azure/core-auth";
import type { Cloud } from "./cloud.js";

/**
 * Who this process is in Azure: the user-assigned identity when its client id is given, else whatever
 * DefaultAzureCredential finds (environment, workload identity, managed identity, a signed-in developer).
 */
export async function credentialFor(cloud: Cloud, clientId?: string): Promise<TokenCredential> {
  const { DefaultAzureCredential, ManagedIdentityCredential } = await import("@azure/identity");
  const options = { authorityHost: cloud.authority };
  return clientId === undefined
    ? new DefaultAzureCredential(options)
    : new ManagedIdentityCredential({ clientId, ...options });
}
