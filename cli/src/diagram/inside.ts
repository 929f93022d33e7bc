import type { ELK, ElkExtendedEdge, ElkNode, ElkPort } from "elkjs/lib/elk-api.js";
import type { Point } from "./placed.js";
import { portKey, type Edge, type Port } from "./nets.js";
import type { Filled } from "./rows.js";

export type Elk = Pick<ELK, "layout">;

export interface Place extends Point {
  readonly width: number;
  readonly height: number;
  readonly isContainer: boolean;
}

/** The inside of an outermost box, relative to its upper left corner. */
export interface Inside {
  readonly width: number;
  readonly height: number;
  readonly boxes: ReadonlyMap<string, Place>;
  /** Edges that stay inside, by id. */
  readonly edges: ReadonlyMap<string, readonly Point[]>;
  /** Ways from a port to a box inside; none where the edge ends at the border. */
  readonly ways: ReadonlyMap<string, readonly Point[]>;
  /** The heights of the ports, by `portKey`. */
  readonly ports: ReadonlyMap<string, number>;
}

const OPTIONS = {
  "elk.algorithm": "layered",
  "elk.direction": "RIGHT",
  "elk.hierarchyHandling": "INCLUDE_CHILDREN",
  "elk.edgeRouting": "ORTHOGONAL",
  "elk.layered.considerModelOrder.strategy": "NODES_AND_EDGES",
  "elk.layered.nodePlacement.strategy": "NETWORK_SIMPLEX",
  "elk.layered.nodePlacement.favorStraightEdges": "true",
  "elk.spacing.nodeNode": "16",
  "elk.spacing.edgeNode": "14",
  "elk.spacing.edgeEdge": "10",
  "elk.layered.spacing.nodeNodeBetweenLayers": "36",
  "elk.layered.spacing.edgeNodeBetweenLayers": "14",
  "elk.layered.spacing.edgeEdgeBetweenLayers": "10",
  "elk.randomSeed": "1",
};

/** Lays out the inside of the first of these boxes. */
export async function layOutInside(
  boxes: readonly Filled[],
  edges: readonly Edge[],
  ports: readonly Port[],
  elk: Elk,
): Promise<Inside> {
  const [top] = boxes;
  if (top === undefined || boxes.length === 1) return plain(top, ports);
  const ids = new Map(boxes.map(({ box }, i) => [box.id, `n${i}`]));
  const ways = ports.flatMap((port) =>
    port.targets.filter((target) => target !== top.box.id).map((target) => ({ port, target })),
  );
  const root: ElkNode = {
    id: "root",
    layoutOptions: OPTIONS,
    children: [nodeOf(top, boxes, ids, portNodes(ports, top.box.id))],
    edges: [
      ...edges.map((edge, i): ElkExtendedEdge =>
        edgeOf(`e${i}`, nodePort(ids, edge, "from"), nodePort(ids, edge, "to")),
      ),
      ...ways.map(({ port, target }, i): ElkExtendedEdge => {
        const ends = [`p ${portKey(port.net, port.side)}`, ids.get(target) ?? ""] as const;
        return port.side === "WEST" ? edgeOf(`w${i}`, ...ends) : edgeOf(`w${i}`, ends[1], ends[0]);
      }),
    ],
  };
  return readInside(await elk.layout(root), boxes, edges, ports, ways);
}

function nodePort(ids: ReadonlyMap<string, string>, edge: Edge, end: "from" | "to"): string {
  return ids.get(edge[end]) ?? "";
}

function edgeOf(id: string, source: string, target: string): ElkExtendedEdge {
  return { id, sources: [source], targets: [target] };
}

/** Links end at the border, at the height of the title: ELK does not place these. */
function portNodes(ports: readonly Port[], top: string): ElkPort[] {
  return ports
    .filter(({ targets }) => !targets.includes(top))
    .map(({ net, side }) => ({
      id: `p ${portKey(net, side)}`,
      width: 0,
      height: 0,
      layoutOptions: { "elk.port.side": side },
    }));
}

function nodeOf(
  item: Filled,
  boxes: readonly Filled[],
  ids: ReadonlyMap<string, string>,
  ports: ElkPort[] = [],
): ElkNode {
  const children = boxes
    .filter(({ box }) => box.parent === item.box.id)
    .map((child) => nodeOf(child, boxes, ids));
  const { width, height } = item;
  return {
    id: ids.get(item.box.id) ?? "",
    width,
    height,
    children,
    ports,
    layoutOptions: {
      ...(ports.length > 0 ? { "elk.portConstraints": "FIXED_SIDE" } : {}),
      ...(children.length > 0
        ? {
            "elk.padding": `[top=${height + 4},left=16,bottom=16,right=16]`,
            "elk.nodeSize.constraints": "MINIMUM_SIZE",
            "elk.nodeSize.minimum": `(${width},${height})`,
          }
        : {}),
    },
  };
}

