import { ALL_RULES } from "@aks-topology/platform";
import { GENERATED } from "./markdown.ts";

/** Every code with its explanation, as \`aks-topology explain CODE\` prints it. */
export function problemCodesPage(): string {
  const entries = Object.entries(ALL_RULES)
    .sort(([a], [b]) => a.localeCompare(b))
    .map(
      ([code, { title, explanation, remedy, source }]) => `## ${code}

${title}.

${explanation}

**Remedy:** ${remedy}

Source: ${source}.`,
    );
  return `${GENERATED}

# Problem codes

\`aks-topology check FILE\` prints the code of each problem, \`aks-topology explain CODE\` the explanation below.

${entries.join("\n\n")}
`;
}
