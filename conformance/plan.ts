import type { Step } from "./step.ts";

/** Steps, duration and cost of a run, as readable text. */
export function planText(steps: readonly Step[]): string {
  const lines = steps.map(({ name, does, minutes, cost, settles }) =>
    [
      `${name} (${minutes} min, ${price(cost)}): ${does}.`,
      ...settles.map((row) => `  settles in SPEC.md: ${row} …`),
    ].join("\n"),
  );
  const minutes = steps.reduce((sum, step) => sum + step.minutes, 0);
  const cost = steps.reduce((sum, step) => sum + step.cost, 0);
  const total = `In all about ${minutes} minutes and ${price(cost)}, in one resource group that is deleted at the end.`;
  return `${[...lines, total].join("\n")}\n`;
}

function price(dollars: number): string {
  return dollars === 0 ? "free" : `at most ${dollars.toFixed(2)} USD`;
}
