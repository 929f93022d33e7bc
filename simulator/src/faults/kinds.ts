/**
 * When a fault strikes: `before` the request is applied, `after` it was, at the `answer` of a read, on the
 * `operation` that a write started, on the way (`delay`), or as a `rival` who writes after a read.
 */
export type FaultStage = "before" | "after" | "answer" | "operation" | "delay" | "rival";

interface Kind {
  readonly stage: FaultStage;
  readonly on: "any" | "reads" | "writes";
}

function kind<S extends FaultStage>(
  stage: S,
  on: Kind["on"],
): { readonly stage: S; readonly on: Kind["on"] } {
  return { stage, on };
}

/** Every kind of fault. */
export const FAULT_KINDS = {
  "429-retry-after": kind("before", "any"),
  "429-no-retry-after": kind("before", "any"),
  "429-another-operation": kind("before", "writes"),
  "409-conflict": kind("before", "writes"),
  "412-precondition": kind("before", "writes"),
  "500-before": kind("before", "any"),
  "502-before": kind("before", "any"),
  "503-before": kind("before", "any"),
  "403-forbidden": kind("before", "any"),
  "401-expired-token": kind("before", "any"),
  "404-wrong-group": kind("before", "any"),
  "reset-before": kind("before", "any"),
  "500-after": kind("after", "writes"),
  "502-after": kind("after", "writes"),
  "503-after": kind("after", "writes"),
  "reset-after": kind("after", "any"),
  "operation-failed": kind("operation", "writes"),
  "operation-canceled": kind("operation", "writes"),
  "operation-never-ends": kind("operation", "writes"),
  "operation-lost": kind("operation", "writes"),
  "stale-get": kind("answer", "reads"),
  "html-200": kind("answer", "any"),
  "empty-object": kind("answer", "reads"),
  "cut-off-json": kind("answer", "reads"),
  "no-routes": kind("answer", "reads"),
  "rival-write": kind("rival", "reads"),
  slow: kind("delay", "any"),
} as const;

export type FaultKind = keyof typeof FAULT_KINDS;

export function isFaultKind(text: string): text is FaultKind {
  return Object.hasOwn(FAULT_KINDS, text);
}
