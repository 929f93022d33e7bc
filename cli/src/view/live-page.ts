import { html, jsonScript, type Html } from "../report/html.js";
import { renderPage } from "../report/page.js";
import type { Report } from "../report/report.js";
import { linesOf, type LineRange, type SourceText } from "./source-lines.js";

/** What a browser is shown of a platform file while it is edited. */
export interface LiveView {
  /** Of the file as it is now; its picture is the last one that could be drawn. */
  readonly report: Report;
  readonly files: readonly SourceText[];
  /** Counts the versions that were read. */
  readonly version: number;
}

/** The page of a report, with the file next to the picture. It asks its server for the next version, and nothing else. */
export function renderLivePage({ report, files, version }: LiveView): string {
  const boxes = report.layout?.boxes.map(({ box }) => box) ?? [];
  const aside = html`<aside aria-label="Platform file" id="source">
      <p id="source-status" role="status">${boxes.length === 0 ? "" : "Choose a box to see its lines."}</p>
      <div class="files" tabindex="0" role="group" aria-label="Lines of the platform file">
        ${files.map((text, i) => fileBlock(text, i, report))}
      </div>
    </aside>
    ${jsonScript(
      "lines",
      linesOf(boxes, files).map((range) => withIndex(range, files)),
    )}`;
  return renderPage(report, { aside, version });
}

function withIndex(range: LineRange | undefined, files: readonly SourceText[]): object {
  return range === undefined ? {} : { ...range, index: files.findIndex(({ file }) => file === range.file) };
}

function fileBlock({ file, lines }: SourceText, index: number, { survey: { problems } }: Report): Html {
  return html`<h3>${file}</h3>
    <ol class="lines">
      ${lines.map((text, i) => {
        const own = problems.filter((problem) => problem.file === file && problem.line === i + 1);
        const severity = own.some((problem) => problem.severity === "error")
          ? "error"
          : own.length > 0
            ? "warning"
            : "";
        return html`<li id="line-${index}-${i + 1}" class="${severity}"><code>${text}</code></li>`;
      })}
    </ol>`;
}
