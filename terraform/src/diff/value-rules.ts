/**
 * What the provider decides by values while planning, beyond the lists of forcing arguments. Source: azurerm,
 * `CustomizeDiff` of each resource from 4.55.0 to 5.2.0; a version is the first whose source has the rule.
 */
import { isDeepStrictEqual } from "node:util";
import { isObject } from "../json.js";
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

/** The first versions that change a cluster in place where Azure does, or replace it where Azure does not. */
const CILIUM_FROM_AZURE = "4.58.0";
const CILIUM_FROM_CALICO = "4.59.0";
const OVERLAY_FROM_KUBENET = "4.66.0";
const OIDC_ISSUER_STAYS = "4.68.0";

const always: ValueRule = () => true;
const removed: ValueRule = ({ now }) => isEmpty(now);

function changedFrom(value: unknown): ValueRule {
  return ({ old }) => old === value;
}

const CLUSTER: Readonly<Record<string, ValueRule>> = {
  "network_profile.network_plugin": ({ old, now, after, version }) =>
    !(
      isAtLeast(version, OVERLAY_FROM_KUBENET) &&
      old === "kubenet" &&
      now === "azure" &&
      after("network_profile.network_plugin_mode") === "overlay"
    ),
  "network_profile.network_plugin_mode": ({ now }) => String(now).toLowerCase() !== "overlay",
  "network_profile.network_data_plane": ({ old, now, version }) =>
    !isEmpty(old) && !(isAtLeast(version, CILIUM_FROM_AZURE) && old === "azure" && now === "cilium"),
  "network_profile.network_policy": ({ old, now, version }) =>
    !isEmpty(old) && !(now === "cilium" && becomesCilium(old, version)),
  "network_profile.pod_cidr": podRange,
  "network_profile.pod_cidrs": podRange,
  // The block exists without being configured where the outbound type needs it.
  "network_profile.load_balancer_profile": ({ before }) =>
    before("network_profile.outbound_type") !== "loadBalancer",
  "network_profile.nat_gateway_profile": ({ before }) =>
    before("network_profile.outbound_type") !== "managedNATGateway",
  "api_server_access_profile.subnet_id": removed,
  oidc_issuer_enabled: ({ old, version }) => isAtLeast(version, OIDC_ISSUER_STAYS) && old === true,
  "default_node_pool.name": always,
  service_principal: ({ before }) => !isEmpty(before("identity")),
  "service_principal.client_id": ({ before }) => !isEmpty(before("identity")),
  "default_node_pool.upgrade_settings.drain_timeout_in_minutes": removed,
  "default_node_pool.upgrade_settings.undrainable_node_behavior": removed,
  "windows_profile.gmsa": removed,
  "windows_profile.gmsa.dns_server": removed,
  "windows_profile.gmsa.root_domain": removed,
};

function becomesCilium(policy: unknown, version: string): boolean {
  return (
    (policy === "azure" && isAtLeast(version, CILIUM_FROM_AZURE)) ||
    (policy === "calico" && isAtLeast(version, CILIUM_FROM_CALICO))
  );
}

