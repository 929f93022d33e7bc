/** Security groups, each rule against the platform file. */
import {
  balancerUsersOf,
  sorted,
  flatPodsOf,
  isV6,
  podCallersOf,
  rangesOf,
  publishedIn,
  publishersOf,
  transport,
  targetPort,
  usersOf,
  portsOf,
} from "./facts.js";
import {
  type ClusterOf,
  type Element,
  type Fields,
  type GatewayOf,
  type Invariant,
  type Subject,
  differences,
  entries,
  fields,
  list,
  optional,
  texts,
  unless,
} from "./subject.js";

/** Kubernetes' node ports, which a load balancer's packets may be addressed to. */
const NODE_PORTS = "30000-32767";

function rule(
  protocol: string,
  from: readonly string[],
  to: readonly string[],
  ports: readonly string[],
): string {
  return `${protocol} from ${sorted(from)} to ${sorted(to)} on ${sorted(ports)}`;
}

/** The same rule once per family, since no rule of Azure mixes them. */
function perFamily(
  protocol: string,
  from: readonly string[],
  to: readonly string[],
  ports: readonly string[],
): readonly string[] {
  return [false, true].flatMap((six) => {
    const [senders, receivers] = [from, to].map((ranges) => ranges.filter((range) => isV6(range) === six));
    return senders?.length === 0 || receivers?.length === 0
      ? []
      : [rule(protocol, senders ?? [], receivers ?? [], ports)];
  });
}

/** What the allow rules of a group say in one direction. */
function allowed(subject: Subject, group: string, direction: "Inbound" | "Outbound"): readonly string[] {
  return rulesOf(subject, group)
    .filter(({ body }) => body["direction"] === direction && body["access"] === "Allow")
    .map(({ body }) =>
      rule(
        texts(body["protocol"]).join(),
        [...texts(body["source_address_prefix"]), ...texts(body["source_address_prefixes"])],
        [...texts(body["destination_address_prefix"]), ...texts(body["destination_address_prefixes"])],
        [...texts(body["destination_port_range"]), ...texts(body["destination_port_ranges"])],
      ),
    );
}

function rulesOf(subject: Subject, group: string): readonly Element[] {
  return subject
    .of("azurerm_network_security_rule")
    .filter(
      ({ body }) =>
        subject.target(body["network_security_group_name"], "azurerm_network_security_group")?.name === group,
    );
}

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

/** Hubs with a Bastion that has a subnet, by the name of their group. */
function bastionGroups(subject: Subject): readonly string[] {
  return subject.hubs.flatMap(([hub, { bastion }]) =>
    bastion === undefined || fields(bastion)["tier"] === "Developer" ? [] : [`${hub}_bastion_group`],
  );
}

/** Source: Azure Bastion documentation, configure NSG rules. */
const BASTION = {
  inbound: [
    rule("Tcp", ["Internet"], ["*"], ["443"]),
    rule("Tcp", ["GatewayManager"], ["*"], ["443"]),
    rule("Tcp", ["AzureLoadBalancer"], ["*"], ["443"]),
    rule("*", ["VirtualNetwork"], ["VirtualNetwork"], ["8080", "5701"]),
  ],
  outbound: [
    rule("*", ["*"], ["VirtualNetwork"], ["22", "3389"]),
    rule("Tcp", ["*"], ["AzureCloud"], ["443"]),
    rule("*", ["VirtualNetwork"], ["VirtualNetwork"], ["8080", "5701"]),
    rule("*", ["*"], ["Internet"], ["80"]),
  ],
};

const bastions: Invariant = {
  name: "the group of Bastion has exactly the outbound rules that Azure requires",
  broken: (subject) =>
    bastionGroups(subject).flatMap((group) =>
      differences(group, allowed(subject, group, "Outbound"), BASTION.outbound),
    ),
};

/** Whether a spoke has a private endpoint: one of its own, or of the vault of a gateway. */
function hasPrivateEndpoints(spoke: Fields): boolean {
  const vaults = entries(spoke["gateways"]).map(([, { tls }]) => fields(fields(tls)["access"])["type"]);
  return entries(spoke["privateEndpoints"]).length > 0 || vaults.includes("private");
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
function expectedInbound(subject: Subject): ReadonlyMap<string, readonly string[]> {
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
    ...subject.allClusters
      .filter(({ spec }) => fields(spec["ingress"])["type"] === FOR_CONTAINERS)
      .map(({ id }) => `${id}_for_containers`)
      .map((name) => {
        const here = subject.prefixes(name);
        return [name, [PROBES, rule("Tcp", ["Internet"], here, ["80", "443"])]] as const;
      }),

    ...subject.spokes
      .filter(([, spec]) => hasPrivateEndpoints(spec))
      .map(([spoke]) => [`${spoke}_private_endpoints`, inboundOfEndpoints(subject, spoke)] as const),
  ]);
}

