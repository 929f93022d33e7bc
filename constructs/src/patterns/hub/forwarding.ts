import { claimsAround } from "../../core/address-claims.js";
import { knownText } from "../../core/known.js";
import type { Judgement } from "../../core/rule.js";
import { FORWARDED_NOWHERE } from "../../firewall/dns-rules.js";
import { Cidr, isIpv4Address } from "../../net/cidr.js";
import { NOT_ON_THE_INTERNET } from "../../net/well-known.js";
import type { PrivateResolver } from "../../network/private-resolver.js";
import type { IHub } from "../estate/hub.js";

/** Judges the servers of forwarding rules. Without known sites, a gateway of the hub may learn where private ones are. */
export function judgeForwarding(
  { gateway, onPremises, network, node }: IHub,
  { rules }: PrivateResolver,
): Judgement[] {
  if (gateway !== undefined && onPremises.length === 0) return [];
  const { reached } = claimsAround(node.root, network);
  const isReached = (address: Cidr): boolean =>
    reached.some(({ range, use }) => use !== "subnet" && use !== "services" && range.contains(address));
  return rules.flatMap(({ name: rule, servers }) =>
    servers
      .flatMap((server) => knownText(server) ?? [])
      .filter(isIpv4Address)
      .filter((server) => {
        const address = Cidr.of(`${server}/32`);
        return NOT_ON_THE_INTERNET.some((range) => range.contains(address)) && !isReached(address);
      })
      .map((server) => FORWARDED_NOWHERE.judge({ rule, server })),
  );
}
