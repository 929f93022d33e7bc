import { fingerprintOf } from "./fingerprint.js";
import type { GuardSettings } from "./mirror.js";
import { retires, type MirrorPlan } from "./plan.js";
import type { RouteTable } from "./table.js";
import { counted } from "./counted.js";

export type GuardCode =
  | "EMPTY_SOURCE"
  | "LARGE_REMOVAL"
  | "RETIREMENT_UNCONFIRMED"
  | "SOURCE_NOT_EMPTY"
  | "ROUTE_LIMIT"
  | "SOURCE_UPDATING"
  | "SOURCE_FAILED"
  | "SOURCE_DELETING"
  | "TARGET_UPDATING"
  | "TARGET_DELETING";

/** Why a mirror's plan is not carried out. */
export interface Held {
  readonly guard: GuardCode;
  /** What was seen and what to do about it. */
  readonly message: string;
}

/** An earlier reading that asked for a removal that needs two, with none since that asked for anything else. */
export interface Confirmation {
  /** Fingerprint of what the source selected then. */
  readonly fingerprint: string;
  /** How long ago that was, in milliseconds. */
  readonly ageMs: number;
}

/** What a guard may look at. */
export interface GuardInput {
  readonly plan: MirrorPlan;
  readonly source: Pick<RouteTable, "state" | "provisioningState">;
  readonly target: RouteTable;
  readonly confirmation: Confirmation | null;
  readonly allowEmpty: boolean;
  readonly allowRemovals: boolean;
  readonly retireOnly: boolean;
}

export type Guard = (input: GuardInput) => Held | null;

/**
 * AKS fills a table in batches up to a minute apart: two readings that agree within seconds prove nothing, two that
 * agree over 150 s do (two batch intervals and the lifetime of the controller's cache).
 */
export const CONFIRMATION_DELAY_MS = 150_000;

/** A reading older than this confirms nothing: what was true half an hour ago is no evidence of now. */
export const CONFIRMATION_EXPIRES_MS = 1_800_000;

/** Below this many mirrored routes a removal of any share is ordinary: a small pool was scaled down. */
const SMALL_TABLE = 10;

/** In the order in which they are asked; the first that objects holds the mirror. */
const GUARDS: readonly Guard[] = [
  sourceState,
  targetState,
  sourceNotEmpty,
  retirement,
  emptySource,
  largeRemoval,
  routeLimit,
];

export function judge(input: GuardInput): Held | null {
  for (const guard of GUARDS) {
    const held = guard(input);
    if (held !== null) return held;
  }
  return null;
}

function sourceState({ source }: GuardInput): Held | null {
  switch (source.state) {
    case "Succeeded":
      return null;
    case "Failed":
      return {
        guard: "SOURCE_FAILED",
        message: `the source's last write ended ${source.provisioningState}, so its routes may be half written; it heals when AKS writes again`,
      };
    case "Deleting":
      return {
        guard: "SOURCE_DELETING",
        message:
          "the source is being deleted; if the cluster leaves kubenet, its mirror needs policy: retire, else wait until AKS makes it again",
      };
    case "Updating":
      return {
        guard: "SOURCE_UPDATING",
        message: `the source is still ${source.provisioningState}; it is read again at the next wake-up`,
      };
  }
}

/** A failed target is not held: only another PUT heals it. */
function targetState({ target }: GuardInput): Held | null {
  switch (target.state) {
    case "Succeeded":
    case "Failed":
      return null;
    case "Deleting":
      return {
        guard: "TARGET_DELETING",
        message: "the target is being deleted; make it again or remove the mirror",
      };
    case "Updating":
      return {
        guard: "TARGET_UPDATING",
        message: `the target is still ${target.provisioningState} by another write; it is read again at the next wake-up`,
      };
  }
}

