import type { PictureBox, PictureFlow, PictureLink } from "@aks-topology/platform";

export type Edge = PictureLink | PictureFlow;

/** The column of a box without a parent, from left to right. */
export type Zone = "outside" | "middle" | "grid";

export interface Top {
  readonly id: string;
  readonly zone: Zone;
  readonly box: PictureBox;
  readonly hasInside: boolean;
  /** The place of its hub among the hubs; spokes of a hub follow each other. */
  readonly hub: number;
}

export type Side = "EAST" | "WEST";

/** Edges that share a trunk: those of a kind that begin, or end, at the same place of a hub or outside. */
export interface Net {
  readonly id: string;
  readonly kind: Edge["kind"];
}

/** Where edges of a net enter or leave a box without a parent. */
export interface Port {
  readonly net: Net;
  readonly side: Side;
  /** The boxes in it that the edges go to; the box itself for a link. */
  readonly targets: readonly string[];
}

/** The outermost box of each box. */
export function topsOf(boxes: readonly PictureBox[], edges: readonly Edge[]): ReadonlyMap<string, Top> {
  const parents = new Set(boxes.map(({ parent }) => parent));
  const hubs = boxes.filter(({ kind }) => kind === "hub").map(({ id }) => id);
  const found = new Map<string, Top>();
  for (const box of boxes) {
    const above = box.parent === undefined ? undefined : found.get(box.parent);
    const hasInside = parents.has(box.id);
    found.set(
      box.id,
      above ?? { id: box.id, zone: zoneOf(box, hasInside), box, hasInside, hub: hubOf(box, hubs, edges) },
    );
  }
  return found;
}

function zoneOf({ kind, items }: PictureBox, hasInside: boolean): Zone {
  if (kind === "outside") return "outside";
  return kind === "hub" || kind === "services" || (!hasInside && items.length === 0) ? "middle" : "grid";
}

function hubOf({ id }: PictureBox, hubs: readonly string[], edges: readonly Edge[]): number {
  const link = edges.find(
    ({ kind, from, to }) =>
      kind === "peering" && (from === id ? hubs.includes(to) : to === id && hubs.includes(from)),
  );
  return link === undefined ? hubs.length : hubs.indexOf(link.from === id ? link.to : link.from);
}

const RANK: Readonly<Record<Zone, number>> = { outside: 0, middle: 1, grid: 2 };

/** The trunk of an edge between two outermost boxes. */
export function netOf(edge: Edge, tops: ReadonlyMap<string, Top>): Net {
  const { from, to, kind } = edge;
  const [a, b] = [rankOf(from, tops), rankOf(to, tops)];
  if (a === b) return { id: edge.id, kind };
  const isThere = a < b;
  return { id: `${kind} ${isThere ? `from ${from}` : `to ${to}`}`, kind };
}

function rankOf(id: string, tops: ReadonlyMap<string, Top>): number {
  return RANK[tops.get(id)?.zone ?? "grid"];
}

/** On which side an edge leaves a box, given where it goes. */
export function sideOf(here: Top | undefined, there: Top | undefined): Side {
  if (here?.zone === "grid") return "WEST";
  return here?.zone === "middle" && there?.zone === "outside" ? "WEST" : "EAST";
}

/** The ports of an outermost box. */
export function portsOf(top: Top, edges: readonly Edge[], tops: ReadonlyMap<string, Top>): readonly Port[] {
  const ports = new Map<string, Port & { readonly targets: string[] }>();
  for (const edge of edges) {
    const [from, to] = [tops.get(edge.from), tops.get(edge.to)];
    if (from === to) continue;
    for (const [here, there, box] of [
      [from, to, edge.from],
      [to, from, edge.to],
    ] as const) {
      if (here !== top) continue;
      const net = netOf(edge, tops);
      const side = sideOf(here, there);
      const key = portKey(net, side);
      const port = ports.get(key) ?? { net, side, targets: [] };
      if (!port.targets.includes(box)) port.targets.push(box);
      ports.set(key, port);
    }
  }
  return [...ports.values()];
}

export function portKey({ id }: Net, side: Side): string {
  return `${side} ${id}`;
}
