import type { Picture, PictureBox } from "@aks-topology/platform";
import { signed } from "./change-signs.js";
import { drawnEdges } from "./layout.js";

/** A picture as a Mermaid flowchart, for Markdown. It is laid out by whatever shows it. */
export function renderMermaid(picture: Picture): string {
  const ids = new Map(picture.boxes.map(({ id }, i) => [id, `n${i}`]));
  const idOf = (box: string): string => ids.get(box) ?? "";
  const draw = (parent: string | undefined, indent: string): readonly string[] =>
    picture.boxes.filter((box) => box.parent === parent).flatMap((box) => drawBox(box, indent));
  const drawBox = (box: PictureBox, indent: string): readonly string[] => {
    const inner = draw(box.id, `${indent}  `);
    const label = labelOf(box, inner.length > 0);
    if (inner.length === 0) return [`${indent}${idOf(box.id)}["${label}"]`];
    return [
      `${indent}subgraph ${idOf(box.id)}["${label}"]`,
      `${indent}  direction LR`,
      ...inner,
      `${indent}end`,
    ];
  };
  const edges = drawnEdges(picture);
  const lines = edges.map(({ kind, from, to, ...edge }) => {
    if (!("paths" in edge)) return `  ${idOf(from)} <-->|${edge.text || "connection"}| ${idOf(to)}`;
    return `  ${idOf(from)} -->|${WORDS[kind] ?? kind}| ${idOf(to)}`;
  });
  const styles = edges.flatMap(({ kind }, i) => {
    const colour = COLOURS[kind];
    return colour === undefined ? [] : [`  linkStyle ${i} stroke:${colour}`];
  });
  const existing = picture.boxes.filter(({ isExisting }) => isExisting).map(({ id }) => idOf(id));
  return [
    "flowchart LR",
    ...draw(undefined, "  "),
    ...lines,
    ...styles,
    ...existing.map((id) => `  style ${id} stroke-dasharray:4 3`),
    "",
  ].join("\n");
}

const WORDS: Readonly<Record<string, string>> = {
  ingress: "incoming",
  egress: "outgoing",
  internal: "inside",
  broken: "not as expected",
};

const COLOURS: Readonly<Record<string, string>> = {
  ingress: "#0969da",
  egress: "#bc4c00",
  internal: "#1a7f37",
  broken: "#cf222e",
};

function labelOf(
  { title, details, items, labels, isExisting, change }: PictureBox,
  isContainer: boolean,
): string {
  const lines = [
    `<b>${quoted(signed(title, change))}</b>${isExisting ? " (existing)" : ""}`,
    ...details.map(quoted),
    ...items.map((item) =>
      quoted([signed(item.title, item.change), item.detail].filter((text) => text !== "").join(": ")),
    ),
    ...labels.map((label) => quoted(signed(label.text, label.change))),
  ];
  return (isContainer ? lines.slice(0, 1 + details.length + items.length) : lines).join("<br>");
}

/** Mermaid ends a label at a quotation mark, and reads `#` as the beginning of an entity. */
function quoted(text: string): string {
  return text
    .replaceAll("#", "#35;")
    .replaceAll('"', "#quot;")
    .replaceAll("<", "#lt;")
    .replaceAll(">", "#gt;");
}
