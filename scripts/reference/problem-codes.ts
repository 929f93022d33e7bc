import { ALL_RULES } from "@aks-topology/platform";
import { CODES, type ExplainedCode } from "@aks-topology/sync-runtime/codes";
import { GENERATED } from "./markdown.ts";

/** Every code with its explanation, as \`aks-topology explain CODE\` prints it. */
export function problemCodesPage(): string {
  return page(
    "Problem codes",
    "`aks-topology check FILE` prints the code of each problem, `aks-topology explain CODE` the explanation below. [Those of `route-sync`](route-sync-codes.md) have a page of their own.",
    ALL_RULES,
  );
}

/** The codes of errors, guards and configurations, as \`route-sync explain CODE\` prints them. */
export function routeSyncCodesPage(): string {
  return page(
    "Codes of route-sync",
    "Errors, guards that hold a mirror, and problems of a configuration. `route-sync explain CODE` and `aks-topology explain CODE` print the explanation below.",
    CODES,
  );
}

function page(title: string, summary: string, codes: Readonly<Record<string, ExplainedCode>>): string {
  const entries = Object.entries(codes)
    .sort(([a], [b]) => a.localeCompare(b))
    .map(
      ([code, { title: meaning, explanation, remedy, source }]) => `## ${code}

${asText(`${meaning}.

${explanation}

**Remedy:** ${remedy}

Source: ${source}.`)}`,
    );
  return `${GENERATED}

# ${title}

${summary}

${entries.join("\n\n")}
`;
}

/** A place to fill in, such as <region>, would be an element of HTML. */
function asText(words: string): string {
  return words.replaceAll("<", "\\<");
}
