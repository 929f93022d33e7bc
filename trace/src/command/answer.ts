import manifest from "@aks-topology/trace/package.json" with { type: "json" };
import type { Protocol } from "../evaluate/packet.js";
import { doubtText, structuralDoubts, withDoubts } from "../files/doubts.js";
import type { Unresolved } from "../files/planned-values.js";
import { readTerraform } from "../files/read-terraform.js";
import { unreadOf } from "../files/unread.js";
import { traceDocument } from "../output/document.js";
import { traceSarif } from "../output/sarif.js";
import { renderTrace } from "../output/text.js";
import { readModel } from "../read/read-model.js";
import { trace, type Trace } from "../trace.js";
import type { Problem } from "./failure.js";
import { painter, type Io } from "./io.js";
import { printProblems } from "./report.js";

export const OUTPUTS = ["text", "json", "sarif"] as const;
export type Output = (typeof OUTPUTS)[number];

export interface Options {
  readonly from: string;
  readonly to: string;
  readonly protocol: "tcp" | "udp" | "icmp";
  readonly port: number;
  readonly mirror: "in-step" | "empty";
  readonly output: Output;
  readonly explain?: boolean | undefined;
  /** The file at which SARIF places results. @default the first that was read */
  readonly artifact?: string | undefined;
}

const PROTOCOLS: Readonly<Record<Options["protocol"], Protocol>> = { tcp: "TCP", udp: "UDP", icmp: "ICMP" };

/** Leaves where the packet or its answer does not arrive, or where that is unknown. */
const NOT_DELIVERED = 3;

/**
 * Answers one question and prints the answer.
 * @returns the exit code
 * @throws TerraformFilesError, UnknownEndpointError
 */
export function answer(paths: readonly string[], options: Options, io: Io): number {
  const { things, unresolved } = readTerraform(paths);
  const { from, to, protocol, mirror } = options;
  const port = protocol === "icmp" ? undefined : options.port;
  const doubts = structuralDoubts(unresolved);
  const unread = unreadOf(things);
  const found = withDoubts(
    trace({ from, to, protocol: PROTOCOLS[protocol], port }, readModel(things, { mirror })),
    doubts,
    unread,
  );
  const warnings = [...doubts.map(unresolvedProblem), ...unread.map(unreadProblem)];
  print(found, paths, warnings, options, io);
  return found.verdict === "delivered" ? 0 : NOT_DELIVERED;
}

function unresolvedProblem(doubt: Unresolved): Problem {
  return {
    severity: "warning",
    code: "UNRESOLVED_REFERENCE",
    message: `The plan does not show a reference: ${doubtText(doubt)}.`,
    remedy: "Refer to the resource itself, or read the state after apply.",
  };
}

function unreadProblem(address: string): Problem {
  return {
    severity: "warning",
    code: "UNREAD_RESOURCE",
    message: `${address} decides where packets go, and the model does not read it.`,
    remedy: "Ask Azure, such as the next hop and the connection troubleshooting of Network Watcher.",
  };
}

function print(
  found: Trace,
  [read = ""]: readonly string[],
  warnings: readonly Problem[],
  { output, explain, artifact = read }: Options,
  { stdout, stderr, env }: Io,
): void {
  if (output !== "json") printProblems(warnings, { stderr, env });
  switch (output) {
    case "json":
      stdout.write(`${JSON.stringify(traceDocument(found, { problems: warnings }), null, 2)}\n`);
      return;
    case "sarif":
      stdout.write(
        `${JSON.stringify(traceSarif([found], { artifact, version: manifest.version }), null, 2)}\n`,
      );
      return;
    case "text":
      stdout.write(renderTrace(found, { explain, columns: stdout.columns, paint: painter(stdout, env) }));
  }
}
