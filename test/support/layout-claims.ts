import { loadPlatform, survey } from "@aks-topology/platform";
import { expect } from "vitest";
import { layOut } from "../../cli/src/diagram/layout.js";
import type { Layout, PlacedBox, PlacedEdge, Point } from "../../cli/src/diagram/placed.js";
import { loadElk } from "../../cli/src/diagram/load-elk.js";
import { INSET, indentOf, sizeOf } from "../../cli/src/diagram/rows.js";
import { textWidth } from "../../cli/src/diagram/text-width.js";

/** The layout of a platform file. */
export async function layoutOf(file: string): Promise<Layout> {
  const result = loadPlatform(file);
  if (!result.ok) throw new Error(result.problems.map(({ message }) => message).join("\n"));
  const { picture } = survey(result.loaded);
  if (picture === undefined) throw new Error(`${file} has no picture.`);
  return layOut(picture, await loadElk());
}

interface Rect extends Point {
  readonly width: number;
  readonly height: number;
}

/** What makes a picture readable: nothing overlaps, text fits, and lines keep off boxes and words. */
export function expectReadable(layout: Layout): void {
  const { boxes, edges } = layout;
  const named = (box: PlacedBox): string => `${box.box.title} (${box.box.id})`;
  const flaws: string[] = [];
  for (const box of boxes) {
    const parent = boxes.find(({ box: { id } }) => id === box.box.parent) ?? {
      x: 0,
      y: 0,
      width: layout.width,
      height: layout.height,
    };
    if (!isWithin(box, parent)) flaws.push(`${named(box)} is not in the box around it`);
    for (const other of boxes)
      if (box !== other && box.box.parent === other.box.parent && overlap(box, other, 8))
        flaws.push(`${named(box)} touches ${named(other)}`);
    for (const text of textsOf(box))
      if (!isWithin(text, box)) flaws.push(`text leaves ${named(box)}: ${JSON.stringify(text)}`);
    for (const text of textsOf(box))
      for (const child of boxes)
        if (child.box.parent === box.box.id && overlap(text, child, 0))
          flaws.push(`text of ${named(box)} is under ${named(child)}`);
  }
  const leaves = boxes.filter(({ isContainer }) => !isContainer);
  for (const placed of edges) {
    const { edge, points } = placed;
    const [from, to] = [edge.from, edge.to].map((id) => boxes.find(({ box }) => box.id === id));
    const [first, last] = [points[0], points.at(-1)];
    if (
      from === undefined ||
      to === undefined ||
      first === undefined ||
      last === undefined ||
      points.length < 2
    ) {
      flaws.push(`${edge.id} has no way`);
      continue;
    }
    if (!isOnBorder(first, from)) flaws.push(`${edge.id} begins apart from ${named(from)}`);
    if (!isOnBorder(last, to)) flaws.push(`${edge.id} ends apart from ${named(to)}`);
    for (const part of partsOf(placed)) {
      if (part.width > 0 && part.height > 0) flaws.push(`${edge.id} is oblique`);
      for (const leaf of leaves) if (overlap(part, leaf, -1)) flaws.push(`${edge.id} crosses ${named(leaf)}`);
      for (const box of boxes)
        for (const text of textsOf(box))
          if (overlap(part, text, -1)) flaws.push(`${edge.id} crosses text of ${named(box)}`);
    }
  }
  expect(flaws).toEqual([]);
  expectLinesApart(edges);
}

/** Lines of different kinds do not hide each other. */
function expectLinesApart(edges: readonly PlacedEdge[]): void {
  const parts = edges.flatMap((placed) => partsOf(placed).map((part) => ({ part, kind: placed.edge.kind })));
  const flaws = parts.flatMap(({ part, kind }, i) =>
    parts.slice(i + 1).flatMap((other) => {
      if (other.kind === kind) return [];
      const isLevel = part.height === 0 && other.part.height === 0 && Math.abs(part.y - other.part.y) < 3;
      const isUpright = part.width === 0 && other.part.width === 0 && Math.abs(part.x - other.part.x) < 3;
      return (isLevel && sharedLength("x", "width", part, other.part) > 12) ||
        (isUpright && sharedLength("y", "height", part, other.part) > 12)
        ? [`${kind} and ${other.kind} at ${part.x},${part.y}`]
        : [];
    }),
  );
  expect(flaws).toEqual([]);
}

function sharedLength(start: "x" | "y", length: "width" | "height", a: Rect, b: Rect): number {
  return Math.min(a[start] + a[length], b[start] + b[length]) - Math.max(a[start], b[start]);
}

function textsOf({ x, y, rows }: PlacedBox): readonly Rect[] {
  return rows.map(({ style, text, y: base }) => {
    const size = sizeOf(style);
    const isBold = style === "title" || style === "item";
    return {
      x: x + INSET + indentOf(style),
      y: y + base - size * 0.8,
      width: textWidth(text, size, isBold),
      height: size,
    };
  });
}

function partsOf({ points }: PlacedEdge): readonly Rect[] {
  return points.slice(1).map((to, i) => {
    const from = points[i] ?? to;
    return {
      x: Math.min(from.x, to.x),
      y: Math.min(from.y, to.y),
      width: Math.abs(from.x - to.x),
      height: Math.abs(from.y - to.y),
    };
  });
}

function isWithin(inner: Rect, outer: Rect): boolean {
  return (
    inner.x >= outer.x &&
    inner.y >= outer.y &&
    inner.x + inner.width <= outer.x + outer.width &&
    inner.y + inner.height <= outer.y + outer.height
  );
}

/** Whether two rectangles are nearer to each other than `gap`. */
function overlap(a: Rect, b: Rect, gap: number): boolean {
  return (
    a.x < b.x + b.width + gap &&
    b.x < a.x + a.width + gap &&
    a.y < b.y + b.height + gap &&
    b.y < a.y + a.height + gap
  );
}

function isOnBorder({ x, y }: Point, box: Rect): boolean {
  const [left, right, top, bottom] = [box.x - x, box.x + box.width - x, box.y - y, box.y + box.height - y];
  const isBesideOne = [left, right].some((distance) => Math.abs(distance) <= 1) && top <= 1 && bottom >= -1;
  const isAboveOne = [top, bottom].some((distance) => Math.abs(distance) <= 1) && left <= 1 && right >= -1;
  return isBesideOne || isAboveOne;
}
