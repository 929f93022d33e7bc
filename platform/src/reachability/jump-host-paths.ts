import { Hub, SpokeCluster, type IExtensibleHub, type JumpHost } from "@aks-topology/constructs/internal";
import { fileKeyOf } from "../renames/file-keys.js";
import type { KeyPath } from "../source-map.js";
import { AZURE_HOST } from "./callers.js";
import { path, type DeclaredPath } from "./declared-path.js";
import { isForwarded } from "./dns-resolver-paths.js";
import { destinationEnds } from "./egress-paths.js";
import { keyOfHub, type NamedCluster } from "./named-things.js";
import { isOwn, strangerIn } from "./strangers.js";

const [SSH, HTTPS] = [22, 443];

/**
 * Bastion alone opens sessions to the jump host. It reaches private API servers whose names the hub knows and what the
 * firewall's rules allow it; nodes refuse it.
 */
export function jumpHostPaths(
  hub: IExtensibleHub,
  clusters: readonly NamedCluster[],
): readonly DeclaredPath[] {
  if (!(hub instanceof Hub) || hub.jumpHost?.resource === undefined) return [];
  const own = fileKeyOf(hub);
  const [key, here] = [[...keyOfHub(own), "bastion", "jumpHost"], `${own}/jump-host`];
  const way = (expect: DeclaredPath["expect"], from: string, to: string, port: number): DeclaredPath =>
    path(`${own}: ${from} -> ${to}`, key, expect, { from, to, port });
  const ofHub = clusters.filter(({ spoke }) => spoke.hub === hub);
  const stranger = strangerIn(hub)?.literal;
  return [
    way("delivered", hub.bastion?.subnet === undefined ? AZURE_HOST : `${own}/bastion`, here, SSH),
    way("dropped", "internet", here, SSH),
    ...(stranger === undefined ? [] : [way("dropped", stranger, here, SSH)]),
    ...ofHub
      .filter(({ cluster }) => isPrivate(cluster) && asksAzure(hub))
      .map(({ name }) => way("delivered", here, `${name}/api`, HTTPS)),
    ...ofHub
      .filter((cluster) => refuses(cluster, hub.jumpHost))
      .map(({ name }) => way("dropped", here, `${name}/node`, SSH)),
    ...allowedEgress(hub, own, key),
    // A gateway may learn another default route, which the file does not say.
    ...(hub.firewall === undefined && hub.gateway !== undefined
      ? []
      : [HTTPS, SSH].map((port) => way("dropped", here, "internet", port))),
  ];
}

/** Whether the API server has a private address and a name in a zone that the hub is linked to, or in public DNS. */
function isPrivate(cluster: NamedCluster["cluster"]): boolean {
  if (!(cluster instanceof SpokeCluster)) return false;
  const { apiServer } = cluster.api;
  const access = apiServer.type === "vnet-integration" ? apiServer.access : apiServer;
  return access.type === "private" && access.dns.type !== "system-zone";
}

/** Whether Azure answers the machines of the hub: what custom resolvers answer is not known. */
function asksAzure({ resolver, dnsServers }: Hub): boolean {
  return resolver !== undefined || dnsServers.length === 0;
}

/** Whether the nodes' groups are known, and none of the declared callers of pods is the jump host. */
function refuses({ cluster: { network, pools } }: NamedCluster, jumpHost: JumpHost | undefined): boolean {
  const callers = "reachableFrom" in network ? (network.reachableFrom ?? []) : [];
  const prefix = jumpHost?.subnet?.prefix;
  return (
    prefix !== undefined &&
    pools.every(({ subnet }) => isOwn(subnet.securityGroup)) &&
    callers.every((range) => !range.overlaps(prefix))
  );
}

/** To each destination that the firewall allows it. What the servers of forwarded domains answer is not known. */
function allowedEgress(hub: Hub, own: string, key: KeyPath): readonly DeclaredPath[] {
  const from = `${own}/jump-host`;
  return (hub.jumpHost?.rules?.derived ?? []).flatMap((rule) =>
    destinationEnds(rule)
      .filter(({ to }) => !isForwarded(hub, to))
      .map(({ to, port, protocol }) =>
        path(`${own}: ${rule.ruleSet}/${rule.name}, jump-host -> ${to}`, key, "delivered", {
          from,
          to,
          port,
          protocol,
        }),
      ),
  );
}
