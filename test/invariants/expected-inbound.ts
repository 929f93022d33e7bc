/** What the platform file allows through each security group. */
import { inboundOfJumpHost, jumpHosts } from "./jump-host.js";
import { BASTION, bastionGroups } from "./bastion.js";
import {
  balancerUsersOf,
  flatPodsOf,
  podCallersOf,
  isV6,
  portsOf,
  publishedIn,
  publishersOf,
  rangesOf,
  targetPort,
  transport,
  usersOf,
} from "./facts.js";
import { perFamily, rule } from "./security-rules.js";
import {
  type ClusterOf,
  type Fields,
  type GatewayOf,
  type Subject,
  entries,
  fields,
  list,
  optional,
  texts,
} from "./subject.js";

/** Kubernetes' node ports, which a load balancer's packets may be addressed to. */
const NODE_PORTS = "30000-32767";

const FOR_CONTAINERS = "application-gateway-for-containers";
const PROBES = rule("*", ["AzureLoadBalancer"], ["*"], ["*"]);

/** The internal load balancer of a cluster, from what calls it. */
interface Balancer {
  readonly callers: readonly string[];
  readonly address: string;
  readonly port: string;
  /** Whether a packet comes from outside the network, so that a group sees only what goes to its own subnet. */
  readonly isPublic: boolean;
}

function balancerOf(subject: Subject, cluster: ClusterOf): Balancer | undefined {
  const ingress = fields(cluster.spec["ingress"]);
  const gateway = subject.gatewayOf(cluster);
  if (ingress["type"] === "gateway-to-load-balancer" && gateway !== undefined) {
    const pools = list(subject.at(`azurerm_application_gateway.${gateway.id}`)?.body["backend_address_pool"]);
    const pool = pools.map(fields).find(({ name }) => name === cluster.key) ?? {};
    const backend = fields(ingress["backend"]);
    const port = optional(backend["port"]) ?? (backend["protocol"] === "https" ? "443" : "80");
    return {
      callers: subject.prefixes(gateway.id),
      address: texts(pool["ip_addresses"])[0] ?? "",
      port,
      isPublic: false,
    };
  }
  if (ingress["type"] !== "front-door") return undefined;
  return ingress["origin"] === "public"
    ? {
        callers: ["AzureFrontDoor.Backend"],
        address: `\${azurerm_public_ip.${cluster.id}_front_door_origin.ip_address}`,
        port: "443",
        isPublic: true,
      }
    : {
        callers: subject.prefixes(`${cluster.spoke}_load_balancers`),
        address: loadBalancerAddress(subject, cluster),
        port: "443",
        isPublic: false,
      };
}

/** The fixed address that the Service of the controller asks for. */
function loadBalancerAddress(subject: Subject, { spoke, key }: ClusterOf): string {
  const text = subject.manifests.get(`${spoke}-${key}/controller-service.yaml`) ?? "";
  return /azure-load-balancer-ipv4: "?([\d.]+)/.exec(text)?.[1] ?? "";
}

/** Everything that the group of one pool allows to the nodes and pods of its cluster. */
function inboundOfPool(subject: Subject, cluster: ClusterOf, pool: string): readonly string[] {
  const { nodes, pods } = rangesOf(subject, cluster);
  const seen = [...pods, ...subject.prefixes(`${cluster.id}_virtual_nodes`)];
  const everybody = [...nodes, ...seen];
  const ingress = optional(fields(cluster.spec["ingress"])["type"]) ?? "none";
  const gateway = subject.gatewayOf(cluster);
  const apiServer = subject.prefixes(`${cluster.id}_api_server`);
  const balancer = balancerOf(subject, cluster);
  const own = subject.prefixes(`${cluster.id}_${pool}`).filter((prefix) => !isV6(prefix));
  return [
    ...perFamily("*", nodes, nodes, ["*"]),
    ...perFamily("*", nodes, seen, ["*"]),
    ...perFamily("*", seen, seen, ["*"]),
    ...perFamily("*", seen, nodes, ["*"]),
    PROBES,
    ...perFamily("Tcp", apiServer, everybody, ["*"]),
    ...(subject.agicOf(cluster) !== undefined && gateway !== undefined
      ? perFamily("Tcp", subject.prefixes(gateway.id), everybody, ["*"])
      : []),
    ...(ingress === FOR_CONTAINERS
      ? perFamily("Tcp", subject.prefixes(`${cluster.id}_for_containers`), everybody, ["*"])
      : []),
    ...(balancer === undefined
      ? []
      : [
          rule(
            "Tcp",
            balancer.callers,
            [balancer.address, ...(balancer.isPublic ? own : nodes)],
            [balancer.port],
          ),
        ]),
    ...perFamily("*", podCallersOf(cluster), flatPodsOf(subject, cluster), ["*"]),
    ...usersOfBalancers(subject, cluster.spoke),
    ...publishedIn(subject, cluster.spoke).map(([, service]) =>
      rule(
        transport(service),
        publishersOf(subject, cluster.spoke),
        [...texts(service["to"]), ...nodes],
        [targetPort(service), NODE_PORTS],
      ),
    ),
  ];
}

