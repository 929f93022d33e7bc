import type { FaultKind } from "./kinds.js";

/** When a fault fires. */
export interface FaultRule {
  readonly kind: FaultKind;
  /** Chance that a matching request meets it. Default 1. */
  readonly probability?: number;
  /** How often it may fire. Default without end. */
  readonly times?: number;
  /** Matching requests that are let through first. Default 0. */
  readonly after?: number;
  /** Only these methods. Default those that the kind makes sense for. */
  readonly methods?: readonly string[];
  /** Only ids that match; `*` stands for any text, case does not matter. Default any. */
  readonly id?: string;
  /** Only calls of this principal or application. Default any client. The AKS model and rivals are never met. */
  readonly caller?: string;
  /** `slow`: how much longer the answer takes, in milliseconds. Default 5,000. */
  readonly ms?: number;
  /** 429 kinds: seconds in Retry-After. Default 11. */
  readonly retryAfterSeconds?: number;
}
