import type { AddressSet, Direction, SecurityGroup, SecurityRule, Subnet } from "../model/model.js";
import { all, Unsure, type Tri } from "../tri.js";
import { firstMatch, type FirstMatch } from "./first-match.js";
import { isInSets, portFits, sourcePortFits, type Packet } from "./packet.js";
import { hasTag } from "./tags.js";

const NETWORK: readonly AddressSet[] = [{ kind: "tag", tag: "VirtualNetwork" }];
const LOAD_BALANCER: readonly AddressSet[] = [{ kind: "tag", tag: "AzureLoadBalancer" }];
const INTERNET: readonly AddressSet[] = [{ kind: "tag", tag: "Internet" }];
const ANY: readonly AddressSet[] = [{ kind: "any" }];

/** The rules that every group has (Microsoft Learn, "Network security groups", "Default security rules"). */
const DEFAULT_RULES: readonly SecurityRule[] = [
  byDefault("AllowVnetInBound", "inbound", 65_000, true, NETWORK, NETWORK),
  byDefault("AllowAzureLoadBalancerInBound", "inbound", 65_001, true, LOAD_BALANCER, ANY),
  byDefault("DenyAllInBound", "inbound", 65_500, false, ANY, ANY),
  byDefault("AllowVnetOutBound", "outbound", 65_000, true, NETWORK, NETWORK),
  byDefault("AllowInternetOutBound", "outbound", 65_001, true, ANY, INTERNET),
  byDefault("DenyAllOutBound", "outbound", 65_500, false, ANY, ANY),
];

function byDefault(
  name: string,
  direction: Direction,
  priority: number,
  allows: boolean,
  sources: readonly AddressSet[],
  destinations: readonly AddressSet[],
): SecurityRule {
  const everything = { protocol: "*", ports: [], sourcePorts: [] };
  return {
    key: name,
    address: name,
    name,
    direction,
    priority,
    allows,
    sources,
    destinations,
    ...everything,
  };
}

/**
 * What a security group in a subnet says about the first packet of a connection: the lowest priority that fits.
 * @param group that of an interface in the subnet @default the subnet's own
 */
export function judge(
  subnet: Subnet,
  direction: Direction,
  packet: Packet,
  group: SecurityGroup | undefined = subnet.securityGroup,
): FirstMatch<SecurityRule> {
  if (group === undefined) return { allows: true, rule: undefined, later: () => [] };
  if (group.isOpaque)
    return { allows: new Unsure(`the rules of ${group.address}`), rule: undefined, later: () => [] };
  return firstMatch(
    [...group.rules, ...DEFAULT_RULES].filter((rule) => rule.direction === direction),
    (rule) => ruleFits(rule, packet, subnet),
    (rule) => rule.allows,
  );
}

/** Whether a rule is about the packet. */
export function ruleFits(rule: SecurityRule, packet: Packet, subnet: Subnet): Tri {
  const { source, destination, protocol, port } = packet;
  return all(
    rule.protocol === "*" || rule.protocol === protocol,
    portFits(rule.ports, port, rule.protocol === "ICMP"),
    sourcePortFits(rule.sourcePorts),
    isInSets(source, rule.sources, (tag) => hasTag(source, tag, subnet)),
    isInSets(destination, rule.destinations, (tag) => hasTag(destination, tag, subnet)),
  );
}
