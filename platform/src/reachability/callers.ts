/** What Azure itself sends to nodes and gateways, and who uses a gateway's private address. */
import { isCreatedCluster, SpokeGateway, type IHub } from "@aks-topology/constructs/internal";
import { path, type DeclaredPath } from "./declared-path.js";
import type { NamedCluster, NamedGateway } from "./named-things.js";

/** From which load balancers probe (Microsoft Learn, "What is IP address 168.63.129.16?"). */
export const AZURE_HOST = "168.63.129.16";
/** Of kube-proxy, which load balancers probe for Services with the policy Local. */
const PROBED = 10_256;
const KUBELET = 10_250;
/** First port of a gateway's control plane. Source: Application Gateway infrastructure configuration. */
const CONTROL_PORT = 65_200;

/** Health probes to the nodes. */
export function probesOfNodes({ name, key }: NamedCluster): readonly DeclaredPath[] {
  const ends = { from: AZURE_HOST, to: `${name}/node`, port: PROBED };
  return [path(`${name}: health probe -> node`, key, "delivered", ends)];
}

/** Health probes of a gateway's instances, and its control plane. */
export function platformToGateway({ name, key, gateway }: NamedGateway): readonly DeclaredPath[] {
  if (!(gateway instanceof SpokeGateway)) return [];
  const to = gateway.subnet.prefix.literal;
  const probes = gateway.servedPorts
    .slice(0, 1)
    .map((port) =>
      path(`${name}: health probe -> gateway`, key, "delivered", { from: AZURE_HOST, to, port }),
    );
  const managers =
    gateway.networkIsolation || !gateway.hasPublicFrontend
      ? []
      : [
          path(`${name}: GatewayManager -> gateway`, key, "delivered", {
            from: "tag:GatewayManager",
            to: `gateway:${name}`,
            port: CONTROL_PORT,
          }),
        ];
  return [...probes, ...managers];
}

/**
 * Those who use the private address: on-premises, the nodes of the gateway's own spoke, and nodes of other spokes that route to
 * the firewall of the same hub. Other networks that are peered with the hub route as their teams choose.
 */
export function usersOfGateway(
  { name, key, gateway, spoke }: NamedGateway,
  clusters: readonly NamedCluster[],
): readonly DeclaredPath[] {
  if (!(gateway instanceof SpokeGateway)) return [];
  const { onPremises } = spoke.hub;
  const sites = gateway.privateUsers
    .filter((range) => onPremises.some((site) => site.contains(range)))
    .map(({ literal }) => literal);
  const nodes = clusters
    .filter((cluster) => cluster.spoke === spoke || passesFirewall(cluster, spoke.hub))
    .filter(({ cluster: { pools } }) =>
      pools.every(({ subnet }) => gateway.frontendUsers.some((range) => range.contains(subnet.prefix))),
    )
    .map((cluster) => `${cluster.name}/node`);
  return [...sites, ...nodes].flatMap((from) =>
    gateway.servedPorts.map((port) =>
      path(`${name}: ${from} -> gateway`, key, "delivered", { from, to: `gateway:${name}`, port }),
    ),
  );
}

/** Whether the nodes of a cluster reach what is behind the firewall of a hub. */
function passesFirewall({ cluster, spoke }: NamedCluster, hub: IHub): boolean {
  const isThere = spoke.hub === hub && hub.firewall !== undefined;
  return isThere && isCreatedCluster(cluster) && cluster.egress.firewallRules !== undefined;
}

/** An API server with an address in the spoke's network, to kubelets and webhooks. */
export function fromApiServer({ name, key, cluster }: NamedCluster): readonly DeclaredPath[] {
  const subnet = isCreatedCluster(cluster) ? cluster.api.subnet : undefined;
  if (subnet === undefined) return [];
  const ends = { from: subnet.prefix.literal, to: `${name}/node`, port: KUBELET };
  return [path(`${name}: api -> node`, [...key, "apiServer"], "delivered", ends)];
}
