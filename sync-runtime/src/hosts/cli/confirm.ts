import { createInterface } from "node:readline/promises";

/** Asks at the terminal; everything but yes, an interrupt and the end of the input included, is a no. */
export async function confirm(question: string, signal: AbortSignal): Promise<boolean> {
  // Not in raw mode, so that an interrupt reaches the process.
  const lines = createInterface({ input: process.stdin, output: process.stderr, terminal: false });
  // A question is left unanswered when its input ends (Ctrl-D).
  const ended = new Promise<string>((resolve) => {
    lines.once("close", () => {
      resolve("");
    });
  });
  try {
    const answer = await Promise.race([lines.question(`${question} [y/N] `, { signal }), ended]);
    return /^y(es)?$/i.test(answer.trim());
  } catch (error) {
    if (signal.aborted) return false;
    throw error;
  } finally {
    lines.close();
  }
}
