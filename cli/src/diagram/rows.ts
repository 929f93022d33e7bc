import type { ChangeMark, PictureBox } from "@aks-topology/platform";
import { signed } from "./change-signs.js";
import { fitText, textWidth } from "./text-width.js";

/** A line of text in a box. */
export interface Row {
  readonly style: RowStyle;
  /** What fits. */
  readonly text: string;
  readonly full: string;
  /** Distance of its baseline from the top of the box. */
  readonly y: number;
  /** What it is about: the Terraform address of an item or of a label. */
  readonly address: string;
  readonly hint: string;
  readonly isExisting: boolean;
  /** The kind of item or label, for its mark. */
  readonly kind: string;
  readonly change: ChangeMark | undefined;
}

export type RowStyle = "title" | "detail" | "item" | "item-detail" | "label";

const STYLES: Readonly<Record<RowStyle, { size: number; bold: boolean; advance: number; indent: number }>> = {
  title: { size: 13, bold: true, advance: 18, indent: 0 },
  detail: { size: 11, bold: false, advance: 15, indent: 0 },
  item: { size: 12, bold: true, advance: 19, indent: 16 },
  "item-detail": { size: 11, bold: false, advance: 14, indent: 16 },
  label: { size: 10, bold: false, advance: 14, indent: 16 },
};

export function sizeOf(style: RowStyle): number {
  return STYLES[style].size;
}

export function indentOf(style: RowStyle): number {
  return STYLES[style].indent;
}

/** Space between the border of a box and its text. */
export const INSET = 12;
/** Widest text that a box makes room for; what is longer is cut. */
const WIDEST = 276;

/** In a picture of many networks, what applies to a subnet is one line: `RT · NSG`. */
function together(labels: PictureBox["labels"]): PictureBox["labels"] {
  const [first] = labels;
  if (first === undefined) return [];
  const text = labels.map((label) => label.text.split(" ")[0]).join(" · ");
  return [{ ...first, text, name: labels.map(({ name }) => name).join(", ") }];
}

/** Room next to the title for the word that says so. */
const EXISTING = 60;

/** A box with its text laid out from the top. */
export interface Filled {
  readonly box: PictureBox;
  readonly rows: readonly Row[];
  readonly width: number;
  readonly height: number;
}

/** Lays out the text of a box: title and details, what is in it, and what applies to it. */
export function fill(box: PictureBox, { isDense }: { readonly isDense: boolean }): Filled {
  let y = 8;
  const rows: Row[] = [];
  const add = (style: RowStyle, text: string, about: Partial<Row> = {}): void => {
    if (text === "") return;
    const { size, bold, advance, indent } = STYLES[style];
    y += advance;
    const shown = fitText(text, size, WIDEST - indent, bold);
    rows.push({
      style,
      text: shown,
      full: text,
      y: y - 3,
      address: "",
      hint: "",
      isExisting: false,
      kind: "",
      change: undefined,
      ...about,
    });
  };
  add("title", signed(box.title, box.change), { kind: box.kind, change: box.change });
  for (const detail of box.details) add("detail", detail);
  for (const { title, detail, address, name, isExisting, kind, change } of box.items) {
    y += 4;
    const about = { address, hint: name, isExisting, kind, change };
    add("item", signed(title, change), about);
    add("item-detail", detail, { isExisting });
  }
  if (box.labels.length > 0) y += 5;
  for (const { text, address, name, isExisting, kind, change } of isDense ? together(box.labels) : box.labels)
    add("label", signed(text, change), { address, hint: name, isExisting, kind, change });
  const widths = rows.map(({ style, text }) => {
    const { size, bold, indent } = STYLES[style];
    const badge = style === "title" && box.isExisting ? EXISTING : 0;
    return textWidth(text, size, bold) + indent + badge;
  });
  return { box, rows, width: Math.max(0, ...widths) + 2 * INSET, height: y + 9 };
}
