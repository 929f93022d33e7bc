import Table from "cli-table3";

/** Width of a cell at which its text is wrapped. */
const WIDEST = 48;

/** Aligned columns without borders, long cells wrapped at words. */
export function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const drawn = new Table({
    chars: NO_BORDERS,
    style: { "padding-left": 0, "padding-right": 0, head: [], border: [], compact: true },
  });
  drawn.push([...head], ...rows.map((row) => row.map(wrapped)));
  return drawn
    .toString()
    .split("\n")
    .map((line) => `  ${line.trimEnd()}`)
    .join("\n");
}

const NO_BORDERS = {
  ...Object.fromEntries(
    ["top", "top-mid", "top-left", "top-right", "bottom", "bottom-mid", "bottom-left", "bottom-right"].map(
      (part) => [part, ""],
    ),
  ),
  ...Object.fromEntries(
    ["left", "left-mid", "mid", "mid-mid", "right", "right-mid"].map((part) => [part, ""]),
  ),
  middle: "  ",
};

function wrapped(text: string): string {
  return text
    .split("\n")
    .map((line) => line.replace(new RegExp(`(.{1,${WIDEST}})(?: |$)`, "g"), "$1\n").trimEnd())
    .join("\n");
}
