import { RULE_SETS } from "@aks-topology/constructs";
import { GENERATED, table } from "./markdown.ts";

/** The rule sets that egress is derived from: when each counts, why, and who says so. */
export function egressRulesPage(): string {
  const rows = RULE_SETS.map(({ name, when, reason, source }) => [`\`${name}\``, when, reason, source]);
  return `${GENERATED}

# Derived egress rules

A cluster's way out lets through exactly the sets whose condition holds, and what the team itself allows.
\`aks-topology check FILE\` prints the rules that a platform gets from them.

${table(["rule set", "when", "why", "source"], rows)}
`;
}
