import { NAME_FORMATS, PATTERN_TOKENS } from "@aks-topology/constructs/internal";
import { GENERATED, table } from "./markdown.ts";

/** The tokens of a naming pattern, and what Azure accepts as the name of each type. */
export function namesPage(): string {
  const formats = Object.entries(NAME_FORMATS).map(([type, { prefix, min, max }]) => [
    words(type),
    `\`${prefix}\``,
    `${min} to ${max}`,
  ]);
  return `${GENERATED}

# Names of Azure resources

\`naming.pattern\` builds all names; without it the pattern is \`{type}-{workload}\`. [Names](../names.md) shows how to use it.

## Tokens

${table(
  ["token", "value"],
  Object.entries(PATTERN_TOKENS).map(([token, meaning]) => [`\`{${token}}\``, meaning]),
)}

## Types

Abbreviations are those of the Cloud Adoption Framework
([abbreviation recommendations](https://learn.microsoft.com/azure/cloud-adoption-framework/ready/azure-best-practices/resource-abbreviations)), which
has none for alerts, rule collection groups, links of private zones and policy assignments. Lengths are those of Azure
([naming rules](https://learn.microsoft.com/azure/azure-resource-manager/management/resource-name-rules)).

${table(["resource", "{type}", "characters"], formats)}
`;
}

function words(type: string): string {
  return type.replace(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`);
}
