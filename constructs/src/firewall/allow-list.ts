import type { Problem } from "../core/problem.js";
import { ofFamily } from "../net/cidr.js";
import type { AllowedTarget } from "./egress-requirements.js";

/** Service tags that mean everything, or nearly so, in lower case. */
export const SERVICE_TAGS_OF_EVERYTHING: ReadonlySet<string> = new Set([
  "internet",
  "*",
  "any",
  "azurecloud",
  // Behind a default route to an appliance this tag may mean 0.0.0.0/0.
  "virtualnetwork",
]);

/** Nobody holds a range with a shorter prefix: it means everybody's, or half of it. */
export const SHORTEST_DESTINATION = 8;

/** Targets of the team's own list that would let everything out: then nobody needs a firewall. */
export function checkAllowList(allow: Readonly<Record<string, AllowedTarget>>): Problem[] {
  return Object.entries(allow).flatMap(([name, target]) =>
    catchAlls(target).map((catchAll): Problem => ({
      code: "ALLOW_ALL_REFUSED",
      message: `"${name}" allows ${catchAll}, which is everything or nearly so.`,
      hint: "Name the hosts, ranges or service tags that the workload needs.",
      prop: `egress.allow.${name}`,
    })),
  );
}

/** Ranges of IPv6 in the list of a cluster whose traffic leaves over IPv4 only. */
export function checkFamilies(allow: Readonly<Record<string, AllowedTarget>>): Problem[] {
  return Object.entries(allow).flatMap(([name, target]) =>
    target.kind !== "addresses"
      ? []
      : ofFamily(target.ranges, 6).map(({ literal }): Problem => ({
          code: "DUAL_STACK_EGRESS",
          message: `"${name}" allows ${literal}, and the cluster's traffic leaves over IPv4 only.`,
          hint: "Name IPv4 ranges.",
          prop: `egress.allow.${name}`,
        })),
  );
}

function catchAlls(target: AllowedTarget): string[] {
  switch (target.kind) {
    case "web":
    case "names":
      // A wildcard for a whole top-level domain is no destination either.
      return target.fqdns.filter((fqdn) => /^\*(\.[^.]+)?$/.test(fqdn));
    case "addresses":
      return target.ranges
        .filter(({ prefixLength }) => prefixLength < SHORTEST_DESTINATION)
        .map(({ literal }) => literal);
    case "service-tags":
      return target.tags.filter((tag) => SERVICE_TAGS_OF_EVERYTHING.has(tag.toLowerCase()));
  }
}
