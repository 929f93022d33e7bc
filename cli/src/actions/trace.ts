import { hasErrors, tracePlatform, type PlatformProblem, type TracedQuestion } from "@aks-topology/platform";
import {
  renderTrace,
  traceDocument,
  traceSarif,
  UnknownEndpointError,
  type Question,
  type Trace,
} from "@aks-topology/trace";
import manifest from "@aks-topology/cli/package.json" with { type: "json" };
import { closest } from "fastest-levenshtein";
import type { LoadOptions } from "../azurerm-option.js";
import { UsageError } from "../errors.js";
import type { Io } from "../io.js";
import { load } from "../load.js";
import { painter } from "../paint.js";
import { printJson, printProblems } from "../print.js";

export interface TraceOptions extends LoadOptions {
  readonly from: string;
  readonly to: string;
  readonly port: number;
  readonly protocol: "tcp" | "udp" | "icmp";
  readonly mirror: "in-step" | "empty";
  readonly explain?: true;
  readonly output: "text" | "json" | "sarif";
  readonly json?: true;
}

/** Leaves where a packet is not delivered both ways, or where that is unknown. */
const NOT_DELIVERED = 3;

/** Follows a packet through the Terraform of a platform file. @returns the exit code */
export function traceFile(file: string, options: TraceOptions, io: Io): number {
  const output = options.json === true ? "json" : options.output;
  const result = load(file, options);
  if (!result.ok) return refused(result.problems, output, io);
  const traced = asked(
    () => tracePlatform(result.loaded, questionOf(options), { mirror: options.mirror }),
    options,
  );
  const { trace, problems } = traced;
  if (trace === undefined || hasErrors(problems)) return refused(problems, output, io);
  print(trace, traced, { ...options, output, file }, io);
  return trace.verdict === "delivered" ? 0 : NOT_DELIVERED;
}

const PROTOCOLS = { tcp: "TCP", udp: "UDP", icmp: "ICMP" } as const;

function questionOf({ from, to, port, protocol }: TraceOptions): Question {
  return { from, to, protocol: PROTOCOLS[protocol], port: protocol === "icmp" ? undefined : port };
}

/** An end that is nothing of the file is a mistake in the command line. */
function asked(ask: () => TracedQuestion, { from, to }: TraceOptions): TracedQuestion {
  try {
    return ask();
  } catch (error) {
    if (!(error instanceof UnknownEndpointError)) throw error;
    const { candidates, message } = error;
    const [text] = [from, to].filter((end) => message.includes(`"${end}"`));
    const near = candidates.length === 0 || text === undefined ? undefined : closest(text, [...candidates]);
    const remedy =
      near === undefined ? "Use a thing of the file, such as shop/main/pod." : `Did you mean ${near}?`;
    throw new UsageError(message, remedy, "PATH_ENDPOINT");
  }
}

function refused(problems: readonly PlatformProblem[], output: TraceOptions["output"], io: Io): number {
  if (output === "text") printProblems(problems, io.stderr, io);
  else printJson({ ok: false, problems }, io);
  return 1;
}

function print(
  trace: Trace,
  { problems, placeOf: locate }: TracedQuestion,
  { output, explain, file }: TraceOptions & { readonly file: string },
  io: Io,
): void {
  switch (output) {
    case "json":
      printJson(traceDocument(trace, { locate, problems }), io);
      return;
    case "sarif":
      printJson(traceSarif([trace], { artifact: file, version: manifest.version, locate }), io);
      return;
    case "text":
      io.stdout.write(renderTrace(trace, { locate, explain, paint: painter(io.stdout, io.env) }));
  }
}
