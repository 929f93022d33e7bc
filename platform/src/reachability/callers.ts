/** What Azure itself sends to nodes and gateways, and who uses a gateway's private address. */
import {
  knownText,
  SpokeCluster,
  SpokeFrontDoor,
  SpokeGateway,
  type Spoke,
} from "@aks-topology/constructs/internal";
import { path, type DeclaredPath } from "./declared-path.js";
import type { NamedCluster, NamedGateway } from "./named-things.js";

/** From which load balancers probe (Microsoft Learn, "What is IP address 168.63.129.16?"). */
const AZURE_HOST = "168.63.129.16";
/** Of kube-proxy, which load balancers probe for Services with the policy Local. */
const PROBED = 10_256;
const KUBELET = 10_250;
const HTTPS = 443;
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
  const probes = gateway.openPorts
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

/** Those on-premises who use the private address. Other networks that are peered with the hub route as their teams choose. */
export function usersOfGateway({ name, key, gateway, spoke }: NamedGateway): readonly DeclaredPath[] {
  if (!(gateway instanceof SpokeGateway)) return [];
  const { onPremises } = spoke.hub;
  return gateway.privateUsers
    .filter((range) => onPremises.some((site) => site.contains(range)))
    .flatMap((range) =>
      gateway.openPorts.map((port) =>
        path(`${name}: ${range.literal} -> gateway`, key, "delivered", {
          from: range.literal,
          to: `gateway:${name}`,
          port,
        }),
      ),
    );
}

/** An API server with an address in the spoke's network, to kubelets and webhooks. */
export function fromApiServer({ name, key, cluster }: NamedCluster): readonly DeclaredPath[] {
  const subnet = cluster instanceof SpokeCluster ? cluster.api.subnet : undefined;
  if (subnet === undefined) return [];
  const ends = { from: subnet.prefix.literal, to: `${name}/node`, port: KUBELET };
  return [path(`${name}: api -> node`, [...key, "apiServer"], "delivered", ends)];
}

/** A private link service, whose addresses are in the subnet of the load balancers, to that of its cluster. */
export function fromPrivateLink(spoke: Spoke): readonly DeclaredPath[] {
  return frontDoorsOf(spoke).flatMap(({ backend, cluster }) => {
    if (backend.type !== "private-link") return [];
    const to = knownText(backend.address) ?? backend.address;
    const ends = { from: backend.balancers.subnet.prefix.literal, to, port: HTTPS };
    const key = ["spokes", spoke.key, "clusters", cluster.key, "ingress"];
    return [path(`${spoke.key}: private link -> ${to}`, key, "delivered", ends)];
  });
}

export function frontDoorsOf({ node }: Spoke): readonly SpokeFrontDoor[] {
  return node.findAll().filter((construct) => construct instanceof SpokeFrontDoor);
}
