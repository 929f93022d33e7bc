import Table from "cli-table3";

const SIDES = ["left", "left-mid", "mid", "mid-mid", "right", "right-mid"];
const EDGES = ["", "-mid", "-left", "-right"].flatMap((part) => [`top${part}`, `bottom${part}`]);

/** Aligned columns without borders, indented by two. */
export function columns(rows: readonly (readonly string[])[]): string {
  const chars = Object.fromEntries([...SIDES, ...EDGES].map((part) => [part, ""]));
  const table = new Table({
    chars: { ...chars, middle: " " },
    style: { "padding-left": 0, "padding-right": 1, head: [], border: [] },
  });
  table.push(...rows.map((row) => [...row]));
  return table
    .toString()
    .split("\n")
    .map((line) => `  ${line.trimEnd()}`)
    .join("\n");
}
