/** Prints why there is no answer, in the format that is asked for. */
import manifest from "@aks-topology/trace/package.json" with { type: "json" };
import { traceSarif } from "../output/sarif.js";
import { problemsOf, type Problem } from "./failure.js";
import { painter, type Io } from "./io.js";

export interface FailureOptions {
  readonly output: "text" | "json" | "sarif";
  /** The file at which SARIF places what is about none. */
  readonly artifact: string;
  /**
   * The code of an endpoint that there is not.
   * @default "UNKNOWN_ENDPOINT"
   */
  readonly endpointCode?: string | undefined;
}

/** SARIF is read by machines that need a log in any case; the log of a pipeline is read by people. */
export function reportFailure(
  error: unknown,
  { output, artifact, endpointCode }: FailureOptions,
  io: Io,
): void {
  const problems = problemsOf(error, endpointCode);
  switch (output) {
    case "text":
      printProblems(problems, io);
      return;
    case "json":
      printJson(failureDocument(problems), io);
      return;
    case "sarif": {
      printProblems(problems, io);
      const failures = problems.map(({ code, message, remedy, file }) => ({
        code,
        message: `${message} ${remedy}`,
        file,
      }));
      printJson(traceSarif([], { artifact, version: manifest.version, failures }), io);
    }
  }
}

function failureDocument(problems: readonly Problem[]): object {
  const [first] = problems;
  return {
    ok: false,
    problems: problems.filter(({ file }) => file !== undefined),
    error: first && { code: first.code, message: first.message, remedy: first.remedy, hint: first.remedy },
  };
}

function printJson(document: object, { stdout }: Pick<Io, "stdout">): void {
  stdout.write(`${JSON.stringify(document, null, 2)}\n`);
}

/** Problems as `file  error CODE  message`, with the remedy below. */
export function printProblems(
  problems: readonly Problem[],
  { stderr, env }: Pick<Io, "stderr" | "env">,
): void {
  const paint = painter(stderr, env);
  for (const { severity, code, file, message, remedy } of problems) {
    const kind = paint(severity === "error" ? "red" : "yellow", `${severity} ${code}`);
    const where = file === undefined ? "" : `${paint("bold", file)}  `;
    stderr.write(`${where}${kind}  ${message}\n    ${paint("dim", remedy)}\n`);
  }
}
