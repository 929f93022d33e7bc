import { formatAddress, isPublic, isThat } from "../address.js";
import type { Packet } from "../evaluate/packet.js";
import { judge } from "../evaluate/security-group.js";
import type { Direction, SecurityGroup, SecurityRule, Subnet } from "../model/model.js";
import { Unsure } from "../tri.js";
import type { Place } from "./hop.js";
import type { Next, Trail } from "./trail.js";

/**
 * The security groups of a subnet and of an interface in it: outbound the interface's first, inbound the subnet's first
 * (Microsoft Learn, "How network security groups filter network traffic"). An answer passes, since they know the connection, unless it
 * comes through a tunnel.
 * @returns the end where the packet does not pass
 */
export function filter(trail: Trail, subnet: Subnet, direction: Direction): Next | undefined {
  if (trail.isReturn && trail.due?.type !== "tunnel") return undefined;
  const { securityGroup } = subnet;
  const own = securityGroup === undefined ? [] : [{ group: securityGroup, fits: true as const }];
  const groups = [...own, ...interfaceGroups(trail, subnet, direction)];
  for (const { group, fits } of direction === "inbound" ? groups : groups.toReversed()) {
    const denied = throughGroup(trail, subnet, group, direction, fits);
    if (denied !== undefined) return denied;
  }
  return undefined;
}

interface FittingGroup {
  readonly group: SecurityGroup;
  /** Whether the packet is one of the interface's. */
  readonly fits: true | Unsure;
}

function interfaceGroups(
  { packet, model }: Trail,
  subnet: Subnet,
  direction: Direction,
): readonly FittingGroup[] {
  const address = direction === "inbound" ? packet.destination : packet.source;
  return model.interfaces
    .filter((item) => item.subnet === subnet)
    .flatMap(({ securityGroup: group, ip }) => {
      const fits = isThat(address, ip);
      return group === undefined || fits === false ? [] : [{ group, fits }];
    });
}

function throughGroup(
  trail: Trail,
  subnet: Subnet,
  group: SecurityGroup,
  direction: Direction,
  fits: true | Unsure,
): Next | undefined {
  const { allows, rule, later } = judge(subnet, direction, trail.packet, group);
  const known = allows instanceof Unsure ? undefined : allows;
  const isOfSubnet = group === subnet.securityGroup;
  const evidence = {
    kind: "security-group" as const,
    subnet,
    packet: trail.packet,
    direction,
    allows: known,
  };
  const decision = {
    evidence: isOfSubnet ? evidence : undefined,
    at: group.address,
    by: rule?.address ?? group.address,
    detail: ruleText(trail.packet, direction, rule),
    others: () =>
      later().map(
        ({ name, priority, allows: would }) =>
          `${name} (${priority}, ${would ? "allow" : "deny"}): later priority`,
      ),
  };
  const place: Place = { in: "subnet", subnet };
  // One of several addresses: what the group of one of them allows is allowed for all.
  if (fits !== true && allows === true) return undefined;
  if (fits !== true) return trail.unknown(place, "deny", decision, fits);
  if (allows instanceof Unsure) return trail.unknown(place, "deny", decision, allows);
  if (!allows) return trail.drop(place, decision);
  trail.hop("allow", decision);
  return undefined;
}

function ruleText(packet: Packet, direction: Direction, rule: SecurityRule | undefined): string {
  if (rule === undefined) return `${direction} rules that depend on what is unknown`;
  const text = `${direction} rule ${rule.name} (priority ${rule.priority})`;
  if (rule.allows || rule.priority < FIRST_DEFAULT) return text;
  const { protocol, port } = packet;
  const far = direction === "outbound" ? packet.destination : packet.source;
  const what = `${protocol}${port === undefined ? "" : ` port ${port}`}`;
  const allowed = `no rule allows ${what} ${direction === "outbound" ? "to" : "from"} ${formatAddress(far)}`;
  // The default rules allow what is in the virtual network.
  const isElsewhere = isPublic(far) !== true;
  return `${text}: ${allowed}${isElsewhere ? ", and no network, gateway or route of the subnet has it" : ""}`;
}

/** The priority of the first of the rules that every group has. */
const FIRST_DEFAULT = 65_000;
