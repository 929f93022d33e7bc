/**
 * What the provider decides by values while planning, beyond the lists of forcing arguments. Sources: azurerm 4.55.0 and
 * 5.2.0, `CustomizeDiff` of each resource; azurerm's changelog for what 4.66.0 changed in clusters.
 */
import { isEmpty } from "./normal.js";

/** A change of one argument, and the resource around it. */
export interface ValueChange {
  readonly old: unknown;
  readonly now: unknown;
  /** The value of another argument of the resource, with its default. */
  readonly before: (path: string) => unknown;
  readonly after: (path: string) => unknown;
  /** The provider's version, `4.55.0`. */
  readonly version: string;
}

/** Whether a change replaces the resource. */
type ValueRule = (change: ValueChange) => boolean;

/** The first version that changes a cluster's network in place where Azure does. */
const NETWORK_IN_PLACE = "4.66.0";

const always: ValueRule = () => true;
const removed: ValueRule = ({ now }) => isEmpty(now);

const CLUSTER: Readonly<Record<string, ValueRule>> = {
  "network_profile.network_plugin": ({ old, now, after, version }) =>
    !(
      isAtLeast(version, NETWORK_IN_PLACE) &&
      old === "kubenet" &&
      now === "azure" &&
      after("network_profile.network_plugin_mode") === "overlay"
    ),
  "network_profile.network_plugin_mode": ({ now }) => String(now).toLowerCase() !== "overlay",
  "network_profile.network_data_plane": ({ old, now, version }) =>
    !isEmpty(old) && !(isAtLeast(version, NETWORK_IN_PLACE) && old === "azure" && now === "cilium"),
  "network_profile.network_policy": ({ old, now, version }) =>
    !isEmpty(old) &&
    !(isAtLeast(version, NETWORK_IN_PLACE) && (old === "azure" || old === "calico") && now === "cilium"),
  "network_profile.pod_cidr": podRange,
  "network_profile.pod_cidrs": podRange,
  // The block exists without being configured where the outbound type needs it.
  "network_profile.load_balancer_profile": ({ before }) =>
    before("network_profile.outbound_type") !== "loadBalancer",
  "network_profile.nat_gateway_profile": ({ before }) =>
    before("network_profile.outbound_type") !== "managedNATGateway",
  "api_server_access_profile.subnet_id": removed,
  oidc_issuer_enabled: ({ old, version }) => isAtLeast(version, "5.0.0") && old === true,
  "default_node_pool.name": always,
  service_principal: ({ before }) => !isEmpty(before("identity")),
  "service_principal.client_id": ({ before }) => !isEmpty(before("identity")),
  "default_node_pool.upgrade_settings.drain_timeout_in_minutes": removed,
  "default_node_pool.upgrade_settings.undrainable_node_behavior": removed,
};

function podRange({ old, version }: ValueChange): boolean {
  return !isAtLeast(version, NETWORK_IN_PLACE) || !isEmpty(old);
}

/** Operating systems between which Azure migrates a pool in place. */
const MIGRATED_IN_PLACE = /^(Ubuntu|AzureLinux)/;

const NODE_POOL: Readonly<Record<string, ValueRule>> = {
  os_sku: ({ old, now }) =>
    ![isEmpty(old) ? "Ubuntu" : old, now].every((sku) => MIGRATED_IN_PLACE.test(String(sku))),
  "upgrade_settings.drain_timeout_in_minutes": removed,
  "upgrade_settings.undrainable_node_behavior": removed,
};

const BASTION_SKUS: readonly unknown[] = ["Developer", "Basic", "Standard", "Premium"];

/** Replication within zones and across them: the provider changes one into the other by replacing the account. */
const ZONAL = /^(ZRS|GZRS|RAGZRS)$/i;

const RULES: Readonly<Record<string, Readonly<Record<string, ValueRule>>>> = {
  azurerm_kubernetes_cluster: CLUSTER,
  azurerm_kubernetes_cluster_node_pool: NODE_POOL,
  azurerm_bastion_host: {
    sku: ({ old, now }) => BASTION_SKUS.indexOf(now) < BASTION_SKUS.indexOf(old),
  },
  azurerm_storage_account: {
    account_replication_type: ({ old, now }) => ZONAL.test(String(old)) !== ZONAL.test(String(now)),
  },
  azurerm_key_vault_key: { expiration_date: removed },
};

/** The rule for an argument of a type; undefined where the lists decide alone. */
export function valueRule(type: string, path: string): ValueRule | undefined {
  return RULES[type]?.[path];
}

/** Whether a version is another one or later: `4.66.1` and `4.66.0`. */
export function isAtLeast(version: string, other: string): boolean {
  return version.localeCompare(other, "en", { numeric: true }) >= 0;
}