function podRange({ old, version }: ValueChange): boolean {
  return !isAtLeast(version, OVERLAY_FROM_KUBENET) || !isEmpty(old);
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

/** Sizes of an ExpressRoute gateway in availability zones: Azure does not change them into the others. */
const ZONAL_GATEWAY = /^ErGw(\dAZ|Scale)$/;
const GATEWAY_ZONES = "4.79.0";

/** Sizes of a workspace that are changed into each other, once in 31 days. */
const WORKSPACE_SKUS = ["capacityreservation", "pergb2018"];

const workspaceSku: ValueRule = ({ old, now }) => {
  const [from, to] = [old, now].map((sku) => (typeof sku === "string" ? sku.toLowerCase() : ""));
  const isExchanged = [from, to].sort().join() === WORKSPACE_SKUS.join();
  return from !== "" && from !== "lacluster" && !isExchanged;
};

/** A definition keeps the parameters that it has. */
const fewerParameters: ValueRule = ({ old, now }) => {
  const [before, after] = [old, now].map(parameterCount);
  return before !== undefined && after !== undefined && after < before;
};

/** Undefined for what is known after apply. */
function parameterCount(json: unknown): number | undefined {
  if (isEmpty(json)) return 0;
  const parameters = parsed(json);
  return isObject(parameters) ? Object.keys(parameters).length : undefined;
}

function parsed(json: unknown): unknown {
  if (typeof json !== "string") return undefined;
  try {
    return JSON.parse(json);
  } catch {
    return undefined;
  }
}

/** A storage account's containers and queues, which azurerm 4 also finds by its name: only from a name to an id they stay. */
const ACCOUNT_OF: Readonly<Record<string, ValueRule>> = {
  storage_account_id: ({ old }) => !isEmpty(old),
  storage_account_name: ({ now }) => !isEmpty(now),
};

const KEY_RELEASE: Readonly<Record<string, ValueRule>> = {
  "release_policy.json": ({ old, now, before, after }) =>
    before("release_policy.immutable") === true &&
    after("release_policy.immutable") === true &&
    !isDeepStrictEqual(parsed(old), parsed(now)),
  "release_policy.immutable": changedFrom(true),
};

const RULES: Readonly<Record<string, Readonly<Record<string, ValueRule>>>> = {
  azurerm_kubernetes_cluster: CLUSTER,
  azurerm_kubernetes_cluster_node_pool: NODE_POOL,
  azurerm_kubernetes_automatic_cluster: { "api_server_access.subnet_id": removed, "identity.type": always },
  azurerm_bastion_host: {
    sku: ({ old, now }) => BASTION_SKUS.indexOf(now) < BASTION_SKUS.indexOf(old),
  },
  azurerm_container_registry_cache_rule: { credential_set_id: removed },
  azurerm_data_protection_backup_vault: {
    cross_region_restore_enabled: changedFrom(true),
    immutability: changedFrom("Locked"),
    soft_delete: changedFrom("AlwaysOn"),
  },
  azurerm_disk_encryption_set: {
    "identity.type": ({ old, now }) => String(old).includes("UserAssigned") && now === "SystemAssigned",
  },
  azurerm_express_route_circuit: {
    bandwidth_in_mbps: ({ old, now }) => Number(now ?? 0) < Number(old ?? 0),
  },
  azurerm_key_vault_key: { expiration_date: removed, ...KEY_RELEASE },
  azurerm_log_analytics_workspace: { sku: workspaceSku },
  azurerm_monitor_data_collection_rule: { kind: ({ old }) => !isEmpty(old) },
  azurerm_policy_definition: { parameters: fewerParameters },
  azurerm_policy_set_definition: { parameters: fewerParameters },
  azurerm_public_ip: { domain_name_label_scope: ({ old, now }) => !isEmpty(old) || isEmpty(now) },
  azurerm_service_plan: {
    zone_balancing_enabled: ({ now, after }) => now === true && Number(after("worker_count") ?? 1) < 2,
  },
  azurerm_storage_account: {
    account_kind: ({ old, now }) => old !== "Storage" && now !== "StorageV2",
    account_replication_type: ({ old, now }) => ZONAL.test(String(old)) !== ZONAL.test(String(now)),
    "immutability_policy.state": changedFrom("Locked"),
    large_file_share_enabled: changedFrom(true),
  },
  azurerm_storage_container: ACCOUNT_OF,
  azurerm_storage_queue: ACCOUNT_OF,
  azurerm_virtual_network_gateway: {
    sku: ({ old, now, after, version }) =>
      isAtLeast(version, GATEWAY_ZONES) &&
      after("type") === "ExpressRoute" &&
      ZONAL_GATEWAY.test(String(old)) !== ZONAL_GATEWAY.test(String(now)),
  },
};

/** The rule for an argument of a type; undefined where the lists decide alone. */
export function valueRule(type: string, path: string): ValueRule | undefined {
  return RULES[type]?.[path];
}

/** Arguments of a type whose changes are decided by values. */
export function pathsWithValueRule(type: string): readonly string[] {
  return Object.keys(RULES[type] ?? {});
}

/** Whether a version is another one or later: `4.66.1` and `4.66.0`. */
export function isAtLeast(version: string, other: string): boolean {
  return version.localeCompare(other, "en", { numeric: true }) >= 0;
}
