import type { TokenCredential } from "@azure/core-auth";
import type { HttpClient } from "@azure/core-rest-pipeline";
import type { Clock } from "../../ports/clock.js";
import type { Access } from "../../ports/access.js";
import type { Clusters } from "../../ports/clusters.js";
import type { RouteTables } from "../../ports/route-tables.js";
import { ArmRouteTables } from "./arm-route-tables.js";
import { cloudOf, type CloudName } from "./cloud.js";
import { credentialFor, remembered, steady } from "./credential.js";

export type { HttpClient, TokenCredential };

export interface AzureOptions {
  /** @default `public` */
  readonly cloud?: CloudName | undefined;
  /** Another address of the same Resource Manager: https only, since tokens travel there. @default the cloud's own */
  readonly endpoint?: string | undefined;
  /** Client id of a user-assigned identity. @default DefaultAzureCredential */
  readonly clientId?: string | undefined;
  /** In place of either. @default the credential of `clientId` */
  readonly credential?: TokenCredential | undefined;
  /** In place of the network. @default the SDK's own client */
  readonly httpClient?: HttpClient | undefined;
  /** Between two looks at a running write, in milliseconds. @default 250 */
  readonly pollMs?: number | undefined;
}

/** The real route tables, in the cloud that the options name. */
export async function connectAzure(options: AzureOptions, clock: Clock): Promise<RouteTables> {
  const cloud = cloudOf(options.cloud ?? "public", options.endpoint);
  const { credential: given } = options;
  const credential =
    given === undefined ? await credentialFor(cloud, options.clientId, clock) : steady(() => given, clock);
  const { httpClient, pollMs } = options;
  return new ArmRouteTables({
    cloud,
    credential,
    clock,
    ...(httpClient === undefined ? {} : { httpClient }),
    ...(pollMs === undefined ? {} : { pollMs }),
  });
}

/** The route tables with all that the doctor asks besides, by one sign-in. */
export async function connectDoctor(
  options: AzureOptions,
  clock: Clock,
): Promise<{ readonly tables: RouteTables; readonly access: Access; readonly clusters: Clusters }> {
  const cloud = cloudOf(options.cloud ?? "public", options.endpoint);
  const { credential: given } = options;
  const credential = remembered(
    given === undefined ? await credentialFor(cloud, options.clientId, clock) : steady(() => given, clock),
    clock,
  );
  const { ArmRequests } = await import("./arm-requests.js");
  const { ArmAccess } = await import("./arm-access.js");
  const { ArmClusters } = await import("./arm-clusters.js");
  const requests = new ArmRequests({ cloud, credential, clock, httpClient: options.httpClient });
  return {
    tables: await connectAzure({ ...options, credential }, clock),
    access: new ArmAccess(requests, { cloud, credential }),
    clusters: new ArmClusters(requests),
  };
}
