import { ofFamily } from "../net/cidr.js";
import { FAMILY_RULES } from "../net/well-known.js";
import type { EgressRequirements } from "./egress-requirements.js";
import { ipGroupIds, shownGroups } from "./ip-groups.js";
import { PUBLIC_REGISTRY_SETS } from "./public-registries.js";
import { ADD_ON_SETS } from "./add-on-rule-sets.js";
import { CLUSTER_SETS } from "./cluster-rule-sets.js";
import { featureSet, web, type EgressRule, type RuleSet } from "./rule-set.js";

const OWN_SET: RuleSet = {
  name: "allow",
  when: "egress.allow",
  reason: "A destination that the team asked for.",
  source: "The platform file",
  neededBy: ({ allow = {} }) => Object.keys(allow).length > 0,
  rules: ({ allow = {}, ipGroups }) =>
    Object.entries(allow).flatMap(([key, target]): EgressRule[] => {
      const name = `allow-${key}`;
      switch (target.type) {
        case "web":
          return [
            { kind: "fqdns", name, fqdns: target.fqdns, ports: target.ports, inspectTls: target.inspectTls },
          ];
        case "names":
          return [
            { kind: "names", name, fqdns: target.fqdns, protocol: target.protocol, ports: target.ports },
          ];
        case "addresses":
          return FAMILY_RULES.flatMap(({ family, ending }): EgressRule[] => {
            const destinations = ofFamily(target.ranges, family).map(String);
            const { protocol, ports } = target;
            return destinations.length === 0
              ? []
              : [{ kind: "network", name: `${name}${ending}`, protocol, destinations, ports }];
          });
        case "ip-groups": {
          const { groups, protocol, ports } = target;
          const [ids, destinations] = [ipGroupIds(groups, ipGroups), shownGroups(groups, ipGroups)];
          return [{ kind: "ipGroups", name, ids, destinations, protocol, ports }];
        }
        case "service-tags":
          return [
            {
              kind: "network",
              name,
              protocol: target.protocol,
              destinations: target.tags,
              ports: target.ports,
            },
          ];
      }
    }),
};

/** Every rule set that can be derived. A platform gets those whose condition holds, and nothing else. */
export const RULE_SETS: readonly RuleSet[] = [
  ...CLUSTER_SETS,
  ...ADD_ON_SETS,
  ...PUBLIC_REGISTRY_SETS.map(({ feature, fqdns, ...set }) =>
    featureSet(feature, {
      when: `egress.registries: [${feature}]`,
      ...set,
      rules: () => [web(`registry-${feature.replaceAll(".", "-")}`, fqdns)],
    }),
  ),
  OWN_SET,
];

/** The rule sets that a cluster needs, with their rules. */
export function deriveEgress(
  requirements: EgressRequirements,
): { set: RuleSet; rules: readonly EgressRule[] }[] {
  return RULE_SETS.filter((set) => set.neededBy(requirements)).map((set) => ({
    set,
    rules: set.rules(requirements),
  }));
}
