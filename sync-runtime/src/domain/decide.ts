import { SyncError } from "./errors.js";
import type { Mirror } from "./mirror.js";
import { changes, planMirror, type MirrorPlan } from "./plan.js";
import { judge, nearLimit, type Confirmation, type Held } from "./policy.js";
import type { Route } from "./route.js";
import { sourceContents, type Candidate } from "./source.js";
import type { RouteTable } from "./table.js";
import { counted } from "./counted.js";

/** What a person or an earlier round allows, beyond the configuration. */
export interface Permissions {
  readonly allowEmpty: boolean;
  readonly allowRemovals: boolean;
  /** Remove the routes of mirrors whose source has none, and change nothing else. */
  readonly retireOnly: boolean;
  /** By mirror name: since when all readings have asked for the same removal. */
  readonly confirmations: ReadonlyMap<string, Confirmation>;
}

export const NO_PERMISSIONS: Permissions = {
  allowEmpty: false,
  allowRemovals: false,
  retireOnly: false,
  confirmations: new Map(),
};

/** What is to happen with one mirror. */
export type Decision =
  | {
      readonly kind: "planned";
      readonly mirror: Mirror;
      readonly plan: MirrorPlan;
      readonly warning: string | null;
    }
  | {
      readonly kind: "held";
      readonly mirror: Mirror;
      readonly plan: MirrorPlan;
      readonly held: Held;
    }
  | {
      readonly kind: "failed";
      readonly mirror: Mirror;
      readonly error: SyncError;
      /** What was read of the source and the target, when both were. */
      readonly plan: MirrorPlan | null;
    };

/** What is to happen with one target. */
export interface TargetDecision {
  /** One for each mirror, in the order given. */
  readonly mirrors: readonly Decision[];
  /** All routes that the target should hold. */
  readonly routes: readonly Route[];
  /** True when the target must be written: routes change, or it failed and only a PUT heals it. */
  readonly write: boolean;
}

/**
 * Folds the mirrors of one target into what the target should hold. Each sees what those before it left, and takes
 * everything it does not own as foreign; one that is held or failed leaves the routes as they are.
 */
export function decide(
  target: RouteTable,
  candidates: readonly Candidate[],
  permissions: Permissions,
): TargetDecision {
  let routes = target.routes;
  const mirrors = candidates.map((candidate): Decision => {
    const siblings = siblingsOf(candidate, candidates);
    const decision = decideMirror(target, routes, candidate, siblings, permissions);
    if (decision.kind === "planned") routes = decision.plan.after;
    return decision;
  });
  const planned = mirrors.filter((decision) => decision.kind === "planned");
  const heals = target.state === "Failed" && planned.length > 0;
  return { mirrors, routes, write: heals || planned.some(({ plan }) => changes(plan) > 0) };
}

/** The other mirrors of the same source. */
function siblingsOf({ mirror, source }: Candidate, candidates: readonly Candidate[]): Mirror[] {
  if (source instanceof SyncError) return [];
  return candidates.flatMap((other) => {
    const isSibling = other.mirror !== mirror && !(other.source instanceof SyncError);
    return isSibling && other.source.id.key === source.id.key ? [other.mirror] : [];
  });
}

/**
 * What a table that was just written differs in from what was to be written, by name: Azure took the write and did not
 * keep all of it, or another writer came in between. A route that another writer added is no difference.
 */
export function lost(before: RouteTable, { routes }: TargetDecision, written: RouteTable): string[] {
  const held = new Map(written.routes.map((route) => [route.key, route]));
  const missing = routes.filter((route) => held.get(route.key)?.sameAs(route) !== true);
  const wanted = new Set(routes.map(({ key }) => key));
  const known = new Set(before.routes.map(({ key }) => key));
  const kept = written.routes.filter(({ key }) => known.has(key) && !wanted.has(key));
  return [...missing, ...kept].map(({ name }) => name);
}

function decideMirror(
  target: RouteTable,
  routes: readonly Route[],
  candidate: Candidate,
  siblings: readonly Mirror[],
  permissions: Permissions,
): Decision {
  const { mirror } = candidate;
  const source = sourceContents(candidate);
  if (source instanceof SyncError) return { kind: "failed", mirror, error: source, plan: null };
  if (source.key === target.id.key) {
    return { kind: "failed", mirror, error: sourceIsTarget(mirror), plan: null };
  }
  const plan = planMirror(mirror, source.routes, routes, siblings);
  if (plan.selected.length === 0 && plan.unmatched.length > 0) {
    return { kind: "failed", mirror, error: nothingFitsPattern(plan), plan };
  }
  if (plan.selected.length === 0 && plan.ignored.length > 0) {
    return { kind: "failed", mirror, error: nothingInPodCidrs(plan), plan };
  }
  const confirmation = permissions.confirmations.get(mirror.name) ?? null;
  const held = judge({ ...permissions, plan, source, target, confirmation });
  if (held !== null) return { kind: "held", mirror, plan, held };
  return { kind: "planned", mirror, plan, warning: nearLimit(plan) };
}

function nothingFitsPattern({ mirror, unmatched }: MirrorPlan): SyncError {
  const pods = mirror.podCidrs.join(", ");
  const [example] = unmatched;
  return new SyncError({
    code: "NOTHING_FITS_PATTERN",
    fault: "config",
    message: `routeNamePattern ${mirror.routeNamePattern.text} fits no route of the source inside ${pods}, which has ${counted(unmatched.length, "route")} to an appliance there${
      example === undefined ? "" : ` (${example.name} is ${example.values.addressPrefix})`
    }`,
    remedy:
      "Set routeNamePattern to a glob that fits the names of the cluster's nodes (`kubectl get nodes`).",
  });
}

function nothingInPodCidrs(plan: MirrorPlan): SyncError {
  const pods = plan.mirror.podCidrs.join(", ");
  const [example] = plan.ignored;
  return new SyncError({
    code: "NOTHING_IN_POD_CIDRS",
    fault: "config",
    message: `the source has ${counted(plan.ignored.length, "node route")}, and none inside ${pods}${
      example === undefined ? "" : ` (${example.name} is ${example.values.addressPrefix})`
    }`,
    remedy: "Set podCidrs to the cluster's pod CIDRs (`az aks show --query networkProfile.podCidrs`).",
  });
}

function sourceIsTarget(mirror: Mirror): SyncError {
  return new SyncError({
    code: "SOURCE_IS_TARGET",
    fault: "config",
    message: `the source of mirror ${mirror.name} turned out to be its target`,
    remedy: "Name the gateway's own table as the target; the table that AKS writes is never written.",
  });
}
