/**
 * Services of the host that each machine may use. Rules for addresses do not count for them; only rules for the tag of the
 * service do (Microsoft Learn, "Network security groups", "Azure platform considerations"; "Virtual network service tags").
 */
import { AZURE_HOST, isWithin, METADATA } from "../address.js";
import type { AddressSet, SecurityRule, Subnet } from "../model/model.js";
import type { Packet } from "./packet.js";
import { ruleFits } from "./security-group.js";

const TAGS = [
  { tag: "AzurePlatformDNS", range: AZURE_HOST, ports: [53] },
  { tag: "AzurePlatformIMDS", range: METADATA, ports: [80] },
  { tag: "AzurePlatformLKM", range: AZURE_HOST, ports: [1688] },
];

/** The rule that keeps a machine in a subnet from a service of its host. */
export function platformDenial(
  { securityGroup, ...subnet }: Subnet,
  packet: Packet,
): SecurityRule | undefined {
  const tags = TAGS.filter(
    ({ range, ports }) =>
      isWithin(packet.destination, range) === true && ports.some((port) => port === packet.port),
  ).map(({ tag }) => tag.toLowerCase());
  const isTag = (set: AddressSet): boolean => set.kind === "tag" && tags.includes(set.tag.toLowerCase());
  const first = securityGroup?.rules
    .filter(({ direction, destinations }) => direction === "outbound" && destinations.some(isTag))
    .find(
      (rule) =>
        ruleFits({ ...rule, destinations: [{ kind: "any" }] }, packet, { ...subnet, securityGroup }) === true,
    );
  return first?.allows === false ? first : undefined;
}
