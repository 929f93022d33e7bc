/** A mistake in the command line or in the files that it names: reported without a stack trace. */
export class UsageError extends Error {
  override readonly name = "UsageError";
  readonly code: string;
  readonly remedy: string;

  /** @param code @default USAGE */
  constructor(message: string, remedy: string, code = "USAGE") {
    super(message);
    this.code = code;
    this.remedy = remedy;
  }
}

/** An error as it is printed. */
export interface ErrorReport {
  readonly code: string;
  readonly message: string;
  readonly remedy: string;
}

/** Describes a thrown value. */
export function describeError(error: unknown): ErrorReport {
  if (error instanceof UsageError) {
    const { code, message, remedy } = error;
    return { code, message, remedy };
  }
  if (!(error instanceof Error))
    return { code: "INTERNAL", message: String(error), remedy: "Please report this." };
  const system = systemError(error);
  if (system !== undefined)
    return { code: system.code, message: error.message, remedy: "Check the path and its permissions." };
  return {
    code: "INTERNAL",
    message: error.message,
    remedy: "This is a bug in aks-topology. Please report it with the output of --debug.",
  };
}

/** Whether to print the stack trace of an error: only with `--debug` or AKS_TOPOLOGY_DEBUG. */
export function wantsStack(
  args: readonly string[],
  env: Readonly<Record<string, string | undefined>>,
): boolean {
  return args.includes("--debug") || !["", "0", undefined].includes(env["AKS_TOPOLOGY_DEBUG"]);
}

/** Errors of the file system have an error number. */
function systemError(error: Error): { code: string } | undefined {
  return "errno" in error && "code" in error && typeof error.code === "string"
    ? { code: error.code }
    : undefined;
}
