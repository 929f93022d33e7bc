/** Why a process stops: a signal that asked it to. */
export class StopSignal extends Error {
  override readonly name = "StopSignal";
  /** What a command that was interrupted exits with: 128 and the signal's number, as shells have it. */
  readonly exitCode: 130 | 143;

  constructor(signal: "SIGINT" | "SIGTERM") {
    super(`stopped by ${signal}`);
    this.exitCode = signal === "SIGINT" ? 130 : 143;
  }
}

/** The exit code of a command that was asked to stop before it was done; null when it was not. */
export function interruptedBy(stop: AbortSignal): number | null {
  const reason: unknown = stop.reason;
  return stop.aborted && reason instanceof StopSignal ? reason.exitCode : null;
}
