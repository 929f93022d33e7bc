import { within } from "../types/helpers.js";
import { asPrefix } from "./prefixes.js";

export type Direction = "Inbound" | "Outbound";

/** One security rule, default rules included. Addresses are prefixes, addresses, tags or `*`. */
export interface SecurityRule {
  /** `securityRules/web` or `defaultSecurityRules/DenyAllInBound`. */
  readonly name: string;
  readonly direction: Direction;
  readonly priority: number;
  readonly access: "Allow" | "Deny";
  /** `*`, `Tcp`, `Udp`, `Icmp`, `Esp`, `Ah`; in any case. */
  readonly protocol: string;
  readonly sources: readonly string[];
  readonly sourcePorts: readonly string[];
  readonly destinations: readonly string[];
  readonly destinationPorts: readonly string[];
}

/** A security group with the rules that count, and the place where it is associated. */
export interface SecurityGroup {
  readonly id: string;
  readonly association: { readonly subnet: string } | { readonly networkInterface: string };
  readonly rules: readonly SecurityRule[];
}

/** A packet, or a set of them: `*` is any address, protocol or port; an address may be a prefix or a tag. */
export interface Traffic {
  readonly direction: Direction;
  readonly protocol: string;
  readonly source: string;
  readonly sourcePort: string;
  readonly destination: string;
  readonly destinationPort: string;
}

/** The prefixes behind each service tag that is known, by its name in lower case. */
export type Tags = ReadonlyMap<string, readonly string[]>;

/** What of a rule fits. */
export interface RuleMatch {
  readonly rule: SecurityRule;
  readonly protocol: boolean;
  readonly source: boolean;
  readonly sourcePort: boolean;
  readonly destination: boolean;
  readonly destinationPort: boolean;
}

export interface Verdict {
  readonly group: SecurityGroup;
  /** The first rule, by priority, that fits whole. None where a group's default rules were not given. */
  readonly decides: SecurityRule | undefined;
  /** The rules of the direction up to the deciding one, in order of priority. */
  readonly evaluated: readonly RuleMatch[];
}

/**
 * Each group's verdict. Inbound traffic meets the subnet's group first, outbound traffic the network interface's; all
 * must allow it, and where there is no group everything is allowed (Microsoft Learn, "How network security groups
 * filter network traffic").
 */
export function judge(groups: readonly SecurityGroup[], traffic: Traffic, tags: Tags): Verdict[] {
  const ofSubnet = groups.filter(({ association }) => "subnet" in association);
  const ofInterface = groups.filter(({ association }) => "networkInterface" in association);
  const ordered =
    traffic.direction === "Inbound" ? [...ofSubnet, ...ofInterface] : [...ofInterface, ...ofSubnet];
  return ordered.map((group) => verdictOf(group, traffic, tags));
}

/** The verdict that counts: the first that denies, else the last. */
export function deciding(verdicts: readonly Verdict[]): Verdict | undefined {
  return verdicts.find(({ decides }) => decides?.access !== "Allow") ?? verdicts.at(-1);
}

function verdictOf(group: SecurityGroup, traffic: Traffic, tags: Tags): Verdict {
  const evaluated: RuleMatch[] = [];
  const rules = group.rules.filter(({ direction }) => direction === traffic.direction);
  for (const rule of rules.toSorted((a, b) => a.priority - b.priority)) {
    const match = matchOf(rule, traffic, tags);
    evaluated.push(match);
    if (match.protocol && match.source && match.sourcePort && match.destination && match.destinationPort)
      return { group, decides: rule, evaluated };
  }
  return { group, decides: undefined, evaluated };
}

function matchOf(rule: SecurityRule, traffic: Traffic, tags: Tags): RuleMatch {
  return {
    rule,
    protocol: isAny(rule.protocol) || rule.protocol.toLowerCase() === traffic.protocol.toLowerCase(),
    source: fits(rule.sources, traffic.source, tags),
    sourcePort: traffic.sourcePort === "*" || portFits(rule.sourcePorts, traffic.sourcePort),
    destination: fits(rule.destinations, traffic.destination, tags),
    destinationPort: portFits(rule.destinationPorts, traffic.destinationPort),
  };
}

function isAny(text: string): boolean {
  return text === "*" || ["any", "all"].includes(text.toLowerCase());
}

function fits(allowed: readonly string[], asked: string, tags: Tags): boolean {
  return allowed.some((entry) => {
    if (isAny(entry) || entry.toLowerCase() === asked.toLowerCase()) return true;
    const prefix = asPrefix(asked);
    if (prefix === undefined) return false;
    const known = tags.get(entry.toLowerCase());
    if (entry.toLowerCase() === "internet") return isOutside(prefix, known ?? []);
    return (known ?? [asPrefix(entry) ?? ""]).some((outer) => within(prefix, outer));
  });
}

/** Ranges that are not reachable over the Internet: RFC 1918, RFC 6598, link-local, and Azure's virtual host address. */
const PRIVATE = [
  "10.0.0.0/8",
  "172.16.0.0/12",
  "192.168.0.0/16",
  "100.64.0.0/10",
  "169.254.0.0/16",
  "168.63.129.16/32",
  "fc00::/7",
  "fe80::/10",
];

/** The tag Internet: outside the virtual network (`inside`) and reachable by the public Internet. */
function isOutside(prefix: string, inside: readonly string[]): boolean {
  return ![...PRIVATE, ...inside].some((range) => within(prefix, range));
}

function portFits(allowed: readonly string[], asked: string): boolean {
  return allowed.some((entry) => {
    if (isAny(entry)) return true;
    const [low, high] = rangeOf(entry);
    const [from, to] = isAny(asked) ? [0, 65_535] : rangeOf(asked);
    return low <= from && to <= high;
  });
}

function rangeOf(text: string): [number, number] {
  const [low = "", high = low] = text.split("-");
  return [Number(low), Number(high)];
}
