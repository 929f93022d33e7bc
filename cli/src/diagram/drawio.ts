import type { Layout, PlacedBox, PlacedEdge } from "./placed.js";
import { escapeXml } from "./svg.js";

/** A picture that is laid out, for diagrams.net. Boxes are containers: what is in them moves with them. */
export function renderDrawio({ picture, boxes, edges }: Layout): string {
  const ids = new Map(boxes.map(({ box }, i) => [box.id, `box-${i}`]));
  const cells = [
    ...boxes.map((placed) => boxCell(placed, boxes, ids)),
    ...edges.map((placed, i) => edgeCell(placed, `edge-${i}`, ids)),
  ];
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    '<mxfile host="aks-topology">',
    `  <diagram id="topology" name="${escapeXml(picture.title)}">`,
    '    <mxGraphModel grid="0" page="0">',
    "      <root>",
    '        <mxCell id="0"/>',
    '        <mxCell id="1" parent="0"/>',
    ...cells.map((cell) => `        ${cell}`),
    "      </root>",
    "    </mxGraphModel>",
    "  </diagram>",
    "</mxfile>",
    "",
  ].join("\n");
}

const FILLS: Readonly<Record<string, string>> = {
  hub: "fillColor=#eef5fc;strokeColor=#4a8ac4;",
  network: "fillColor=#f4f7f5;strokeColor=#83928a;",
  cluster: "fillColor=#faf9fe;strokeColor=#9084c0;dashed=1;",
  subnet: "fillColor=#ffffff;strokeColor=#b6bec7;",
  outside: "fillColor=#f6f8fa;strokeColor=#8c959f;",
  services: "fillColor=#f6f8fa;strokeColor=#8c959f;",
};

const LINES: Readonly<Record<string, string>> = {
  ingress: "strokeColor=#0969da;endArrow=classic;",
  egress: "strokeColor=#bc4c00;endArrow=classic;",
  internal: "strokeColor=#1a7f37;endArrow=classic;dashed=1;",
  broken: "strokeColor=#cf222e;endArrow=classic;dashed=1;",
  peering: "strokeColor=#8c959f;strokeWidth=4;endArrow=none;",
  connection: "strokeColor=#8c959f;strokeWidth=4;dashed=1;endArrow=none;",
};

function boxCell(
  { box, x, y, width, height, rows, isContainer }: PlacedBox,
  boxes: readonly PlacedBox[],
  ids: ReadonlyMap<string, string>,
): string {
  const parent = boxes.find((other) => other.box.id === box.parent);
  const lines = rows.map(({ style, full }) => {
    const text = escapeXml(full);
    return style === "title" || style === "item" ? `<b>${text}</b>` : text;
  });
  const style = [
    "rounded=1;arcSize=2;absoluteArcSize=1;html=1;align=left;verticalAlign=top;spacingLeft=8;fontSize=11;",
    isContainer ? "container=1;collapsible=0;" : "",
    FILLS[box.kind] ?? "",
    box.isExisting ? "dashed=1;dashPattern=2 3;" : "",
  ].join("");
  const at = { x: x - (parent?.x ?? 0), y: y - (parent?.y ?? 0) };
  return [
    `<mxCell id="${ids.get(box.id) ?? ""}" value="${escapeXml(lines.join("<br>"))}" style="${style}" vertex="1" parent="${ids.get(box.parent ?? "") ?? "1"}">`,
    `<mxGeometry x="${at.x}" y="${at.y}" width="${width}" height="${height}" as="geometry"/>`,
    "</mxCell>",
  ].join("");
}

function edgeCell({ edge, points }: PlacedEdge, id: string, ids: ReadonlyMap<string, string>): string {
  const turns = points.slice(1, -1).map(({ x, y }) => `<mxPoint x="${x}" y="${y}"/>`);
  const label = "paths" in edge ? "" : edge.text;
  return [
    `<mxCell id="${id}" value="${escapeXml(label)}" style="html=1;rounded=1;${LINES[edge.kind] ?? ""}" edge="1" parent="1" source="${ids.get(edge.from) ?? ""}" target="${ids.get(edge.to) ?? ""}">`,
    `<mxGeometry relative="1" as="geometry"><Array as="points">${turns.join("")}</Array></mxGeometry>`,
    "</mxCell>",
  ].join("");
}
