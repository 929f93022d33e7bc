import type { Permissions } from "./access/permissions.js";
import { principalOf } from "./access/tokens.js";
import type { Admission } from "./admission/admission.js";
import type { Arm } from "./core/arm.js";
import { ArmError } from "./core/arm-error.js";
import { parseArmPath, type ArmPath } from "./core/arm-id.js";
import type { Call, Principal } from "./core/call.js";
import type { Clock } from "./core/clock.js";
import { ConnectionReset, jsonResponse, type SimResponse } from "./core/http.js";
import type { Random } from "./core/random.js";
import type { Ending } from "./core/acceptance.js";
import type { CallKind, Counters } from "./counters.js";
import { corruptAnswer, errorOf } from "./faults/effects.js";
import type { Faults, FaultTarget } from "./faults/faults.js";
import type { FaultRule } from "./faults/rule.js";
import type { Quota } from "./quota.js";

/** How long things take, in milliseconds. All 0 by default: answers come at once. */
export interface Latencies {
  readonly readMs: number;
  readonly writeMs: number;
  readonly pollMs: number;
  /** From the acceptance of a write to its completion. */
  readonly operationMs: number;
  /** From the completion of a subnet's write until the subnet is no longer Updating. Azure: seconds, at times 30. */
  readonly subnetUpdatingMs: number;
}

/** A request with its URL parsed and its body read. */
export interface Incoming {
  readonly method: string;
  readonly url: URL;
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string>>;
  readonly text: string;
  readonly signal: AbortSignal | undefined;
}

/** An answered request, for a log. */
export interface Logged {
  /** Milliseconds since the epoch. */
  readonly at: number;
  readonly method: string;
  readonly id: string;
  readonly kind: CallKind;
  /** The caller's `oid`; `aks:<cluster id>` for a cluster's controller, `rival` for a rival writer. */
  readonly caller: string;
  /** 0 when the connection was reset. */
  readonly status: number;
  /** Kinds of the faults that it met. */
  readonly faults: readonly string[];
}

interface Parts {
  readonly arm: Arm;
  readonly clock: Clock;
  readonly random: Random;
  readonly counters: Counters;
  readonly faults: Faults;
  readonly quota: Quota;
  readonly permissions: Permissions;
  readonly admission: Admission;
}

/** Azure answers larger requests with 413. */
const MAX_BODY = 4 * 1024 * 1024;

/** What a rival's write adds to a table: a tag, so that every etag changes and no route does. */
export type Rival = (id: string) => void;

/** Everything between the wire and Azure Resource Manager: sign-in, permissions, throttling, faults, counting, delays. */
export class Gate {
  readonly #parts: Parts;
  readonly #listeners = new Set<(line: Logged) => void>();
  latencies: Latencies;
  rival: Rival = () => undefined;
  /** The ending that a fault has chosen for the write under way. */
  #ending: Ending | undefined;

  constructor(parts: Parts, latencies: Latencies) {
    this.#parts = parts;
    this.latencies = latencies;
  }

  /** How the write under way will end; asked by the writes themselves. */
  get ending(): Ending | undefined {
    return this.#ending;
  }

