import { IpGroup as IpGroupResource } from "@cdktf/provider-azurerm/lib/ip-group/index.js";
import { Construct } from "constructs";
import { parseArmId } from "../core/arm-id.js";
import { Naming } from "../core/naming.js";
import { placed, type Placement } from "../core/placement.js";
import { check, report } from "../core/problem.js";
import type { Judgement } from "../core/rule.js";
import type { Cidr } from "../net/cidr.js";
import {
  IP_GROUP_OVERLAP,
  IP_GROUP_TOO_LARGE,
  IP_GROUP_UNKNOWN,
  IP_GROUP_UNUSED,
  MANY_IP_GROUPS,
} from "./ip-group-rules.js";

/** An IP group that rules name: one that is created with the firewall, by its name, or one that exists already, by its id. */
export type IpGroupReference = { readonly name: string } | { readonly id: string };

/** An IP group that is created with a firewall. */
export interface IpGroup {
  /** Its key, by which rules name it. */
  readonly name: string;
  /** Azure Resource Manager id. */
  readonly id: string;
  readonly ranges: readonly Cidr[];
}

export interface IpGroupsProps {
  readonly placement: Placement;
  /** IPv4 ranges of each group, by its name. */
  readonly groups: Readonly<Record<string, readonly Cidr[]>>;
  /** What the names say after abbreviation and platform. */
  readonly nameParts: readonly string[];
}

/** The IP groups of a firewall: ranges that several rules name, each kept in one place. */
export class IpGroups extends Construct {
  /** The groups by their names. */
  readonly groups: ReadonlyMap<string, IpGroup>;
  readonly #used = new Set<string>();

  constructor(scope: Construct, id: string, { placement, groups, nameParts }: IpGroupsProps) {
    super(scope, id);
    report(this, MANY_IP_GROUPS.judge(Object.keys(groups).length));
    this.groups = new Map(
      Object.entries(groups).map(([name, ranges]) => {
        report(this, IP_GROUP_TOO_LARGE.judge({ name, ranges }), IP_GROUP_OVERLAP.judge({ name, ranges }));
        const resource = new IpGroupResource(this, name, {
          name: Naming.of(this).name(this, "ipGroup", ...nameParts, name),
          ...placed(placement),
          cidrs: ranges.map(String),
        });
        return [name, { name, id: resource.id, ranges }];
      }),
    );
    check(this, () => this.#unused());
  }

  /** Records that rules name these groups: one that none does is reported. */
  use(references: readonly IpGroupReference[]): void {
    for (const reference of references) if ("name" in reference) this.#used.add(reference.name);
  }

  /** Groups that no rule names; a name that is misspelt may be meant for any. */
  #unused(): Judgement[] {
    if ([...this.#used].some((name) => !this.groups.has(name))) return [];
    return [...this.groups.keys()]
      .filter((name) => !this.#used.has(name))
      .map((name) => IP_GROUP_UNUSED.judge(name));
  }
}

/** What rules say of the groups that they name; one that the firewall does not have is left out. */
export function ipGroupIds(
  references: readonly IpGroupReference[],
  groups: ReadonlyMap<string, IpGroup> | undefined,
): string[] {
  return references.flatMap((each) => ("id" in each ? each.id : (groups?.get(each.name)?.id ?? [])));
}

/** The ranges of groups, as far as they are known: those of groups that exist already are not. */
export function knownRangesOf(
  references: readonly IpGroupReference[],
  groups: ReadonlyMap<string, IpGroup> | undefined,
): readonly Cidr[] {
  return references.flatMap((each) => ("name" in each ? (groups?.get(each.name)?.ranges ?? []) : []));
}

/** How the destinations of derived rules begin that are IP groups whose ranges are not known. */
export const IP_GROUP = "IP group ";

/** The destinations of groups, as shown to users: ranges, or the name of a group that exists already. */
export function shownGroups(
  references: readonly IpGroupReference[],
  groups: ReadonlyMap<string, IpGroup> | undefined,
): readonly string[] {
  return references.flatMap((each) =>
    "id" in each
      ? [`${IP_GROUP}${parseArmId(each.id)?.name ?? each.id}`]
      : knownRangesOf([each], groups).map(String),
  );
}

/** Names of groups that a firewall does not have. @param prop what lists them */
export function judgeIpGroups(
  prop: string,
  references: readonly IpGroupReference[],
  groups: IpGroups | undefined,
): Judgement[] {
  const known = [...(groups?.groups.keys() ?? [])];
  return references.flatMap((each, i) =>
    "name" in each ? [IP_GROUP_UNKNOWN.judge({ prop: `${prop}.${i}`, name: each.name, known })] : [],
  );
}
