import { asObject, at, objects, textOf, type JsonObject } from "../core/json.js";
import type { AksNode } from "../aks/cluster.js";
import { STYLE } from "./page-style.js";

/** A route table as it is stored. */
export interface StoredTable {
  readonly body: JsonObject;
  /** Milliseconds since the epoch; undefined where it was never written. */
  readonly changedAt: number | undefined;
}

/** A cluster with the table that its controller writes. */
export interface WritingCluster {
  readonly id: string;
  readonly tableId: string | undefined;
  readonly nodes: readonly AksNode[];
}

interface Table {
  readonly id: string;
  readonly name: string;
  readonly changedAt: number | undefined;
  /** Next hops by prefix. */
  readonly hops: ReadonlyMap<string, string>;
  readonly names: ReadonlyMap<string, string>;
}

/** Loads the page again and shows what changed, so that a reader keeps the place. */
const SCRIPT = `setInterval(async()=>{try{const text=await (await fetch(location.href)).text();
document.querySelector("main").replaceWith(new DOMParser().parseFromString(text,"text/html").querySelector("main"))}catch{}},2000)`;

/** The table of each cluster next to the tables that may follow it, on one page that loads nothing. */
export function tablesPage(stored: readonly StoredTable[], clusters: readonly WritingCluster[]): string {
  const tables = stored.map(tableOf);
  const written = new Set(clusters.map(({ tableId = "" }) => tableId.toLowerCase()));
  const followers = tables.filter(({ id }) => !written.has(id.toLowerCase()));
  const sections = clusters.flatMap((cluster) => {
    const source = tables.find(({ id }) => id.toLowerCase() === cluster.tableId?.toLowerCase());
    return source === undefined ? [] : [sectionOf(cluster, source, followers)];
  });
  return `<!doctype html>
<html lang="en">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1"><title>Route tables of the simulator</title><style>${STYLE}</style></head>
<body>
<header><h1>Route tables of the simulator</h1></header>
<main>
${sections.length === 0 ? "<p>No cluster writes a route table yet.</p>" : sections.join("\n")}
</main>
<script>${SCRIPT}</script>
</body>
</html>
`;
}

function sectionOf(cluster: WritingCluster, source: Table, followers: readonly Table[]): string {
  const pods = new Set(cluster.nodes.flatMap(({ podCidrs }) => podCidrs));
  // A route that a follower kept after its node has left has the name of a node.
  const others = followers.flatMap((table) =>
    [...table.hops.keys()].filter((prefix) => isNodeRoute(table, prefix)),
  );
  const prefixes = [...new Set([...pods, ...others])].sort((a, b) =>
    a.localeCompare(b, "en", { numeric: true }),
  );
  const states = followers.map((table) => stateOf(prefixes, source, table));
  const summary = [
    row(source.name, ["written by AKS", timeOf(source.changedAt), String(source.hops.size)]),
    ...followers.map((table, i) =>
      row(table.name, [states[i] ?? "", timeOf(table.changedAt), String(table.hops.size)]),
    ),
  ];
  const routes = prefixes.map((prefix) =>
    row(prefix, [cell(source, source, prefix), ...followers.map((table) => cell(source, table, prefix))]),
  );
  const name = cluster.id.split("/").at(-1) ?? "";
  return `<section><h2>${escape(name)}</h2>
${tableMarkup("Tables", ["table", "state", "last change", "routes"], summary)}
${tableMarkup("Routes to pods", ["pods", source.name, ...followers.map((table) => table.name)], routes)}
</section>`;
}

function isNodeRoute({ names }: Table, prefix: string): boolean {
  return (names.get(prefix) ?? "").startsWith("aks-");
}

function stateOf(prefixes: readonly string[], source: Table, table: Table): string {
  const differing = prefixes.filter((prefix) => source.hops.get(prefix) !== table.hops.get(prefix));
  return differing.length === 0
    ? `<span class="good">in step</span>`
    : `<span class="warn">${differing.length} of ${prefixes.length} routes differ</span>`;
}

function cell(source: Table, table: Table, prefix: string): string {
  const hop = table.hops.get(prefix);
  const kind = hop === source.hops.get(prefix) ? "" : ` class="bad"`;
  return hop === undefined ? `<span${kind}>none</span>` : `<code${kind}>${escape(hop)}</code>`;
}

function tableOf({ body, changedAt }: StoredTable): Table {
  const routes = objects(at(body, "properties.routes")).map((route) => {
    const properties = asObject(route["properties"]);
    const hop = textOf(properties["nextHopIpAddress"]) || textOf(properties["nextHopType"]);
    return { name: textOf(route["name"]), prefix: textOf(properties["addressPrefix"]), hop };
  });
  return {
    id: textOf(body["id"]),
    name: textOf(body["name"]),
    changedAt,
    hops: new Map(routes.map(({ prefix, hop }) => [prefix, hop])),
    names: new Map(routes.map(({ prefix, name }) => [prefix, name])),
  };
}

function tableMarkup(caption: string, head: readonly string[], rows: readonly string[]): string {
  const heads = head.map((each) => `<th scope="col">${escape(each)}</th>`).join("");
  return `<div class="scroll"><table><caption>${caption}</caption><thead><tr>${heads}</tr></thead><tbody>${rows.join("")}</tbody></table></div>`;
}

/** @param cells markup */
function row(name: string, cells: readonly string[]): string {
  return `<tr><th scope="row">${escape(name)}</th>${cells.map((each) => `<td>${each}</td>`).join("")}</tr>`;
}

function timeOf(at: number | undefined): string {
  return at === undefined
    ? "none"
    : `<time>${new Date(at).toISOString().slice(0, 19).replace("T", " ")}</time>`;
}

function escape(text: string): string {
  return text
    .replaceAll("&", "&amp;")
    .replaceAll("<", "&lt;")
    .replaceAll(">", "&gt;")
    .replaceAll('"', "&quot;");
}
