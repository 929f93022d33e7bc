/** What a cluster needs from the outside, told by what it is. */
export interface EgressFacts {
  /** Azure region, such as `westeurope`. */
  readonly location: string;
  /** Whether nodes reach the API server through a tunnel over the public endpoint. */
  readonly apiServerTunnel: boolean;
  /** Ready-made rule sets that the platform turned on, by name. */
  readonly features: ReadonlySet<string>;
}

/** One thing that a rule set lets out: names over HTTP(S), or addresses and service tags by port. */
export type EgressRule =
  | { readonly kind: "fqdnTag"; readonly name: string; readonly fqdnTag: string }
  | {
      readonly kind: "fqdns";
      readonly name: string;
      readonly fqdns: readonly string[];
      readonly ports: readonly number[];
    }
  | {
      readonly kind: "network";
      readonly name: string;
      readonly protocol: "TCP" | "UDP";
      readonly destinations: readonly string[];
      readonly ports: readonly number[];
    };

/** Rules that belong together, why they are there, and who says so. */
export interface RuleSet {
  readonly name: string;
  readonly reason: string;
  readonly source: string;
  readonly neededBy: (facts: EgressFacts) => boolean;
  readonly rules: (facts: EgressFacts) => readonly EgressRule[];
}

const OUTBOUND_RULES = "AKS documentation, outbound network and FQDN rules";

/** Every rule set that can be derived. A platform gets those whose condition holds, and nothing else. */
export const RULE_SETS: readonly RuleSet[] = [
  {
    name: "aks",
    reason:
      "Every cluster: images, packages, Azure Resource Manager and sign-in, kept current by Microsoft under one tag.",
    source: OUTBOUND_RULES,
    neededBy: () => true,
    rules: () => [{ kind: "fqdnTag", name: "azure-kubernetes-service", fqdnTag: "AzureKubernetesService" }],
  },
  {
    name: "api-server-tunnel",
    reason: "Public API server without VNet Integration: the node's tunnel to the control plane.",
    source: OUTBOUND_RULES,
    neededBy: (facts) => facts.apiServerTunnel,
    rules: (facts) => [
      {
        kind: "network",
        name: "tunnel-udp",
        protocol: "UDP",
        destinations: [`AzureCloud.${facts.location}`],
        ports: [1194],
      },
      {
        kind: "network",
        name: "tunnel-tcp",
        protocol: "TCP",
        destinations: [`AzureCloud.${facts.location}`],
        ports: [9000],
      },
    ],
  },
];

/** The rule sets that a cluster needs, with their rules. */
export function deriveEgress(facts: EgressFacts): { set: RuleSet; rules: readonly EgressRule[] }[] {
  return RULE_SETS.filter((set) => set.neededBy(facts)).map((set) => ({ set, rules: set.rules(facts) }));
}
