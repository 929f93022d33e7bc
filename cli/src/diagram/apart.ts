import type { Block } from "./grid.js";
import type { Inside } from "./inside.js";
import type { Side, Zone } from "./nets.js";

/** Steps by which boxes may move down. */
const STEP = 3;
const STEPS = 20;
/** Lines at a smaller distance look like one. */
const NEAR = 6;

type Blocks = ReadonlyMap<string, Block>;
type Insides = ReadonlyMap<string, Inside>;

/**
 * Moves what is left of the grid down by some units, so that no line that leaves it is level with a line of another net
 * on the other side of the gutter.
 */
export function apart(blocks: Blocks, insides: Insides): Blocks {
  return moved(moved(blocks, insides, "middle", "grid"), insides, "outside", "middle");
}

/** Moves the boxes of a zone, to the left of another, by the fewest steps with the fewest level lines. */
function moved(blocks: Blocks, insides: Insides, zone: Zone, beside: Zone): Blocks {
  const levels = levelsOf(blocks, insides, zone, "EAST");
  const others = levelsOf(blocks, insides, beside, "WEST");
  const clashes = (shift: number): number =>
    levels.flatMap(({ net, y }) =>
      others.filter((other) => other.net !== net && Math.abs(y + shift - other.y) < NEAR),
    ).length;
  const shifts = Array.from({ length: STEPS + 1 }, (_, i) => i * STEP);
  const best = shifts.reduce((found, shift) => (clashes(shift) < clashes(found) ? shift : found), 0);
  return new Map(
    [...blocks].map(([id, block]) => [id, block.top.zone === zone ? { ...block, y: block.y + best } : block]),
  );
}

interface Level {
  readonly net: string;
  readonly y: number;
}

/** The heights at which lines enter and leave the boxes of a zone on a side. */
function levelsOf(blocks: Blocks, insides: Insides, zone: Zone, side: Side): readonly Level[] {
  return [...blocks.values()]
    .filter(({ top }) => top.zone === zone)
    .flatMap(({ id, y }) =>
      [...(insides.get(id)?.ports ?? [])]
        .filter(([key]) => key.startsWith(`${side} `))
        .map(([key, height]): Level => ({ net: key.slice(side.length + 1), y: y + height })),
    );
}
