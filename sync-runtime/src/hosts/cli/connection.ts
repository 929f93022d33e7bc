import type { CloudName } from "../../adapters/azure/cloud.js";
import type { AzureOptions } from "../../adapters/azure/connect.js";
import { connectionSettings } from "../../config/app-settings.js";
import type { Io } from "./io.js";
import type { CommonOptions } from "./options.js";

/** Which Azure to talk to and as whom: the command line before the environment. @throws ConfigError */
export function azureOptionsOf(
  options: CommonOptions,
  { env, azure }: Io,
): AzureOptions & { cloud: CloudName } {
  const settings = connectionSettings(env);
  return {
    ...azure,
    cloud: options.cloud ?? settings.ROUTE_SYNC_CLOUD,
    endpoint: options.endpoint ?? settings.ROUTE_SYNC_ARM_ENDPOINT,
    clientId: options.clientId ?? settings.ROUTE_SYNC_CLIENT_ID,
  };
}
