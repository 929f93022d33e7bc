import { readFileSync } from "node:fs";
import { describe } from "../diagram/legend.js";
import { Html, html } from "./html.js";
import { STYLE } from "./page-style.js";
import type { Report } from "./report.js";
import { addressSection } from "./sections/addresses.js";
import { changeSection } from "./sections/changes.js";
import { pathSection } from "./sections/paths.js";
import { pictureSection } from "./sections/picture.js";
import { problemSection } from "./sections/problems.js";
import { roleSection, ruleSection } from "./sections/rules.js";
import { whatIfSection } from "./sections/what-if.js";
import { counted } from "../counted.js";

interface Section {
  readonly id: string;
  readonly title: string;
  readonly body: Html;
}

/** Where the bundle puts the code of the page. */
const SCRIPT = new URL("../../dist/page.js", import.meta.url);

/** Nothing is loaded from anywhere: a page works as an attachment of a mail, and no server learns that it is read. */
const POLICY = "default-src 'none'; style-src 'unsafe-inline'; script-src 'unsafe-inline'";

/** What a page has besides, while a server follows the file. */
export interface Live {
  /** What is next to the picture. */
  readonly aside: Html;
  readonly version: number;
}

/** One self-contained page. A live one asks the server that it comes from for newer versions. */
export function renderPage(report: Report, live?: Live): string {
  const { survey, layout } = report;
  const title = layout?.picture.title ?? report.file;
  const sections = sectionsOf(report, live?.aside);
  const policy = live === undefined ? POLICY : `${POLICY}; connect-src 'self'`;
  const page = html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        <meta http-equiv="Content-Security-Policy" content="${policy}" />
        <title>${title} – aks-topology</title>
        <style>
          ${new Html(STYLE)}
        </style>
      </head>
      <body${live === undefined ? html`` : html` data-version="${live.version}"`}>
        <a class="skip" href="#content">Skip to the content</a>
        <header>
          <h1>${title}</h1>
          <p>${survey.picture === undefined ? `${report.file} has errors.` : describe(survey.picture)}</p>
          <p class="counts">${badges(report)}</p>
          ${live === undefined ? html`` : html`<p id="live-status" role="status"></p>`}
        </header>
        <nav aria-label="Sections">
          <ul>
            ${sections.map(({ id, title: name }) => html`<li><a href="#${id}">${name}</a></li>`)}
          </ul>
        </nav>
        <main id="content" tabindex="-1">
          ${sections.map(
            ({ id, title: name, body }) =>
              html`<section aria-labelledby="${id}">
                <h2 id="${id}">${name}</h2>
                ${body}
              </section>`,
          )}
        </main>
        <footer>
          <p>
            Drawn by aks-topology from
            ${report.file}${layout === undefined ? "" : ", by a model of Azure, without asking Azure"}.
          </p>
        </footer>
        <script>
          ${new Html(readFileSync(SCRIPT, "utf8").replaceAll("</", "<\\/"))};
        </script>
      </body>
    </html> `;
  return page.text;
}

function sectionsOf({ survey, layout, changes }: Report, aside: Html | undefined): readonly Section[] {
  const { description, problems, pools } = survey;
  return [
    {
      id: "picture",
      title: "Picture",
      body: withAside(pictureSection(layout, survey.picture === undefined), aside),
    },
    { id: "problems", title: "Problems", body: problemSection(problems) },
    ...(changes === undefined ? [] : [{ id: "changes", title: "Changes", body: changeSection(changes) }]),
    { id: "addresses", title: "Address plan", body: addressSection(description.addressPlan) },
    { id: "try", title: "What if", body: whatIfSection(pools) },
    { id: "paths", title: "Paths", body: pathSection(survey, layout) },
    { id: "rules", title: "Firewall rules", body: ruleSection(description.egressRules) },
    { id: "roles", title: "Roles", body: roleSection(description.roleAssignments) },
  ];
}

function withAside(body: Html, aside: Html | undefined): Html {
  return aside === undefined
    ? body
    : html`<div class="columns">
        <div>${body}</div>
        ${aside}
      </div>`;
}

function badges({ survey: { problems, picture } }: Report): readonly Html[] {
  const count = (severity: string): number =>
    problems.filter((problem) => problem.severity === severity).length;
  const broken = picture?.paths.filter(({ ok }) => !ok).length ?? 0;
  return [
    badge(counted(count("error"), "error"), count("error") === 0),
    badge(counted(count("warning"), "warning"), count("warning") === 0, "warn"),
    ...(broken > 0 ? [badge(`${counted(broken, "path")} not as expected`, false)] : []),
  ];
}

function badge(text: string, isGood: boolean, otherwise = "bad"): Html {
  return html`<span class="count ${isGood ? "good" : otherwise}">${text}</span> `;
}
