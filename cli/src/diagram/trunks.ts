import type { Block, Columns, Gutters, Span } from "./grid.js";
import { wayKey, type Inside } from "./inside.js";
import type { Point } from "./placed.js";
import { netOf, portKey, sideOf, type Edge, type Net, type Side, type Top } from "./nets.js";

/** The gutters that each net runs in. */
export function spansOf(
  edges: readonly Edge[],
  tops: ReadonlyMap<string, Top>,
  { rows }: Columns,
): readonly Span[] {
  const columns = new Map(rows.flatMap((row) => row.map(({ id }, column) => [id, column] as const)));
  const spans = new Map<string, { net: Net; gutters: Set<number> }>();
  for (const edge of edges) {
    const [from, to] = [tops.get(edge.from), tops.get(edge.to)];
    const net = netOf(edge, tops);
    const span = spans.get(net.id) ?? { net, gutters: new Set<number>() };
    spans.set(net.id, span);
    for (const [here, there] of [
      [from, to],
      [to, from],
    ] as const) {
      const side = sideOf(here, there);
      if (here?.zone === "outside") span.gutters.add(0);
      else if (here?.zone === "middle") span.gutters.add(side === "WEST" ? 0 : 1);
      else span.gutters.add((columns.get(here?.id ?? "") ?? 0) + 1);
    }
  }
  return [...spans.values()].map(({ net, gutters }) => ({
    net,
    gutters: [...gutters].sort((a, b) => a - b),
  }));
}

export interface Ground {
  readonly blockOf: (box: string) => Block | undefined;
  readonly insides: ReadonlyMap<string, Inside>;
  readonly gutters: Gutters;
}

/** One end of an edge between outermost boxes. */
interface End {
  /** From the border of the outermost box to the box inside. */
  readonly inner: readonly Point[];
  readonly port: Point;
  readonly gutter: number;
}

/** The way of an edge from one outermost box to another, by the lanes of its net. */
export function route(net: Net, { from, to }: Edge, ground: Ground): readonly Point[] {
  const [start, end] = [endOf(net, from, to, ground), endOf(net, to, from, ground)];
  if (start === undefined || end === undefined) return [];
  const trunk = between(net, start, end, ground);
  return simplified([...start.inner.toReversed(), start.port, ...trunk, end.port, ...end.inner]);
}

function endOf(net: Net, box: string, other: string, { blockOf, insides }: Ground): End | undefined {
  const [block, there] = [blockOf(box), blockOf(other)];
  const inside = insides.get(block?.id ?? "");
  if (block === undefined || inside === undefined) return undefined;
  const side: Side = sideOf(block.top, there?.top);
  const inner = inside.ways.get(wayKey({ net, side }, box)) ?? [];
  return {
    inner: inner.map((point) => ({ x: point.x + block.x, y: point.y + block.y })),
    port: {
      x: block.x + (side === "EAST" ? block.width : 0),
      y: block.y + (inside.ports.get(portKey(net, side)) ?? 0),
    },
    gutter: block.gutters[side],
  };
}

function between(net: Net, start: End, end: End, { gutters }: Ground): readonly Point[] {
  const [a, b] = [gutters.laneOf(start.gutter, net), gutters.laneOf(end.gutter, net)];
  const there = { x: a, y: start.port.y };
  const here = { x: b, y: end.port.y };
  if (start.gutter === end.gutter) return [there, here];
  const y = gutters.channelOf(net);
  return [there, { x: a, y }, { x: b, y }, here];
}

/** Without points on straight lines, and without steps too small to be seen. */
function simplified(points: readonly Point[]): readonly Point[] {
  const near = (a: number, b: number): boolean => Math.abs(a - b) < 0.5;
  return points.filter((point, i) => {
    const [before, after] = [points[i - 1], points[i + 1]];
    if (before === undefined || after === undefined) return true;
    if (near(before.x, point.x) && near(before.y, point.y)) return false;
    const isLevel = near(before.y, point.y) && near(point.y, after.y);
    const isUpright = near(before.x, point.x) && near(point.x, after.x);
    return !isLevel && !isUpright;
  });
}
