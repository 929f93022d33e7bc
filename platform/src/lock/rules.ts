import { defineRule, type RuleText } from "@aks-topology/constructs/internal";

/** Rules on the lock file of a platform file. */

export const LOCK_UNREADABLE = defineRule({
  code: "LOCK_UNREADABLE",
  title: "Unreadable lock file",
  explanation:
    "The lock file keeps the places of everything that was created. Nothing is written while it cannot be read, since subnets would move.",
  remedy: "Restore the file from version control.",
  source: "aks-topology, lock file",
});

export const LOCK_CONFLICT = defineRule({
  code: "LOCK_CONFLICT",
  title: "Two entries of the lock file with one place",
  explanation:
    "Two branches that each added something may have taken the same place. A merge keeps both lines, and only one of them can hold.",
  remedy: "Remove the line of the one that is not applied yet; the next synth gives it another place.",
  source: "aks-topology, lock file",
});

export const LOCK_OUTDATED = defineRule({
  code: "LOCK_OUTDATED",
  title: "Lock file without the latest changes",
  explanation:
    "The platform file has changes whose places the lock file does not contain, and lock files are frozen here, as in any CI. Places that only a pipeline knows would be lost.",
  remedy: "Run `aks-topology synth` where the file is edited, and commit the lock file.",
  source: "aks-topology, lock file",
});

export const LOCK_MISSING = defineRule({
  code: "LOCK_MISSING",
  title: "Platform file without a lock file",
  explanation:
    "Without a lock file the places of subnets follow from their order in the platform file, and an edit may move what is in use.",
  remedy: "Run `aks-topology synth` where the file is edited, and commit the lock file.",
  source: "aks-topology, lock file",
});

export const LOCK_RULES: Readonly<Record<string, RuleText>> = Object.fromEntries(
  [LOCK_CONFLICT, LOCK_MISSING, LOCK_OUTDATED, LOCK_UNREADABLE].map((rule) => [rule.code, rule]),
);
