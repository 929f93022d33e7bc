import { privateTargetType } from "@aks-topology/constructs/internal";
import { isWithin, nameOf, type FoundResource, type Inventory } from "../inventory.js";
import { FreeKeys } from "../keys.js";
import { compact, unlessEmpty, type Spec } from "../spec.js";
import { block, flag, text, texts } from "../values.js";
import { isExisting, type KeptIds } from "./kept.js";

const ENDPOINT = "azurerm_private_endpoint";

/** The key `privateEndpoints` of a spoke: those of vaults and registries that are managed elsewhere. */
export function privateEndpointsSpec(
  inventory: Inventory,
  networkId: string,
  kept: KeptIds,
): Spec | undefined {
  const keys = new FreeKeys();
  const entries = inventory
    .of(ENDPOINT)
    .filter(({ values }) => isWithin(text(values, "subnet_id") ?? "", networkId))
    .flatMap((endpoint) => {
      const id = targetOf(endpoint);
      if (id === undefined || privateTargetType(id) === undefined || isManagedVault(inventory, id)) return [];
      const key = keys.take(nameOf(endpoint).split("-").at(-1) ?? "", "endpoint");
      return [[key, endpointSpec(inventory, endpoint, id, kept)] as const];
    });
  return unlessEmpty(Object.fromEntries(entries));
}

/** Whether a vault is reached by a private endpoint alone; undefined where it has one address of the Internet. */
export function isReachedByEndpoint(inventory: Inventory, vaultId: string): boolean {
  return inventory
    .of(ENDPOINT)
    .some((endpoint) => targetOf(endpoint)?.toLowerCase() === vaultId.toLowerCase());
}

function endpointSpec(inventory: Inventory, { values }: FoundResource, id: string, kept: KeptIds): Spec {
  const [zone] = texts(block(values, "private_dns_zone_group"), "private_dns_zone_ids");
  const isManual = flag(block(values, "private_service_connection"), "is_manual_connection");
  return compact({
    id,
    approval: isManual ? "manual" : undefined,
    zone: isExisting(inventory, kept, "azurerm_private_dns_zone", zone) ? { id: zone } : undefined,
  });
}

function targetOf({ values }: FoundResource): string | undefined {
  return text(block(values, "private_service_connection"), "private_connection_resource_id");
}

function isManagedVault(inventory: Inventory, id: string): boolean {
  return inventory.of("azurerm_key_vault").some((vault) => vault.id.toLowerCase() === id.toLowerCase());
}
