/** A trace for people: the hops of both directions with what decides them, and the verdict in the last line. */
import { formatAddress, isSame, type Address } from "../address.js";
import type { HopCheck } from "../live/check.js";
import type { LiveTrace } from "../live/verify.js";
import type { Trace } from "../trace.js";
import type { Hop, HopAction, Verdict } from "../walk/hop.js";
import { flow, wrap } from "./layout.js";
import { checkText, liveSentence } from "./live.js";
import { locationOf, nowhere, type Locate } from "./location.js";
import { verdictSentence } from "./verdict.js";

export type Style = "bold" | "dim" | "red" | "green" | "yellow" | "cyan";

export interface TextOptions {
  /** @default no lines */
  readonly locate?: Locate | undefined;
  /**
   * Whether to show the routes and rules that lost, and why.
   * @default false
   */
  readonly explain?: boolean | undefined;
  /** @default 100 */
  readonly columns?: number | undefined;
  /** @default plain text */
  readonly paint?: ((style: Style, text: string) => string) | undefined;
  /** What Azure answers. @default Azure was not asked */
  readonly live?: LiveTrace | undefined;
}

type Settings = { readonly [Key in Exclude<keyof TextOptions, "live">]-?: NonNullable<TextOptions[Key]> } & {
  readonly live: LiveTrace | undefined;
};

/** @returns lines, each ended by a line feed */
export function renderTrace(trace: Trace, options: TextOptions = {}): string {
  const settings: Settings = {
    locate: options.locate ?? nowhere,
    explain: options.explain ?? false,
    columns: options.columns ?? 100,
    paint: options.paint ?? ((_, text) => text),
    live: options.live,
  };
  const { paint, columns, live } = settings;
  const { from, to, protocol, port, verdict, forward, back } = trace;
  const what = `${from} -> ${to}, ${protocol}${port === undefined ? "" : ` port ${port}`}`;
  const lines = [
    ...wrap(what, columns).map((line) => paint("bold", line)),
    ...direction("There", forward, settings),
    ...(back === undefined ? [] : direction("Back", back, settings)),
    "",
    ...wrap(verdictSentence(trace), columns).map((line) => paint(COLOURS[verdict], line)),
    ...(live === undefined ? [] : [paint(live.differs === 0 ? "green" : "red", liveSentence(live))]),
  ];
  return lines.map((line) => `${line}\n`).join("");
}

const COLOURS: Readonly<Record<Verdict, Style>> = {
  delivered: "green",
  dropped: "red",
  asymmetric: "red",
  unknown: "yellow",
};

function direction(title: string, hops: readonly Hop[], settings: Settings): readonly string[] {
  if (hops.length === 0) return [];
  const lines = hops.flatMap((hop, index) => hopLines(hop, index + 1, settings));
  return ["", settings.paint("bold", title), ...lines];
}

const UNKNOWN = "unknown";

/** The width of the longest action. */
const ACTION = 9;

function hopLines(hop: Hop, number: number, settings: Settings): readonly string[] {
  const { locate, paint, columns } = settings;
  const { at, by, action, detail, unknowns } = hop;
  const location = locationOf(hop, locate);
  // A decision that depends on something denies nothing yet.
  const label = unknowns.length === 0 ? action : UNKNOWN;
  const head = `${String(number).padStart(2)} ${label.padEnd(ACTION)}  `;
  const [first = "", ...rest] = flow(
    head,
    [
      at,
      detail,
      ...(hop.before === undefined ? [] : changes(hop.before, hop)),
      ...(by === at || detail.includes(by) ? [] : [`by ${by}`]),
      ...(location === undefined ? [] : [`${location.file}:${location.line}`]),
      ...(unknowns.length === 0 ? [] : [`depends on ${unknowns.join("; ")}`]),
    ],
    columns,
  );
  const painted = head.replace(
    label,
    paint(label === UNKNOWN ? COLOURS.unknown : ACTION_COLOURS[label], label),
  );
  return [
    painted + first.slice(head.length),
    ...rest,
    ...losers(hop, head.length, settings),
    ...checkLines(hop, head.length, settings),
  ];
}

function checkLines(hop: Hop, indent: number, { live, columns, paint }: Settings): readonly string[] {
  const check = live?.checks.get(hop);
  if (check === undefined) return [];
  const lines = flow(" ".repeat(indent), [checkText(check)], columns);
  return lines.map((line) => paint(CHECK_COLOURS[check.status], line));
}

const CHECK_COLOURS: Readonly<Record<HopCheck["status"], Style>> = {
  same: "green",
  answered: "cyan",
  differs: "red",
  "not-verifiable": "dim",
};

const ACTION_COLOURS: Readonly<Record<HopAction, Style>> = {
  route: "cyan",
  translate: "cyan",
  resolve: "cyan",
  allow: "green",
  deliver: "green",
  deny: "red",
};

/** The addresses before and after a translation, without what the detail says already. */
function changes(
  before: { readonly source: Address; readonly destination: Address },
  { detail, ...after }: Pick<Hop, "source" | "destination" | "detail">,
): readonly string[] {
  return (["source", "destination"] as const)
    .filter((side) => !isSame(before[side], after[side]))
    .map((side) => {
      const [old, now] = [formatAddress(before[side]), formatAddress(after[side])];
      return detail.includes(`${side} becomes ${now}`) ? `${side} was ${old}` : `${side} ${old} => ${now}`;
    });
}

function losers({ others }: Hop, indent: number, { explain, paint, columns }: Settings): readonly string[] {
  if (!explain) return [];
  return others.flatMap((other) =>
    flow(`${" ".repeat(indent)}not `, [other], columns).map((line) => paint("dim", line)),
  );
}
