import { printable, printableError } from "./printable.js";

/** Where the fault is: in the operator's configuration, in Azure, or in this package (a defect). */
export type Fault = "config" | "azure" | "internal";

/** Every way a mirror or a command can fail. README.md explains each with its remedy. */
export type ErrorCode =
  | "CONFIG_INVALID"
  | "CONFIG_UNREADABLE"
  | "MIRROR_UNKNOWN"
  | "MIRROR_REQUIRED"
  | "USAGE"
  | "FILE_UNREADABLE"
  | "FILE_WRONG_TABLE"
  | "NOTHING_FITS_PATTERN"
  | "NOTHING_IN_POD_CIDRS"
  | "SOURCE_IS_TARGET"
  | "TABLE_NOT_FOUND"
  | "TABLE_UNREADABLE"
  | "WRONG_TABLE"
  | "MANAGED_TABLE_NOT_FOUND"
  | "MANAGED_TABLE_AMBIGUOUS"
  | "UNAUTHENTICATED"
  | "AUTHORIZATION_FAILED"
  | "THROTTLED"
  | "AZURE_BUSY"
  | "AZURE_UNAVAILABLE"
  | "WRITE_CONTENDED"
  | "WRITE_REJECTED"
  | "OPERATION_FAILED"
  | "OPERATION_TIMED_OUT"
  | "WRITE_NOT_CONFIRMED"
  | "WRITE_ALTERED"
  | "INTERRUPTED"
  | "RESOURCE_NOT_FOUND"
  | "ANSWER_UNREADABLE"
  | "EXERCISE_REFUSED"
  | "EXERCISE_FAILED"
  | "QUEUE_MESSAGE_INVALID"
  | "QUEUE_UNAVAILABLE"
  | "CONFIRMATIONS_UNAVAILABLE"
  | "INTERNAL";

export interface SyncErrorDetails {
  readonly code: ErrorCode;
  readonly fault: Fault;
  /** What happened, in one sentence without a trailing period. */
  readonly message: string;
  /** What the reader can do about it, as an imperative sentence. */
  readonly remedy: string;
  readonly cause?: unknown;
}

/**
 * The one error that leaves this package's functions: coded, attributed, with a remedy. All its texts are printable,
 * its cause's too, wherever they came from.
 */
export class SyncError extends Error {
  override readonly name: string = "SyncError";
  readonly code: ErrorCode;
  readonly fault: Fault;
  readonly remedy: string;

  constructor(details: SyncErrorDetails) {
    super(
      printable(details.message),
      details.cause === undefined ? undefined : { cause: printableError(details.cause) },
    );
    this.code = details.code;
    this.fault = details.fault;
    this.remedy = printable(details.remedy);
  }

  /** Wraps whatever was thrown; what is not ours to name is a defect. */
  static from(thrown: unknown): SyncError {
    if (thrown instanceof SyncError) return thrown;
    return new SyncError({
      code: "INTERNAL",
      fault: "internal",
      message: thrown instanceof Error ? thrown.message : String(thrown),
      remedy: "Run again with --log-level debug and report the output.",
      cause: thrown,
    });
  }
}

/** An error as `--json` prints it. */
export interface ErrorReport {
  readonly code: string;
  readonly message: string;
  /** The fault, under the name and with the values that it has in JSON until 1.0. */
  readonly whose: "config" | "azure" | "ours";
  readonly remedy: string;
  /** The text of `remedy`, under the name that it has as well until 1.0. */
  readonly hint: string;
}

export function describeError({ code, message, fault, remedy }: SyncError): ErrorReport {
  return { code, message, whose: fault === "internal" ? "ours" : fault, remedy, hint: remedy };
}

/** The process was asked to stop before this was done. */
export function interrupted(): SyncError {
  return new SyncError({
    code: "INTERRUPTED",
    fault: "config",
    message: "the process was asked to stop before this was done",
    remedy: "Run again; what was written is complete, and what was not is planned again.",
  });
}
