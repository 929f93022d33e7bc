import { expect } from "vitest";

/** Whether a text is as a page shows it, in which a line with an ellipsis is any number of lines. */
export function expectShown(text: string, shown: string): void {
  const parts = shown.split(/^…\n/m).map((part) => part.replaceAll(/[\\^$.*+?()[\]{}|]/g, "\\$&"));
  if (shown !== "") expect(text).toMatch(new RegExp(`^${parts.join("[^]*")}$`));
}
