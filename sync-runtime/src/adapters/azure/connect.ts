import type { TokenCredential } from "@azure/core-auth";
import type { HttpClient } from "@azure/core-rest-pipeline";
import type { Clock } from "../../ports/clock.js";
import type { Access } from "../../ports/access.js";
import type { RouteTables } from "../../ports/route-tables.js";
import { ArmRouteTables } from "./arm-route-tables.js";
import { cloudOf } from "./cloud.js";
import type { CloudName } from "./cloud.js";
import { bounded, credentialFor } from "./credential.js";

export type { HttpClient, TokenCredential };

export interface AzureOptions {
  /** Default `public`. */
  readonly cloud?: CloudName | undefined;
  /** Another address of the same Resource Manager: https only, since tokens travel there. */
  readonly endpoint?: string | undefined;
  /** Client id of a user-assigned identity. Default: DefaultAzureCredential. */
  readonly clientId?: string | undefined;
  /** In place of either. */
  readonly credential?: TokenCredential | undefined;
  /** In place of the network. */
  readonly httpClient?: HttpClient | undefined;
  /** Between two looks at a running write, in milliseconds. Default 250. */
  readonly pollMs?: number | undefined;
}

/** The real route tables, in the cloud that the options name. */
export async function connectAzure(options: AzureOptions, clock: Clock): Promise<RouteTables & Access> {
  const cloud = cloudOf(options.cloud ?? "public", options.endpoint);
  const credential =
    options.credential === undefined
      ? await credentialFor(cloud, options.clientId, clock)
      : bounded(options.credential, clock);
  const { httpClient, pollMs } = options;
  return new ArmRouteTables({
    cloud,
    credential,
    clock,
    ...(httpClient === undefined ? {} : { httpClient }),
    ...(pollMs === undefined ? {} : { pollMs }),
  });
}