  /** Notifies a listener of every request, including the simulator's own. Returns how to stop. */
  onRequest(listener: (line: Logged) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** A client's request. Rejects only as a connection would. */
  async client(request: Incoming): Promise<SimResponse> {
    const { counters, clock, faults } = this.#parts;
    const path = parseArmPath(decoded(request.url.pathname));
    const kind = kindOf(request.method, path.type);
    counters.count(kind, path.text);
    const met: FaultRule[] = [];
    const target = {
      method: request.method,
      id: path.text,
      isPoll: kind === "polls",
      callers: callersOf(request, clock.now()),
    };
    await this.#wait(kind, target, met, request.signal);
    const note = (status: number): void => {
      this.#log({
        method: request.method,
        id: path.text,
        kind,
        caller: target.callers[0] ?? "",
        status,
        faults: met.map((rule) => rule.kind),
      });
    };
    const before = faults.draw("before", target);
    if (before !== undefined) met.push(before);
    if (before?.kind === "reset-before") {
      note(0);
      throw new ConnectionReset();
    }
    const error = before === undefined ? undefined : errorOf(before, path.text);
    const answer =
      error === undefined ? this.#applied(request, path, target, met) : this.#refused(request, error);
    const after = error === undefined && answer.status < 400 ? faults.draw("after", target) : undefined;
    if (after !== undefined) met.push(after);
    note(
      after === undefined
        ? answer.status
        : after.kind === "reset-after"
          ? 0
          : (errorOf(after, path.text)?.status ?? answer.status),
    );
    if (after === undefined) return answer;
    if (after.kind === "reset-after") throw new ConnectionReset();
    const late = errorOf(after, path.text);
    return late === undefined ? answer : this.#refused(request, late);
  }

  /** A request of the simulator's own: no counting, no waiting, no faults, no quota. */
  inside(request: Incoming, principal: Principal, caller: string, patient: boolean): SimResponse {
    const path = parseArmPath(decoded(request.url.pathname));
    const answer = this.#guarded(() => {
      const call = { ...this.#call(request, path, principal, this.#parts.random.guid()), patient };
      this.#parts.admission.require(call);
      return this.#parts.arm.answer(call);
    });
    this.#log({
      method: request.method,
      id: path.text,
      kind: kindOf(request.method, path.type),
      caller,
      status: answer.status,
      faults: [],
    });
    return answer;
  }

  #applied(request: Incoming, path: ArmPath, target: FaultTarget, met: FaultRule[]): SimResponse {
    const { faults, arm } = this.#parts;
    const operation = faults.draw("operation", target);
    if (operation !== undefined) met.push(operation);
    this.#ending = operation === undefined ? undefined : endingOf(operation);
    const answer = this.#answered(request, path);
    this.#ending = undefined;
    if (answer.status !== 200) return answer;
    const corruption = faults.draw("answer", target);
    if (corruption !== undefined) met.push(corruption);
    const rival = faults.draw("rival", target);
    if (rival !== undefined) {
      met.push(rival);
      this.rival(path.text);
    }
    return corruption === undefined
      ? answer
      : corruptAnswer(corruption, answer, arm.store.get(path.text)?.stale);
  }

  #answered(request: Incoming, path: ArmPath): SimResponse {
    const { clock, quota, permissions, admission, arm, random } = this.#parts;
    const correlationId = request.headers["x-ms-correlation-request-id"] ?? random.guid();
    const common = commonHeaders(correlationId, random.guid());
    const answer = this.#guarded(() => {
      if (request.text.length > MAX_BODY)
        throw new ArmError(
          413,
          "RequestContentTooLarge",
          `The request content size exceeds the maximum size of '${MAX_BODY}' bytes.`,
        );
      const principal = principalOf(request.headers["authorization"], clock.now(), (oid) =>
        permissions.isAdministrator(oid),
      );
      const call = this.#call(request, path, principal, correlationId);
      Object.assign(common, quota.take(call, clock.now()));
      admission.require(call);
      return arm.answer(call);
    });
    return { ...answer, headers: { ...common, ...answer.headers } };
  }

  #refused(request: Incoming, error: ArmError): SimResponse {
    const correlationId = request.headers["x-ms-correlation-request-id"] ?? this.#parts.random.guid();
    const answer = refusal(error);
    return {
      ...answer,
      headers: { ...commonHeaders(correlationId, this.#parts.random.guid()), ...answer.headers },
    };
  }

  /** Azure's errors are answers; anything else is a defect of the simulator, answered as Azure answers its own. */
  #guarded(answer: () => SimResponse): SimResponse {
    try {
      return answer();
    } catch (error) {
      return refusal(error);
    }
  }

  #call(
    { method, url, headers, text }: Incoming,
    path: ArmPath,
    principal: Principal,
    correlationId: string,
  ): Call {
    const query = url.searchParams;
    return {
      method,
      path,
      query,
      headers,
      text,
      origin: url.origin,
      apiVersion: query.get("api-version") ?? "",
      principal,
      correlationId,
    };
  }

  async #wait(
    kind: CallKind,
    target: FaultTarget,
    met: FaultRule[],
    signal: AbortSignal | undefined,
  ): Promise<void> {
    const { readMs, writeMs, pollMs } = this.latencies;
    const slow = this.#parts.faults.draw("delay", target);
    if (slow !== undefined) met.push(slow);
    const usual = kind === "reads" ? readMs : kind === "writes" ? writeMs : pollMs;
    const ms = usual + (slow === undefined ? 0 : (slow.ms ?? 5_000));
    if (ms > 0) await this.#parts.clock.sleep(ms, signal);
    else signal?.throwIfAborted();
  }

  #log(line: Omit<Logged, "at">): void {
    if (this.#listeners.size === 0) return;
    const whole = { at: this.#parts.clock.now(), ...line };
    for (const listener of this.#listeners) listener(whole);
  }
}

function endingOf(rule: FaultRule): Ending | undefined {
  switch (rule.kind) {
    case "operation-failed":
      return {
        status: "Failed",
        code: "AnotherOperationInProgress",
        message: "Another operation on this or dependent resource is in progress.",
      };
    case "operation-canceled":
      return { status: "Canceled", code: "Canceled", message: "Operation was canceled." };
    case "operation-never-ends":
      return { status: "never", code: "", message: "" };
    case "operation-lost":
      return { status: "lost", code: "", message: "" };
    default:
      return undefined;
  }
}

function callersOf(request: Incoming, now: number): string[] {
  try {
    const { oid, appId } = principalOf(request.headers["authorization"], now, () => false);
    return [oid, appId];
  } catch {
    return [];
  }
}

/** The path without doubled slashes and escapes; a malformed escape is left as it is. */
function decoded(pathname: string): string {
  const clean = pathname.includes("//") ? pathname.replace(/\/{2,}/g, "/") : pathname;
  if (!clean.includes("%")) return clean;
  try {
    return decodeURIComponent(clean);
  } catch {
    return clean;
  }
}

function kindOf(method: string, type: string): CallKind {
  if (method !== "GET" && method !== "HEAD") return "writes";
  return /\/locations\/operation(s|results)$/i.test(type) ? "polls" : "reads";
}

function refusal(error: unknown): SimResponse {
  if (error instanceof ArmError) return jsonResponse(error.status, error.body(), { ...error.headers });
  const message = error instanceof Error ? error.message : String(error);
  return jsonResponse(500, {
    error: { code: "InternalServerError", message: `The simulator failed: ${message}` },
  });
}

function commonHeaders(correlationId: string, requestId: string): Record<string, string> {
  return {
    "cache-control": "no-cache",
    pragma: "no-cache",
    expires: "-1",
    "strict-transport-security": "max-age=31536000; includeSubDomains",
    "x-content-type-options": "nosniff",
    "x-ms-arm-service-request-id": requestId,
    "x-ms-request-id": requestId,
    "x-ms-correlation-request-id": correlationId,
  };
}
