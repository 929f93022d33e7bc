/**
 * Traces as SARIF 2.1.0, which GitHub and Azure DevOps show at the lines of a pull request: a result for each trace that is
 * not delivered, with the hops of both directions as its code flow. A trace that is delivered has no result, which closes an
 * earlier one.
 */
import { pathToFileURL } from "node:url";
import { isAbsolute } from "node:path";
import { createHash } from "node:crypto";
import type { Trace } from "../trace.js";
import type { Hop, Verdict } from "../walk/hop.js";
import { decisionLocation } from "./document.js";
import { locationOf, nowhere, type Locate, type Location } from "./location.js";
import { verdictSentence } from "./verdict.js";

export interface SarifOptions {
  /** The file that was read: the place of results of which no line is known. */
  readonly artifact: string;
  /** Version of the program. */
  readonly version: string;
  /** @default no lines */
  readonly locate?: Locate | undefined;
  /**
   * Why there is no trace: errors of the file, or of the question.
   * @default none
   */
  readonly failures?: readonly SarifFailure[] | undefined;
}

export interface SarifFailure {
  readonly code: string;
  readonly message: string;
  readonly file?: string | undefined;
  readonly line?: number | undefined;
}

interface Rule {
  readonly id: string;
  readonly level: "error" | "warning";
  readonly title: string;
  readonly explanation: string;
}

const RULES: Readonly<Record<Exclude<Verdict, "delivered">, Rule>> = {
  dropped: {
    id: "TRACE_DROPPED",
    level: "error",
    title: "Packet dropped",
    explanation: "A route, a security group, a firewall or a missing peering drops the packet.",
  },
  asymmetric: {
    id: "TRACE_ASYMMETRIC",
    level: "error",
    title: "Answer lost",
    explanation:
      "The answer takes another path than the connection, and something stateful on one of them drops it.",
  },
  unknown: {
    id: "TRACE_UNKNOWN",
    level: "warning",
    title: "Verdict unknown",
    explanation: "The verdict depends on values that the configuration does not have.",
  },
};

/** @returns a SARIF log, to be written as JSON */
export function traceSarif(traces: readonly Trace[], options: SarifOptions): object {
  return {
    $schema: "https://json.schemastore.org/sarif-2.1.0.json",
    version: "2.1.0",
    runs: [
      {
        tool: {
          driver: {
            name: "aks-topology trace",
            version: options.version,
            rules: Object.values(RULES).map(({ id, level, title, explanation }) => ({
              id,
              shortDescription: { text: `${title}.` },
              fullDescription: { text: explanation },
              defaultConfiguration: { level },
            })),
          },
        },
        // GitHub keeps the results of each category apart.
        ...(traces.length === 1
          ? { automationDetails: { id: `trace/${traces.map(questionOf).join()}/` } }
          : {}),
        columnKind: "utf16CodeUnits",
        results: [
          ...traces.flatMap((trace) => resultOf(trace, options)),
          ...(options.failures ?? []).map((failure) => failureResult(failure, options)),
        ],
      },
    ],
  };
}

function resultOf(trace: Trace, options: SarifOptions): readonly object[] {
  const { verdict, decidedBy } = trace;
  if (verdict === "delivered") return [];
  const { id, level } = RULES[verdict];
  const { locate = nowhere } = options;
  const question = questionOf(trace);
  const flows = threadFlows(trace, options);
  return [
    {
      ruleId: id,
      ruleIndex: Object.values(RULES).findIndex((rule) => rule.id === id),
      level,
      message: { text: `${question}. ${verdictSentence(trace)}` },
      locations: [place(decisionLocation(trace, locate), decidedBy?.address, options)],
      partialFingerprints: { "question/v1": createHash("sha256").update(question).digest("hex") },
      ...(flows.length === 0 ? {} : { codeFlows: [{ threadFlows: flows }] }),
    },
  ];
}

function failureResult({ code, message, file, line }: SarifFailure, options: SarifOptions): object {
  const location = file === undefined ? undefined : { file, line: line ?? 1 };
  return {
    ruleId: code,
    level: "error",
    message: { text: message },
    locations: [place(location, undefined, options)],
  };
}

function questionOf({ from, to, protocol, port }: Trace): string {
  return `${from} to ${to}, ${protocol}${port === undefined ? "" : ` port ${port}`}`;
}

function threadFlows({ forward, back = [] }: Trace, options: SarifOptions): readonly object[] {
  const flow = (id: string, hops: readonly Hop[]): readonly object[] =>
    hops.length === 0 ? [] : [{ id, locations: hops.map((hop) => flowLocation(hop, options)) }];
  return [...flow("there", forward), ...flow("back", back)];
}

function flowLocation(hop: Hop, options: SarifOptions): object {
  const { action, at, by, detail } = hop;
  const location = place(locationOf(hop, options.locate ?? nowhere), by, options);
  return { location: { ...location, message: { text: `${action} at ${at}: ${detail}` } } };
}

function place(
  location: Location | undefined,
  thing: string | undefined,
  { artifact }: SarifOptions,
): object {
  return {
    physicalLocation: {
      artifactLocation: { uri: sarifUri(location?.file ?? artifact) },
      region: { startLine: location?.line ?? 1 },
    },
    ...(thing === undefined ? {} : { logicalLocations: [{ fullyQualifiedName: thing, kind: "resource" }] }),
  };
}

/** Relative paths stay relative: readers resolve them from the root of the repository. */
export function sarifUri(file: string): string {
  if (isAbsolute(file)) return pathToFileURL(file).href;
  return encodeURI(file.replaceAll("\\", "/").replace(/^(\.\/)+/, "")).replaceAll("#", "%23");
}
