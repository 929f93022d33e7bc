import type { Inside } from "./inside.js";
import type { Net, Top } from "./nets.js";

/** The place of an outermost box. */
export interface Block {
  readonly id: string;
  readonly top: Top;
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
  /** Gutters on its sides: 0 is next to what is outside, 1 next to the hubs, 2 and on are between columns of the grid. */
  readonly gutters: { readonly WEST: number; readonly EAST: number };
}

/** Gutters that a net runs in, from the left. */
export interface Span {
  readonly net: Net;
  readonly gutters: readonly number[];
}

/** What trunks follow: a lane per net in each gutter, and a channel above the grid per net that changes gutters. */
export interface Gutters {
  readonly laneOf: (gutter: number, net: Net) => number;
  readonly channelOf: (net: Net) => number;
}

/** Space around the picture. */
export const MARGIN = 24;
const GAP = 24;
const LANE = 9;
/** Space between a lane and the boxes next to it, arrowheads included. */
const BESIDE = 20;
/** Pictures are somewhat wider than high. */
const RATIO = 1.5;

/** The columns of a picture, each with its boxes from the top. */
export interface Columns {
  readonly outside: readonly Top[];
  readonly middle: readonly Top[];
  /** Rows of the grid. */
  readonly rows: readonly (readonly Top[])[];
}

type InsideOf = (top: Top) => Inside | undefined;

/** Sorts the outermost boxes into columns; spokes of a hub follow each other. */
export function columnsOf(tops: readonly Top[], insideOf: InsideOf): Columns {
  const inZone = (zone: Top["zone"]): Top[] => tops.filter((top) => top.zone === zone);
  const [outside, middle] = [inZone("outside"), inZone("middle")];
  const spokes = inZone("grid").sort((a, b) => a.hub - b.hub);
  const beside = widest(outside, insideOf) + widest(middle, insideOf);
  const count = columnCount(spokes, beside, insideOf);
  const rows = Array.from({ length: Math.ceil(spokes.length / count) }, (_, row) =>
    spokes.slice(row * count, (row + 1) * count),
  );
  return { outside, middle, rows };
}

export interface Arranged {
  readonly blocks: ReadonlyMap<string, Block>;
  readonly gutters: Gutters;
  readonly width: number;
}

/** Gives each outermost box its place, below `head`. */
export function arrange(
  { outside, middle, rows }: Columns,
  spans: readonly Span[],
  insideOf: InsideOf,
  head: number,
): Arranged {
  const nets = new Map<number, string[]>();
  for (const { net, gutters } of spans)
    for (const gutter of gutters) nets.set(gutter, [...(nets.get(gutter) ?? []), net.id]);
  const channels = spans.filter(({ gutters }) => gutters.length > 1).map(({ net }) => net.id);
  const top = head + (channels.length === 0 ? 0 : channels.length * LANE + 8);
  const gutterWidth = (gutter: number): number => {
    const count = nets.get(gutter)?.length ?? 0;
    return count === 0 ? GAP : 2 * BESIDE + (count - 1) * LANE;
  };

  const blocks = new Map<string, Block>();
  const starts = new Map<number, number>();
  let x = MARGIN;
  const place = (
    item: Top,
    at: { x: number; y: number },
    size: Pick<Block, "width" | "height">,
    gutters: Block["gutters"],
  ): void => {
    blocks.set(item.id, { id: item.id, top: item, ...at, ...size, gutters });
  };
  for (const [gutter, items] of [outside, middle].entries()) {
    const width = widest(items, insideOf);
    let y = top;
    for (const item of items) {
      const height = insideOf(item)?.height ?? 0;
      place(item, { x, y }, { width, height }, { WEST: gutter - 1, EAST: gutter });
      y += height + GAP;
    }
    x += width;
    starts.set(gutter, x);
    if (items.length > 0) x += gutterWidth(gutter);
  }
  const width = widest(rows.flat(), insideOf);
  const columns = Math.max(0, ...rows.map(({ length }) => length));
  const xs = Array.from({ length: columns }, (_, column) => {
    const here = x;
    x += width;
    starts.set(column + 2, x);
    x += gutterWidth(column + 2);
    return here;
  });
  let y = top;
  for (const row of rows) {
    const height = Math.max(...row.map((item) => insideOf(item)?.height ?? 0));
    row.forEach((item, column) => {
      const gutters = { WEST: column + 1, EAST: column + 2 };
      place(item, { x: xs[column] ?? x, y }, { width, height }, gutters);
    });
    y += height + GAP;
  }
  const right = Math.max(...[...blocks.values()].map((block) => block.x + block.width), MARGIN);
  const gutters: Gutters = {
    laneOf: (gutter, { id }) =>
      (starts.get(gutter) ?? 0) + BESIDE + Math.max(0, nets.get(gutter)?.indexOf(id) ?? 0) * LANE,
    channelOf: ({ id }) => head + Math.max(0, channels.indexOf(id)) * LANE,
  };
  return { blocks, gutters, width: right + MARGIN };
}

function widest(tops: readonly Top[], insideOf: InsideOf): number {
  return Math.max(0, ...tops.map((top) => insideOf(top)?.width ?? 0));
}

/** The number of columns with which the picture is nearest to its ratio. */
function columnCount(spokes: readonly Top[], beside: number, insideOf: InsideOf): number {
  const heights = spokes.map((spoke) => (insideOf(spoke)?.height ?? 0) + GAP);
  const total = heights.reduce((sum, height) => sum + height, 0);
  const width = widest(spokes, insideOf) + 2 * BESIDE;
  const error = (columns: number): number =>
    Math.abs(
      Math.log(
        (beside + columns * width) / (Math.ceil(spokes.length / columns) * (total / spokes.length)) / RATIO,
      ),
    );
  const counts = spokes.map((_, i) => i + 1);
  return counts.reduce((best, count) => (error(count) < error(best) ? count : best), 1);
}
