import {
  plannedChanges,
  summarize,
  type ChangeSummary,
  type PlannedChange,
} from "../diff/planned-changes.js";
import { parsePlatform, type LoadedPlatform, type LoadResult } from "../load.js";
import { FILE_SYSTEM, type PlatformFiles } from "../platform-files.js";
import { hasErrors, type PlatformProblem } from "../problem.js";
import { inspect, type Inspection } from "../synthesize.js";
import type { Stack } from "@aks-topology/terraform";
import { editYaml } from "./edit-yaml.js";
import { namesOf, type ClusterNames } from "./names.js";
import { PHASES, type PhaseKind } from "./phases.js";
import { preflight, type PreflightCheck } from "./preflight.js";
import type { MigrationTarget } from "./live-preflight.js";
import { nameOf, subjectsOf, type Subject } from "./subject.js";
import { targetsOf } from "./targets.js";

/** One phase of the move of a platform file. */
export interface MigrationPhase {
  /** From 1; a phase keeps its number when those before it are done. */
  readonly phase: number;
  readonly name: string;
  readonly title: string;
  readonly explanation: string;
  /** `done`: the file has what it needs. `next`: the first one that has something to do. */
  readonly state: "done" | "next" | "later";
  /** The text of the platform file before and after its edits. */
  readonly text: { readonly before: string; readonly after: string };
  /** What Terraform changes. */
  readonly changes: readonly PlannedChange[];
  readonly summary: ChangeSummary;
  /** Stacks that it changes, in their order. */
  readonly stacks: readonly string[];
  /** Commands before the edit is applied. */
  readonly before: readonly string[];
  readonly verify: readonly string[];
  readonly pods: string;
  readonly wayBack: string | null;
}

/** The way of a platform file from kubenet to overlay. */
export interface MigrationPlan {
  /** Problems of the file as it is. */
  readonly problems: readonly PlatformProblem[];
  /** Clusters that move, as SPOKE/CLUSTER. */
  readonly clusters: readonly string[];
  readonly preflight: readonly PreflightCheck[];
  readonly phases: readonly MigrationPhase[];
  /** The clusters in Azure. */
  readonly targets: readonly MigrationTarget[];
}

export interface MigrationOptions {
  /** Clusters to move, as SPOKE/CLUSTER. @default all that are on kubenet or have left it */
  readonly clusters?: readonly string[] | undefined;
  /** Where files that it extends are read. @default the file system */
  readonly files?: PlatformFiles | undefined;
}

/** The file before a phase, or after it. */
interface State {
  readonly text: string;
  readonly loaded: LoadedPlatform;
}

/**
 * Plans the move of the clusters of a platform file from kubenet to Azure CNI Overlay. Writes nothing.
 *
 * @param text the text of the file that `loaded` was read from
 */
export function planMigration(
  loaded: LoadedPlatform,
  text: string,
  { clusters, files = FILE_SYSTEM }: MigrationOptions = {},
): MigrationPlan {
  const chosen = ({ platform }: LoadedPlatform): Subject[] =>
    subjectsOf(platform).filter((subject) => clusters?.includes(nameOf(subject)) ?? true);
  const names = chosen(loaded).map(nameOf);
  const inspection = inspect(loaded);
  const { problems } = inspection;
  if (hasErrors(problems) || names.length === 0)
    return { problems, clusters: names, preflight: [], phases: [], targets: [] };
  const states = statesOf({ text, loaded }, chosen, files);
  const drafts = draftsOf(states, chosen, inspection);
  const last = drafts.at(-1);
  return {
    problems,
    clusters: names,
    preflight: preflight(
      loaded.platform,
      chosen(loaded),
      (last?.problems ?? []).filter(({ severity }) => severity === "error"),
    ),
    phases: phasesOf(states, drafts),
    targets: targetsOf(inspection.built, inspection.stacks, chosen(loaded)),
  };
}

/** The file as it is, and after each phase. */
function statesOf(
  first: State,
  chosen: (loaded: LoadedPlatform) => Subject[],
  files: PlatformFiles,
): State[] {
  const states = [first];
  for (const { edits } of PHASES) {
    const state = states.at(-1) ?? first;
    const { text, loaded } = state;
    const changes = edits(loaded.platform, chosen(loaded));
    states.push(changes.length === 0 ? state : edited(editYaml(text, changes), loaded, files));
  }
  return states;
}

function edited(text: string, { file, lock }: LoadedPlatform, files: PlatformFiles): State {
  const result: LoadResult = parsePlatform(text, file, files);
  if (result.ok) return { text, loaded: { ...result.loaded, lock } };
  const [problem] = result.problems;
  throw new Error(`An edit of the migration broke the file: ${problem?.message ?? "it cannot be read"}`);
}

/** What a state becomes. */
interface Draft {
  /** Empty when a problem is an error. */
  readonly stacks: readonly Stack[];
  readonly problems: readonly PlatformProblem[];
  /** Names of the clusters that are on the way, and of their tables, which a phase may create. */
  readonly clusters: readonly ClusterNames[];
}

/** The Terraform of each state, built once for states that are equal; the first is built already. */
function draftsOf(
  states: readonly State[],
  chosen: (loaded: LoadedPlatform) => Subject[],
  first: Inspection,
): Draft[] {
  const known = new Map<string, Draft>();
  return states.map(({ text, loaded }) => {
    const draft = known.get(text) ?? draftFor(known.size === 0 ? first : inspect(loaded), chosen(loaded));
    known.set(text, draft);
    return draft;
  });
}

function draftFor({ built, stacks, problems }: Inspection, subjects: readonly Subject[]): Draft {
  return {
    stacks: hasErrors(problems) ? [] : stacks,
    problems,
    clusters: subjects.flatMap((subject) => namesOf(built, subject) ?? []),
  };
}

function phasesOf(states: readonly State[], drafts: readonly Draft[]): MigrationPhase[] {
  const next = PHASES.findIndex((_, index) => states[index]?.text !== states[index + 1]?.text);
  return PHASES.flatMap((kind, index): MigrationPhase[] => {
    const [before, after] = [states[index], states[index + 1]];
    if (before === undefined || after === undefined) return [];
    const [old = [], now = []] = [drafts[index]?.stacks, drafts[index + 1]?.stacks];
    const isDone = before.text === after.text;
    // A file with errors has no Terraform: preflight lists them.
    const changes = isDone || old.length === 0 || now.length === 0 ? [] : plannedChanges(old, now);
    const changed = new Set(changes.map(({ stack }) => stack));
    const clusters = drafts[index]?.clusters ?? [];
    // After the last phase no cluster is on the way any more.
    const moved = drafts[index + 1]?.clusters ?? [];
    const order = [...now, ...old].map(({ name }) => name);
    return [
      {
        phase: index + 1,
        ...wordsOf(kind),
        state: isDone ? "done" : index === next ? "next" : "later",
        text: { before: before.text, after: after.text },
        changes,
        summary: summarize(changes),
        stacks: [...new Set(order)].filter((name) => changed.has(name)),
        before: isDone ? [] : clusters.flatMap((names) => kind.before?.(names) ?? []),
        verify: isDone
          ? []
          : [...new Set((moved.length === 0 ? clusters : moved).flatMap((names) => kind.verify(names)))],
      },
    ];
  });
}

function wordsOf({ name, title, explanation, pods, wayBack }: PhaseKind) {
  return { name, title, explanation, pods, wayBack };
}
