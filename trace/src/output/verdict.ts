import type { Trace } from "../trace.js";

/** The verdict in a sentence, and what it takes for granted. It says by whom: the model may differ from Azure. */
export function verdictSentence(trace: Trace): string {
  const { assumptions = [] } = trace;
  const assumed =
    assumptions.length === 0 ? "" : ` It takes for granted that other teams add ${listOf(assumptions)}.`;
  return `${sentence(trace)}${assumed}`;
}

function sentence({ verdict, decidedBy, unknowns }: Trace): string {
  const by = decidedBy === undefined ? "" : ` ${decidedBy.address}`;
  const why = decidedBy === undefined ? "" : `: ${decidedBy.rule}`;
  switch (verdict) {
    case "delivered":
      return "Delivered both ways, by the model.";
    case "dropped":
      return `Dropped${by === "" ? "" : ` by${by}`}, by the model${why}.`;
    case "asymmetric":
      return `Asymmetric${by === "" ? "" : ` at${by}`}, by the model${why}.`;
    case "unknown":
      return `Unknown, by the model: it depends on ${listOf(unknowns)}.`;
  }
}

function listOf(items: readonly string[]): string {
  if (items.length === 0) return "what the configuration does not say";
  const last = items.at(-1) ?? "";
  return items.length === 1 ? last : `${items.slice(0, -1).join(", ")} and ${last}`;
}