interface Way {
  readonly port: Port;
  readonly target: string;
}

function readInside(
  root: ElkNode,
  boxes: readonly Filled[],
  edges: readonly Edge[],
  ports: readonly Port[],
  ways: readonly Way[],
): Inside {
  const [top] = root.children ?? [];
  const places = new Map<string, Place>();
  const visit = (node: ElkNode, x: number, y: number): void => {
    const { width = 0, height = 0, children = [] } = node;
    const at = { x: Math.round(x), y: Math.round(y) };
    places.set(node.id, {
      ...at,
      width: Math.ceil(width),
      height: Math.ceil(height),
      isContainer: children.length > 0,
    });
    for (const child of children) visit(child, x + (child.x ?? 0), y + (child.y ?? 0));
  };
  if (top !== undefined) visit(top, 0, 0);
  const pointsOf = (id: string): readonly Point[] => {
    const edge = root.edges?.find((item) => item.id === id);
    const [section] = edge?.sections ?? [];
    if (edge === undefined || section === undefined) return [];
    const container: unknown = Reflect.get(edge, "container");
    const origin =
      container === "root" || typeof container !== "string"
        ? { x: -(top?.x ?? 0), y: -(top?.y ?? 0) }
        : (places.get(container) ?? { x: 0, y: 0 });
    return [section.startPoint, ...(section.bendPoints ?? []), section.endPoint].map(({ x, y }) => ({
      x: Math.round(x + origin.x),
      y: Math.round(y + origin.y),
    }));
  };
  const placed = new Map(top?.ports?.map(({ id, y }) => [id, Math.round(y ?? 0)]));
  const links = linkHeights(ports, boxes[0]?.box.id ?? "");
  return {
    width: Math.ceil(top?.width ?? 0),
    height: Math.ceil(top?.height ?? 0),
    boxes: new Map(boxes.flatMap(({ box }, i) => [[box.id, places.get(`n${i}`)] as const]).filter(hasPlace)),
    edges: new Map(edges.map(({ id }, i) => [id, pointsOf(`e${i}`)])),
    ways: new Map(
      ways.map(({ port, target }, i) => {
        const points = pointsOf(`w${i}`);
        return [wayKey(port, target), port.side === "WEST" ? points : points.toReversed()];
      }),
    ),
    ports: new Map(
      ports.map(({ net, side }) => {
        const key = portKey(net, side);
        return [key, placed.get(`p ${key}`) ?? links.get(key) ?? 0];
      }),
    ),
  };
}

function hasPlace(entry: readonly [string, Place | undefined]): entry is [string, Place] {
  return entry[1] !== undefined;
}

export function wayKey({ net, side }: Pick<Port, "net" | "side">, target: string): string {
  return `${portKey(net, side)} > ${target}`;
}

/** The height of the title, and of those below it. */
const FIRST_LINK = 18;
const LINK_STEP = 12;

function linkHeights(ports: readonly Port[], top: string): ReadonlyMap<string, number> {
  const count = { EAST: 0, WEST: 0 };
  return new Map(
    ports
      .filter(({ targets }) => targets.includes(top))
      .map(({ net, side }) => [portKey(net, side), FIRST_LINK + LINK_STEP * count[side]++]),
  );
}

/** A box with nothing inside. */
function plain(top: Filled | undefined, ports: readonly Port[]): Inside {
  const { width = 0, height = 0 } = top ?? {};
  const heights = new Map<string, number>();
  for (const side of ["EAST", "WEST"] as const) {
    const own = ports.filter((port) => port.side === side);
    own.forEach(({ net }, i) =>
      heights.set(
        portKey(net, side),
        ((i + 1) * Math.max(height, (own.length + 1) * LINK_STEP)) / (own.length + 1),
      ),
    );
  }
  const needed = Math.max(
    height,
    ...["EAST", "WEST"].map((side) => (ports.filter((port) => port.side === side).length + 1) * LINK_STEP),
  );
  const box: Place = { x: 0, y: 0, width, height: needed, isContainer: false };
  return {
    width,
    height: needed,
    boxes: new Map(top === undefined ? [] : [[top.box.id, box]]),
    edges: new Map(),
    ways: new Map(),
    ports: heights,
  };
}
