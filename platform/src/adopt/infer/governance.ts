import type { Inventory } from "../inventory.js";
import { clustersIn } from "../relations.js";
import { compact, unlessEmpty, type Spec } from "../spec.js";
import { block, text, texts } from "../values.js";
import { policiesSpec, type PolicySpoke } from "./policies.js";

/** The key `governance`: custom roles where an identity of a cluster has one, and policies; undefined without either. */
export function governanceSpec(
  inventory: Inventory,
  platform: string,
  spokes: readonly PolicySpoke[],
): Spec | undefined {
  const identities = clustersIn(inventory)
    .flatMap(({ values }) => texts(block(values, "identity"), "identity_ids"))
    .map((id) => inventory.byId("azurerm_user_assigned_identity", id));
  const principals = new Set(identities.map((identity) => text(identity?.values ?? {}, "principal_id")));
  const custom = new Set(
    inventory.of("azurerm_role_definition").map(({ values }) => text(values, "role_definition_resource_id")),
  );
  const isCustom = inventory
    .of("azurerm_role_assignment")
    .some(
      ({ values }) =>
        principals.has(text(values, "principal_id")) && custom.has(text(values, "role_definition_id")),
    );
  return unlessEmpty(
    compact({
      roles: isCustom ? "custom" : undefined,
      policies: policiesSpec(inventory, platform, spokes),
    }),
  );
}
