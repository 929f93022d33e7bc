import { IPV6_DESTINATION } from "../aks/rules/families.js";
import type { Judgement } from "../core/rule.js";
import { ofFamily } from "../net/cidr.js";
import type { AllowedTarget } from "./egress-requirements.js";
import {
  CATCH_ALL,
  catchAlls,
  isSpecificRange,
  SERVICE_TAG_OF_THE_HOST,
  SERVICE_TAG_UNKNOWN,
  SPECIFIC_DESTINATIONS,
  WILDCARD_NOT_RESOLVED,
} from "./allow-list-rules.js";
import { judgeIpGroups, knownRangesOf, type IpGroups } from "./ip-groups.js";

/** Targets of an allow list that would allow everything, which would make the firewall pointless. */
export function judgeAllowList(allow: Readonly<Record<string, AllowedTarget>>): Judgement[] {
  return Object.entries(allow).flatMap(([name, target]) => [
    ...catchAlls(target).map((destination) => CATCH_ALL.judge({ name, destination })),
    SPECIFIC_DESTINATIONS.judge(target),
    ...(target.type === "names" ? [WILDCARD_NOT_RESOLVED.judge({ name, ...target })] : []),
    ...(target.type === "service-tags"
      ? target.tags.flatMap((tag) =>
          [SERVICE_TAG_OF_THE_HOST, SERVICE_TAG_UNKNOWN].map((rule) => rule.judge({ name, tag })),
        )
      : []),
  ]);
}

/** IP groups in an allow list that the firewall does not have, and those of everything. */
export function judgeAllowedGroups(
  allow: Readonly<Record<string, AllowedTarget>>,
  ipGroups: IpGroups | undefined,
): Judgement[] {
  return Object.entries(allow).flatMap(([name, target]) =>
    target.type !== "ip-groups"
      ? []
      : [
          ...judgeIpGroups(`egress.allow.${name}.ipGroups`, target.groups, ipGroups),
          ...knownRangesOf(target.groups, ipGroups?.groups)
            .filter((range) => !isSpecificRange(range))
            .map(({ literal: destination }) => CATCH_ALL.judge({ name, destination })),
        ],
  );
}

/** IPv6 ranges in the list of a cluster whose traffic leaves over IPv4 only. */
export function judgeFamilies(allow: Readonly<Record<string, AllowedTarget>>): Judgement[] {
  return Object.entries(allow).flatMap(([name, target]) =>
    target.type !== "addresses"
      ? []
      : ofFamily(target.ranges, 6).map(({ literal: range }) => IPV6_DESTINATION.judge({ name, range })),
  );
}
