import { hasErrors, tracePlatform, type PlatformProblem, type TracedQuestion } from "@aks-topology/platform";
import {
  endpointRemedy,
  renderTrace,
  traceDocument,
  traceSarif,
  UnknownEndpointError,
  checkText,
  verifyTrace,
  type LiveTrace,
  type Model,
  type Question,
  type SarifFailure,
  type Trace,
} from "@aks-topology/trace";
import manifest from "@aks-topology/cli/package.json" with { type: "json" };
import { UsageError } from "../errors.js";
import type { Io } from "../io.js";
import { load } from "../load.js";
import { painter } from "../paint.js";
import { printJson, printProblems } from "../print.js";
import type { TraceOptions } from "../trace-options.js";

/** Leaves where a packet is not delivered both ways, or where that is unknown. */
const NOT_DELIVERED = 3;

/** Follows a packet through the Terraform of a platform file, and asks Azure on request. @returns the exit code */
export async function traceFile(file: string, options: TraceOptions, io: Io): Promise<number> {
  const format: Format = { output: options.json === true ? "json" : options.output, file };
  const result = load(file, options, io);
  if (!result.ok) return refused(result.problems, format, io);
  const ask = (): TracedQuestion =>
    tracePlatform(result.loaded, questionOf(options), { mirror: options.mirror });
  const traced = asked(ask);
  if (traced instanceof UsageError) return misasked(traced, format, io);
  const { trace, model, problems } = traced;
  if (trace === undefined || model === undefined || hasErrors(problems)) return refused(problems, format, io);
  const live = options.live && (await verified(trace, model, options, io));
  print(trace, traced, { ...format, explain: options.explain, live }, io);
  return trace.verdict === "delivered" && (live?.differs ?? 0) === 0 ? 0 : NOT_DELIVERED;
}

async function verified(trace: Trace, model: Model, options: TraceOptions, io: Io): Promise<LiveTrace> {
  const { liveNetwork } = await import("../azure/ask.js");
  return verifyTrace(trace, model, await liveNetwork(options, model, io));
}

interface Format {
  readonly output: TraceOptions["output"];
  readonly file: string;
}

const PROTOCOLS = { tcp: "TCP", udp: "UDP", icmp: "ICMP" } as const;

function questionOf({ from, to, port, protocol }: TraceOptions): Question {
  return { from, to, protocol: PROTOCOLS[protocol], port: protocol === "icmp" ? undefined : port };
}

/** An end that is nothing of the file is a mistake in the command line. */
function asked(ask: () => TracedQuestion): TracedQuestion | UsageError {
  try {
    return ask();
  } catch (error) {
    if (!(error instanceof UnknownEndpointError)) throw error;
    return new UsageError(error.message, endpointRemedy(error), "PATH_ENDPOINT");
  }
}

/** SARIF is read by machines that need a log in any case. @throws UsageError for the other formats */
function misasked(error: UsageError, { output, file }: Format, io: Io): number {
  if (output !== "sarif") throw error;
  const failures = [{ code: error.code, message: `${error.message} ${error.remedy}` }];
  printJson(traceSarif([], { artifact: file, version: manifest.version, failures }), io);
  return 1;
}

function refused(problems: readonly PlatformProblem[], { output, file }: Format, io: Io): number {
  const failures = problems.filter(({ severity }) => severity === "error");
  if (output === "text") printProblems(problems, io.stderr, io);
  else if (output === "json") printJson({ ok: false, problems }, io);
  else printJson(traceSarif([], { artifact: file, version: manifest.version, failures }), io);
  return 1;
}

function print(
  trace: Trace,
  { problems, placeOf: locate }: TracedQuestion,
  { output, explain, file, live }: Format & Pick<TraceOptions, "explain"> & { live: LiveTrace | undefined },
  io: Io,
): void {
  switch (output) {
    case "json":
      printJson(traceDocument(trace, { locate, problems, live }), io);
      return;
    case "sarif":
      printJson(
        traceSarif([trace], {
          artifact: file,
          version: manifest.version,
          locate,
          failures: differences(live, locate),
        }),
        io,
      );
      return;
    case "text":
      io.stdout.write(
        renderTrace(trace, {
          locate,
          explain,
          live,
          columns: io.stdout.columns,
          paint: painter(io.stdout, io.env),
        }),
      );
  }
}

/** Hops that are otherwise in Azure, at the lines of what decides them. */
function differences(
  live: LiveTrace | undefined,
  locate: TracedQuestion["placeOf"],
): readonly SarifFailure[] {
  return [...(live?.checks ?? [])]
    .filter(([, { status }]) => status === "differs")
    .map(([{ at, by }, check]) => ({
      code: "PATH_DRIFTED",
      message: `${at}: ${checkText(check)}`,
      ...(locate(by) ?? locate(at)),
    }));
}
