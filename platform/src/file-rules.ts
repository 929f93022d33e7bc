import { defineRule, type RuleText } from "@aks-topology/constructs/internal";

/** Rules on the platform file itself: its syntax, its shape and its references. */

export const FILE_UNREADABLE = defineRule({
  code: "FILE_UNREADABLE",
  title: "Unreadable platform file",
  explanation:
    "No file exists at the path, its permissions forbid reading it, or it is not text in UTF-8, as YAML files are.",
  remedy: "Check the path. `aks-topology init FILE` writes a file to start with.",
  source: "aks-topology",
});

export const EXTENDS_CYCLE = defineRule({
  code: "EXTENDS_CYCLE",
  title: "Files that extend each other",
  explanation:
    "A file that is extended is read first, so it cannot extend the file that extends it, directly or through others.",
  remedy: "Remove one of the keys extends.",
  source: "aks-topology, platform file",
});

export const YAML_SYNTAX = defineRule({
  code: "YAML_SYNTAX",
  title: "Invalid YAML",
  explanation:
    "The parser could not continue at this place. Wrong indentation and missing colons are the usual reasons.",
  remedy: "Fix this line or the one before it.",
  source: "YAML 1.2",
});

export const DUPLICATE_KEY = defineRule({
  code: "DUPLICATE_KEY",
  title: "Duplicate key",
  explanation: "YAML parsers disagree on which of the two values wins.",
  remedy: "Remove one of them.",
  source: "YAML 1.2, unique keys",
});

export const UNKNOWN_KEY = defineRule({
  code: "UNKNOWN_KEY",
  title: "Unknown key",
  explanation:
    "Unknown keys are errors, since a misspelled key would otherwise leave a default in place unnoticed.",
  remedy: "Use one of the known keys at this place.",
  source: "aks-topology, platform file",
});

export const MISSING_KEY = defineRule({
  code: "MISSING_KEY",
  title: "Missing key",
  explanation: "Only what a team has to decide itself is required; this is such a decision.",
  remedy: "Add the key.",
  source: "aks-topology, platform file",
});

export const STATE_SHARED = defineRule({
  code: "STATE_SHARED",
  title: "Two platform files with one state",
  explanation:
    "Files that are checked or written together are platforms of their own. With one state, an apply of one deletes what the other one has created.",
  remedy: "Give each file a name, a container or a backend.key of its own.",
  source: "Terraform documentation, backends, azurerm",
});

export const EXISTING_TWICE = defineRule({
  code: "EXISTING_TWICE",
  title: "Something that exists already, named twice",
  explanation:
    "A network, a cluster or a gateway is one thing of the file, so that its subnets, routes and roles are decided once. A spoke's network is not the hub's: the hub is peered with its spokes.",
  remedy: "Name it once, and refer to it by its key.",
  source: "aks-topology, platform file",
});

export const CONFLICTING_KEYS = defineRule({
  code: "CONFLICTING_KEYS",
  title: "Keys that exclude each other",
  explanation:
    "Each of the keys states the same thing in another form, so that one of them would be ignored.",
  remedy: "Keep one of the keys that the message names.",
  source: "aks-topology, platform file",
});

export const WRONG_TYPE = defineRule({
  code: "WRONG_TYPE",
  title: "Value of the wrong type",
  explanation: "The key takes text, a number, a list or a map, and the file has another type.",
  remedy: "Write the value in the form that the message names.",
  source: "aks-topology, platform file",
});

export const INVALID_VALUE = defineRule({
  code: "INVALID_VALUE",
  title: "Value outside the allowed set, range or pattern",
  explanation: "The key takes named kinds, numbers in a range or text of a pattern.",
  remedy: "Use a value that the message names.",
  source: "aks-topology, platform file",
});

export const INVALID_CIDR = defineRule({
  code: "INVALID_CIDR",
  title: "Invalid address range",
  explanation:
    "Ranges are written as address/length, without bits beyond the length: Azure rejects 10.1.0.1/16 too.",
  remedy: "Write the range's first address and its length, such as 10.1.0.0/16.",
  source: "RFC 4632",
});

export const UNKNOWN_REFERENCE = defineRule({
  code: "UNKNOWN_REFERENCE",
  title: "Reference to a name that does not exist in the file",
  explanation: "Things refer to each other by their keys.",
  remedy: "Use one of the names that the message lists, or add the missing thing.",
  source: "aks-topology, platform file",
});

export const BACKEND_REQUIRED = defineRule({
  code: "BACKEND_REQUIRED",
  title: "Several stacks without a backend",
  explanation:
    "Stacks read each other's outputs from state. Without a backend they would look for it at absolute paths of one machine.",
  remedy: "Specify a backend, or use one stack.",
  source: "CDKTF, cross-stack references",
});

export const TERRAFORM_INVALID = defineRule({
  code: "TERRAFORM_INVALID",
  title: "Invalid Terraform output",
  explanation:
    "The output is checked against the provider's schema before it is written. This is a bug in aks-topology, not in the file.",
  remedy: "Please report it with the platform file.",
  source: "Schema of the azurerm provider",
});

export const PLACEHOLDER_ID = defineRule({
  code: "PLACEHOLDER_ID",
  title: "Placeholder in the place of an id",
  explanation:
    "00000000-0000-0000-0000-000000000000 stands for an id that is still to be written, as in the file that `aks-topology init` writes. Nothing in Azure has it, so that Terraform fails in its plan or its apply.",
  remedy: "Replace it by the id that Azure shows, such as by `az account show --query id`.",
  source: "RFC 9562, nil UUID",
});

