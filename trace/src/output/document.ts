/** A trace as one JSON document. */
import { formatAddress } from "../address.js";
import type { HopCheck, Method } from "../live/check.js";
import type { LiveTrace } from "../live/verify.js";
import type { Decision, Trace } from "../trace.js";
import type { Hop, HopAction, Verdict } from "../walk/hop.js";
import { locationOf, nowhere, type Locate, type Location } from "./location.js";

export interface HopDocument {
  readonly at: string;
  readonly action: HopAction;
  readonly by: string;
  readonly detail: string;
  readonly source: string;
  readonly destination: string;
  readonly file: string | null;
  readonly line: number | null;
  readonly unknowns: readonly string[];
  /** Only where Azure was asked. Null for deliveries, which follow from the hops before them. */
  readonly live?: HopCheckDocument | null;
}

export interface HopCheckDocument {
  readonly status: HopCheck["status"];
  readonly asked: Method | null;
  readonly answer: string | null;
  readonly reason: string | null;
}

export interface TraceDocument<Problem = never> {
  readonly ok: boolean;
  readonly problems: readonly Problem[];
  readonly from: string;
  readonly to: string;
  readonly protocol: "tcp" | "udp" | "icmp";
  readonly port: number | null;
  readonly verdict: Verdict;
  readonly forward: { readonly hops: readonly HopDocument[] };
  readonly return: { readonly hops: readonly HopDocument[] } | null;
  readonly decidedBy: {
    readonly address: string;
    readonly rule: string;
    readonly file: string | null;
    readonly line: number | null;
  } | null;
  /** What other teams are asked for and have to have done, so that the verdict is true. */
  readonly assumptions: readonly string[];
  /** How many hops are as in Azure. Only where Azure was asked. */
  readonly live?: Readonly<Record<"same" | "differs" | "notVerifiable", number>>;
}

export interface DocumentOptions<Problem> {
  /** @default no lines */
  readonly locate?: Locate | undefined;
  /**
   * Warnings about the file that was read. With errors there is no trace.
   * @default none
   */
  readonly problems?: readonly Problem[] | undefined;
  /** What Azure answers. @default Azure was not asked */
  readonly live?: LiveTrace | undefined;
}

export function traceDocument<Problem = never>(
  trace: Trace,
  { locate = nowhere, problems = [], live }: DocumentOptions<Problem> = {},
): TraceDocument<Problem> {
  const { from, to, protocol, port, verdict, forward, back, decidedBy } = trace;
  const hops = (list: readonly Hop[]): readonly HopDocument[] =>
    list.map((hop) => ({
      ...hopDocument(hop, locate),
      ...(live === undefined ? {} : { live: checkDocument(live.checks.get(hop)) }),
    }));
  return {
    ok: true,
    problems,
    from,
    to,
    protocol: LOWER[protocol],
    port: port ?? null,
    verdict,
    forward: { hops: hops(forward) },
    return: back === undefined ? null : { hops: hops(back) },
    decidedBy: decidedBy === undefined ? null : decisionDocument(decidedBy, trace, locate),
    assumptions: trace.assumptions ?? [],
    ...(live === undefined
      ? {}
      : { live: { same: live.same, differs: live.differs, notVerifiable: live.notVerifiable } }),
  };
}

function checkDocument(check: HopCheck | undefined): HopCheckDocument | null {
  if (check === undefined) return null;
  const { status, asked, answer, reason } = check;
  return { status, asked: asked ?? null, answer: answer ?? null, reason: reason ?? null };
}

const LOWER = { TCP: "tcp", UDP: "udp", ICMP: "icmp" } as const;

function hopDocument(hop: Hop, locate: Locate): HopDocument {
  const { at, action, by, detail, source, destination, unknowns } = hop;
  return {
    at,
    action,
    by,
    detail,
    source: formatAddress(source),
    destination: formatAddress(destination),
    ...place(locationOf(hop, locate)),
    unknowns,
  };
}

function decisionDocument(
  { address, rule }: Decision,
  trace: Trace,
  locate: Locate,
): TraceDocument["decidedBy"] {
  return { address, rule, ...place(decisionLocation(trace, locate)) };
}

/** The line of what decides the verdict. */
export function decisionLocation({ decidedBy, forward, back }: Trace, locate: Locate): Location | undefined {
  if (decidedBy === undefined) return undefined;
  const last = [...forward, ...(back ?? [])].findLast(({ at, by }) => [by, at].includes(decidedBy.address));
  return locate(decidedBy.address) ?? (last && locationOf(last, locate));
}

function place(location: Location | undefined): { file: string | null; line: number | null } {
  return { file: location?.file ?? null, line: location?.line ?? null };
}
