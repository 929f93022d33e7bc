import { ALL_CODES } from "@aks-topology/platform";
import { GENERATED } from "./markdown.ts";

/** Every code with its story, as \`aks-topology explain CODE\` tells it. */
export function problemCodesPage(): string {
  const entries = Object.entries(ALL_CODES)
    .sort(([a], [b]) => a.localeCompare(b))
    .map(
      ([code, { title, story, remedy, source }]) => `## ${code}

${title}.

${story}

**Remedy:** ${remedy}

Source: ${source}.`,
    );
  return `${GENERATED}

# Problem codes

\`aks-topology check FILE\` names the code of each problem, \`aks-topology explain CODE\` tells the story below.

${entries.join("\n\n")}
`;
}
