/**
 * How wide text is drawn, without a browser: an upper bound for the sans-serif fonts that SVG viewers fall back to.
 *
 * Widths are those of DejaVu Sans, the widest of them, in thousandths of the font size, by classes of characters.
 */
const CLASSES: readonly (readonly [RegExp, number])[] = [
  [/[ijl.,:;'|!]/, 340],
  [/[ftr()[\]/\\\s-]/, 410],
  [/[mwMW@%]/, 960],
  [/[A-Z_–]/, 690],
  [/[0-9]/, 640],
  [/[×·…]/, 640],
];
const OTHER = 630;
const BOLD = 1.1;

export function textWidth(text: string, size: number, bold = false): number {
  const units = Array.from(text).reduce((sum, character) => sum + unitsOf(character), 0);
  return Math.ceil((units * size * (bold ? BOLD : 1)) / 1000);
}

function unitsOf(character: string): number {
  return CLASSES.find(([pattern]) => pattern.test(character))?.[1] ?? OTHER;
}

/** The text, cut with an ellipsis where it is too wide. */
export function fitText(text: string, size: number, width: number, bold = false): string {
  if (textWidth(text, size, bold) <= width) return text;
  let length = text.length;
  while (length > 1 && textWidth(`${text.slice(0, length)}…`, size, bold) > width) length -= 1;
  return `${text.slice(0, length)}…`;
}
