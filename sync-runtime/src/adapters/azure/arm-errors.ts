import { isRestError } from "@azure/core-rest-pipeline";
import { SyncError, type ErrorCode, type Fault } from "../../domain/errors.js";
import { isJsonObject, stringAt } from "../../domain/json.js";
import { TableCallError, type RetryAdvice } from "../../ports/route-tables.js";
import type { Answer, Exchange } from "./exchange.js";
import { failureText, oneLine } from "./failure-text.js";

/** What was being done, for the message. */
export interface OperationContext {
  readonly verb: "read" | "list" | "write";
  /** The table or the resource group. */
  readonly what: string;
}

/** What an answer means, before it is said of a certain table. */
interface Verdict {
  readonly code: ErrorCode;
  readonly fault: Fault;
  readonly remedy: string;
  readonly retry: RetryAdvice["when"];
  /** @default false */
  readonly maybeDone?: boolean;
}

const BUSY: Verdict = {
  code: "AZURE_BUSY",
  fault: "azure",
  remedy: "Another operation holds the table; run again when it is done.",
  retry: "later",
};
const THROTTLED: Verdict = {
  code: "THROTTLED",
  fault: "azure",
  remedy: "The subscription is out of calls; run again later or sweep less often.",
  retry: "later",
};
const CONTENDED: Verdict = {
  code: "WRITE_CONTENDED",
  fault: "azure",
  remedy: "Another writer keeps writing this table; find it in the table's activity log.",
  retry: "changed",
};
const UNAVAILABLE: Verdict = {
  code: "AZURE_UNAVAILABLE",
  fault: "azure",
  remedy: "Check the network and the endpoint, or wait until Azure is well again, then run again.",
  retry: "later",
  maybeDone: true,
};
const OPERATION_FAILED: Verdict = {
  code: "OPERATION_FAILED",
  fault: "azure",
  remedy: "Run again; only another write heals the table.",
  retry: "later",
  maybeDone: true,
};
const REJECTED: Verdict = {
  code: "WRITE_REJECTED",
  fault: "azure",
  remedy: "Azure refuses the request for good; its message says why.",
  retry: "never",
};
const NOT_CONFIRMED: Verdict = {
  code: "WRITE_NOT_CONFIRMED",
  fault: "config",
  remedy: "Grant the identity Microsoft.Network/locations/operations/read on the target's subscription.",
  retry: "later",
  maybeDone: true,
};
const TOO_MANY_ROUTES: Verdict = {
  ...REJECTED,
  remedy:
    "Azure takes fewer routes in a table than guards.routeLimit says. Set it to the number that Azure names (1,000 since May 2026, 400 or 600 before), and use fewer nodes or another gateway.",
};
const NOT_FOUND: Verdict = {
  code: "TABLE_NOT_FOUND",
  fault: "config",
  remedy: "Check subscription, resource group and name in the configuration.",
  retry: "never",
};
const UNAUTHENTICATED: Verdict = {
  code: "UNAUTHENTICATED",
  fault: "config",
  remedy:
    "Sign in (`az login`) or give the host a managed identity; `route-sync doctor` shows which one is used.",
  retry: "never",
};
const UNTRUSTED: Verdict = {
  code: "AZURE_UNAVAILABLE",
  fault: "config",
  remedy: "Trust the endpoint's certificate with NODE_EXTRA_CA_CERTS.",
  retry: "never",
};
const UNREADABLE: Verdict = {
  code: "TABLE_UNREADABLE",
  fault: "azure",
  remedy: "Look at the table with `az network route-table show`; nothing was written.",
  retry: "never",
};

/**
 * Names what went wrong with a call, and whether repeating it can help. The exchange has the last answer that Azure gave
 * in this call: the SDK's errors carry neither its details nor, for a failed operation, its code.
 */
export function armError(
  thrown: unknown,
  { answer, sent, accepted }: Pick<Exchange, "answer" | "sent" | "accepted">,
  context: OperationContext,
): SyncError {
  if (thrown instanceof SyncError) return thrown;
  const { code, message } = problemIn(answer?.text ?? "");
  const said = [code, message].filter((part) => part !== null).join(": ");
  const verdict = verdictOf(thrown, answer, said, context, accepted);
  const afterMs = answer === null ? null : retryAfterMs(answer);
  const what =
    accepted && verdict !== OPERATION_FAILED && verdict !== TOO_MANY_ROUTES
      ? "confirm the write of"
      : context.verb;
  return new TableCallError({
    code: verdict.code,
    fault: verdict.fault,
    message: `could not ${what} ${context.what}: ${said === "" ? failureText(thrown) : oneLine(said)}`,
    remedy: verdict.code === "AUTHORIZATION_FAILED" ? roleRemedy(context) : verdict.remedy,
    retry: verdict.retry === "later" ? { when: "later", afterMs } : { when: verdict.retry },
    maybeDone: accepted || (sent && verdict.maybeDone === true),
    cause: thrown,
  });
}

