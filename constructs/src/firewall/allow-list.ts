import type { Problem } from "../core/problem.js";
import type { AllowedTarget } from "./egress-facts.js";

/** Service tags that mean everything, or nearly so. */
const EVERYTHING: ReadonlySet<string> = new Set(["Internet", "*", "Any", "AzureCloud"]);

/** Targets of the team's own list that would let everything out: then nobody needs a firewall. */
export function checkAllowList(allow: Readonly<Record<string, AllowedTarget>>): Problem[] {
  return Object.entries(allow).flatMap(([name, target]) =>
    catchAlls(target).map((catchAll): Problem => ({
      code: "ALLOW_ALL_REFUSED",
      message: `"${name}" allows ${catchAll}, which is everything.`,
      hint: "Name the hosts, ranges or service tags that the workload needs.",
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
      return target.ranges.filter(({ prefixLength }) => prefixLength === 0).map(({ literal }) => literal);
    case "service-tags":
      return target.tags.filter((tag) => EVERYTHING.has(tag));
  }
}
