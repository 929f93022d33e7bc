import { createHash } from "node:crypto";
import type { ArmErrorDetail } from "./arm-error.js";
import type { Json } from "./json.js";
import type { Random } from "./random.js";

export type OperationStatus = "Succeeded" | "Failed" | "Canceled";

/** A long-running operation that a write has started. */
export interface Operation {
  readonly id: string;
  /** The path of its resource that a poll names: `/subscriptions/…/operations/<guid>`. */
  readonly path: string;
  /** Milliseconds since the epoch; Infinity never ends. */
  readonly readyAt: number;
  readonly ends: OperationStatus;
  readonly error: ArmErrorDetail | undefined;
  /** Polls of a lost operation answer 404. */
  readonly lost: boolean;
  /** What the operation was for: the body of its result. */
  readonly result?: Json;
}

/** Kept for polling; older ones are forgotten, as Azure forgets them after a day. */
const KEPT = 5_000;

/** The operations that may still be polled. */
export class Operations {
  readonly #random: Random;
  readonly #kept = new Map<string, Operation>();

  constructor(random: Random) {
    this.#random = random;
  }

  start(
    spec: Omit<Operation, "id" | "path"> & { subscription: string; namespace: string; location: string },
  ): Operation {
    const id = this.#random.guid();
    const path = `/subscriptions/${spec.subscription}/providers/${spec.namespace}/locations/${spec.location}/operations/${id}`;
    const operation: Operation = { ...spec, id, path };
    this.#kept.set(id, operation);
    if (this.#kept.size > KEPT)
      for (const oldest of this.#kept.keys()) return this.#dropped(oldest, operation);
    return operation;
  }

  /** Ends an operation that waited for another party. */
  finish(id: string, readyAt: number, ends: OperationStatus, error: ArmErrorDetail | undefined): void {
    const known = this.find(id);
    if (known !== undefined) this.#kept.set(known.id, { ...known, readyAt, ends, error });
  }

  find(id: string): Operation | undefined {
    return this.#kept.get(id.toLowerCase());
  }

  #dropped(oldest: string, kept: Operation): Operation {
    this.#kept.delete(oldest);
    return kept;
  }
}

/** The signed query of a poll's address; it must come back whole. */
export function signedQuery(operation: Operation, apiVersion: string): string {
  const sign = (part: string): string =>
    createHash("sha256").update(`${operation.id}:${apiVersion}:${part}`).digest("base64url");
  const query = new URLSearchParams({
    "api-version": apiVersion,
    t: sign("t").slice(0, 18),
    c: sign("c"),
    s: sign("s"),
    h: sign("h"),
  });
  return query.toString();
}

/** True when the query of a poll carries the whole signature. */
export function isSigned(operation: Operation, query: URLSearchParams): boolean {
  const expected = new URLSearchParams(signedQuery(operation, query.get("api-version") ?? ""));
  return ["t", "c", "s", "h"].every((name) => query.get(name) === expected.get(name));
}
