import type { MirrorReport, Outcome } from "../../domain/describe.js";
import type { RouteValues } from "../../domain/route.js";
import type { BoardRow } from "../board.js";
import { resolvingCommand } from "../resolution.js";
import { STYLE } from "./page-style.js";

export interface StatusPage {
  /** One per mirror that had a round. */
  readonly rows: readonly BoardRow[];
  /** Names of mirrors without a round yet. */
  readonly waiting: readonly string[];
  /** The configuration file, as commands name it. */
  readonly config: string;
  /** Why the configuration is bad, and the previous one works on. */
  readonly problem: string | null;
}

const CLASSES: Readonly<Record<Outcome, "good" | "warn" | "bad">> = {
  "in-step": "good",
  applied: "good",
  retired: "good",
  changes: "warn",
  conflicts: "warn",
  unmatched: "warn",
  held: "warn",
  failed: "bad",
};

/** Loads the page again and shows what changed, so that a reader keeps the place. */
const SCRIPT = `setInterval(async()=>{try{const text=await (await fetch(location.href)).text();
document.querySelector("main").replaceWith(new DOMParser().parseFromString(text,"text/html").querySelector("main"))}catch{}},2000)`;

/** The mirrors on one page that loads nothing: in step or not, the last change, differences, and what resolves a hold. */
export function statusPage(page: StatusPage): string {
  return `<!doctype html>
<html lang="en">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1"><title>route-sync</title><style>${STYLE}</style></head>
<body>
<header><h1>route-sync</h1></header>
<main>
${page.problem === null ? "" : note("bad", `The configuration is bad: ${page.problem}. The previous one works on.`)}
${summary(page)}
${page.rows.map(({ report }) => details(report, page.config)).join("\n")}
</main>
<script>${SCRIPT}</script>
</body>
</html>
`;
}

function summary({ rows, waiting }: StatusPage): string {
  const read = rows.map(({ report, at, changedAt }) => {
    const { name, outcome, add, update, remove } = report;
    const shown = `<span class="${CLASSES[outcome]}">${outcome}</span>`;
    const counts = `+${add.length} ~${update.length} −${remove.length}`;
    return row(name, [
      shown,
      timeOf(at),
      changedAt === null ? "not since the start" : timeOf(changedAt),
      counts,
    ]);
  });
  const unread = waiting.map((name) =>
    row(name, [`<span class="faint">waiting for the first round</span>`, "", "", ""]),
  );
  return table(
    "Mirrors",
    ["mirror", "state", "last read", "last change", "differences"],
    [...read, ...unread],
  );
}

/** What one mirror is like, where there is more to say than that it is in step. */
function details(report: MirrorReport, config: string): string {
  const { name, held, error, conflicts, unmatched, warnings } = report;
  const command = resolvingCommand(report, config);
  const resolution =
    command === null ? "" : `<br>Once you know that it is right: <code>${escape(command)}</code>`;
  const notes = [
    ...(held === null ? [] : [note("", `<code>${held.guard}</code> ${escape(held.message)}.${resolution}`)]),
    ...(error === null
      ? []
      : [
          note(
            "bad",
            `<code>${escape(error.code)}</code> ${escape(error.message)}.<br>${escape(error.remedy)}`,
          ),
        ]),
    ...conflicts.map((each) =>
      note(
        "",
        `<code>${escape(each.route)}</code> is skipped: ${escape(each.reason)} (${escape(each.foreign)}).`,
      ),
    ),
    ...unmatched.map((route) =>
      note("", `<code>${escape(route)}</code> is not mirrored: routeNamePattern does not fit its name.`),
    ),
    ...warnings.map((warning) => note("", escape(warning))),
  ];
  const differences = differencesOf(report);
  if (notes.length === 0 && differences === "") return "";
  return `<section><h2>${escape(name)}</h2>${notes.join("")}${differences}</section>`;
}

const NONE = `<span class="faint">none</span>`;

/** The routes that differ, in the table that AKS writes and in the gateway's. */
function differencesOf({ outcome, add, update, remove }: MirrorReport): string {
  const rows = [
    ...add.map((route) => row(route.name, [hopOf(route), NONE])),
    ...update.map(({ before, after }) => row(after.name, [hopOf(after), hopOf(before)])),
    ...remove.map((route) => row(route.name, [NONE, hopOf(route)])),
  ];
  if (rows.length === 0) return "";
  const written = outcome === "applied" || outcome === "retired";
  const caption = written ? "Routes that the last round wrote" : "Routes that differ";
  return table(
    caption,
    ["route", "AKS's table", written ? "gateway's table before" : "gateway's table"],
    rows,
  );
}

function hopOf({ addressPrefix, nextHopType, nextHopIpAddress }: RouteValues): string {
  return `<code>${escape(addressPrefix)}</code> → <code>${escape(nextHopIpAddress ?? nextHopType)}</code>`;
}

function table(caption: string, head: readonly string[], rows: readonly string[]): string {
  const heads = head.map((each) => `<th scope="col">${each}</th>`).join("");
  return `<div class="scroll"><table><caption>${caption}</caption><thead><tr>${heads}</tr></thead><tbody>${rows.join("")}</tbody></table></div>`;
}

/** @param cells markup */
function row(name: string, cells: readonly string[]): string {
  return `<tr><th scope="row">${escape(name)}</th>${cells.map((cell) => `<td>${cell}</td>`).join("")}</tr>`;
}

/** @param markup what it says */
function note(kind: "" | "bad", markup: string): string {
  return `<p class="note ${kind}">${markup}</p>`;
}

function timeOf(at: number): string {
  return `<time>${new Date(at).toISOString().slice(0, 19).replace("T", " ")}</time>`;
}

function escape(text: string): string {
  return text
    .replaceAll("&", "&amp;")
    .replaceAll("<", "&lt;")
    .replaceAll(">", "&gt;")
    .replaceAll('"', "&quot;");
}
