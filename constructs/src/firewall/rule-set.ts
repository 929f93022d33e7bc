import type { EgressFeature, EgressRequirements, PortRange, Transport } from "./egress-requirements.js";

/** One rule of a rule set. Web rules may name the service tags that contain the addresses of the same names. */
export type EgressRule =
  | {
      readonly kind: "fqdnTag";
      readonly name: string;
      readonly fqdnTag: string;
      readonly serviceTags: readonly string[];
    }
  | {
      readonly kind: "fqdns";
      readonly name: string;
      readonly fqdns: readonly string[];
      readonly ports: readonly number[];
      /** @default none: only names identify these destinations */
      readonly serviceTags?: readonly string[] | undefined;
      /** Whether the firewall decrypts it. @default false */
      readonly inspectTls?: boolean | undefined;
      /** Whether nodes work without it, so that a filter that knows no names leaves it out. @default false */
      readonly optional?: boolean | undefined;
    }
  | {
      /** Names over other protocols than HTTP: the firewall resolves them, through its DNS proxy. */
      readonly kind: "names";
      readonly name: string;
      readonly fqdns: readonly string[];
      readonly protocol: Transport;
      readonly ports: readonly PortRange[];
    }
  | {
      readonly kind: "network";
      readonly name: string;
      readonly protocol: Transport;
      readonly destinations: readonly string[];
      readonly ports: readonly PortRange[];
    }
  | {
      readonly kind: "ipGroups";
      readonly name: string;
      readonly protocol: Transport;
      /** Azure Resource Manager ids of the groups. */
      readonly ids: readonly string[];
      /** What is in them, as far as it is known, as shown to users. */
      readonly destinations: readonly string[];
      readonly ports: readonly PortRange[];
    };

/** Rules that belong together, why they are there, and who says so. */
export interface RuleSet {
  /** Ends the names of its rule collections. */
  readonly name: string;
  /** When a platform gets the set, in the platform file's words. */
  readonly when: string;
  /** Why it is there. */
  readonly reason: string;
  /** Who says that it is needed. */
  readonly source: string;
  /** Whether a platform needs it. */
  readonly neededBy: (requirements: EgressRequirements) => boolean;
  /** The rules, for a platform that needs them. */
  readonly rules: (requirements: EgressRequirements) => readonly EgressRule[];
}

export const OUTBOUND_RULES = "AKS documentation, outbound network and FQDN rules";

/** A set that one feature brings. */
export function featureSet(
  feature: EgressFeature,
  set: Omit<RuleSet, "name" | "neededBy"> & { readonly name?: string },
): RuleSet {
  return { name: feature, neededBy: ({ features }) => features.has(feature), ...set };
}

export function web(
  name: string,
  fqdns: readonly string[],
  options: { readonly port?: number; readonly serviceTags?: readonly string[] } = {},
): EgressRule {
  const { port = 443, serviceTags } = options;
  return { kind: "fqdns", name, fqdns, ports: [port], serviceTags };
}

export function network(
  name: string,
  protocol: Transport,
  destinations: readonly string[],
  port: number,
): EgressRule {
  return { kind: "network", name, protocol, destinations, ports: [port] };
}
