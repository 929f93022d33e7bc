import { styleText } from "node:util";
import type { Sink } from "./io.js";

type Style = "bold" | "dim" | "red" | "green" | "yellow" | "cyan";
export type Paint = (style: Style, text: string) => string;

/** Colours for a terminal, plain text for everything else and for NO_COLOR. */
export function painter(sink: Sink, env: Readonly<Record<string, string | undefined>>): Paint {
  const forced = (env["FORCE_COLOR"] ?? "") !== "" && env["FORCE_COLOR"] !== "0";
  const colours = (env["NO_COLOR"] ?? "") === "" && (forced || sink.isTTY === true);
  return (style, text) => (colours ? styleText(style, text, { validateStream: false }) : text);
}
