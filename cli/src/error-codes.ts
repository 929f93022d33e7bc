import type { RuleText } from "@aks-topology/platform";

/** What `explain` prints of a code. */
export type ExplainedRule = Omit<RuleText, "code" | "terraform">;

const SHOW = "Run `terraform plan -out tfplan`, then `terraform show -json tfplan > plan.json`.";

/** Errors of the command itself, which are not located in a platform file. */
export const COMMAND_CODES = {
  INTERNAL: {
    title: "Internal error",
    explanation:
      "The command failed in a way that no platform file should be able to cause. Nothing was written.",
    remedy: "Run the command again with --debug, and report what it prints together with the platform file.",
    source: "aks-topology",
  },
  USAGE: {
    title: "Invalid command line",
    explanation: "An option or an argument is missing, misspelled, or has an invalid value.",
    remedy: "Run the command with --help for its options.",
    source: "aks-topology",
  },
  UNKNOWN_CODE: {
    title: "Unknown code",
    explanation:
      "`explain` supports the codes of problems in platform files, and those of the command's own errors.",
    remedy: "Run `aks-topology explain` for a list.",
    source: "aks-topology",
  },
  UNKNOWN_PRESET: {
    title: "Unknown preset",
    explanation: "`init` writes one of the files that come with the command.",
    remedy: "Run `aks-topology init --preset list` for their names.",
    source: "aks-topology",
  },
  FILE_EXISTS: {
    title: "Existing file",
    explanation: "`init` and `adopt` replace existing files only with `--force`.",
    remedy: "Choose another file name, or add --force.",
    source: "aks-topology",
  },
  UNKNOWN_PATH: {
    title: "Unknown path in the lock file",
    explanation:
      "`lock --forget` drops the entries at a path and below it, and the lock file has none there.",
    remedy: "Use a path of the lock file, such as spokes.shop.clusters.main.",
    source: "aks-topology",
  },
  STATE_UNREADABLE: {
    title: "Unreadable state",
    explanation:
      "`adopt` reads what `terraform show -json` prints of a state, and resources as Azure Resource Manager and the Azure CLI show them, but no templates.",
    remedy: "Write it with `terraform show -json > state.json` in the folder of the configuration.",
    source: "aks-topology",
  },
  NOTHING_TO_APPROVE: {
    title: "No private link to approve",
    explanation:
      "`approve-private-link` approves the connections of Front Door to clusters whose origin is a private link, and the platform file has none, or none by the name of --cluster.",
    remedy:
      "Name a cluster with `ingress: { type: front-door, tier: Premium, origin: private-link, originHost: … }`.",
    source: "aks-topology",
  },
  NOTHING_TO_ADOPT: {
    title: "State without a network or hub",
    explanation:
      "`adopt` finds hub, spokes and clusters by their networks, virtual hubs, clusters and gateways, and what it read has none, or none that is the hub of the others.",
    remedy:
      "Name the output of the folder whose state has the networks and clusters, and that of the hub or the peerings.",
    source: "aks-topology",
  },
  OUTPUT_FOLDER_TAKEN: {
    title: "Files that would share an output folder",
    explanation:
      "`synth` writes each of several files to a folder below --out, which has the file's name without its ending. File systems may ignore case.",
    remedy: "Rename one of the files, or run `synth` once per file, each with its own --out.",
    source: "aks-topology",
  },
  NOTHING_TO_COMPARE: {
    title: "Nothing to compare with",
    explanation:
      "`diff --fail-on` guards what exists, and there is neither earlier output nor another platform file at the given path. Without the option, everything is shown as created.",
    remedy: "Run `synth` on the earlier file first, or name that file with --against.",
    source: "aks-topology",
  },
  FOREIGN_FILES: {
    title: "Folder with other files",
    explanation: "`module` owns the files of its folder, and removes those that it no longer writes.",
    remedy: "Choose an empty folder, move the files away, or add --force.",
    source: "aks-topology",
  },
  AZURE_SIGN_IN: {
    title: "No sign-in to Azure",
    explanation:
      "`--live` asks Azure as the identity of the environment: a service principal, workload identity, managed identity, or the user who signed in with the Azure CLI.",
    remedy: "Sign in with `az login`, or set the variables of a service principal or workload identity.",
    source: "aks-topology",
  },
  AZURE_FORBIDDEN: {
    title: "Missing permission in Azure",
    explanation: "`--live` reads the network, and asks Network Watcher. Azure refuses one of these requests.",
    remedy: "Grant the identity the action that the message names; docs/reference/cli.md lists all of them.",
    source: "aks-topology",
  },
  AZURE_FAILED: {
    title: "Azure without an answer",
    explanation: "A request of `--live` has failed, and trying it again did not help.",
    remedy: "Check `--endpoint` and the network, then run the command again.",
    source: "aks-topology",
  },
  SUBSCRIPTION_UNKNOWN: {
    title: "Unknown subscription",
    explanation:
      "Without a key `subscriptionId` in the platform file, the environment decides where Terraform creates resources, and `--live` and `approve-private-link` have to look there.",
    remedy: "Name it with `--subscription`, or set ARM_SUBSCRIPTION_ID.",
    source: "aks-topology",
  },
  PATH_DRIFTED: {
    title: "Path that has drifted",
    explanation:
      "`--live` puts the question of each hop to Azure. The answer differs from what the platform file becomes: something was changed past Terraform, or was not applied.",
    remedy:
      "Run `terraform plan` for what to apply, or `route-sync plan` where a route of a node is missing.",
    source: "aks-topology",
  },
  PATHS_NOT_COMPARED: {
    title: "Paths of which nothing is in Azure",
    explanation:
      "`paths --live` found none of the platform's routes, nodes and security groups: it is not applied, or is looked for in another subscription or cloud. The verdicts are those of the model alone.",
    remedy: "Check `--subscription` and `--cloud`, and apply the platform first.",
    source: "aks-topology",
  },
  NOTHING_TO_MIGRATE: {
    title: "Nothing to migrate",
    explanation:
      "`migrate` moves clusters with the network plugin kubenet, and the file has none that it is asked about.",
    remedy: "Nothing is to be done, or name a cluster of the file with --cluster.",
    source: "aks-topology",
  },
  PHASE_NOT_NEXT: {
    title: "Phase out of turn",
    explanation:
      "`migrate --write` applies the edit of the next phase: each one relies on what those before it did in Azure.",
    remedy: "Run `aks-topology migrate FILE --to azure-cni-overlay` for the phase that is next.",
    source: "aks-topology",
  },
  PREFLIGHT_FAILED: {
    title: "Unmet condition of the move to overlay",
    explanation: "`migrate --write` changes no file whose clusters Azure would not move.",
    remedy: "Do what the failed checks say, then run the command again.",
    source: "aks-topology",
  },
  NOT_JSON: {
    title: "File without JSON",
    explanation:
      "`trace --terraform` reads JSON. A saved plan is binary, and `terraform plan -json` prints a log of events.",
    remedy: SHOW,
    source: "aks-topology",
  },
  NOT_TERRAFORM_JSON: {
    title: "JSON of another kind",
    explanation: "`trace --terraform` reads plans, states and configurations of Terraform.",
    remedy: SHOW,
    source: "aks-topology",
  },
  TERRAFORM_JSON_DAMAGED: {
    title: "Damaged JSON of Terraform",
    explanation: "A part of the file has a form that Terraform does not write.",
    remedy: "Write the file again with `terraform show -json`.",
    source: "aks-topology",
  },
  NEEDS_PLAN: {
    title: "Configuration that only Terraform expands",
    explanation: "`trace --terraform` reads neither modules nor repeated resources from a configuration.",
    remedy: SHOW,
    source: "aks-topology",
  },
  NO_NETWORK: {
    title: "Terraform without a network",
    explanation: "`trace --terraform` follows packets through virtual networks of azurerm.",
    remedy: "Name the plan, state or configuration that has the networks; --terraform may be repeated.",
    source: "aks-topology",
  },
  UNREAD_RESOURCE: {
    title: "Resource that the model does not read",
    explanation:
      "Route servers, rules of a network manager, peerings of single subnets, network resources of azapi and the like decide where packets go. `trace --terraform` does not read them, and calls no path delivered.",
    remedy: "Ask Azure, such as the next hop and the connection troubleshooting of Network Watcher.",
    source: "aks-topology",
  },
  UNRESOLVED_REFERENCE: {
    title: "Reference that a plan does not show",
    explanation:
      "A plan lists what an expression refers to, and not the expression. Of a local value, or of several resources, `trace --terraform` does not guess which is meant, and calls no path delivered.",
    remedy: "Refer to the resource itself, or read the state after apply.",
    source: "aks-topology",
  },
} as const satisfies Record<string, ExplainedRule>;
