/** Lays texts out in lines of a width. Words that are longer, such as Terraform addresses, are never cut. */

/**
 * Puts pieces on one line as far as they fit, and breaks a piece that is longer than a line between its words.
 * @param first what begins the first line; its length is the indentation of the others
 */
export function flow(first: string, pieces: readonly string[], columns: number): readonly string[] {
  const indent = " ".repeat(first.length);
  const room = Math.max(columns - first.length, 24);
  const lines: string[] = [];
  for (const piece of pieces) {
    const last = lines.at(-1);
    if (last !== undefined && last.length + GAP.length + piece.length <= room)
      lines[lines.length - 1] = last + GAP + piece;
    else lines.push(...wrap(piece, room));
  }
  return lines.map((line, index) => (index === 0 ? first : indent) + line);
}

const GAP = "  ";

/** Breaks a text between its words. */
export function wrap(text: string, columns: number): readonly string[] {
  const lines: string[] = [];
  for (const word of text.split(" ")) {
    const last = lines.at(-1);
    if (last !== undefined && last.length + 1 + word.length <= columns)
      lines[lines.length - 1] = `${last} ${word}`;
    else lines.push(word);
  }
  return lines;
}
