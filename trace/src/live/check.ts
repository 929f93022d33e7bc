/** How a hop of the model compares with what Azure answers. */

/** How Azure was asked. */
export type Method =
  "next-hop" | "effective-routes" | "route-table" | "network-configuration-diagnostic" | "peering";

export interface HopCheck {
  /** `answered`: the model does not know, and Azure answers. */
  readonly status: "same" | "differs" | "answered" | "not-verifiable";
  /** Undefined where Azure was not asked. */
  readonly asked: Method | undefined;
  /** What Azure answers, in words. */
  readonly answer: string | undefined;
  /** Why the answers differ, or why Azure cannot be asked. */
  readonly reason: string | undefined;
}

export function same(asked: Method, answer: string): HopCheck {
  return { status: "same", asked, answer, reason: undefined };
}

export function differs(asked: Method, answer: string, reason: string): HopCheck {
  return { status: "differs", asked, answer, reason };
}

export function answered(asked: Method, answer: string): HopCheck {
  return { status: "answered", asked, answer, reason: undefined };
}

export function notVerifiable(reason: string): HopCheck {
  return { status: "not-verifiable", asked: undefined, answer: undefined, reason };
}
