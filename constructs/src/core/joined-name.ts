import type { IConstruct } from "constructs";
import { TopologyError } from "./problem.js";
import { JOINED_NAME_TAKEN, KEY_TAKEN } from "./rules/names.js";
import { treeState } from "./tree-state.js";

const holders = treeState("joined-names", () => new Map<string, IConstruct>());

/**
 * Keys joined by dashes into one name that nothing else below `owner` has.
 *
 * @throws TopologyError when another construct has it: keys have dashes of their own.
 */
export function joinedName(owner: object, construct: IConstruct, ...keys: readonly string[]): string {
  const names = holders.of(owner);
  const name = keys.join("-");
  const holder = names.get(name);
  if (holder !== undefined) {
    const other = holder.node.path.split("/").slice(-keys.length).join("/");
    throw new TopologyError(
      construct,
      JOINED_NAME_TAKEN.problem({ first: other, second: keys.join("/"), name }),
    );
  }
  names.set(name, construct);
  return name;
}

/**
 * @param child name of the child that the key becomes @default the key
 * @throws TopologyError when `scope` already has a child of that name
 */
export function refuseTakenKey(scope: IConstruct, key: string, child = key): void {
  if (scope.node.tryFindChild(child) === undefined) return;
  throw new TopologyError(scope, KEY_TAKEN.problem({ scope: scope.node.id, key }));
}

/** @throws TopologyError when a prop lists a name twice */
export function refuseRepeated(construct: IConstruct, names: readonly string[], prop: string): void {
  const repeated = names.find((name, i) => names.indexOf(name) < i);
  if (repeated === undefined) return;
  throw new TopologyError(construct, KEY_TAKEN.problem({ scope: construct.node.id, key: repeated, prop }));
}
