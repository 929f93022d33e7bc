/** The narrowest text: below that words are cut anyway. */
const NARROWEST = 8;

/** Breaks a text between words into lines of at most `width` characters; a longer word has a line of its own. */
export function wrapped(text: string, width: number): string[] {
  return text
    .replace(new RegExp(`(.{1,${Math.max(width, NARROWEST)}})(?: |$)`, "g"), "$1\n")
    .trimEnd()
    .split("\n");
}
