import { formatAddress } from "../address.js";
import type { Packet } from "../evaluate/packet.js";
import { judge } from "../evaluate/security-group.js";
import type { Direction, SecurityRule, Subnet } from "../model/model.js";
import { Unsure } from "../tri.js";
import type { Place } from "./hop.js";
import type { Next, Trail } from "./trail.js";

/**
 * The security group of a subnet. An answer passes, since the group knows the connection.
 * @returns the end where the packet does not pass
 */
export function filter(trail: Trail, subnet: Subnet, direction: Direction): Next | undefined {
  const group = subnet.securityGroup;
  if (group === undefined || trail.isReturn) return undefined;
  const { allows, rule, later } = judge(subnet, direction, trail.packet);
  const known = allows instanceof Unsure ? undefined : allows;
  const decision = {
    evidence: { kind: "security-group" as const, subnet, packet: trail.packet, direction, allows: known },
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
  if (allows instanceof Unsure) return trail.unknown(place, "deny", decision, allows);
  if (!allows) return trail.drop(place, decision);
  trail.hop("allow", decision);
  return undefined;
}

function ruleText(
  { source, destination }: Packet,
  direction: Direction,
  rule: SecurityRule | undefined,
): string {
  if (rule === undefined) return `${direction} rules that depend on what is unknown`;
  const text = `${direction} rule ${rule.name} (priority ${rule.priority})`;
  if (rule.allows || rule.priority < FIRST_DEFAULT) return text;
  const far = formatAddress(direction === "outbound" ? destination : source);
  return `${text}: no rule names ${far}, and no network, gateway or route of the subnet has it`;
}

/** The priority of the first of the rules that every group has. */
const FIRST_DEFAULT = 65_000;
