import type { TopologyStackProps } from "@aks-topology/constructs";
import type { Thing } from "./things.js";

/**
 * The key in Terraform addresses: the one of the file, unless something else has or had it. Terraform can neither move two
 * resources to each other's addresses, nor one to where another one is.
 */
function labelOf({ key, old, siblings, locked }: Thing): string {
  const isOfOther = siblings.some(
    (other) => other.key !== key && (other.old === key || other.was.includes(key)),
  );
  // What is gone may still be in the state.
  const isOfGone = key !== old && locked.holderOf(key) !== undefined;
  return isOfOther || isOfGone ? old : key;
}

/** All keys that a thing may have in Terraform's state, the oldest first, and last the one that it has in addresses. */
function labelsOf(thing: Thing): readonly string[] {
  const label = labelOf(thing);
  const others = thing.siblings.filter(({ key }) => key !== thing.key);
  const isFree = (earlier: string): boolean =>
    earlier !== label &&
    // What is gone may still be in the state under its old key.
    (earlier === thing.old || thing.locked.holderOf(earlier) === undefined) &&
    !others.some((other) => other.old === earlier || labelOf(other) === earlier);
  return [...new Set([thing.old, ...thing.was.toReversed()])].filter(isFree).concat(label);
}

/** The keys in Terraform of everything that is renamed, by the ids of its construct and of those around it. */
export function labelsByConstruct(things: readonly Thing[]): NonNullable<TopologyStackProps["renamed"]> {
  const owners = things.filter(({ oldPath: [map, ...keys] }) => map !== "governance" && keys.length === 1);
  return new Map(
    things.flatMap((thing): [string, readonly string[]][] => {
      const labels = labelsOf(thing);
      if (labels.length === 1 && labels[0] === thing.old) return [];
      return constructsOf(thing, owners).map(({ path, prefix }) => [
        `${path}${prefix}${thing.old}`,
        labels.map((label) => `${prefix}${label}`),
      ]);
    }),
  );
}

interface ConstructId {
  /** Path of the construct around it, with `/` at its end. */
  readonly path: string;
  /** What the id begins with, before the key. */
  readonly prefix: string;
}

/** The constructs whose ids have the key of a thing. Of other things no address has the key. */
function constructsOf({ oldPath }: Thing, owners: readonly Thing[]): readonly ConstructId[] {
  const [map, first = "", kind, second = "", third] = oldPath;
  if (map === "governance") return owners.map(({ old }) => ({ path: `${old}/`, prefix: "policy_" }));
  if (map === "mirrors" || kind === "firewall") return [];
  if (map === "frontDoors") return [{ path: "", prefix: "front_door_" }];
  if (kind === undefined) return [{ path: "", prefix: "" }];
  if (map === "hubs" && kind === "gateway") return [{ path: `${first}/gateway/`, prefix: "" }];
  if (kind === "gateways") return [{ path: `${first}/`, prefix: "gateway_" }];
  return [{ path: third === undefined ? `${first}/` : `${first}/${second}/`, prefix: "" }];
}
