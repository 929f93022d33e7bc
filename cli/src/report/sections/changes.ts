import type { PlatformDiff } from "@aks-topology/platform";
import { costliestFirst, renderSummary } from "../../changes.js";
import { html, rowOf, tableOf, type Html } from "../html.js";

/** What Terraform would change, what costs most first, and which manifests of clusters. */
export function changeSection(diff: PlatformDiff): Html {
  const { changes, manifests, against } = diff;
  const what = typeof against === "string" ? `Compared with ${against}` : "There is no earlier state";
  if (changes.length + manifests.length === 0) return html`<p>${what}: nothing changes.</p>`;
  const summary = renderSummary(diff, (_, text) => text).replaceAll("\n", " ");
  return html`<p>${what}: ${summary}</p>
    ${tableOf(
      "Changes",
      ["Resource", "Action", "Attributes", "Effect"],
      [
        ...costliestFirst(changes).map(({ address, action, attributes, effect }) => {
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
