import type { TerraformProvider } from "cdktf";
import type { PrivateStorage } from "../../route-sync/sync-storage.js";
import { privateEndpointsOf } from "../cluster/private-endpoints.js";
import type { ISpoke } from "../estate/spoke.js";

/**
 * The runtime's storage behind private endpoints of a spoke, for the `privateStorage` of a route sync whose `network` is in it.
 *
 * @param provider that of the spoke's subscription in the stack of the runtime @default the one of the runtime
 */
export function privateStorageIn(spoke: ISpoke, provider?: TerraformProvider): PrivateStorage {
  return {
    connect: (scope, account) =>
      (["blob", "queue"] as const).flatMap((service) => {
        const targetType = `Microsoft.Storage/storageAccounts/${service}Services` as const;
        const endpoint = { targetId: account.id, targetType, targetName: account.nameInput };
        const key = `route_sync_${service}`;
        const home = { scope, id: `endpoint_${service}`, provider };
        return privateEndpointsOf(spoke).add(key, endpoint, ["route-sync", service], home).dependables;
      }),
  };
}
