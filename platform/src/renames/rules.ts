import { defineRule, type RuleText } from "@aks-topology/constructs/internal";

/** Rules on keys that were renamed. */

export const WAS_IN_USE = defineRule({
  code: "WAS_IN_USE",
  title: "Earlier key that something else has",
  explanation:
    "The names in Azure and the places of a renamed thing are those of its earlier key, and two things cannot share them.",
  remedy: "Rename or remove the other one, or remove was. To swap two keys, write was in both.",
  source: "aks-topology, platform file",
});

export const WAS_UNKNOWN = defineRule({
  code: "WAS_UNKNOWN",
  title: "Earlier key that the lock file does not have",
  explanation:
    "Names in Azure and ranges of a renamed thing are those of its earlier key. Where the lock file has the thing under its present key and nothing under the earlier one, Terraform would replace what exists. Where it has neither, or there is no lock file, nothing confirms the rename, which is a warning.",
  remedy: "Write the key that it had, or remove was.",
  source: "aks-topology, lock file",
});

export const WAS_MISSING = defineRule({
  code: "WAS_MISSING",
  title: "Key that may be a renamed one",
  explanation:
    "The lock file has a key that the file no longer has, and a new key takes its place: its network has the ranges of the earlier one, or it is the only new key next to it and has the same parts. Without was, a renamed thing is another one: Terraform deletes what exists under the earlier key, and creates the new one.",
  remedy: "Add was with the earlier key, or apply the change as it is.",
  source: "aks-topology, lock file",
});

export const RENAME_RULES: Readonly<Record<string, RuleText>> = Object.fromEntries(
  [WAS_IN_USE, WAS_MISSING, WAS_UNKNOWN].map((rule) => [rule.code, rule]),
);
