import type { Adopted, StackBlocks } from "@aks-topology/platform";
import type { Io } from "./io.js";
import { painter } from "./paint.js";
import { printable } from "./printable.js";
import { counted } from "./counted.js";

/** What the first plan would change, create and leave alone, and how much moves; nothing for what is empty. */
export function renderAdopted(
  { differences, created, outside }: Adopted,
  blocks: readonly StackBlocks[],
  io: Pick<Io, "stdout" | "env">,
): string {
  const paint = painter(io.stdout, io.env);
  const section = (title: string, lines: readonly string[]): string =>
    lines.length === 0
      ? ""
      : `${paint("bold", title)}\n${lines.map((line) => `  ${printable(line)}\n`).join("")}\n`;
  return [
    section(
      "Changes of the first plan",
      differences.map(
        ({ address, attribute, before, after, reason }) =>
          `${address} ${attribute}: ${JSON.stringify(before)} -> ${JSON.stringify(after)}. ${reason}`,
      ),
    ),
    section(
      "Created by the first plan",
      created.map(({ address, reason }) => `${address}. ${reason}`),
    ),
    section(
      "Stays outside of the file",
      outside.map(({ found, reason }) => `${found.address ?? found.type} ${found.id}. ${reason}`),
    ),
    `${counted(count(blocks, "moved"), "resource moves", "resources move")}, ${counted(count(blocks, "imports"), "is imported", "are imported")}, ${counted(differences.length, "attribute differs", "attributes differ")}.\n`,
  ].join("");
}

function count(blocks: readonly StackBlocks[], kind: "moved" | "imports"): number {
  return blocks.flatMap((each) => [...each[kind]]).length;
}
