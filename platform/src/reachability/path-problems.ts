import { counted, isIpv4Address, type RuleText } from "@aks-topology/constructs/internal";
import type { Trace } from "@aks-topology/trace";
import type { PlatformProblem } from "../problem.js";
import type { KeyPath, Place } from "../source-map.js";
import type { DeclaredPath } from "./declared-path.js";
import { PATH_BROKEN, PATH_OPEN, PATH_UNKNOWN } from "./rules.js";

export interface JudgedPath {
  readonly path: DeclaredPath;
  readonly result: Trace;
}

/** Whether a verdict is the expected one, or depends on what is unknown. */
export function isAsExpected({ path, result }: JudgedPath): boolean {
  if (result.verdict === "unknown") return true;
  return (result.verdict === "delivered") === (path.expect === "delivered");
}

/**
 * One problem for each thing that breaks paths of one key, or opens them, with the first of the paths. What breaks one path
 * mostly breaks many.
 * @param known problems that were found before; a path whose outcome one of them explains is not reported again
 */
export function pathProblems(
  judged: readonly JudgedPath[],
  known: readonly PlatformProblem[],
  placeOf: (key: KeyPath) => Place,
): readonly PlatformProblem[] {
  const groups = new Map<string, JudgedPath[]>();
  for (const item of judged) {
    if (isAsExpected(item) && item.result.verdict !== "unknown") continue;
    const { path, result } = item;
    const cause = result.decidedBy?.address ?? result.unknowns.join();
    const group = [ruleOf(item).code, path.key.join("."), cause].join(" ");
    groups.set(group, [...(groups.get(group) ?? []), item]);
  }
  const isKnown = (key: string): boolean => known.some(({ path }) => isExplained(key, path));
  const all = [...groups.values()];
  // An address that cannot be reached for a known reason is no second problem by another key.
  const unreached = new Set(
    all
      .flat()
      .filter(({ path: { key, to } }) => isKnown(key.join(".")) && isIpv4Address(to))
      .map(({ path }) => path.to),
  );
  return all
    .filter((group) => !group.every(({ path: { key, to } }) => isKnown(key.join(".")) || unreached.has(to)))
    .flatMap(([first, ...more]) => (first === undefined ? [] : [problemOf(first, more.length, placeOf)]));
}

function isExplained(path: string, by: string): boolean {
  return by !== "" && (path === by || by.startsWith(`${path}.`));
}

function ruleOf({ path, result }: JudgedPath): RuleText {
  if (result.verdict === "unknown") return PATH_UNKNOWN;
  return path.expect === "delivered" ? PATH_BROKEN : PATH_OPEN;
}

/** What settles a path that the file cannot. */
const TRIED = " Try the path once it is deployed, then except it: paths: { NAME: { ignore: REASON } }.";

function problemOf(item: JudgedPath, more: number, placeOf: (key: KeyPath) => Place): PlatformProblem {
  const { path, result } = item;
  const rule = ruleOf(item);
  const place = placeOf(path.key);
  const others = more === 0 ? "" : ` The same holds for ${counted(more, "more path")}.`;
  const { from, to, port, protocol } = path;
  return {
    code: rule.code,
    severity: rule.code === PATH_UNKNOWN.code ? "warning" : "error",
    message: `${messageOf(path, result)}${others}`,
    hint: `Run \`aks-topology trace\` with --from ${from} --to ${to} --protocol ${protocol.toLowerCase()} --port ${port} for the way of the packets.${rule.code === PATH_UNKNOWN.code ? TRIED : ""}`,
    path: path.key.join("."),
    ...place,
  };
}

function messageOf({ from, to, protocol, port, expect }: DeclaredPath, result: Trace): string {
  const { verdict, decidedBy, unknowns } = result;
  const ends = `from ${from} to ${to}, ${protocol} port ${port},`;
  if (verdict === "unknown") return `Whether packets ${ends} arrive depends on ${unknowns.join(", ")}.`;
  if (expect === "dropped") return `Packets ${ends} arrive, and no key of the file allows them.`;
  const by = decidedBy === undefined ? "" : ` by ${decidedBy.address}, ${decidedBy.rule}`;
  return verdict === "asymmetric"
    ? `Answers to packets ${ends} are lost${by}.`
    : `Packets ${ends} are dropped${by}.`;
}