function inboundOfGateway(subject: Subject, gateway: GatewayOf): readonly string[] {
  const here = subject.prefixes(gateway.id);
  const users = usersOf(subject, gateway);
  return [
    PROBES,
    ...(gateway.spec["networkIsolation"] === true
      ? []
      : [rule("Tcp", ["GatewayManager"], ["*"], ["65200-65535"])]),
    ...(fields(gateway.spec["frontend"])["type"] === "private"
      ? []
      : [rule("Tcp", ["Internet"], here, portsOf(gateway))]),
    ...(users.length === 0 ? [] : [rule("Tcp", users, here, portsOf(gateway))]),
  ];
}

/** Users of all load balancers of a spoke: a frontend's address stays on the packet up to the node. */
function usersOfBalancers(subject: Subject, spoke: string): readonly string[] {
  const { users, ports } = balancerUsersOf(subject, spoke);
  return perFamily("Tcp", users, subject.prefixes(`${spoke}_load_balancers`), ports);
}

function inboundOfBalancers(subject: Subject, spoke: string): readonly string[] {
  return [
    PROBES,
    ...usersOfBalancers(subject, spoke),
    ...publishedIn(subject, spoke).map(([, service]) =>
      rule(transport(service), publishersOf(subject, spoke), texts(service["to"]), [targetPort(service)]),
    ),
    ...subject.clusters
      .filter((cluster) => cluster.spoke === spoke && fields(cluster.spec["ingress"])["origin"] !== "public")
      .flatMap((cluster) => {
        const balancer = balancerOf(subject, cluster);
        return balancer === undefined
          ? []
          : [rule("Tcp", balancer.callers, [balancer.address], [balancer.port])];
      }),
  ];
}

/** Whether a spoke has a private endpoint: one of its own, of the vault of a gateway, or of the runtime's storage. */
function hasPrivateEndpoints({ file }: Subject, key: string, spoke: Fields): boolean {
  const vaults = entries(spoke["gateways"]).map(([, { tls }]) => fields(fields(tls)["access"])["type"]);
  const { storage, network } = fields(file["routeSync"]);
  const isOfRuntime = storage === "private" && fields(network)["spoke"] === key;
  return entries(spoke["privateEndpoints"]).length > 0 || vaults.includes("private") || isOfRuntime;
}

/** The spoke and its hub may call private endpoints, and no one else. */
function inboundOfEndpoints(subject: Subject, spoke: string): readonly string[] {
  const here = subject.prefixes(`${spoke}_private_endpoints`);
  const ranges = (spec: Fields | undefined): readonly string[] =>
    texts(spec?.["addressSpace"]).filter((range) => !isV6(range));
  const hub = subject.hubs.find(([key]) => key === subject.hubKeyOf(spoke))?.[1];
  const own = subject.spokes.find(([key]) => key === spoke)?.[1];
  return [own, hub].map((network) => rule("Tcp", ranges(network), here, ["443"]));
}

/** Every security group, with all that may come in through it. */
export function expectedInbound(subject: Subject): ReadonlyMap<string, readonly string[]> {
  return new Map([
    ...subject.clusters.flatMap((cluster) =>
      Object.keys(fields(cluster.spec["nodePools"])).map(
        (pool) => [`${cluster.id}_${pool}`, inboundOfPool(subject, cluster, pool)] as const,
      ),
    ),
    ...subject.gateways.map((gateway) => [gateway.id, inboundOfGateway(subject, gateway)] as const),
    ...subject.spokes
      .filter(([spoke]) => subject.at(`azurerm_subnet.${spoke}_load_balancers`) !== undefined)
      .map(([spoke]) => [`${spoke}_load_balancers`, inboundOfBalancers(subject, spoke)] as const),
    ...subject.spokes
      .filter(([spoke]) => subject.at(`azurerm_subnet.${spoke}_route_sync`) !== undefined)
      .map(([spoke]) => [`${spoke}_route_sync`, []] as const),
    ...bastionGroups(subject).map((group) => [group, BASTION.inbound] as const),
    ...jumpHosts(subject).map(({ id, hub }) => [id, inboundOfJumpHost(subject, hub, id)] as const),
    ...subject.allClusters
      .filter(({ spec }) => fields(spec["ingress"])["type"] === FOR_CONTAINERS)
      .map(({ id }) => `${id}_for_containers`)
      .map((name) => {
        const here = subject.prefixes(name);
        return [name, [PROBES, rule("Tcp", ["Internet"], here, ["80", "443"])]] as const;
      }),

    ...subject.spokes
      .filter(([spoke, spec]) => hasPrivateEndpoints(subject, spoke, spec))
      .map(([spoke]) => [`${spoke}_private_endpoints`, inboundOfEndpoints(subject, spoke)] as const),
  ]);
}
