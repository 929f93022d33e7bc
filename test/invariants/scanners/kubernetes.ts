import { at, fields, type Element } from "../subject.js";
import { given, has, hasNone, isRelaxed, type ScannerRule } from "./rule.js";

const CLUSTER = ["azurerm_kubernetes_cluster"] as const;

function isPrivate({ body }: Element): boolean {
  return body["private_cluster_enabled"] === true;
}

/** Rules on clusters and node pools. */
export const KUBERNETES: readonly ScannerRule[] = [
  {
    ids: ["CKV_AZURE_4", "AVD-AZU-0040"],
    title: "logging to Azure Monitor through the agent",
    types: CLUSTER,
    holds: given("oms_agent.log_analytics_workspace_id"),
    except: {
      reason:
        "`addOns.monitoring` turns container insights on; it is charged by volume. The control plane's logs go to the workspace of `diagnostics` without the agent.",
    },
  },
  {
    ids: ["CKV_AZURE_5", "AVD-AZU-0042"],
    title: "role-based access control",
    types: CLUSTER,
    holds: hasNone("role_based_access_control_enabled", false),
  },
  {
    ids: ["CKV_AZURE_6", "AVD-AZU-0041"],
    title: "authorized ranges of a public API server",
    types: CLUSTER,
    holds: (body, _, element) =>
      isPrivate(element) || at(body, "api_server_access_profile.authorized_ip_ranges") !== undefined,
    except: {
      reason:
        "A team chooses `apiServer: { type: public }` without `authorizedIpRanges`; private is the default.",
    },
  },
  {
    ids: ["CKV_AZURE_7", "AVD-AZU-0043"],
    title: "a network policy engine",
    types: CLUSTER,
    holds: given("network_profile.network_policy"),
    except: {
      reason:
        "A team chooses the engine with `network.policy`; Cilium has its own, and a plugin of a team's own too.",
    },
  },
  {
    ids: ["CKV_AZURE_8"],
    title: "no Kubernetes dashboard",
    types: CLUSTER,
    holds: hasNone("addon_profile.kube_dashboard.enabled", true),
  },
  {
    ids: ["CKV_AZURE_115", "AVD-AZU-0065"],
    title: "a private API server",
    types: CLUSTER,
    holds: has("private_cluster_enabled", true),
    except: { reason: "A team chooses `apiServer: { type: public }`; private is the default." },
  },
  {
    ids: ["CKV_AZURE_116", "AVD-AZU-0066"],
    title: "the Azure Policy add-on",
    types: CLUSTER,
    holds: has("azure_policy_enabled", true),
    except: {
      reason: "`addOns.policy: true` turns it on; without policies that are assigned it checks nothing.",
    },
  },
  {
    ids: ["CKV_AZURE_117", "AVD-AZU-0067"],
    title: "a disk encryption set",
    types: CLUSTER,
    holds: given("disk_encryption_set_id"),
    except: {
      reason:
        "`diskEncryptionSet: { id }` of a cluster; without one, disks are encrypted with keys that Azure manages.",
    },
  },
  {
    ids: ["CKV_AZURE_141"],
    title: "no local accounts",
    types: CLUSTER,
    holds: has("local_account_disabled", true),
    except: {
      where: isRelaxed,
      reason:
        "The baseline turns local accounts off; `relaxed` keeps what runs, and a team may keep them by name.",
    },
  },
  {
    ids: ["CKV_AZURE_143"],
    title: "no public addresses of nodes",
    types: ["azurerm_kubernetes_cluster", "azurerm_kubernetes_cluster_node_pool"],
    holds: (body) =>
      at(body, "default_node_pool.node_public_ip_enabled") !== true &&
      body["node_public_ip_enabled"] !== true,
  },
  {
    ids: ["CKV_AZURE_168"],
    title: "at least 50 pods per node",
    types: ["azurerm_kubernetes_cluster", "azurerm_kubernetes_cluster_node_pool"],
    holds: (body) => Number(at(body, "default_node_pool.max_pods") ?? body["max_pods"] ?? 30) >= 50,
    except: {
      reason:
        "The rule takes 30 for the default of every plugin; on kubenet it is 110, on overlay 250. Where pods take addresses of the spoke, `maxPods` follows from its room.",
    },
  },
  {
    ids: ["CKV_AZURE_169"],
    title: "scale sets",
    types: CLUSTER,
    holds: hasNone("default_node_pool.type", "AvailabilitySet"),
  },
  {
    ids: ["CKV_AZURE_170"],
    title: "a tier with an SLA",
    types: CLUSTER,
    holds: has("sku_tier", "Standard", "Premium"),
  },
  {
    ids: ["CKV_AZURE_171"],
    title: "an upgrade channel",
    types: CLUSTER,
    holds: (body) => (at(body, "automatic_upgrade_channel") ?? "none") !== "none",
    except: {
      where: isRelaxed,
      reason:
        "The baseline has `upgrades.kubernetes: patch`; `relaxed`, and a version that is set, leave upgrades to the team.",
    },
  },
  {
    ids: ["CKV_AZURE_172"],
    title: "rotation of secrets from Key Vault",
    types: CLUSTER,
    holds: has("key_vault_secrets_provider.secret_rotation_enabled", true),
    except: {
      where: ({ body }) => body["key_vault_secrets_provider"] === undefined,
      reason: "`addOns.keyVaultSecrets` turns the provider on, always with rotation.",
    },
  },
  {
    ids: ["CKV_AZURE_226"],
    title: "ephemeral disks of nodes",
    types: CLUSTER,
    holds: has("default_node_pool.os_disk_type", "Ephemeral"),
    except: {
      reason:
        "`osDisk: { type: ephemeral }` of a pool; sizes without a large cache or temporary disk do not take it.",
    },
  },
  {
    ids: ["CKV_AZURE_227"],
    title: "encryption at host",
    types: ["azurerm_kubernetes_cluster", "azurerm_kubernetes_cluster_node_pool"],
    holds: (body) =>
      at(body, "default_node_pool.host_encryption_enabled") === true ||
      body["host_encryption_enabled"] === true,
    except: {
      reason:
        "`hostEncryption: true` of a pool; creation fails until the subscription has registered the feature.",
    },
  },
  {
    ids: ["CKV_AZURE_232"],
    title: "system pools for system pods only",
    types: CLUSTER,
    holds: has("default_node_pool.only_critical_addons_enabled", true),
    except: {
      reason:
        "The baseline dedicates system pools where another pool takes the pods of add-ons; a cluster of one pool has none.",
    },
  },
  {
    ids: ["CKV_AZURE_246"],
    title: "no HTTP application routing",
    types: CLUSTER,
    holds: hasNone("http_application_routing_enabled", true),
  },
  {
    ids: ["CKV2_AZURE_29"],
    title: "Azure CNI",
    types: CLUSTER,
    holds: has("network_profile.network_plugin", "azure"),
    except: {
      where: ({ body }) => fields(body["network_profile"])["network_plugin"] !== "azure",
      reason: "A team chooses kubenet, of whose end `KUBENET_RETIRES` warns, or a plugin of its own.",
    },
  },
];
