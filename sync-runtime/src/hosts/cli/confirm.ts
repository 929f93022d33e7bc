import { createInterface } from "node:readline/promises";

/** Asks at the terminal; everything but yes, an interrupt included, is a no. */
export async function confirm(question: string, signal: AbortSignal): Promise<boolean> {
  // Not in raw mode, so that an interrupt reaches the process.
  const lines = createInterface({ input: process.stdin, output: process.stderr, terminal: false });
  try {
    return /^y(es)?$/i.test((await lines.question(`${question} [y/N] `, { signal })).trim());
  } catch (error) {
    if (signal.aborted) return false;
    throw error;
  } finally {
    lines.close();
  }
}
