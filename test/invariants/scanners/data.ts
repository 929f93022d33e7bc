import { isFlowStorage } from "../diagnostics.js";
import { at, fields, list, optional, texts } from "../subject.js";
import { given, has, hasNone, type ScannerRule } from "./rule.js";

const STORAGE = ["azurerm_storage_account"] as const;
const VAULT = ["azurerm_key_vault"] as const;
const PLAN = ["azurerm_service_plan"] as const;

const RUNTIME_STORAGE =
  "The account holds the runtime's package, its queue of events and its confirmations, nothing of a workload: ";

/** Rules on storage, key vaults, roles and the runtime. */
export const DATA: readonly ScannerRule[] = [
  {
    ids: ["CKV_AZURE_3", "AVD-AZU-0008"],
    title: "HTTPS only",
    types: STORAGE,
    holds: hasNone("https_traffic_only_enabled", false),
  },
  {
    ids: ["CKV_AZURE_33", "AVD-AZU-0009", "AVD-AZU-0057", "CKV2_AZURE_20", "CKV2_AZURE_21"],
    title: "logs of storage services",
    types: STORAGE,
    holds: given("queue_properties.logging"),
    except: {
      reason:
        "The rules know classic logging, which needs shared keys. `diagnostics` sends the logs of the account to the workspace.",
    },
  },
  {
    ids: ["CKV_AZURE_35", "AVD-AZU-0012"],
    title: "network rules that deny by default",
    types: STORAGE,
    holds: has("network_rules.default_action", "Deny"),
    except: {
      reason: `${RUNTIME_STORAGE}Terraform uploads the package, and Event Grid delivers to the queue, from addresses that are not known, unless \`routeSync.storage\` is private. Keys and anonymous access are off.`,
    },
  },
  {
    ids: ["CKV_AZURE_59", "CKV2_AZURE_33"],
    title: "a private endpoint instead of public access",
    types: STORAGE,
    holds: has("public_network_access_enabled", false),
    except: {
      reason: `${RUNTIME_STORAGE}as above, it is reached over its public name, by identities alone, unless \`routeSync.storage\` is private.`,
    },
  },
  {
    ids: ["CKV_AZURE_36", "AVD-AZU-0010"],
    title: "access of trusted services",
    types: STORAGE,
    holds: (body) => {
      const rules = fields(body["network_rules"]);
      return rules["default_action"] !== "Deny" || texts(rules["bypass"]).includes("AzureServices");
    },
  },
  {
    ids: ["CKV_AZURE_43"],
    title: "a name of the required form",
    types: STORAGE,
    holds: ({ name }) => /^[a-z0-9]{3,24}$/.test(String(optional(name))),
  },
  {
    ids: ["CKV_AZURE_44", "AVD-AZU-0011"],
    title: "TLS 1.2 or newer",
    types: STORAGE,
    holds: has("min_tls_version", "TLS1_2", "TLS1_3"),
  },
  {
    ids: ["CKV_AZURE_190", "CKV2_AZURE_47"],
    title: "no anonymous access to blobs",
    types: STORAGE,
    holds: has("allow_nested_items_to_be_public", false),
  },
  {
    ids: ["CKV_AZURE_206", "AVD-AZU-0058"],
    title: "geo-redundant replication",
    types: STORAGE,
    holds: has("account_replication_type", "GRS", "RAGRS", "GZRS", "RAGZRS"),
    except: {
      reason: `${RUNTIME_STORAGE}the next sweep restores it all. It is redundant over zones where the region has them; \`routeSync.runtimes: per-region\` outlives a region.`,
    },
  },
  {
    ids: ["CKV_AZURE_244"],
    title: "no local users",
    types: STORAGE,
    holds: (body) => body["local_user_enabled"] === false || body["is_hns_enabled"] !== true,
  },
  {
    ids: ["CKV2_AZURE_1", "AVD-AZU-0060"],
    title: "keys of one's own",
    types: STORAGE,
    holds: given("customer_managed_key"),
    except: { reason: `${RUNTIME_STORAGE}it is encrypted with keys that Azure manages.` },
  },
  {
    ids: ["AVD-AZU-0061"],
    title: "a second encryption by the infrastructure",
    types: STORAGE,
    holds: has("infrastructure_encryption_enabled", true),
    except: {
      reason: `${RUNTIME_STORAGE}once encrypted is enough, and the setting replaces an account that runs.`,
    },
  },
  {
    ids: ["CKV2_AZURE_38", "AVD-AZU-0056"],
    title: "soft deletion of blobs",
    types: STORAGE,
    holds: given("blob_properties.delete_retention_policy"),
    except: {
      reason: `${RUNTIME_STORAGE}Terraform uploads the package again, and the runtime writes the rest.`,
    },
  },
  {
    ids: ["CKV2_AZURE_40", "CKV2_AZURE_41"],
    title: "no shared keys, so no signatures by them",
    types: STORAGE,
    holds: has("shared_access_key_enabled", false),
    except: {
      reason:
        "The accounts of flow logs have them: Network Watcher writes with a key, since azurerm cannot give a flow log an identity. All others have none.",
      where: isFlowStorage,
    },
  },
  {
    ids: ["CKV_AZURE_34", "AVD-AZU-0007"],
    title: "private containers",
    types: ["azurerm_storage_container"],
    holds: has("container_access_type", undefined, "private"),
  },
  {
    ids: ["CKV_AZURE_42", "CKV_AZURE_111"],
    title: "soft deletion of vaults",
    types: VAULT,
    holds: hasNone("soft_delete_enabled", false),
  },
  {
    ids: ["CKV_AZURE_110", "AVD-AZU-0016"],
    title: "protection against purging",
    types: VAULT,
    holds: has("purge_protection_enabled", true),
  },
  {
    ids: ["CKV_AZURE_109", "AVD-AZU-0013"],
    title: "network rules of vaults that deny by default",
    types: VAULT,
    holds: has("network_acls.default_action", "Deny"),
    except: {
      reason:
        "The team that renews the certificates reaches the vault from addresses that are not known here; access is by Azure roles alone.",
    },
  },
  {
    ids: ["CKV_AZURE_189", "CKV2_AZURE_32"],
    title: "a private endpoint of vaults instead of public access",
    types: VAULT,
    holds: (body) =>
      body["public_network_access_enabled"] === false || list(at(body, "network_acls.ip_rules")).length > 0,
    except: { reason: "As above: the vault is reached over its public name, by Azure roles alone." },
  },
  {
    ids: ["CKV_AZURE_39", "AVD-AZU-0030", "AVD-AZU-0052"],
    title: "custom roles without wildcards and without writing roles",
    types: ["azurerm_role_definition"],
    holds: (body) => {
      const actions = texts(fields(body["permissions"])["actions"]);
      return !actions.some((action) => action.includes("*") || /roleDefinitions\/write/i.test(action));
    },
  },
  {
    ids: ["CKV_AZURE_211"],
    title: "a plan for production",
    types: PLAN,
    holds: hasNone("sku_name", "B1", "B2", "B3", "F1", "D1"),
  },
  {
    ids: ["CKV_AZURE_212"],
    title: "more than one instance",
    types: PLAN,
    holds: (body) => Number(body["worker_count"] ?? 1) > 1,
    except: {
      reason: "A Flex Consumption plan has no number of instances: it scales by itself, also from zero.",
    },
  },
  {
    ids: ["CKV_AZURE_225"],
    title: "instances in several zones",
    types: PLAN,
    holds: has("zone_balancing_enabled", true),
    except: {
      reason: "The sweep and the heartbeat catch up with what an outage of a zone delays by minutes.",
    },
  },
];
