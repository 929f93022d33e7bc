/**
 * What an Azure Firewall does with the first packet of a connection.
 *
 * Terms: a policy has rule collection groups, a group has collections, a collection has rules of one type. Rules of the
 * parent policy come before those of the policy; then the groups' priorities decide, then the collections'.
 *
 * First NAT rules, for packets to the firewall's own addresses; then network rules; then, for HTTP, HTTPS and SQL, application
 * rules. The first rule that fits decides, and without one the packet is dropped (Microsoft Learn, "Azure Firewall rule
 * processing logic").
 */
import { isPrivate, isWithin, type Address } from "../address.js";
import type {
  Firewall,
  FirewallCollection,
  FirewallPolicy,
  FirewallRule,
  FirewallRuleGroup,
} from "../model/model.js";
import { all, any, Unsure, type Tri } from "../tri.js";
import { firstMatch, type FirstMatch } from "./first-match.js";
import { isInFqdnTag, nameFits } from "./fqdn-tags.js";
import { mayBeInfrastructure } from "./infrastructure-names.js";
import { isInSets, portFits, type Packet } from "./packet.js";
import { isOfService } from "./tags.js";

/** A rule with the collection and the group that it is in. */
export interface PlacedRule {
  readonly group: FirewallRuleGroup;
  readonly collection: FirewallCollection;
  readonly rule: FirewallRule;
}

type RuleType = FirewallCollection["type"];

export function judgeFirewall(
  { policy, address, publicAddresses, isAzure }: Firewall,
  packet: Packet,
  isToItself: boolean,
): FirstMatch<PlacedRule> {
  if (policy === undefined)
    return { allows: new Unsure(`the rules of ${address}`), rule: undefined, later: () => [] };
  const judged = (types: readonly RuleType[], seen: Packet, otherwise: boolean): FirstMatch<PlacedRule> =>
    firstMatch(
      types.flatMap((type) => rulesInOrder(policy, type)),
      (placed) => firewallRuleFits(placed, seen, policy, publicAddresses),
      ({ collection }) => collection.allows,
      otherwise,
    );
  if (!isToItself) {
    const match = judged(["network", "application"], packet, false);
    const isLeft = isAzure && match.allows === false && match.rule === undefined && isWeb(packet);
    const infrastructure = isLeft && mayBeInfrastructure(packet.hostName);
    return infrastructure === false ? match : { ...match, allows: infrastructure };
  }
  const nat = judged(["nat"], packet, false);
  const to = nat.rule?.rule.translated;
  if (nat.allows !== true || to === undefined) return nat;
  // A NAT rule implies a network rule for the translated packet, which explicit network rules override.
  const seen = { ...packet, destination: to.address, port: to.port ?? packet.port };
  const network = judged(["network"], seen, true);
  return network.allows === true ? nat : network;
}

function isWeb({ protocol, port }: Packet): boolean {
  return protocol === "TCP" && (port === 80 || port === 443);
}

/** Rules of a type in the order in which they are looked at. */
export function rulesInOrder(policy: FirewallPolicy, type: RuleType): readonly PlacedRule[] {
  const own = policy.groups.flatMap((group) =>
    group.collections
      .filter((collection) => collection.type === type)
      .toSorted((a, b) => a.priority - b.priority)
      .flatMap((collection) => collection.rules.map((rule) => ({ group, collection, rule }))),
  );
  return policy.parent === undefined ? own : [...rulesInOrder(policy.parent, type), ...own];
}

function firewallRuleFits(
  { rule, collection }: PlacedRule,
  packet: Packet,
  policy: FirewallPolicy,
  publicAddresses: readonly string[],
): Tri {
  const { source, destination } = packet;
  const from = isInSets(source, rule.sources, (tag) => isOfService(source, tag));
  if (from === false) return false;
  const to =
    collection.type === "application"
      ? all(isNamed(rule, packet), hasDestination(rule, packet))
      : any(
          isInSets(destination, rule.destinations, (tag) => isOfService(destination, tag)),
          isResolved(rule, packet, policy),
          collection.type === "nat" && isOwnAddress(destination, rule, publicAddresses),
        );
  return all(from, to, protocolFits(rule, packet, collection.type));
}

/** A rule without a destination address, whose firewall has one public address only. */
function isOwnAddress(destination: Address, { destinations }: FirewallRule, own: readonly string[]): Tri {
  return destinations.length === 0 && destination.kind === "public" && own.length === 1;
}

function protocolFits({ protocols }: FirewallRule, packet: Packet, type: RuleType): Tri {
  if (type === "application")
    return packet.protocol === "TCP" && protocols.some(({ ports }) => portFits(ports, packet.port) === true);
  return any(
    ...protocols.map(({ type: protocol, ports }) =>
      all(protocol === "*" || protocol === packet.protocol, portFits(ports, packet.port)),
    ),
  );
}

/** The firewall reads the host name in TLS or HTTP. A connection without one fits no name. */
function isNamed(rule: FirewallRule, { hostName, destination }: Packet): Tri {
  const { names, nameTags, webCategories } = rule;
  const isNameless =
    hostName === undefined && !(destination.kind === "public" && destination.isAnyone === true);
  if (hostName === undefined)
    return (
      names.includes("*") && (!isNameless || new Unsure("whether a connection without a host name fits *"))
    );
  return any(
    names.some((name) => nameFits(hostName, name.replace(/^https?:\/\//, "").replace(/\/.*$/, ""))),
    ...nameTags.map((tag) => isInFqdnTag(hostName, tag)),
    ...webCategories.map((category) => new Unsure(`whether ${hostName} is in the web category ${category}`)),
  );
}

function hasDestination({ destinations }: FirewallRule, { destination }: Packet): Tri {
  if (destinations.length === 0) return true;
  return isInSets(destination, destinations, (tag) => isOfService(destination, tag));
}

/** Host names of network rules: those that clients resolve through the firewall, its addresses being what it has seen. */
function isResolved(
  { names }: FirewallRule,
  { hostName, destination }: Packet,
  { dnsProxy }: FirewallPolicy,
): Tri {
  if (names.length === 0) return false;
  if (hostName !== undefined) {
    if (!names.some((name) => name.toLowerCase() === hostName.toLowerCase())) return false;
    return dnsProxy || new Unsure("whether the firewall resolves the name as its clients do");
  }
  if (destination.kind === "public" && destination.isAnyone === true) return false;
  if (destination.kind === "range" && isPrivate(destination.range)) return false;
  return new Unsure(`whether ${names.join(" or ")} has the address`);
}

/** Whether the firewall replaces the source with its own address (Microsoft Learn, "Azure Firewall SNAT private IP address ranges"). */
export function translatesSource({ policy }: Firewall, { destination }: Packet, type: RuleType): Tri {
  if (type !== "network") return true;
  const ranges = policy?.privateRanges;
  if (ranges === undefined)
    return destination.kind === "range" ? !isPrivate(destination.range) : destination.kind === "public";
  const inside = any(...ranges.map((range) => isWithin(destination, range)));
  return inside instanceof Unsure ? inside : !inside;
}
