/**
 * What the firewall's other rules are for: those that no cluster needs for itself, but route sync, and callers of gateways and
 * pods.
 */
import {
  arePeered,
  Cidr,
  EgressRules,
  FirewallRuleGroup,
  hostRange,
  readable,
  type DerivedRule,
  type Spoke,
} from "@aks-topology/constructs/internal";
import type { PeerRoute } from "../peer-routes.js";
import { fileKeyOf } from "../renames/file-keys.js";
import type { DeclaredPath } from "./declared-path.js";
import { destinationEnds } from "./egress-paths.js";
import type { NamedCluster } from "./named-things.js";
import { sampleBalancers, type SampleBalancer } from "./sample-balancers.js";

export function ruleGroupPaths(
  spoke: Spoke,
  clusters: readonly NamedCluster[],
  { spokes, peerRoutes }: { readonly spokes: readonly Spoke[]; readonly peerRoutes: readonly PeerRoute[] },
): readonly DeclaredPath[] {
  const peers = peerRoutes.flatMap((route) => (route.spoke === spoke ? [route.peer] : []));
  const balancers = spokes.flatMap((each) => sampleBalancers(each, clusters));
  return spoke.node
    .findAll()
    .filter((construct) => construct instanceof FirewallRuleGroup)
    .filter(({ node }) => !(node.scope instanceof EgressRules))
    .flatMap((group) =>
      group.derived.map((rule) => ({
        ...rule,
        destinations: rule.destinations.flatMap((text) => endsOf(readable(group, text), rule, balancers)),
      })),
    )
    .flatMap((rule) =>
      rule.sources.flatMap((source) =>
        pathsOf(spoke, rule, isIn(peers, source) ? [source] : clientsIn(spoke, clusters, source)),
      ),
    );
}

/** The load balancers in a subnet, for a rule of their users; other destinations as they are. */
function endsOf(
  destination: string,
  { ruleSet }: DerivedRule,
  balancers: readonly SampleBalancer[],
): readonly string[] {
  if (ruleSet !== "internal-load-balancers") return [destination];
  const range = Cidr.of(destination);
  return balancers.filter(({ address }) => range.contains(hostRange(address))).map(({ address }) => address);
}

function isIn(peers: readonly Cidr[], source: string): boolean {
  const range = Cidr.of(source);
  return peers.some((peer) => peer.contains(range));
}

function pathsOf(spoke: Spoke, rule: DerivedRule, clients: readonly string[]): readonly DeclaredPath[] {
  const name = fileKeyOf(spoke);
  return clients.flatMap((from) =>
    destinationEnds(rule).map(({ to, protocol, port }): DeclaredPath => ({
      name: `${name}: ${rule.ruleSet}/${rule.name}, ${from} -> ${to}:${port}`,
      key: ["spokes", spoke.key],
      expect: "delivered",
      from,
      to,
      protocol,
      port,
    })),
  );
}

/** The clients in a range: one on-premises, a subnet of the spoke, or, where the range is of networks that are connected with it, the nodes in them. */
function clientsIn(spoke: Spoke, clusters: readonly NamedCluster[], source: string): readonly string[] {
  const range = Cidr.of(source);
  const { hub, network } = spoke;
  if (hub.onPremises.some((site) => site.contains(range))) return [source];
  if (network.addressSpace.some((space) => space.contains(range) && !space.equals(range))) return [source];
  return clusters
    .filter((cluster) => arePeered(spoke, network, cluster.spoke.network))
    .filter((cluster) => cluster.spoke.network.addressSpace.some((space) => range.contains(space)))
    .map(({ name }) => `${name}/node`);
}
