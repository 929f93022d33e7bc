/** Identities that exist already: their ids, and what the roles that are granted to them show. */
import { sameId, type FoundResource, type Inventory } from "../inventory.js";
import { associatedWith } from "../relations.js";
import { compact, type Spec } from "../spec.js";
import { block, text, texts, type Values } from "../values.js";
import { isExisting, type KeptIds } from "./kept.js";

const IDENTITY = "azurerm_user_assigned_identity";

/** The keys `identity` and `kubeletIdentity` of a cluster; both undefined where the file creates them. */
export function identitySpecs(inventory: Inventory, { values }: FoundResource, kept: KeptIds): Spec {
  const [id] = texts(block(values, "identity"), "identity_ids");
  const kubelet = block(values, "kubelet_identity");
  const ofNodes = text(kubelet, "user_assigned_identity_id");
  const isBrought = text(kubelet, "client_id") !== undefined && !isOfAks(values, ofNodes);
  return compact({
    identity: isExisting(inventory, kept, IDENTITY, id)
      ? compact({ id, principalId: principalOf(inventory, id) ?? principalOfCluster(inventory, values) })
      : undefined,
    kubeletIdentity:
      isBrought && isExisting(inventory, kept, IDENTITY, ofNodes)
        ? compact({
            id: ofNodes,
            principalId: text(kubelet, "object_id"),
            clientId: text(kubelet, "client_id"),
          })
        : undefined,
  });
}

/** Whether AKS has created the identity of the nodes itself, in the node resource group. */
function isOfAks(cluster: Values, identity: string | undefined): boolean {
  const [, group] = /resourceGroups\/([^/]+)\/.*\/userAssignedIdentities\/[^/]+$/i.exec(identity ?? "") ?? [];
  return group === undefined || sameId(group, text(cluster, "node_resource_group"));
}

/** The object id of an identity that was found. */
export function principalOf(inventory: Inventory, id: string | undefined): string | undefined {
  return text(inventory.byId(IDENTITY, id)?.values ?? {}, "principal_id");
}

/** The only principal without an identity that was found that has roles on what a cluster's identity needs. */
function principalOfCluster(inventory: Inventory, cluster: Values): string | undefined {
  const subnet = text(block(cluster, "default_node_pool"), "vnet_subnet_id");
  const scopes = [
    subnet,
    associatedWith(inventory, subnet, "route_table"),
    text(block(cluster, "kubelet_identity"), "user_assigned_identity_id"),
  ];
  return onlyPrincipalOn(inventory, (scope) => scopes.some((one) => sameId(one, scope)));
}

/** The only principal that has a role where the scope matches and that is no identity that was found. */
export function onlyPrincipalOn(
  inventory: Inventory,
  matches: (scope: string) => boolean,
): string | undefined {
  const known = new Set(inventory.of(IDENTITY).map(({ values }) => text(values, "principal_id")));
  const principals = inventory
    .of("azurerm_role_assignment")
    .filter(({ values }) => matches(text(values, "scope") ?? ""))
    .flatMap(({ values }) => text(values, "principal_id") ?? [])
    .filter((principal) => !known.has(principal) && !isOfService(inventory, principal));
  const [only, ...others] = new Set(principals);
  return others.length === 0 ? only : undefined;
}

/** The vault that contains what an address names, on which the principal, or any where it is not known, has a role. */
export function vaultReadBy(
  inventory: Inventory,
  principal: string | undefined,
  address: string,
): string | undefined {
  const [, name = ""] = /^https:\/\/([^./]+)/.exec(address) ?? [];
  return inventory
    .of("azurerm_role_assignment")
    .filter(({ values }) => principal === undefined || sameId(text(values, "principal_id"), principal))
    .map(({ values }) => text(values, "scope"))
    .find((scope) => scope?.toLowerCase().endsWith(`/microsoft.keyvault/vaults/${name.toLowerCase()}`));
}

/** Whether a principal is an identity that Azure has created for an add-on, for nodes or for a Front Door. */
function isOfService(inventory: Inventory, principal: string): boolean {
  const ofDoor = inventory
    .of("azurerm_cdn_frontdoor_profile")
    .some(({ values }) => text(block(values, "identity"), "principal_id") === principal);
  if (ofDoor) return true;
  return inventory.of("azurerm_kubernetes_cluster").some(({ values }) => {
    const gateway = block(values, "ingress_application_gateway");
    const agic = block(gateway, "ingress_application_gateway_identity");
    const secrets = block(block(values, "key_vault_secrets_provider"), "secret_identity");
    return [agic, secrets, block(values, "kubelet_identity")].some(
      (identity) => text(identity, "object_id") === principal,
    );
  });
}
