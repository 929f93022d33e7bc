import type { TokenCredential } from "@azure/core-auth";
import type { HttpClient } from "@azure/core-rest-pipeline";

/** Who signs in to Azure, and what sends requests. */
export interface AzureAccess {
  readonly credential: TokenCredential;
  readonly httpClient: HttpClient;
}
