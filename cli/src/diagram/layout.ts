/**
 * Where everything in a picture is.
 *
 * What is outside is on the left, the hubs are next to it, and the spokes are in a grid, in the order of the file. The inside of
 * each network is laid out by ELK. Between the networks, edges share trunks, as on a patch panel: each trunk has a lane of
 * its own in the gutters between columns, and a channel above the grid (`trunks.ts`).
 */
import type { FlowKind, Picture, PictureBox, PictureFlow, PictureLink } from "@aks-topology/platform";
import { arrange, columnsOf, MARGIN, type Block } from "./grid.js";
import { layOutInside, type Elk, type Inside } from "./inside.js";
import { netOf, portsOf, topsOf, type Edge } from "./nets.js";
import type { Layout, PlacedBox, PlacedEdge } from "./placed.js";
import { fill, type Filled } from "./rows.js";
import { apart } from "./apart.js";
import { HEAD } from "./legend.js";
import { route, spansOf } from "./trunks.js";

/** Kinds of flows that are drawn. What Azure itself sends would hide the rest, and what is refused goes nowhere. */
const DRAWN: ReadonlySet<FlowKind> = new Set<FlowKind>(["ingress", "egress", "internal", "broken"]);

/** From how many networks on text that others repeat is left out. */
const MANY = 9;

/** Lays out a picture. The same picture gets the same layout on every machine. */
export async function layOut(picture: Picture, elk: Elk): Promise<Layout> {
  const edges = drawnEdges(picture);
  const boxes = picture.boxes.filter((box) => isDrawn(box, edges));
  const isDense = boxes.filter(({ parent }) => parent === undefined).length >= MANY;
  const filled = withEqualWidths(boxes.map((box) => fill(box, { isDense })));
  const tops = topsOf(boxes, edges);
  const insides = new Map<string, Inside>();
  for (const top of tops.values()) {
    const own = filled.filter(({ box }) => tops.get(box.id) === top);
    const inner = edges.filter(({ from, to }) => tops.get(from) === top && tops.get(to) === top);
    insides.set(top.id, await layOutInside(own, inner, portsOf(top, edges, tops), elk));
  }
  return assemble(picture, filled, edges, tops, insides);
}

export function drawnEdges({ links, flows }: Picture): readonly (PictureLink | PictureFlow)[] {
  return [...links, ...flows.filter(({ kind }) => DRAWN.has(kind))];
}

/** What is outside is drawn where something goes there. */
function isDrawn({ kind, id, items }: PictureBox, edges: readonly Edge[]): boolean {
  return kind !== "outside" || items.length > 0 || edges.some(({ from, to }) => from === id || to === id);
}

/** Boxes of a kind are equally wide, so that they form columns. */
function withEqualWidths(filled: readonly Filled[]): readonly Filled[] {
  const widest = new Map<string, number>();
  for (const { box, width } of filled) widest.set(box.kind, Math.max(widest.get(box.kind) ?? 0, width));
  return filled.map((item) => ({ ...item, width: widest.get(item.box.kind) ?? item.width }));
}

function assemble(
  picture: Picture,
  filled: readonly Filled[],
  edges: readonly Edge[],
  tops: ReturnType<typeof topsOf>,
  insides: ReadonlyMap<string, Inside>,
): Layout {
  const between = edges.filter(({ from, to }) => tops.get(from) !== tops.get(to));
  const insideOf = ({ id }: { readonly id: string }): Inside | undefined => insides.get(id);
  const columns = columnsOf([...new Set(tops.values())], insideOf);
  const arranged = arrange(columns, spansOf(between, tops, columns), insideOf, HEAD);
  const { gutters, width } = arranged;
  const blocks = apart(arranged.blocks, insides);
  const height = MARGIN + Math.max(...[...blocks.values()].map((block) => block.y + block.height));
  const blockOf = (id: string): Block | undefined => blocks.get(tops.get(id)?.id ?? "");
  const boxes = filled.map((item): PlacedBox => {
    const block = blockOf(item.box.id);
    const inside = insides.get(tops.get(item.box.id)?.id ?? "");
    const place = inside?.boxes.get(item.box.id);
    const isTop = item.box.parent === undefined;
    return {
      ...item,
      x: (block?.x ?? 0) + (isTop ? 0 : (place?.x ?? 0)),
      y: (block?.y ?? 0) + (isTop ? 0 : (place?.y ?? 0)),
      width: isTop ? (block?.width ?? 0) : (place?.width ?? item.width),
      height: isTop ? (block?.height ?? 0) : (place?.height ?? item.height),
      isContainer: place?.isContainer ?? false,
    };
  });
  const placed = edges.map((edge): PlacedEdge => {
    const own = blockOf(edge.from);
    const inner = insides.get(own?.id ?? "")?.edges.get(edge.id);
    if (own !== undefined && inner !== undefined)
      return { edge, points: inner.map(({ x, y }) => ({ x: x + own.x, y: y + own.y })) };
    const points = route(netOf(edge, tops), edge, { blockOf, insides, gutters });
    return { edge, points };
  });
  return { picture, width, height, boxes, edges: placed };
}
