import type { FaultKind } from "./kinds.js";

/** When a fault fires. */
export interface FaultRule {
  readonly kind: FaultKind;
  /** Chance that a matching request meets it. @default 1 */
  readonly probability?: number;
  /** How often it may fire. @default without end */
  readonly times?: number;
  /** Matching requests that are let through first. @default 0 */
  readonly after?: number;
  /** Only these methods. @default those that the kind makes sense for */
  readonly methods?: readonly string[];
  /** Only ids that match; `*` stands for any text, case does not matter. @default any */
  readonly id?: string;
  /** Only calls of this principal or application. The AKS model and rivals are never met. @default any client */
  readonly caller?: string;
  /** `slow`: how much longer the answer takes, in milliseconds. @default 5,000 */
  readonly ms?: number;
  /** 429 kinds: seconds in Retry-After. @default 11 */
  readonly retryAfterSeconds?: number;
}
