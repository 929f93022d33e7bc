import type { Construct } from "constructs";
import { claimsOf } from "../../core/address-claims.js";
import { knownText } from "../../core/known.js";
import type { Judgement } from "../../core/rule.js";
import type { ForcedTunnelling } from "../../firewall/forced-tunnelling.js";
import { hostRange, isIpv4Address, type Cidr } from "../../net/cidr.js";
import type { VirtualNetwork } from "../../network/virtual-network.js";
import { NEXT_HOP_IN_A_SUBNET, NEXT_HOP_UNREACHABLE } from "../cluster/egress/kind-rules.js";

/** A hub whose firewall sends what goes to the Internet to an appliance. */
interface TunnellingHub extends Construct {
  readonly network: VirtualNetwork;
  /** Ranges of networks that are peered with it. */
  readonly peers: readonly Cidr[];
}

/** The next hop of a firewall is in the hub or in one of its peers, and on no subnet whose addresses Azure assigns. */
export function judgeNextHop(
  hub: TunnellingHub,
  { privateIp: address }: ForcedTunnelling,
): readonly Judgement[] {
  const known = knownText(address);
  if (known === undefined || !isIpv4Address(known)) return [];
  const place = hostRange(known);
  const claim = claimsOf(hub).find(
    ({ use, group, range }) => use === "subnet" && group === hub.network.node.path && range.contains(place),
  );
  if (claim !== undefined) return [NEXT_HOP_IN_A_SUBNET.judge({ address, subnet: claim.range })];
  const isNear = [...hub.network.addressSpace, ...hub.peers].some((range) => range.contains(place));
  return isNear ? [] : [NEXT_HOP_UNREACHABLE.judge(known)];
}
