import { MARGIN } from "./grid.js";
import type { Layout, PlacedBox, PlacedEdge, Point } from "./placed.js";
import { describe, legendOf } from "./legend.js";
import { markOf } from "./marks.js";
import { INSET, indentOf, sizeOf, type Row } from "./rows.js";
import { STYLE } from "./svg-style.js";
import { textWidth } from "./text-width.js";

/** A picture is at least as wide as its legend needs. */
const NARROWEST = 560;

/** Draws a picture that is laid out. */
export function renderSvg(layout: Layout): string {
  const { picture } = layout;
  const width = Math.max(layout.width, NARROWEST);
  const legend = legendOf(picture, width - 2 * MARGIN);
  const height = layout.height + legend.height + MARGIN;
  const kinds = [...new Set(layout.edges.map(({ edge }) => edge.kind))].filter(isFlow).sort();
  const places = new Map(layout.boxes.map(({ box }, i) => [box.id, i]));
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${num(width)} ${num(height)}" width="${num(width)}" height="${num(height)}" role="img" aria-labelledby="picture-title picture-desc">`,
    `<title id="picture-title">${escapeXml(picture.title)}</title>`,
    `<desc id="picture-desc">${escapeXml(describe(picture))}</desc>`,
    `<style>${STYLE}</style>`,
    `<defs>${kinds.map(tip).join("")}</defs>`,
    `<rect class="paper" width="100%" height="100%"/>`,
    `<text class="heading" x="${MARGIN}" y="38">${escapeXml(picture.title)}</text>`,
    ...layout.boxes.map(drawBox),
    ...layout.edges.map((edge) => drawEdge(edge, places)),
    `<g transform="translate(${MARGIN},${num(layout.height + 12)})">`,
    ...legend.entries.map(
      ({ kind, text, x, y }) =>
        `<g transform="translate(${num(x)},${num(y)})">${sample(kind)}<text class="detail" x="32" font-size="11">${escapeXml(text)}</text></g>`,
    ),
    ...legend.notes.map((note, i) => {
      const y = legend.height - 16 * (legend.notes.length - i);
      return `<text class="note" y="${num(y)}" font-size="11">${escapeXml(note)}</text>`;
    }),
    "</g>",
    "</svg>",
    "",
  ].join("\n");
}

function isFlow(kind: string): boolean {
  return kind !== "peering" && kind !== "connection";
}

function isChange(kind: string): boolean {
  return ["added", "changed", "replaced", "removed"].includes(kind);
}

function sample(kind: string): string {
  if (isChange(kind)) return `<rect class="sample ${kind}" y="-9" width="24" height="11" rx="3"/>`;
  if (kind === "existing") return '<rect class="sample" y="-9" width="24" height="11" rx="3"/>';
  return `<path class="edge ${kind}" d="M0 -4H24"/>`;
}

/** The head of an arrow. */
function tip(kind: string): string {
  return `<marker id="tip-${kind}" viewBox="0 0 8 8" refX="8" refY="4" markerWidth="8" markerHeight="8" markerUnits="userSpaceOnUse" orient="auto"><path class="tip ${kind}" d="M0 .5L8 4 0 7.5z"/></marker>`;
}

function drawBox(placed: PlacedBox, index: number): string {
  const { box, x, y, width, height, rows } = placed;
  const classes = ["box", box.kind, ...(box.isExisting ? ["existing"] : []), box.change ?? ""]
    .join(" ")
    .trim();
  const badge = box.isExisting
    ? `<text class="badge" x="${num(width - INSET - textWidth("existing", 10))}" y="23">existing</text>`
    : "";
  return [
    `<g class="${classes}" data-box="${index}" transform="translate(${num(x)},${num(y)})">`,
    hint([box.name, box.address]),
    `<rect width="${num(width)}" height="${num(height)}" rx="4"/>`,
    badge,
    ...rows.map(drawRow),
    "</g>",
  ].join("");
}

function drawRow({ style, text, full, y, kind, address, hint: name, change }: Row): string {
  const size = sizeOf(style);
  const mark = style === "item" || style === "label" ? markOf(kind) : undefined;
  const words = `<text class="${[style, change ?? ""].join(" ").trim()}" x="${INSET + indentOf(style)}" y="${y}" font-size="${size}">${escapeXml(text)}</text>`;
  if (mark === undefined) return words;
  const sign = `<path class="mark" transform="translate(${INSET},${y - 10})" d="${mark}"/>`;
  return `<g data-address="${escapeXml(address)}">${hint([full === text ? "" : full, name, address])}${sign}${words}</g>`;
}

function drawEdge({ edge, points }: PlacedEdge, places: ReadonlyMap<string, number>): string {
  const ends = `data-from="${places.get(edge.from) ?? ""}" data-to="${places.get(edge.to) ?? ""}"`;
  const end = isFlow(edge.kind) ? ` marker-end="url(#tip-${edge.kind})"` : "";
  const about = "paths" in edge ? edge.paths : [edge.text, ...edge.addresses];
  const change = "change" in edge && edge.change !== undefined ? ` ${edge.change}` : "";
  return `<path class="edge ${edge.kind}${change}" ${ends} d="${wayOf(points)}"${end}>${hint(about)}</path>`;
}

/** A way with round corners. */
const RADIUS = 5;

function wayOf(points: readonly Point[]): string {
  return points
    .map((point, i) => {
      const [before, after] = [points[i - 1], points[i + 1]];
      if (before === undefined) return `M${at(point)}`;
      if (after === undefined) return `L${at(point)}`;
      return `L${at(towards(point, before))}Q${at(point)} ${at(towards(point, after))}`;
    })
    .join("");
}

function towards(from: Point, to: Point): Point {
  const length = Math.hypot(to.x - from.x, to.y - from.y);
  const part = length === 0 ? 0 : Math.min(RADIUS, length / 2) / length;
  return { x: from.x + (to.x - from.x) * part, y: from.y + (to.y - from.y) * part };
}

function at({ x, y }: Point): string {
  return `${num(x)} ${num(y)}`;
}

/** What viewers show when the pointer rests on something. */
function hint(lines: readonly string[]): string {
  const text = [...new Set(lines)].filter((line) => line !== "").join("\n");
  return text === "" ? "" : `<title>${escapeXml(text)}</title>`;
}

function num(value: number): string {
  return String(Math.round(value * 10) / 10);
}

export function escapeXml(text: string): string {
  return text
    .replaceAll("&", "&amp;")
    .replaceAll("<", "&lt;")
    .replaceAll(">", "&gt;")
    .replaceAll('"', "&quot;");
}
