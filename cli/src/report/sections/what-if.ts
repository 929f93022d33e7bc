import type { PoolCapacity } from "@aks-topology/platform";
import { html, jsonScript, tableOf, type Html } from "../html.js";

/** Numbers of pools that may be tried out. */
export function whatIfSection(pools: readonly PoolCapacity[]): Html {
  if (pools.length === 0) return html`<p>The file creates no node pools.</p>`;
  return html`<p>
      Change nodes, surge or pods per node: the table below computes what they take, as
      <code>check</code> does. Nothing is written.
    </p>
    <form id="what-if">
      ${tableOf("Node pools", ["Pool", "Nodes at most", "Surge", "Pods per node"], pools.map(inputs))}
      <button type="reset">As in the file</button>
    </form>
    <p id="what-if-verdict" role="status"></p>
    <div class="scroll" tabindex="0" role="group" aria-label="What the pools take">
      <table>
        <caption>
          What the pools take, upgrades included
        </caption>
        <thead>
          <tr>
            ${["Of", "Range", "Needed", "Available", "Unit", "Use"].map((text) => html`<th scope="col">${text}</th>`)}
          </tr>
        </thead>
        <tbody id="what-if-uses"></tbody>
      </table>
    </div>
    ${jsonScript("pools", pools)}`;
}

function inputs({ cluster, pool, nodes, maxSurge, maxPods }: PoolCapacity, index: number): Html {
  const name = `${cluster}/${pool}`;
  return html`<tr>
    <th scope="row">${name}</th>
    <td>
      <input
        id="nodes-${index}"
        type="number"
        min="0"
        max="5000"
        value="${nodes}"
        required
        aria-label="Nodes of ${name} at most"
      />
    </td>
    <td>
      <input
        id="surge-${index}"
        type="text"
        value="${maxSurge}"
        size="5"
        required
        aria-label="Surge of ${name}: a number or a percentage"
      />
    </td>
    <td>
      <input
        id="pods-${index}"
        type="number"
        min="10"
        max="250"
        value="${maxPods}"
        required
        aria-label="Pods per node of ${name}"
      />
    </td>
  </tr>`;
}
