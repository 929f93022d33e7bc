import { statSync } from "node:fs";
import { loadPlatform, type LoadedPlatform, type LoadResult } from "../load.js";
import { hasErrors, type PlatformProblem } from "../problem.js";
import { draftOf } from "../synthesize.js";
import { OUTPUT_UNREADABLE } from "./rules.js";
import { earlierOutput, type EarlierOutput } from "./earlier-output.js";
import { manifestChanges, type ManifestChange } from "./manifest-changes.js";
import { plannedChanges, summarize, type ChangeSummary, type PlannedChange } from "./planned-changes.js";

/** What a platform file would change. */
export interface PlatformDiff {
  readonly problems: readonly PlatformProblem[];
  /** Sorted by address. Empty when a file has errors, but not when Azure refuses one of the changes. */
  readonly changes: readonly PlannedChange[];
  readonly summary: ChangeSummary;
  /** Manifests of clusters that change, sorted by file; none where the earlier ones are not known. */
  readonly manifests: readonly ManifestChange[];
  /** The folder or platform file that it was compared with; null where there was nothing: everything is created. */
  readonly against: string | null;
}

type LoadFile = (file: string) => LoadResult;

/** What an earlier state of a platform is known by: its output, or its file. */
type Baseline =
  | Pick<EarlierOutput, "stacks" | "lockFileOf" | "manifests">
  | { readonly problems: readonly PlatformProblem[] };

/**
 * What the Terraform of a platform file would change. Neither files nor lock files are written.
 *
 * @param against folder of earlier output, or another platform file, which is built with its own lock file
 * @param loadEarlier reads that file @default as it is
 */
export function diffPlatform(
  loaded: LoadedPlatform,
  against: string,
  loadEarlier: LoadFile = loadPlatform,
): PlatformDiff {
  const baseline = baselineOf(against, loadEarlier);
  if (baseline !== undefined && "problems" in baseline) return refused(baseline.problems);
  const draft = draftOf(loaded);
  if (hasErrors(draft.problems)) return refused(draft.problems);
  const changes = plannedChanges(baseline?.stacks ?? [], draft.stacks, baseline?.lockFileOf);
  const manifests = draft.manifests();
  return {
    problems: [...draft.problems, ...draft.judge(changes, baseline?.stacks ?? [])],
    changes,
    summary: summarize(changes),
    manifests: manifestChanges(baseline?.manifests ?? manifests, manifests, changes, draft.renamed),
    against: baseline === undefined ? null : against,
  };
}

/** What Terraform would plan after an edit: the changes from one platform to another, each with its own places. */
export function diffPlatforms(before: LoadedPlatform, after: LoadedPlatform): PlatformDiff {
  const [old, now] = [draftOf(before), draftOf(after)];
  const flaws = [...old.problems, ...now.problems];
  if (hasErrors(flaws)) return refused(flaws);
  const changes = plannedChanges(old.stacks, now.stacks);
  const problems = [...now.problems, ...now.judge(changes, old.stacks)];
  const manifests = manifestChanges(old.manifests(), now.manifests(), changes, now.renamed);
  return { problems, changes, summary: summarize(changes), manifests, against: before.file };
}

function baselineOf(path: string, load: LoadFile): Baseline | undefined {
  if (statSync(path, { throwIfNoEntry: false })?.isFile() !== true) return readable(earlierOutput(path));
  const result = load(path);
  if (!result.ok) return { problems: result.problems };
  const draft = draftOf(result.loaded);
  return hasErrors(draft.problems)
    ? { problems: draft.problems }
    : { stacks: draft.stacks, manifests: draft.manifests(), lockFileOf: () => undefined };
}

/** Damaged output is no baseline: what it lacks would count as created. */
function readable(output: EarlierOutput | undefined): Baseline | undefined {
  if (output === undefined || output.unreadable.length === 0) return output;
  const { code, remedy: hint } = OUTPUT_UNREADABLE;
  const problems = output.unreadable.map((file): PlatformProblem => {
    const message = `${file} is no Terraform JSON.`;
    return { code, severity: "error", message, hint, path: "", file, line: 1, column: 1 };
  });
  return { problems };
}

function refused(problems: readonly PlatformProblem[]): PlatformDiff {
  return { problems, changes: [], summary: summarize([]), manifests: [], against: null };
}
