import type { PictureBox } from "@aks-topology/platform";

/** A file of the platform, as it is shown next to the picture. */
export interface SourceText {
  readonly file: string;
  readonly lines: readonly string[];
}

/** Lines of a file, from 1; the last one included. */
export interface LineRange {
  readonly file: string;
  readonly from: number;
  readonly to: number;
}

/** The lines that each box is from: its key with all that is indented below it. */
export function linesOf(
  boxes: readonly Pick<PictureBox, "place">[],
  files: readonly SourceText[],
): readonly (LineRange | undefined)[] {
  return boxes.map(({ place }) => {
    const lines = files.find(({ file }) => file === place?.file)?.lines;
    if (place === undefined || lines === undefined) return undefined;
    const { file, line } = place;
    return { file, from: line, to: lastLineOf(lines, line) };
  });
}

function lastLineOf(lines: readonly string[], first: number): number {
  const own = indentOf(lines[first - 1] ?? "");
  const next = lines.findIndex((text, i) => i >= first && isContent(text) && indentOf(text) <= own);
  let last = next === -1 ? lines.length : next;
  while (last > first && !isContent(lines[last - 1] ?? "")) last -= 1;
  return last;
}

function isContent(text: string): boolean {
  return text.trim() !== "" && !text.trim().startsWith("#");
}

function indentOf(text: string): number {
  return text.length - text.trimStart().length;
}
