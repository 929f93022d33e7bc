import { RULE_SETS } from "@aks-topology/constructs/internal";
import { GENERATED, table } from "./markdown.ts";

/** A condition that is a key of the platform file, with its value. */
const KEY = /^\w+[.:]/;

/** The rule sets that egress is derived from: when each applies, why, and its source. */
export function egressRulesPage(): string {
  const rows = RULE_SETS.map(({ name, when, reason, source }) => [
    `\`${name}\``,
    KEY.test(when) ? `\`${when}\`` : when,
    reason,
    source,
  ]);
  return `${GENERATED}

# Derived egress rules

The egress of a cluster allows exactly the sets whose condition holds, and the destinations in \`allow\`.
\`aks-topology check FILE\` prints the rules that a platform gets from them.

${table(["rule set", "when", "why", "source"], rows)}
`;
}
