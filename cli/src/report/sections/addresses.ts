import type { PlannedAddresses } from "@aks-topology/platform";
import { html, rowOf, tableOf, type Html } from "../html.js";

/** The subnets with the addresses that they have and need. */
export function addressSection(plan: readonly PlannedAddresses[]): Html {
  if (plan.length === 0) return html`<p>The file creates no subnets.</p>`;
  return tableOf(
    "Address plan",
    ["Network", "Subnet", "Range", "Needed", "Usable", "Use", "Holds nodes"],
    plan.map(({ network, subnet, prefix, usable, needed, holdsNodes }) =>
      rowOf(
        network,
        subnet,
        html`<code>${prefix}</code>`,
        needed,
        usable,
        barOf(needed, usable),
        holdsNodes ?? "–",
      ),
    ),
  );
}

function barOf(needed: number, usable: number): Html {
  return html`<meter
    min="0"
    max="${Math.max(usable, 1)}"
    value="${Math.min(needed, usable)}"
    high="${usable * 0.9}"
    optimum="0"
    aria-label="${needed} of ${usable} addresses"
  ></meter>`;
}
