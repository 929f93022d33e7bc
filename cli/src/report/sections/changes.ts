import type { PlatformDiff } from "@aks-topology/platform";
import { html, rowOf, tableOf, type Html } from "../html.js";

/** What Terraform would change. */
export function changeSection(diff: PlatformDiff): Html {
  const { changes, summary, against } = diff;
  const counts = Object.entries(summary)
    .filter(([, count]) => count > 0)
    .map(([action, count]) => `${count} ${action}`);
  const what = typeof against === "string" ? `Compared with ${against}` : "There is no earlier state";
  if (changes.length === 0) return html`<p>${what}: nothing changes.</p>`;
  return html`<p>${what}: ${counts.join(", ")}.</p>
    ${tableOf(
      "Changes",
      ["Resource", "Action", "Attributes", "Effect"],
      changes.map(({ address, action, attributes, effect }) =>
        rowOf(
          html`<code>${address}</code>`,
          html`<span class="action ${action}">${action}</span>`,
          attributes.map(({ path, forces }) => `${path}${forces ? " (forces replacement)" : ""}`).join(", "),
          effect ?? "",
        ),
      ),
    )}`;
}
