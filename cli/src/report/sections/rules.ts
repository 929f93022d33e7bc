import { sortedPorts, type PlannedRole, type PlannedRule } from "@aks-topology/platform";
import { html, rowOf, tableOf, type Html } from "../html.js";

/** The firewall rules that follow from the file, with the reason for each. */
export function ruleSection(rules: readonly PlannedRule[]): Html {
  if (rules.length === 0) return html`<p>The file needs no firewall rules.</p>`;
  return tableOf(
    "Derived firewall rules",
    ["Cluster", "Rule", "From", "To", "Protocol", "Reason"],
    rules.map(({ cluster, ruleSet, name, protocol, sources, destinations, ports, reason }) =>
      rowOf(
        cluster,
        `${ruleSet}/${name}`,
        sources.join(", "),
        destinations.join(", "),
        `${protocol} ${sortedPorts(ports).join(", ")}`.trim(),
        reason,
      ),
    ),
  );
}

/** The role assignments that follow from the file. */
export function roleSection(roles: readonly PlannedRole[]): Html {
  if (roles.length === 0) return html`<p>The file needs no role assignments.</p>`;
  return tableOf(
    "Role assignments",
    ["Identity", "Role", "Scope", "Reason"],
    roles.map(({ holder, role, scope, reason }) =>
      rowOf(html`<code>${holder}</code>`, role, html`<code>${scope}</code>`, reason),
    ),
  );
}
