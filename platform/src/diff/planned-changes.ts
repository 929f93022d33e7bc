import {
  diffStacks,
  majorOf,
  providerVersion,
  rewriteForMajor,
  type Action,
  type Change,
  type Stack,
} from "@aks-topology/terraform";
import { EarlierResources } from "./earlier-resources.js";
import { effectOf } from "./effects.js";

/** A change of one resource, with what it means to those who use the platform. */
export interface PlannedChange extends Change {
  /** What is interrupted or lost; null where nothing is. */
  readonly effect: string | null;
}

/** How many resources each action has. */
export type ChangeSummary = Readonly<Record<Action, number>>;

/** The version of a stack that has no constraint, as none that the project writes. */
const OLDEST = "4.55.0";

/**
 * What Terraform would plan, had `before` been applied.
 *
 * @param lockFileOf the `.terraform.lock.hcl` of a stack, where there is one
 */
export function plannedChanges(
  before: readonly Stack[],
  after: readonly Stack[],
  lockFileOf: (stack: string) => string | undefined = () => undefined,
): readonly PlannedChange[] {
  const versions = new Map(
    [...before, ...after].map(({ name, json }) => [name, providerVersion(json, lockFileOf(name)) ?? OLDEST]),
  );
  const versionOf = (stack: string): string => versions.get(stack) ?? OLDEST;
  const changes = diffStacks(
    before.map((stack) => inMajorOf(stack, versionOf(stack.name))),
    after,
    { versionOf },
  );
  const others = new Map(changes.map((change) => [change.address, change]));
  const earlier = new EarlierResources(before);
  return changes.map((change) => {
    const address = change.previousAddress ?? change.address;
    const effect = effectOf({
      change,
      before: earlier.bodyOf(change.stack, address),
      hasUsers: () => earlier.hasUsers(address),
      others,
    });
    return { ...change, effect: effect ?? null };
  });
}

export function summarize(changes: readonly Change[]): ChangeSummary {
  const count = (action: Action): number => changes.filter((change) => change.action === action).length;
  return {
    create: count("create"),
    update: count("update"),
    replace: count("replace"),
    delete: count("delete"),
    move: count("move"),
  };
}

/** Earlier output of azurerm 4, in the names that azurerm 5 gives it when it upgrades the state. */
function inMajorOf(stack: Stack, version: string): Stack {
  const wasFour = majorOf(providerVersion(stack.json, undefined) ?? version) === 4;
  return wasFour && majorOf(version) === 5 ? { ...stack, json: rewriteForMajor(stack.json, 5) } : stack;
}
