import { hasErrors, tracePaths, type PlatformProblem, type TracedPaths } from "@aks-topology/platform";
import { checkText, verifyTrace, type Hop, type HopCheck, type LiveTrace } from "@aks-topology/trace";
import { liveNetwork } from "../azure/ask.js";
import { load } from "../load.js";
import type { Io } from "../io.js";
import type { PathsOptions, ShownPath } from "../shown-path.js";
import { counted } from "../counted.js";

type DeclaredPath = TracedPaths["paths"][number];

interface LivePath {
  readonly declared: DeclaredPath;
  readonly live: LiveTrace;
}

/** Questions that are put to Azure at the same time. */
const AT_ONCE = 8;

/** The paths of a file as the model has them, each compared with Azure. */
export async function livePaths(
  file: string,
  options: PathsOptions,
  io: Io,
): Promise<{ readonly problems: readonly PlatformProblem[]; readonly paths: readonly ShownPath[] }> {
  const result = load(file, options, io);
  if (!result.ok) return { problems: result.problems, paths: [] };
  const { problems, model, paths } = tracePaths(result.loaded);
  // What the file itself refuses is not in Azure.
  if (model === undefined || hasErrors(problems)) return { problems, paths: paths.map(({ path }) => path) };
  const azure = await liveNetwork(options, model, io);
  const verified = await inTurn(paths, async (declared): Promise<LivePath> => ({
    declared,
    live: await verifyTrace(declared.trace, model, azure),
  }));
  return {
    problems: [...problems, ...driftsOf(verified), ...nothingCompared(verified)],
    paths: verified.map(shown),
  };
}

/** Without any answer that could be compared, the paths say nothing of Azure. */
function nothingCompared(paths: readonly LivePath[]): readonly PlatformProblem[] {
  const checks = paths.flatMap(({ live }) => [...live.checks.values()]);
  const [first] = paths;
  if (first === undefined || checks.some(({ status }) => status !== "not-verifiable")) return [];
  const reason = checks.find((check) => check.reason !== undefined)?.reason ?? "no hop can be asked about.";
  return [
    {
      code: "PATHS_NOT_COMPARED",
      severity: "error",
      message: `No hop of any path could be compared with Azure: ${reason}`,
      hint: "Check the subscription and the cloud, and apply the platform first.",
      path: first.declared.key.join("."),
      ...first.declared.place,
    },
  ];
}

/** Runs `work` for all items, some at the same time. */
async function inTurn<T, R>(items: readonly T[], work: (item: T) => Promise<R>): Promise<readonly R[]> {
  const results: R[] = [];
  const queue = items.entries();
  const take = async (): Promise<void> => {
    for (const [index, item] of queue) results[index] = await work(item);
  };
  await Promise.all(Array.from({ length: AT_ONCE }, take));
  return results;
}

function shown({ declared: { path }, live }: LivePath): ShownPath {
  const { same, differs, notVerifiable } = live;
  const differences = driftedHops(live).map(([{ at }, check]) => ({
    at,
    asked: check.asked,
    answer: check.answer,
    reason: check.reason,
  }));
  return { ...path, ok: path.ok && differs === 0, live: { same, differs, notVerifiable, differences } };
}

function driftedHops({ checks }: LiveTrace): readonly (readonly [Hop, HopCheck])[] {
  return [...checks].filter(([, { status }]) => status === "differs");
}

/** One problem for each thing that differs, with the first of the paths that it is on. */
function driftsOf(paths: readonly LivePath[]): readonly PlatformProblem[] {
  const drifts = new Map<string, { readonly declared: DeclaredPath; count: number }>();
  for (const { declared, live } of paths) {
    for (const text of new Set(driftedHops(live).map(([{ at }, check]) => `${at} ${checkText(check)}`))) {
      const known = drifts.get(text);
      if (known === undefined) drifts.set(text, { declared, count: 1 });
      else known.count += 1;
    }
  }
  return [...drifts].map(([text, { declared, count }]) => problemOf(text, declared, count - 1));
}

function problemOf(text: string, { path, trace, key, place }: DeclaredPath, more: number): PlatformProblem {
  const port = trace.port === undefined ? "" : ` --port ${trace.port}`;
  const ends = `--from ${path.from} --to ${path.to} --protocol ${trace.protocol.toLowerCase()}${port}`;
  const others = more === 0 ? "" : ` The same holds for ${counted(more, "more path")}.`;
  return {
    code: "PATH_DRIFTED",
    severity: "error",
    message: `The path "${path.name}" has drifted: ${text}${others}`,
    hint: `Run \`aks-topology trace\` with ${ends} --live for all hops, and \`terraform plan\` for what to apply.`,
    path: key.join("."),
    ...place,
  };
}
