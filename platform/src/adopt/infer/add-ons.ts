import { CLOUDS, DEFAULTS } from "@aks-topology/constructs/internal";
import { sameId, type FoundResource, type Inventory } from "../inventory.js";
import { compact, unlessEmpty, type Spec } from "../spec.js";
import { block, blocks, flag, number, text, type Values } from "../values.js";
import { controllerScopes } from "./ingress.js";
import { isExisting, type KeptIds } from "./kept.js";

/** The key `addOns` of a cluster; undefined where it has none. */
export function addOnsSpec(inventory: Inventory, cluster: FoundResource, kept: KeptIds): Spec | undefined {
  const { values } = cluster;
  const has = (name: string): boolean => blocks(values, name).length > 0;
  const workspace = (name: string): Spec | undefined =>
    workspaceSpec(inventory, text(block(values, name), "log_analytics_workspace_id"), kept);
  const monitoring = has("oms_agent") ? compact({ workspace: workspace("oms_agent") }) : undefined;
  const shared = text(block(values, "oms_agent"), "log_analytics_workspace_id");
  const ofDefender = text(block(values, "microsoft_defender"), "log_analytics_workspace_id");
  const secrets = block(values, "key_vault_secrets_provider");
  const registries = registriesOf(inventory, values);
  return unlessEmpty(
    compact({
      monitoring,
      metrics: has("monitor_metrics") ? metricsSpec(inventory, cluster) : undefined,
      policy: flag(values, "azure_policy_enabled") ? true : undefined,
      defender: has("microsoft_defender")
        ? compact({ workspace: sameId(shared, ofDefender) ? undefined : workspace("microsoft_defender") })
        : undefined,
      keyVaultSecrets: has("key_vault_secrets_provider")
        ? compact({ rotation: text(secrets, "secret_rotation_interval") }, { rotation: "2m" })
        : undefined,
      certManager: certManagerSpec(inventory, cluster),
      gitOps: gitOpsSpec(inventory, cluster),
      registries: registries.length === 0 ? undefined : registries,
    }),
  );
}

/** Days for which a new workspace keeps logs, unless the file names others. */
const RETENTION_DAYS = 30;

/** A workspace: by its id, or the retention of one that is created for the cluster. */
function workspaceSpec(inventory: Inventory, id: string | undefined, kept: KeptIds): Spec | undefined {
  const found = inventory.byId("azurerm_log_analytics_workspace", id);
  if (found === undefined || isExisting(inventory, kept, found.type, id))
    return id === undefined ? undefined : { id };
  const retentionDays = number(found.values, "retention_in_days");
  return retentionDays === undefined || retentionDays === RETENTION_DAYS ? undefined : { retentionDays };
}

/** Managed Prometheus: its workspace, unless one is created for the cluster. */
function metricsSpec(inventory: Inventory, { id }: FoundResource): Spec {
  const workspaces = inventory
    .referringTo("azurerm_monitor_data_collection_rule_association", "target_resource_id", id)
    .map(({ values }) =>
      inventory.byId("azurerm_monitor_data_collection_rule", text(values, "data_collection_rule_id")),
    )
    .map((rule) => block(block(rule?.values ?? {}, "destinations"), "monitor_account"))
    .map((account) => text(account, "monitor_account_id"))
    .filter((workspace) => workspace !== undefined);
  const [workspaceId] = workspaces;
  return workspaceId === undefined ||
    inventory.byId("azurerm_monitor_workspace", workspaceId)?.mode === "managed"
    ? {}
    : { workspaceId };
}

/** Zones in which an identity of the cluster's pods may write. */
function certManagerSpec(inventory: Inventory, cluster: FoundResource): Spec | undefined {
  const zones = controllerScopes(inventory, cluster).filter((scope) => /\/dnsZones\/[^/]+$/i.test(scope));
  return zones.length === 0 ? undefined : { zones: zones.map((id) => ({ id })) };
}

function gitOpsSpec(inventory: Inventory, { id }: FoundResource): Spec | undefined {
  const extension = inventory
    .referringTo("azurerm_kubernetes_cluster_extension", "cluster_id", id)
    .find(({ values }) => text(values, "extension_type") === "microsoft.flux");
  if (extension === undefined) return undefined;
  const [flux] = inventory.referringTo("azurerm_kubernetes_flux_configuration", "cluster_id", id);
  const git = block(flux?.values ?? {}, "git_repository");
  const url = text(git, "url");
  if (url === undefined) return {};
  const branch = text(git, "reference_value");
  const path = text(block(flux?.values ?? {}, "kustomizations"), "path");
  return { repository: compact({ url, branch, path }, { branch: DEFAULTS.addOns.gitBranch }) };
}

/** Registries on which the nodes' identity may pull, with the regions that the firewall's rules show. */
function registriesOf(inventory: Inventory, cluster: Values): readonly Spec[] {
  const kubelet = text(block(cluster, "kubelet_identity"), "object_id");
  const ids = inventory
    .of("azurerm_role_assignment")
    .filter(
      ({ values }) =>
        kubelet !== undefined &&
        text(values, "principal_id") === kubelet &&
        text(values, "role_definition_name") === "AcrPull",
    )
    .flatMap(({ values }) => text(values, "scope") ?? []);
  return ids.map((id) => ({ id, ...dataEndpointsSpec(inventory, id, text(cluster, "location")) }));
}

/** Dedicated data endpoints: the regions where the registry has them, or that it has one in the cluster's. */
function dataEndpointsSpec(inventory: Inventory, id: string, ofCluster: string | undefined): Spec {
  const name = id.slice(id.lastIndexOf("/") + 1).toLowerCase();
  const ends = Object.values(CLOUDS).map(({ registry }) => registry.replaceAll(".", "\\."));
  const pattern = new RegExp(`"${name}\\.([a-z0-9]+)\\.data\\.(?:${ends.join("|")})"`, "g");
  const groups = inventory.of("azurerm_firewall_policy_rule_collection_group");
  const found = groups.flatMap(({ values }) =>
    [...JSON.stringify(values).matchAll(pattern)].flatMap(([, location]) => location ?? []),
  );
  const locations = [...new Set(found)];
  if (locations.length === 0) return {};
  return locations.length === 1 && locations[0] === ofCluster ? { dataEndpoint: true } : { locations };
}
