import type { Picture, PicturePath, Survey } from "@aks-topology/platform";
import { formatAddress, type Hop } from "@aks-topology/trace";
import type { Layout } from "../../diagram/placed.js";
import { html, type Html } from "../html.js";
import { counted } from "../../counted.js";

/** The declared paths with their hops. */
export function pathSection(
  { traces, picture }: Pick<Survey, "traces" | "picture">,
  layout: Layout | undefined,
): Html {
  if (picture === undefined || traces.length === 0)
    return html`<p>No paths are declared, or the file has errors.</p>`;
  const places = new Map(layout?.boxes.map(({ box }, i) => [box.id, i]));
  const rows = traces.map(({ path, trace }, i) => {
    const shown = picture.paths[i];
    return html`<details data-path="${wayOf(shown, places)}">
      <summary>
        <span class="verdict ${path.ok ? "good" : "bad"}"
          >${path.ok ? "as expected" : "not as expected"}</span
        >
        ${path.name} <span class="faint">${path.verdict}</span>
      </summary>
      ${trace.decidedBy === undefined ? html`` : html`<p>Decided by <code>${trace.decidedBy.address}</code>: ${trace.decidedBy.rule}.</p>`}
      <h3>There</h3>
      ${hopsOf(trace.forward)}
      ${
        trace.back === undefined
          ? html``
          : html`<h3>Back</h3>
              ${hopsOf(trace.back)}`
      }
    </details>`;
  });
  return html`<div class="toolbar">
      <label for="path-filter">Filter paths</label>
      <input id="path-filter" type="search" autocomplete="off" />
      <span id="path-count" role="status">${countOf(picture)}</span>
    </div>
    <div id="path-list">${rows}</div>`;
}

function countOf({ paths }: Picture): string {
  return counted(paths.length, "path");
}

/** The boxes that a path passes, by their places in the picture. */
function wayOf(path: PicturePath | undefined, places: ReadonlyMap<string, number>): string {
  return (path?.boxes ?? []).flatMap((box) => places.get(box) ?? []).join(" ");
}

function hopsOf(hops: readonly Hop[]): Html {
  if (hops.length === 0) return html`<p>No hop decides.</p>`;
  return html`<ol class="hops">
    ${hops.map(
      ({ at, action, by, detail, source, destination }) =>
        html`<li>
          <span class="action ${action}">${action}</span> ${detail}
          <span class="faint"
            >at <code>${at}</code>${by === at ? "" : html`, by <code>${by}</code>`}: ${formatAddress(source)}
            to ${formatAddress(destination)}</span
          >
        </li>`,
    )}
  </ol>`;
}