export const RESOURCE_GROUP_EXISTS = defineRule({
  code: "RESOURCE_GROUP_EXISTS",
  title: "Resource group that exists already",
  explanation:
    "Resource groups are created, and a platform has groups of its own: what a landing zone hands out stays in the group of its team. Terraform fails on a group of that name in the subscription. A platform that has a lock file has created it itself.",
  remedy: "Give the group that is created another name with naming.names.",
  source: "azurerm, azurerm_resource_group: a resource with the ID already exists",
});

export const BASELINE_MISSING = defineRule({
  code: "BASELINE_MISSING",
  title: "Platform file without a baseline",
  explanation:
    "A baseline is a dated set of defaults: logs of everything to one workspace, sign-in through Entra ID, automatic upgrades. Without the key they are off, as before there were baselines, so that nothing of a running platform changes by itself.",
  remedy: "Add baseline: 2026-11, or baseline: relaxed to keep the present defaults.",
  source: "aks-topology, docs/baseline.md",
});

export const OUTBOUND_TYPE_UNSUPPORTED = defineRule({
  code: "OUTBOUND_TYPE_UNSUPPORTED",
  title: "Outbound type that azurerm does not support",
  explanation:
    "AKS also has outbound types that are previews or that the provider's schema lacks: managedNATGatewayV2 and block. Terraform would reject the value when it validates.",
  remedy: "Use one of the kinds that the message names.",
  source: "AKS documentation, outbound types; azurerm, azurerm_kubernetes_cluster",
  terraform: "structure",
});

export const WAF_ON_STANDARD_TIER = defineRule({
  code: "WAF_ON_STANDARD_TIER",
  title: "WAF rules on a gateway without a web application firewall",
  explanation:
    "Only tier WAF_v2 has a web application firewall. The rules would be in the file without protecting anything.",
  remedy: "Use tier WAF_v2, or remove the rules.",
  source: "Application Gateway documentation, web application firewall",
  terraform: "structure",
});

export const INLINE_ASSOCIATIONS_UNSUPPORTED = defineRule({
  code: "INLINE_ASSOCIATIONS_UNSUPPORTED",
  title: "Subnets created with their associations, for azurerm 4",
  explanation:
    "The write-only arguments route_table_id_wo and network_security_group_id_wo of azurerm_subnet exist since azurerm 5.0. With azurerm 4, a subnet is created first and associated afterwards.",
  remedy:
    "Use azurerm: 5 with version 1.11 or later of Terraform or OpenTofu, or subnetAssociations: separate.",
  source: "azurerm 4.55.0 and 5.2.0, azurerm_subnet",
  terraform: "structure",
});

export const PLUGIN_CHANGE_REPLACES = defineRule({
  code: "PLUGIN_CHANGE_REPLACES",
  title: "Network change that replaces the cluster",
  explanation:
    "azurerm before 4.66 answers a change of the network plugin or a range by deleting the cluster and creating it again, with all that runs in it, and before 4.59 also a change of its data plane or policy engine. Later versions change kubenet and Azure CNI to an overlay, and all to Cilium, in place; other changes replace the cluster with every version.",
  remedy:
    "Keep the network as it is, or write output for azurerm 5 where that changes it in place. To replace the cluster on purpose, give it another key.",
  source:
    "azurerm 4.55.0 and 5.2.0, kubernetes_cluster, network_profile; azurerm changelog 4.58, 4.59 and 4.66",
  terraform: "structure",
});

export const KUBENET_MIRROR_LEFT = defineRule({
  code: "KUBENET_MIRROR_LEFT",
  title: "Plugin change that leaves mirrored routes behind",
  explanation:
    "A cluster that leaves kubenet needs its mirror until AKS has deleted the last node route and the mirror its own. Without the runtime the mirrored routes stay in the gateway's table, and take the traffic of whatever gets their ranges later.",
  remedy: "Run `aks-topology migrate FILE --to azure-cni-overlay`, which shows the phases of the move.",
  source: "AKS documentation, update Azure CNI IPAM mode",
  terraform: "structure",
});

export const FILE_RULES: Readonly<Record<string, RuleText>> = Object.fromEntries(
  [
    FILE_UNREADABLE,
    EXTENDS_CYCLE,
    YAML_SYNTAX,
    DUPLICATE_KEY,
    UNKNOWN_KEY,
    MISSING_KEY,
    STATE_SHARED,
    EXISTING_TWICE,
    CONFLICTING_KEYS,
    WRONG_TYPE,
    INVALID_VALUE,
    INVALID_CIDR,
    UNKNOWN_REFERENCE,
    BACKEND_REQUIRED,
    BASELINE_MISSING,
    PLACEHOLDER_ID,
    RESOURCE_GROUP_EXISTS,
    TERRAFORM_INVALID,
    OUTBOUND_TYPE_UNSUPPORTED,
    WAF_ON_STANDARD_TIER,
    INLINE_ASSOCIATIONS_UNSUPPORTED,
    PLUGIN_CHANGE_REPLACES,
    KUBENET_MIRROR_LEFT,
  ].map((rule) => [rule.code, rule]),
);
