import type { ChangeMark, FlowKind, Picture } from "@aks-topology/platform";
import { signed } from "./change-signs.js";
import { textWidth } from "./text-width.js";
import { counted } from "../counted.js";

/** Height of the title above the picture. */
export const HEAD = 64;

export interface LegendEntry {
  /** The class of its line, or of its box. */
  readonly kind: string;
  readonly text: string;
  readonly x: number;
  readonly y: number;
}

/** The legend below a picture. */
export interface Legend {
  readonly entries: readonly LegendEntry[];
  /** What the picture leaves out. */
  readonly notes: readonly string[];
  readonly height: number;
}

const SIZE = 11;
/** Length of the line before the text, with the space behind it. */
const MARK = 32;
const ROW = 20;

const WORDS: Readonly<Record<Exclude<FlowKind, "platform" | "refused">, string>> = {
  ingress: "incoming",
  egress: "outgoing",
  internal: "inside",
  broken: "not as expected",
};

/** A legend of what a picture has, in lines of a width. */
export function legendOf(picture: Picture, width: number): Legend {
  const texts = legendTexts(picture);
  let [x, y] = [0, 0];
  const entries = texts.map(({ kind, text }): LegendEntry => {
    const own = MARK + textWidth(text, SIZE) + 20;
    if (x > 0 && x + own > width) [x, y] = [0, y + ROW];
    const entry = { kind, text, x, y };
    x += own;
    return entry;
  });
  const notes = notesOf(picture);
  return { entries, notes, height: y + ROW + notes.length * 16 };
}

const CHANGES: readonly ChangeMark[] = ["added", "changed", "replaced", "removed"];

function legendTexts({
  paths,
  flows: drawn,
  links,
  boxes,
}: Picture): readonly { readonly kind: string; readonly text: string }[] {
  const flows = Object.entries(WORDS).flatMap(([kind, words]) => {
    const count = paths.filter((path) => path.kind === kind && path.boxes.length > 1).length;
    const isDrawn = drawn.some((flow) => flow.kind === kind);
    return isDrawn ? [{ kind, text: `${words}: ${counted(count, "path")}` }] : [];
  });
  const things = [
    ...boxes.filter(({ id }) => id !== "removed"),
    ...boxes.flatMap(({ items, labels }) => [...items, ...labels]),
    ...links,
  ];
  const has = (kind: string): boolean => links.some((link) => link.kind === kind);
  return [
    ...flows,
    ...(has("peering") ? [{ kind: "peering", text: "peering" }] : []),
    ...(has("connection") ? [{ kind: "connection", text: "connection to a site" }] : []),
    ...CHANGES.flatMap((kind) => {
      const count = things.filter(({ change }) => change === kind).length;
      return count === 0 ? [] : [{ kind, text: signed(`${kind}: ${count}`, kind) }];
    }),
    ...(boxes.some(({ isExisting }) => isExisting) ? [{ kind: "existing", text: "exists already" }] : []),
  ];
}

function notesOf({ paths }: Picture): readonly string[] {
  const count = (kind: FlowKind): number => paths.filter((path) => path.kind === kind).length;
  const [refused, azure] = [count("refused"), count("platform")];
  const still = paths.filter(
    ({ kind, boxes }) => (kind === "internal" || kind === "broken") && boxes.length < 2,
  ).length;
  return [
    ...(still > 0 ? [`${counted(still, "path stays", "paths stay")} inside one subnet.`] : []),
    ...(refused > 0
      ? [`${counted(refused, "forbidden path is", "forbidden paths are")} refused, as declared.`]
      : []),
    ...(azure > 0
      ? [
          `${counted(azure, "path")} of Azure's own health probes and management ${azure === 1 ? "is" : "are"} not drawn.`,
        ]
      : []),
  ];
}

/** The picture in a sentence, for those who do not see it. */
export function describe({ title, boxes, paths }: Picture): string {
  const count = (kind: string): number => boxes.filter((box) => box.kind === kind).length;
  const broken = paths.filter(({ ok }) => !ok).length;
  const parts = [
    counted(count("hub"), "hub"),
    counted(count("network"), "spoke"),
    counted(count("cluster"), "AKS cluster"),
  ];
  const verdict = broken === 0 ? "all as expected" : `${broken} not as expected`;
  return `Network of ${title}: ${parts.join(", ")}. ${counted(paths.length, "declared path")}, ${verdict}.`;
}