/**
 * Azure's refusal of a table with too many routes. No public source shows its code, so the code or the message must speak
 * of routes and of a limit; a segment `/routes/` of an id does not count.
 */
const LIMIT_OF_ROUTES =
  /^(?=.*(?<!\/)routes?(?:\b|limit|count|quota))(?=.*(?:limit|quota|maximum|exceed|too ?many|more than))/is;

function verdictOf(
  thrown: unknown,
  answer: Answer | null,
  said: string,
  context: OperationContext,
  accepted: boolean,
): Verdict {
  if (answer === null) return withoutAnswer(thrown);
  const verdict = verdictOn(answer.status, problemIn(answer.text).code, context, accepted);
  const isRefusal = verdict === REJECTED || verdict === OPERATION_FAILED;
  return context.verb === "write" && isRefusal && LIMIT_OF_ROUTES.test(said) ? TOO_MANY_ROUTES : verdict;
}

function verdictOn(
  status: number,
  code: string | null,
  { verb }: OperationContext,
  accepted: boolean,
): Verdict {
  switch (status) {
    case 401:
      return accepted ? NOT_CONFIRMED : UNAUTHENTICATED;
    case 403:
      return accepted ? NOT_CONFIRMED : { ...UNAUTHENTICATED, code: "AUTHORIZATION_FAILED" };
    case 404:
      // While writing: the operation's record or the table vanished, and reading again shows which.
      return verb === "write" ? UNAVAILABLE : NOT_FOUND;
    case 409:
      return BUSY;
    case 412:
      return CONTENDED;
    case 429:
      return code === "RetryableError" ? BUSY : THROTTLED;
    case 408:
      return UNAVAILABLE;
    default:
      if (status >= 500) return UNAVAILABLE;
      // Whatever a poll answers, the write itself was accepted: reading again shows the result.
      if (status >= 400) return accepted ? UNAVAILABLE : REJECTED;
  }
  // Azure answered 200 and yet the SDK threw: the body makes no sense, or reports an operation that failed.
  if (verb !== "write") return UNREADABLE;
  return code === "AnotherOperationInProgress" ? { ...BUSY, maybeDone: true } : OPERATION_FAILED;
}

function withoutAnswer(thrown: unknown): Verdict {
  const name = thrown instanceof Error ? thrown.name : "";
  if (/Authentication|Credential/.test(name)) return UNAUTHENTICATED;
  const certificate = /CERT|SELF_SIGNED|UNABLE_TO_VERIFY/;
  if (isRestError(thrown) && certificate.test(`${thrown.code ?? ""} ${thrown.message}`)) return UNTRUSTED;
  return UNAVAILABLE;
}

function roleRemedy({ verb }: OperationContext): string {
  return verb === "write"
    ? "Grant the identity Microsoft.Network/routeTables/write on the target and Microsoft.Network/locations/operations/read on its subscription."
    : "Grant the identity Microsoft.Network/routeTables/read on the table.";
}

/** The code and message of an ARM error body, or of a failed operation's; the message with its details. */
function problemIn(text: string): { code: string | null; message: string | null } {
  const body = parse(text);
  const error = isJsonObject(body) && isJsonObject(body["error"]) ? body["error"] : null;
  if (error === null) return { code: null, message: null };
  const listed: readonly unknown[] = Array.isArray(error["details"]) ? error["details"] : [];
  const details = listed.flatMap((detail) =>
    isJsonObject(detail) ? (stringAt(detail, "message") ?? []) : [],
  );
  const message = [stringAt(error, "message"), ...details].filter((part) => part !== undefined).join(" ");
  return { code: stringAt(error, "code") ?? null, message: message === "" ? null : message };
}

/** What Azure asks to wait: the header in seconds or as a date, or the sentence that it writes into busy answers. */
function retryAfterMs({ retryAfter, date: answered, text }: Answer): number | null {
  const seconds = retryAfter ?? /can be retried in (\d+) seconds/i.exec(text)?.[1] ?? null;
  if (seconds === null) return null;
  if (/^\d+$/.test(seconds)) return Number(seconds) * 1000;
  // Both dates are the answering machine's: this one's clock may be wrong.
  const waitMs = Date.parse(seconds) - Date.parse(answered ?? "");
  return Number.isNaN(waitMs) ? null : Math.max(0, waitMs);
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
