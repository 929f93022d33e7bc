/** A mistake of whoever called the command: told in one line, never with a stack trace. */
export class UsageError extends Error {
  override readonly name = "UsageError";
  readonly code: string;
  readonly hint: string;

  constructor(message: string, hint: string, code = "USAGE") {
    super(message);
    this.code = code;
    this.hint = hint;
  }
}

/** An error as people and scripts are told of it. */
export interface ToldError {
  readonly code: string;
  readonly message: string;
  readonly hint: string;
}

/** What to say about anything that was thrown. */
export function tell(error: unknown): ToldError {
  if (error instanceof UsageError) return { code: error.code, message: error.message, hint: error.hint };
  if (!(error instanceof Error))
    return { code: "INTERNAL", message: String(error), hint: "Please report this." };
  const system = systemError(error);
  if (system !== undefined)
    return { code: system.code, message: error.message, hint: "Check the path and its permissions." };
  return {
    code: "INTERNAL",
    message: error.message,
    hint: "This is a fault of aks-topology. Please report it with what --debug prints.",
  };
}

/** Whether to show where an error was thrown: for who asks, never by itself. */
export function wantsStack(
  args: readonly string[],
  env: Readonly<Record<string, string | undefined>>,
): boolean {
  return args.includes("--debug") || !["", "0", undefined].includes(env["AKS_TOPOLOGY_DEBUG"]);
}

/** Errors of the file system carry the number of the call that failed. */
function systemError(error: Error): { code: string } | undefined {
  return "errno" in error && "code" in error && typeof error.code === "string"
    ? { code: error.code }
    : undefined;
}
