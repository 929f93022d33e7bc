/** Those in the virtual network whom no key allows: security groups have to close what Azure's default rules leave open. */
import {
  Cidr,
  NetworkSecurityGroup,
  SpokeGateway,
  SyncNetwork,
  type Spoke,
} from "@aks-topology/constructs/internal";
import { fileKeyOf } from "../renames/file-keys.js";
import { path, type DeclaredPath } from "./declared-path.js";
import type { NamedCluster, NamedGateway } from "./named-things.js";

const SSH = 22;
const PART_BITS = 8;

/** Anything else in the network of the spoke to the nodes. */
export function strangersToNodes({ name, key, cluster, spoke }: NamedCluster): readonly DeclaredPath[] {
  const { network, pools } = cluster;
  if (pools.some(({ subnet }) => !isOwn(subnet.securityGroup))) return [];
  const from = strangerIn(spoke);
  const callers = "reachableFrom" in network ? (network.reachableFrom ?? []) : [];
  if (from === undefined || callers.some((range) => range.overlaps(from))) return [];
  const ends = { from: from.literal, to: `${name}/node`, port: SSH };
  return [path(`${name}: rest of the network -> node`, key, "dropped", ends)];
}

/** Anything else in the network of the spoke to a gateway, on a port that it does not listen on. */
export function strangersToGateway({ name, key, gateway, spoke }: NamedGateway): readonly DeclaredPath[] {
  const from = strangerIn(spoke);
  if (from === undefined || !(gateway instanceof SpokeGateway)) return [];
  if (gateway.openPorts.includes(SSH) || !isOwn(gateway.subnet.securityGroup)) return [];
  const ends = { from: from.literal, to: gateway.subnet.prefix.literal, port: SSH };
  return [path(`${name}: rest of the network -> gateway`, key, "dropped", ends)];
}

/** Anything else in the network of the spoke to the runtime of route sync, which nothing in the network calls. */
export function strangersToRuntime(spoke: Spoke): readonly DeclaredPath[] {
  const from = strangerIn(spoke);
  if (from === undefined) return [];
  return spoke.node
    .findAll()
    .filter((construct) => construct instanceof SyncNetwork)
    .filter(({ subnet }) => isOwn(subnet.securityGroup))
    .map(({ subnet }) =>
      path(`${fileKeyOf(spoke)}: rest of the network -> route sync`, ["routeSync", "network"], "dropped", {
        from: from.literal,
        to: subnet.prefix.literal,
        port: SSH,
      }),
    );
}

/** What else a group of another team allows is not described. */
export function isOwn(group: unknown): boolean {
  return group instanceof NetworkSecurityGroup;
}

/** A range of a network of a hub or spoke without subnets of the platform; undefined where they fill the network. */
export function strangerIn({ network, node }: Pick<Spoke, "network" | "node">): Cidr | undefined {
  const taken = node
    .findAll()
    .flatMap((construct) =>
      "prefix" in construct && construct.prefix instanceof Cidr ? Cidr.of(construct.prefix.literal) : [],
    );
  return network.addressSpace
    .map(({ literal }) => Cidr.of(literal))
    .filter(({ family }) => family === 4)
    .flatMap(partsOf)
    .find((part) => taken.every((prefix) => !prefix.overlaps(part)));
}

/** Parts of a range, the last first, each small enough to be free where a network has room. */
function partsOf(space: Cidr): readonly Cidr[] {
  const bits = Math.min(PART_BITS, 32 - space.prefixLength);
  return Array.from({ length: 2 ** bits }, (_, index) =>
    space.subnet(space.prefixLength + bits, BigInt(2 ** bits - 1 - index)),
  );
}
