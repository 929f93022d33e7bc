import { COMBINATIONS } from "@aks-topology/constructs";
import { GENERATED, table } from "./markdown.ts";

/** What does not go together: the rows that a cluster is checked against. */
export function combinationsPage(): string {
  const rows = COMBINATIONS.map(({ code, when, severity, source }) => [
    when,
    severity,
    `[\`${code}\`](problem-codes.md#${code.toLowerCase()})`,
    source,
  ]);
  return `${GENERATED}

# Combinations

What meets what, and what comes of it. Each row is evaluated on every cluster of a platform file; an error keeps
anything from being written.

${table(["combination", "is", "code", "source"], rows)}
`;
}
