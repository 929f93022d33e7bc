import type { PlatformDiff } from "@aks-topology/platform";
import { html, rowOf, tableOf, type Html } from "../html.js";

/** What Terraform would change, and which manifests of clusters. */
export function changeSection(diff: PlatformDiff): Html {
  const { changes, manifests, summary, against } = diff;
  const counts = Object.entries(summary)
    .filter(([, count]) => count > 0)
    .map(([action, count]) => `${count} ${action}`);
  const what = typeof against === "string" ? `Compared with ${against}` : "There is no earlier state";
  if (changes.length + manifests.length === 0) return html`<p>${what}: nothing changes.</p>`;
  const files = manifests.length === 0 ? [] : [`${manifests.length} to apply in Kubernetes`];
  return html`<p>${what}: ${[...counts, ...files].join(", ")}.</p>
    ${tableOf(
      "Changes",
      ["Resource", "Action", "Attributes", "Effect"],
      [
        ...changes.map(({ address, action, attributes, effect }) => {
          const names = attributes.map(
            ({ path, forces }) => `${path}${forces ? " (forces replacement)" : ""}`,
          );
          return changeRow(address, action, names.join(", "), effect);
        }),
        ...manifests.map(({ file, action, effect }) => changeRow(file, action, "", effect)),
      ],
    )}`;
}

function changeRow(
  name: string,
  action: string,
  attributes: string,
  effect: PlatformDiff["changes"][number]["effect"],
): Html {
  const label = html`<span class="action ${action}">${action}</span>`;
  return rowOf(html`<code>${name}</code>`, label, attributes, effect ?? "");
}
