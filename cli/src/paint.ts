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
