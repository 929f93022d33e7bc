import type { PlatformProblem } from "@aks-topology/platform";
import { html, type Html } from "../html.js";

/** The problems with their lines and remedies. */
export function problemSection(problems: readonly PlatformProblem[]): Html {
  if (problems.length === 0) return html`<p>No problems.</p>`;
  return html`<ul class="problems">
    ${problems.map(
      ({ code, severity, message, hint, file, line }) =>
        html`<li class="${severity}">
          <span class="severity">${severity}</span> <code>${code}</code>
          <span class="faint">${file}:${line}</span><br />${message}<br /><span class="hint">${hint}</span>
        </li>`,
    )}
  </ul>`;
}