const groups: Invariant = {
  name: "a security group allows exactly the inbound traffic that the platform file declares",
  broken: (subject) => {
    const expected = expectedInbound(subject);
    return [
      ...differences(
        "security groups",
        subject.of("azurerm_network_security_group").map(({ name }) => name),
        [...expected.keys()],
      ),
      ...[...expected].flatMap(([group, wanted]) =>
        differences(group, allowed(subject, group, "Inbound"), wanted),
      ),
    ];
  },
};

const denies: Invariant = {
  name: "a security group refuses all other inbound traffic, and all other outbound traffic where egress is filtered",
  broken: (subject) => {
    const filtered = new Set([
      ...bastionGroups(subject),
      ...subject.clusters
        .filter(({ spec }) => fields(spec["egress"])["filter"] === "nsg")
        .flatMap(({ id, spec }) => Object.keys(fields(spec["nodePools"])).map((pool) => `${id}_${pool}`)),
    ]);
    const denied = (group: string): readonly string[] =>
      rulesOf(subject, group)
        .filter(({ body }) => body["access"] === "Deny")
        .map(({ body }) =>
          ["direction", "priority", "protocol", "source_address_prefix", "destination_address_prefix"]
            .concat("source_port_range", "destination_port_range")
            .map((key) => optional(body[key]))
            .join(" "),
        );
    const refused = (direction: string): string => `${direction} 4096 * * * * *`;
    return subject
      .of("azurerm_network_security_group")
      .flatMap(({ name }) =>
        differences(
          name,
          denied(name),
          filtered.has(name) ? [refused("Inbound"), refused("Outbound")] : [refused("Inbound")],
        ),
      );
  },
};

const filters: Invariant = {
  name: "a filtered cluster reaches its networks and declared destinations, never all addresses",
  broken: (subject) =>
    subject.clusters.flatMap((cluster) => {
      const egress = fields(cluster.spec["egress"]);
      return Object.keys(fields(cluster.spec["nodePools"])).flatMap((pool) => {
        const group = `${cluster.id}_${pool}`;
        const found = allowed(subject, group, "Outbound");
        if (egress["filter"] !== "nsg")
          return found.map((opening) => `${group} has an outbound rule without a filter: ${opening}.`);
        const tunnel = fields(cluster.spec["apiServer"])["type"] === "public";
        const wanted = entries(egress["allow"]).flatMap(([, { addresses, serviceTags, ports, protocol }]) =>
          [...texts(addresses).map((range) => [range]), ...texts(serviceTags).map((tag) => [tag])].map((to) =>
            rule(protocol === "UDP" ? "Udp" : "Tcp", ["*"], to, texts(ports ?? 443)),
          ),
        );
        return unless([
          [
            found.some((opening) => /^Udp from \* to AzureCloud\.\w+ on 1194$/.test(opening)) === tunnel,
            `${group}: the tunnel over UDP 1194 does not fit the API server.`,
          ],
          [
            found.some((opening) => /^Tcp from \* to AzureCloud\.\w+ on 9000$/.test(opening)) === tunnel,
            `${group}: the tunnel over TCP 9000 does not fit the API server.`,
          ],
          ...wanted.map((opening) => [found.includes(opening), `${group} lacks ${opening}.`] as const),
          ...found.map(
            (opening) =>
              [!/ to (\*|Internet|0\.0\.0\.0\/0) /.test(opening), `${group} is open: ${opening}.`] as const,
          ),
          [
            found.some((opening) => opening.includes(" to ") && opening.endsWith(" on *")),
            `${group} does not reach its networks.`,
          ],
        ]);
      });
    }),
};

const associations: Invariant = {
  name: "every subnet has the security group of its name, but those of Azure's own services",
  broken: (subject) => {
    const exempt = (subnet: Element): boolean =>
      subject.isOfHub(subnet.name) || /_(pods|api_server|virtual_nodes)$/.test(subnet.name);
    return subject
      .of("azurerm_subnet")
      .filter((subnet) => !exempt(subnet))
      .flatMap((subnet) => {
        const found = subject
          .of("azurerm_subnet_network_security_group_association")
          .filter(({ body }) => subject.target(body["subnet_id"], "azurerm_subnet") === subnet)
          .map(
            ({ body }) =>
              subject.target(body["network_security_group_id"], "azurerm_network_security_group")?.name,
          );
        return differences(subnet.name, found.map(String), [subnet.name]);
      });
  },
};

export const SECURITY_GROUPS: readonly Invariant[] = [groups, denies, filters, associations, bastions];
