import { COMBINATIONS } from "@aks-topology/constructs/internal";
import { GENERATED, table } from "./markdown.ts";

/** Restricted combinations: the rows that a cluster is checked against. */
export function combinationsPage(): string {
  const rows = COMBINATIONS.map(({ rule: { code }, title, severity, source }) => [
    title,
    severity,
    `[\`${code}\`](problem-codes.md#${code.toLowerCase()})`,
    source,
  ]);
  return `${GENERATED}

# Combinations

Restricted combinations of features. Each row is evaluated for every cluster of a platform file; with an error, nothing
is written.

${table(["combination", "is", "code", "source"], rows)}
`;
}
