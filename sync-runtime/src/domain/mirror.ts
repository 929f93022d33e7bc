import type { Cidr } from "./cidr.js";
import type { ResourceGroupId, TableId } from "./ids.js";
import type { NamePattern } from "./name-pattern.js";

/** Where a mirror reads: one table, or the single table of an AKS node resource group. */
export type Source =
  | { readonly kind: "table"; readonly id: TableId }
  | { readonly kind: "node-group"; readonly id: ResourceGroupId };

/**
 * `sync` removes what the source no longer has; `upsert-only` never removes. `retire` keeps every route while the source
 * has any, and removes all of them once it has none: for a cluster that leaves kubenet.
 */
export type Policy = "sync" | "upsert-only" | "retire";

export interface GuardSettings {
  /** Let an empty source empty the target. @default false */
  readonly allowEmptySource: boolean;
  /** Share of the mirrored routes that one round may remove without confirmation, in percent. @default 50 */
  readonly maxRemovalPercent: number;
  /** Routes that the target may hold. @default 1,000, Azure's limit since May 2026 */
  readonly routeLimit: number;
}

/** One line of the configuration: node routes of `source` are kept in `target`. */
export interface Mirror {
  readonly name: string;
  readonly source: Source;
  readonly target: TableId;
  readonly podCidrs: readonly Cidr[];
  readonly routeNamePattern: NamePattern;
  readonly policy: Policy;
  readonly guards: GuardSettings;
}

/** All mirrors of one target: they are read, planned and written together. */
export interface TargetGroup {
  readonly target: TableId;
  /** In order of their names. */
  readonly mirrors: readonly Mirror[];
}

export function sourceKey(source: Source): string {
  return source.id.key;
}

/** One group for each target, in the order in which the targets first appear. */
export function groupByTarget(mirrors: readonly Mirror[]): TargetGroup[] {
  const groups = new Map<string, Mirror[]>();
  for (const mirror of mirrors) {
    const members = groups.get(mirror.target.key) ?? [];
    groups.set(mirror.target.key, [...members, mirror]);
  }
  return [...groups.values()].flatMap((members) => {
    const [first] = members;
    if (first === undefined) return [];
    return [{ target: first.target, mirrors: members.toSorted((a, b) => (a.name < b.name ? -1 : 1)) }];
  });
}