/** The command `retire` removes, and does nothing else. */
function sourceNotEmpty({ plan, retireOnly }: GuardInput): Held | null {
  const { length } = plan.selected;
  if (!retireOnly || length === 0) return null;
  return {
    guard: "SOURCE_NOT_EMPTY",
    message:
      `the source still has ${counted(length, "node route")}, so the gateway still needs its own; ` +
      "run again when AKS has removed the last one",
  };
}

/** A table that AKS has lost is empty, too, until it is filled again: an end that does not last is none. */
function retirement(input: GuardInput): Held | null {
  const { plan, allowEmpty } = input;
  if (!retires(plan) || plan.remove.length === 0 || allowEmpty || confirmed(input)) return null;
  return {
    guard: "RETIREMENT_UNCONFIRMED",
    message:
      `the source has no node route any more, so ${counted(plan.remove.length, "mirrored route")} would be removed; ` +
      "applied when a reading at least 150 s later finds it empty too, or now with `route-sync retire --now`",
  };
}

function emptySource({ plan, allowEmpty }: GuardInput): Held | null {
  const empties = plan.selected.length === 0 && plan.remove.length > 0 && !retires(plan);
  if (!empties || allowEmpty || plan.mirror.guards.allowEmptySource) return null;
  return {
    guard: "EMPTY_SOURCE",
    message:
      `the source has no node route, but the target has ${counted(plan.remove.length, "mirrored route")}; ` +
      "if the cluster is really empty, apply once with --allow-empty or set guards.allowEmptySource",
  };
}

function largeRemoval(input: GuardInput): Held | null {
  const { plan, allowRemovals, allowEmpty } = input;
  const isLarge = removesMoreThan(plan, plan.mirror.guards);
  const emptiedByHand = allowEmpty && plan.selected.length === 0;
  if (!isLarge || retires(plan) || allowRemovals || emptiedByHand || confirmed(input)) return null;
  const { maxRemovalPercent } = plan.mirror.guards;
  return {
    guard: "LARGE_REMOVAL",
    message:
      `${plan.remove.length} of ${plan.owned} mirrored routes would go at once, more than ${maxRemovalPercent} %; ` +
      "applied when a reading at least 150 s later selects the same routes, or now with --allow-removals",
  };
}

function removesMoreThan(plan: MirrorPlan, settings: GuardSettings): boolean {
  return plan.owned > SMALL_TABLE && plan.remove.length * 100 > settings.maxRemovalPercent * plan.owned;
}

function confirmed({ confirmation, plan }: GuardInput): boolean {
  if (confirmation?.fingerprint !== fingerprintOf(plan.selected)) return false;
  const { ageMs } = confirmation;
  return ageMs >= CONFIRMATION_DELAY_MS && ageMs <= CONFIRMATION_EXPIRES_MS;
}

/** Whether a plan asks for a removal that needs a second reading: a large one, or the last one of a mirror that retires. */
export function asksFor(plan: MirrorPlan): boolean {
  return removesMoreThan(plan, plan.mirror.guards) || (retires(plan) && plan.remove.length > 0);
}

/** Whether a hold ends by itself, with a second reading that agrees. */
export function awaitsConfirmation({ guard }: Held): boolean {
  return guard === "LARGE_REMOVAL" || guard === "RETIREMENT_UNCONFIRMED";
}

function routeLimit({ plan }: GuardInput): Held | null {
  const { routeLimit: limit } = plan.mirror.guards;
  if (plan.after.length <= limit || plan.after.length <= plan.before) return null;
  return {
    guard: "ROUTE_LIMIT",
    message: `the target would hold ${plan.after.length} routes, its limit is ${limit}; use fewer nodes or another gateway, or set guards.routeLimit where Azure takes more`,
  };
}

/** A warning from nine tenths of the limit on, while there is still time to do something. */
export function nearLimit({ mirror, after }: MirrorPlan): string | null {
  const { routeLimit: limit } = mirror.guards;
  return after.length * 10 >= limit * 9
    ? `the target holds ${after.length} of at most ${limit} routes`
    : null;
}
