import { styleText } from "node:util";
import type { Io, Sink } from "./io.js";

type Style = "bold" | "dim" | "red" | "green" | "yellow" | "cyan";
export type Paint = (style: Style, text: string) => string;

/** Colours for a terminal; plain text for everything else, and with NO_COLOR. */
export function painter(sink: Sink, env: Io["env"]): Paint {
  const forced = !["", "0", undefined].includes(env["FORCE_COLOR"]);
  const colours = (env["NO_COLOR"] ?? "") === "" && (forced || sink.isTTY === true);
  return (style, text) => (colours ? styleText(style, text, { validateStream: false }) : text);
}

/** Columns of what is no terminal: long enough that lines are rarely cut. */
const UNBOUNDED = 120;

/** The columns that a line may have: those of the terminal. */
export function widthOf(sink: Sink): number {
  return Math.max(40, sink.columns ?? UNBOUNDED);
}
