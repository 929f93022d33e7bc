import { styleText } from "node:util";
import type { Style } from "../output/text.js";

interface Sink {
  write(text: string): unknown;
  readonly isTTY?: boolean | undefined;
  readonly columns?: number | undefined;
}

/** The parts of the process that the command uses. */
export interface Io {
  readonly stdout: Sink;
  readonly stderr: Sink;
  readonly env: Readonly<Record<string, string | undefined>>;
}

/** Colours for a terminal; plain text for everything else, and with NO_COLOR. */
export function painter(sink: Sink, env: Io["env"]): (style: Style, text: string) => string {
  const isForced = !["", "0", undefined].includes(env["FORCE_COLOR"]);
  const hasColours = (env["NO_COLOR"] ?? "") === "" && (isForced || sink.isTTY === true);
  return (style, text) => (hasColours ? styleText(style, text, { validateStream: false }) : text);
}
