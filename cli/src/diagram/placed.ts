import type { Picture } from "@aks-topology/platform";
import type { Edge } from "./nets.js";
import type { Filled } from "./rows.js";

export interface Point {
  readonly x: number;
  readonly y: number;
}

export interface PlacedBox extends Filled, Point {
  readonly isContainer: boolean;
}

export interface PlacedEdge {
  readonly edge: Edge;
  /** From its beginning to its end. */
  readonly points: readonly Point[];
}

/** A picture with places for everything. */
export interface Layout {
  readonly picture: Picture;
  readonly width: number;
  readonly height: number;
  /** Each after the box around it. */
  readonly boxes: readonly PlacedBox[];
  readonly edges: readonly PlacedEdge[];
}
