import { problemsOf, withoutTokenTraces } from "@aks-topology/constructs/internal";
import type { Stack } from "@aks-topology/terraform";
import type { Model, Question, ReadOptions, Trace } from "@aks-topology/trace";
import type { Place } from "./source-map.js";
import { cpSync, mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";
import { buildPlatform, type BuiltPlatform } from "./topology/platform.js";
import { clusterManifests, renamedClusters, type RenamedClusters } from "./topology/cluster-manifests.js";
import { describe, egressRulesOf, type Description } from "./describe.js";
import type { LoadedPlatform } from "./load.js";
import type { Platform } from "./schema/platform.js";
import { frozenProblems, newLock, writeLock, type LockMode } from "./lock/new-lock.js";
import { filesForOtherTeams, OTHER_TEAMS } from "./other-teams/files.js";
import { earlierOutput, type EarlierOutput } from "./diff/earlier-output.js";
import { impossibleChanges } from "./diff/impossible.js";
import { subscriptionChanges } from "./diff/subscription-changes.js";
import { plannedChanges, type PlannedChange } from "./diff/planned-changes.js";
import { manifestChanges, type ManifestChange } from "./diff/manifest-changes.js";
import { manifestTexts, writeManifests, type Manifests } from "./manifests.js";
import { reportLeftMirrors } from "./left-mirrors.js";
import { reportPluginChanges } from "./plugin-change.js";
import { drawPicture } from "./picture/draw-picture.js";
import type { Picture } from "./picture/picture.js";
import { poolCapacities, type PoolCapacity } from "./picture/pool-capacity.js";
import { hasErrors, inFileOrder, type PlatformProblem } from "./problem.js";
import { Reachability, type PathTrace, type TracedPath } from "./reachability/reachability.js";
import { structuralProblems } from "./structure.js";

/** One stack as it was written. */
export interface WrittenStack {
  readonly name: string;
  /** Path of the Terraform JSON, starting with the given folder. */
  readonly file: string;
  readonly resources: number;
}

export interface Synthesis {
  readonly problems: readonly PlatformProblem[];
  /** Empty when a problem is an error: then nothing was written. */
  readonly stacks: readonly WrittenStack[];
  /** The lock file, where it was written. */
  readonly lock?: string | undefined;
}

/** What a synthesis is about to change, compared with what the output folder holds. */
export interface Announcement {
  readonly changes: readonly PlannedChange[];
  /** Manifests that you apply again. */
  readonly manifests: readonly ManifestChange[];
  /** Whether there is earlier output; without it everything is created. */
  readonly hasEarlier: boolean;
}

export interface SynthesisOptions {
  /** @default "ignore" */
  readonly lock?: LockMode | undefined;
  /** Called before anything is written. @default nothing is announced */
  readonly announce?: ((announcement: Announcement) => void) | undefined;
}

/** The Terraform of a platform, in memory. */
export interface Draft {
  /** Empty when a problem is an error. */
  readonly stacks: readonly Stack[];
  /** The manifests of its clusters, which are written when they are asked for. None when a problem is an error. */
  readonly manifests: () => Manifests;
  /** Clusters whose manifests are in other folders than by their keys of before. */
  readonly renamed: RenamedClusters;
  readonly problems: readonly PlatformProblem[];
  /** Problems of changes that Azure refuses, at their lines. */
  readonly judge: (changes: readonly PlannedChange[], before: readonly Stack[]) => readonly PlatformProblem[];
}

export interface Inspection {
  readonly built: BuiltPlatform;
  readonly problems: readonly PlatformProblem[];
  readonly description: Description;
  /** The declared and forbidden paths; none when a problem is an error. */
  readonly paths: readonly TracedPath[];
  /** The Terraform JSON of the stacks; none when a problem is an error. */
  readonly stacks: readonly Stack[];
}

/** Builds a platform and finds all of its problems, including those of its Terraform. Writes no files. */
export function inspect(loaded: LoadedPlatform): Inspection {
  return aside(join(tmpdir(), "aks-topology"), (folder) => {
    const built = buildPlatform(loaded, folder);
    const problems = built.locator.problems(problemsOf(built.app));
    // Before synthesis, which replaces references between stacks.
    const description = describe(built, built.platform);
    if (hasErrors(problems)) return { built, problems, description, paths: [], stacks: [] };
    const reachability = new Reachability(built, description.egressRules);
    const draft = write(built, loaded, folder);
    reachability.read(draft.stacks);
    loaded.progress?.("paths");
    const { paths, problems: broken } = reachability.paths(problems);
    const all = inFileOrder([...problems, ...draft.problems, ...broken], loaded.source);
    return { built, problems: all, description, paths, stacks: draft.stacks };
  });
}

/** All that users look at before they apply. */
export interface Survey extends Pick<Inspection, "problems" | "description"> {
  /** Undefined when a problem is an error of the file itself. */
  readonly picture: Picture | undefined;
  /** The declared and forbidden paths with their hops. */
  readonly traces: readonly PathTrace[];
  readonly pools: readonly PoolCapacity[];
}

/** Describes a platform, traces its paths, and draws its picture. Writes no files. */
export function survey(loaded: LoadedPlatform): Survey {
  return aside(join(tmpdir(), "aks-topology"), (folder) => {
    const built = buildPlatform(loaded, folder);
    const problems = built.locator.problems(problemsOf(built.app));
    // Before synthesis, which replaces references between stacks.
    const description = describe(built, built.platform);
    const pools = poolCapacities(built.spokes);
    if (hasErrors(problems)) return { problems, description, picture: undefined, traces: [], pools };
    const reachability = new Reachability(built, description.egressRules);
    const { stacks, problems: flaws } = write(built, loaded, folder);
    const model = reachability.read(stacks);
    loaded.progress?.("paths");
    const { traces, problems: broken } = reachability.paths(problems);
    const picture = drawPicture({
      built,
      model,
      stacks,
      addressPlan: description.addressPlan,
      traces,
      placeOf: (address) => reachability.placeOf(address),
    });
    const all = inFileOrder([...problems, ...flaws, ...broken], loaded.source);
    return { problems: all, description, picture, traces, pools };
  });
}

/** The declared and forbidden paths of a platform with their hops. */
export interface TracedPaths extends Pick<Inspection, "problems"> {
  /** Undefined when a problem is an error of the file itself. */
  readonly model: Model | undefined;
  readonly paths: readonly (PathTrace & { readonly place: Place })[];
}

/** Traces the paths of a platform, and keeps their hops. Writes no files. */
export function tracePaths(loaded: LoadedPlatform): TracedPaths {
  return aside(join(tmpdir(), "aks-topology"), (folder) => {
    const built = buildPlatform(loaded, folder);
    const problems = built.locator.problems(problemsOf(built.app));
    if (hasErrors(problems)) return { problems, model: undefined, paths: [] };
    const reachability = new Reachability(built, egressRulesOf(built));
    const draft = write(built, loaded, folder);
    reachability.read(draft.stacks);
    loaded.progress?.("paths");
    const { traces, problems: broken } = reachability.paths(problems);
    const all = inFileOrder([...problems, ...draft.problems, ...broken], loaded.source);
    const paths = traces.map((item) => ({ ...item, place: built.locator.placeOf(item.key) }));
    return { problems: all, model: reachability.model, paths };
  });
}

export interface TracedQuestion {
  readonly problems: readonly PlatformProblem[];
  /** Undefined when a problem is an error. */
  readonly trace: Trace | undefined;
  /** The network that was traced. Undefined when a problem is an error. */
  readonly model: Model | undefined;
  /** The line that a resource is from, by its Terraform address. */
  readonly placeOf: (address: string) => Place | undefined;
  /** The endpoints that the file names. */
  readonly names: readonly string[];
}

/**
 * Follows a packet through the Terraform of a platform. Writes no files.
 * @throws UnknownEndpointError
 */
export function tracePlatform(
  loaded: LoadedPlatform,
  question: Question,
  options: ReadOptions = {},
): TracedQuestion {
  return aside(join(tmpdir(), "aks-topology"), (folder) => {
    const built = buildPlatform(loaded, folder);
    const problems = built.locator.problems(problemsOf(built.app));
    const reachability = new Reachability(built, []);
    const { names } = reachability;
    const placeOf: TracedQuestion["placeOf"] = (address) => reachability.placeOf(address);
    if (hasErrors(problems)) return { problems, trace: undefined, model: undefined, placeOf, names };
    const draft = write(built, loaded, folder);
    reachability.read(draft.stacks, options);
    const all = inFileOrder([...problems, ...draft.problems], loaded.source);
    const traced = reachability.trace(question);
    return { problems: all, trace: traced, model: reachability.model, placeOf, names };
  });
}

/** The Terraform of a platform, as `synthesize` writes it. Writes no files. */
export function draftOf(loaded: LoadedPlatform): Draft {
  return aside(join(tmpdir(), "aks-topology"), (folder) => {
    const built = buildPlatform(loaded, folder);
    const problems = built.locator.problems(problemsOf(built.app));
    const nothing = { stacks: [], manifests: () => new Map<string, string>(), renamed: new Map() };
    if (hasErrors(problems)) return { ...nothing, problems, judge: () => [] };
    const draft = write(built, loaded, folder);
    const judge: Draft["judge"] = (changes, before) =>
      built.locator.locate([
        ...impossibleChanges(built, changes, "error"),
        ...subscriptionChanges(built, { before, after: draft.stacks }, changes, "error"),
      ]);
    const all = inFileOrder([...problems, ...draft.problems], loaded.source);
    if (hasErrors(all)) return { ...nothing, problems: all, judge };
    const manifests: Draft["manifests"] = () => manifestTexts(clusterManifests(built));
    return { problems: all, stacks: draft.stacks, manifests, renamed: renamedClusters(built), judge };
  });
}

/**
 * Writes the Terraform of a platform to `outdir/stacks/NAME/cdk.tf.json`, and the manifests of its clusters to
 * `outdir/kubernetes/SPOKE-CLUSTER`. Both are written to a temporary folder first and moved when complete:
 * a failure leaves the previous output, and Terraform's state in these folders is kept. The lock file follows.
 */
export function synthesize(
  loaded: LoadedPlatform,
  outdir: string,
  { lock: mode = "ignore", announce }: SynthesisOptions = {},
): Synthesis {
  const target = resolve(outdir);
  mkdirSync(dirname(target), { recursive: true });
  return aside(target, (folder) => {
    const built = buildPlatform(loaded, folder);
    const found = problemsOf(built.app);
    const flaws = built.locator.problems(found);
    if (hasErrors(flaws)) return { problems: flaws, stacks: [] };
    // Before synthesis, which replaces references between stacks.
    const forOthers = filesForOtherTeams(built, built.platform);
    const reachability = new Reachability(built, egressRulesOf(built));
    const draft = write(built, loaded, folder);
    reachability.read(draft.stacks);
    const frozen = mode === "frozen" ? frozenProblems(loaded, built.lockEntries()) : [];
    const earlier = earlierOf(built.platform, target);
    const changes = plannedChanges(earlier?.stacks ?? [], draft.stacks, earlier?.lockFileOf);
    if (earlier !== undefined) reportLeftMirrors(built, earlier.stacks, changes);
    if (earlier !== undefined) reportPluginChanges(built, built.platform, earlier, draft.stacks, changes);
    const stacks = { before: earlier?.stacks ?? [], after: draft.stacks };
    const impossible = [
      ...impossibleChanges(built, changes, "warning"),
      ...subscriptionChanges(built, stacks, changes, "warning"),
    ];
    const located = built.locator.problems([...found, ...impossible]);
    loaded.progress?.("paths");
    const { problems: broken } = reachability.paths(located);
    const problems = inFileOrder([...located, ...draft.problems, ...broken, ...frozen], loaded.source);
    if (hasErrors(problems)) return { problems, stacks: [] };
    const files = clusterManifests(built);
    const texts = manifestTexts(files);
    const manifests =
      earlier?.manifests === undefined
        ? []
        : manifestChanges(earlier.manifests, texts, changes, renamedClusters(built));
    announce?.({ changes, manifests, hasEarlier: earlier !== undefined });
    writeManifests(join(folder, "kubernetes"), files, texts);
    for (const { name } of draft.stacks) moveStack(folder, target, name);
    rmSync(join(target, "kubernetes"), { recursive: true, force: true });
    renameSync(join(folder, "kubernetes"), join(target, "kubernetes"));
    replaceFolder(join(target, OTHER_TEAMS), forOthers);
    renameSync(join(folder, "manifest.json"), join(target, "manifest.json"));
    const written = draft.stacks.map(({ name, json }) => ({
      name,
      file: join(outdir, "stacks", name, "cdk.tf.json"),
      resources: countResources(json),
    }));
    const lock = newLock(loaded, built.lockEntries());
    if (mode === "write") writeLock(lock);
    return { problems, stacks: written, lock: mode === "write" && lock.changed ? lock.file : undefined };
  });
}

/** The earlier output of a platform. A folder with none of its stacks has that of another one, which is not changed. */
function earlierOf({ name }: Platform, target: string): EarlierOutput | undefined {
  const earlier = earlierOutput(target);
  const isOwn = (stack: string): boolean => `${stack}-`.startsWith(`${name}-`);
  return earlier?.stacks.some((stack) => isOwn(stack.name)) === true ? earlier : undefined;
}

/** Runs `work` with a temporary folder next to `path`, and removes it. */
function aside<T>(path: string, work: (folder: string) => T): T {
  const folder = mkdtempSync(`${path}.`);
  try {
    return withoutTokenTraces(() => work(folder));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function write(
  built: BuiltPlatform,
  loaded: LoadedPlatform,
  folder: string,
): Pick<Draft, "stacks" | "problems"> {
  loaded.progress?.("Terraform");
  built.app.synth();
  const stacks = built.stacks.map(({ node: { id: name } }) => {
    const file = join(folder, "stacks", name, "cdk.tf.json");
    return { name, json: JSON.parse(readFileSync(file, "utf8")) as Stack["json"] };
  });
  return { stacks, problems: stacks.flatMap(({ json }) => structuralProblems(loaded, json)) };
}

/** Replaces a folder by these files; without files there is none. */
function replaceFolder(folder: string, files: ReadonlyMap<string, string>): void {
  rmSync(folder, { recursive: true, force: true });
  for (const [path, content] of files) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), content);
  }
}

function moveStack(folder: string, target: string, name: string): void {
  const from = join(folder, "stacks", name);
  const to = join(target, "stacks", name);
  mkdirSync(to, { recursive: true });
  rmSync(join(to, "assets"), { recursive: true, force: true });
  cpSync(from, to, { recursive: true });
}

function countResources(json: unknown): number {
  const resources: unknown =
    typeof json === "object" && json !== null && "resource" in json ? json.resource : {};
  if (typeof resources !== "object" || resources === null) return 0;
  return Object.values(resources).reduce(
    (sum: number, byName: unknown) => sum + Object.keys(byName ?? {}).length,
    0,
  );
}
