/** What Terraform must complete before it begins something else, because Azure would refuse it or work it out wrongly. */
import { fields, type ClusterOf, type Element, type Invariant, type Subject } from "./subject.js";
import { isVirtualWan, makesBothHalves, tunnelOf } from "./existing-hub.js";
import { balancerUsersOf } from "./facts.js";

/** A sentence for each of `before` that `second` does not wait for. */
function waits(subject: Subject, second: Element | undefined, before: readonly Element[]): readonly string[] {
  if (second === undefined) return [];
  return before
    .filter((first) => !subject.waitsFor(second, first))
    .map((first) => `${second.address} does not wait for ${first.address}.`);
}

const ASSOCIATIONS = [
  "azurerm_subnet_network_security_group_association",
  "azurerm_subnet_route_table_association",
  "azurerm_subnet_nat_gateway_association",
] as const;

function associationsOf(subject: Subject, subnets: readonly (Element | undefined)[]): readonly Element[] {
  return ASSOCIATIONS.flatMap((type) => subject.of(type)).filter(({ body }) => {
    const subnet = subject.target(body["subnet_id"], "azurerm_subnet");
    return subnet !== undefined && subnets.includes(subnet);
  });
}

/** The subnet of the firewall that carries a cluster's egress; undefined for another kind of egress. */
function firewallOf(subject: Subject, { spec, spoke }: ClusterOf): string | undefined {
  const { type = "firewall" } = fields(spec["egress"]);
  return type === "firewall" ? `${subject.hubKeyOf(spoke)}_AzureFirewallSubnet` : undefined;
}

function clusterOf(subject: Subject, { id, spec }: ClusterOf): Element | undefined {
  const kind = spec["type"] === "automatic" ? "automatic_cluster" : "cluster";
  return subject.at(`azurerm_kubernetes_${kind}.${id}`);
}

function subnetsOf(subject: Subject, { id, spoke, spec }: ClusterOf): readonly Element[] {
  const pools = Object.keys(fields(spec["nodePools"]));
  const names = [...pools.flatMap((pool) => [`${id}_${pool}`, `${id}_${pool}_pods`]), `${id}_api_server`];
  const ingress = fields(spec["ingress"]);
  const onBalancers =
    ingress["type"] === "gateway-to-load-balancer" ||
    (ingress["type"] === "front-door" && ingress["origin"] !== "public") ||
    balancerUsersOf(subject, spoke).users.length > 0;
  const balancers = onBalancers ? [`${spoke}_load_balancers`] : [];
  return [...names, ...balancers].flatMap((name) => subject.at(`azurerm_subnet.${name}`) ?? []);
}

/** Connections of spokes with virtual hubs. */
function connectionsIn(subject: Subject): readonly Element[] {
  return subject.of("azurerm_virtual_hub_connection");
}

/** Source: Azure-Landing-Zones #2827, #2904. */
const virtualHubs: Invariant = {
  name: "a spoke is connected when its virtual hub has its firewall and its routing intent",
  broken: (subject) =>
    subject.hubs
      .filter(([, spec]) => isVirtualWan(spec))
      .flatMap(([hub]) => {
        const intent = subject.at(`azurerm_virtual_hub_routing_intent.${hub}`);
        const firewall = subject.at(`azurerm_firewall.${hub}_firewall`);
        if (intent === undefined || firewall === undefined) return [`${hub} has no routing intent.`];
        return [
          ...waits(subject, intent, [firewall]),
          ...connectionsIn(subject)
            .filter(({ stack, name }) => stack === intent.stack && subject.hubKeyOf(spokeOf(name)) === hub)
            .flatMap((connection) => waits(subject, connection, [intent])),
        ];
      }),
};

function spokeOf(connection: string): string {
  return connection.replace(/_connection$/, "");
}

/** Source: azurerm #30197: Azure refuses to peer a network while one of its subnets is written. */
const completeNetworks: Invariant = {
  name: "a peering is made when the subnets of both networks have their associations",
  broken: (subject) =>
    [...subject.of("azurerm_virtual_network_peering"), ...connectionsIn(subject)].flatMap((peering) => {
      const networks = [
        peering.body["virtual_network_name"],
        peering.body["remote_virtual_network_id"],
      ].flatMap((value) => subject.target(value, "azurerm_virtual_network") ?? []);
      const subnets = subject
        .of("azurerm_subnet")
        .filter(({ body }) =>
          networks.some(
            (network) => subject.target(body["virtual_network_name"], "azurerm_virtual_network") === network,
          ),
        );
      return waits(
        subject,
        peering,
        [...subnets, ...associationsOf(subject, subnets)].filter(({ stack }) => stack === peering.stack),
      );
    }),
};

const peerings: Invariant = {
  name: "the halves of a peering are made one after the other, and after the hub's gateway",
  broken: (subject) =>
    subject.spokes.flatMap(([spoke]) => {
      if (isVirtualWan(subject.hubOf(spoke)))
        return subject.at(`azurerm_virtual_hub_connection.${spoke}_connection`) === undefined
          ? [`${spoke} is not connected with the virtual hub.`]
          : [];
      const [from, to] = ["from_hub", "to_hub"].map((half) =>
        subject.at(`azurerm_virtual_network_peering.${spoke}_peering_${half}`),
      );
      if (to === undefined || (from === undefined) === makesBothHalves(subject.hubOf(spoke)))
        return [`${spoke} has no peering with the hub.`];
      if (from === undefined) return [];
      return [
        ...waits(subject, to, [from]),
        ...subject
          .of("azurerm_virtual_network_gateway")
          .filter(({ stack, name }) => stack === to.stack && name.startsWith(`${subject.hubKeyOf(spoke)}_`))
          .flatMap((gateway) => [...waits(subject, to, [gateway]), ...waits(subject, from, [gateway])]),
      ];
    }),
};

const oneByOne: Invariant = {
  name: "associations of one subnet are made one after the other",
  broken: (subject) =>
    subject.of("azurerm_subnet").flatMap((subnet) => {
      const found = associationsOf(subject, [subnet]);
      return found.flatMap((one, i) =>
        found
          .slice(i + 1)
          .filter((other) => !subject.waitsFor(one, other) && !subject.waitsFor(other, one))
          .map((other) => `${one.address} and ${other.address} write one subnet at the same time.`),
      );
    }),
};

const clusters: Invariant = {
  name: "a cluster finds its network complete: peering, subnets, associations, routes, firewall rules, NAT gateway",
  broken: (subject) =>
    subject.clusters.flatMap((cluster) => {
      const second = clusterOf(subject, cluster);
      const here = (elements: readonly Element[]): readonly Element[] =>
        elements.filter(({ stack }) => stack === second?.stack);
      const subnets = subnetsOf(subject, cluster);
      const tables = associationsOf(subject, subnets).flatMap((association) =>
        subject.targets(association.body["route_table_id"]),
      );
      const nats = associationsOf(subject, subnets).flatMap((association) =>
        subject.targets(association.body["nat_gateway_id"]),
      );
      const routes = subject
        .of("azurerm_route")
        .filter(({ body }) => body["address_prefix"] === "0.0.0.0/0")
        .filter(({ body }) =>
          subject.targets(body["route_table_name"]).some((table) => tables.includes(table)),
        );
      const tunnel =
        tunnelOf(subject.hubOf(cluster.spoke)) === undefined ? undefined : firewallOf(subject, cluster);
      const behindTunnel = subject
        .of("azurerm_subnet_route_table_association")
        .filter(({ name }) => name === tunnel);
      const addresses = [
        "azurerm_nat_gateway_public_ip_association",
        "azurerm_nat_gateway_public_ip_prefix_association",
      ]
        .flatMap((type) => subject.of(type))
        .filter(({ body }) => subject.targets(body["nat_gateway_id"]).some((nat) => nats.includes(nat)));
      const peering = [
        ...subject
          .of("azurerm_virtual_network_peering")
          .filter(({ name }) => name.startsWith(`${cluster.spoke}_peering_`)),
        ...connectionsIn(subject).filter(({ name }) => spokeOf(name) === cluster.spoke),
      ];
      const rules = subject
        .of("azurerm_firewall_policy_rule_collection_group")
        .filter(({ name }) => name === cluster.id);
      return waits(
        subject,
        second,
        here([
          ...subnets,
          ...associationsOf(subject, subnets),
          ...routes,
          ...addresses,
          ...peering,
          ...rules,
          ...behindTunnel,
        ]),
      );
    }),
};

/** Whether a principal is the cluster's identity or that of its nodes, created with it or existing already. */
function isOf(subject: Subject, { id, spec }: ClusterOf, principal: unknown): boolean {
  const created = subject.target(principal, "azurerm_user_assigned_identity")?.name;
  if (created !== undefined) return created === id || created === `${id}_nodes_identity`;
  return ["identity", "kubeletIdentity"].some(
    (key) => principal !== undefined && fields(spec[key])["principalId"] === principal,
  );
}

const identities: Invariant = {
  name: "a cluster is made when its identity and that of its nodes have their roles",
  broken: (subject) =>
    subject.clusters.flatMap((cluster) =>
      waits(
        subject,
        clusterOf(subject, cluster),
        subject
          .of("azurerm_role_assignment")
          .filter(
            ({ name, body }) =>
              isOf(subject, cluster, body["principal_id"]) && name.startsWith(`${cluster.id}_`),
          )
          // Where to put the address of a public origin is asked when a Service is made.
          .filter(({ name }) => !name.endsWith("_front_door_origin_address")),
      ),
    ),
};

const zones: Invariant = {
  name: "a cluster with a zone of its own is made when hub and spoke resolve the zone",
  broken: (subject) =>
    subject.clusters.flatMap((cluster) => {
      const second = clusterOf(subject, cluster);
      const zone = second?.body["private_dns_zone_id"];
      const [made] = subject.targets(zone);
      const name = /privateDnsZones\/([^/]+)$/i.exec(String(zone))?.[1];
      const custom = made !== undefined || name !== undefined;
      const links = subject.of("azurerm_private_dns_zone_virtual_network_link").filter(({ body, stack }) => {
        // azurerm 4 names the zone; azurerm 5 has its id, or looks the id up by the name.
        const given = body["private_dns_zone_name"] ?? body["private_dns_zone_id"];
        const [lookedUp] = subject.targets(given).filter(({ address }) => address.startsWith("data."));
        const linked = lookedUp?.body["name"] ?? given;
        const network = subject.target(body["virtual_network_id"], "azurerm_virtual_network")?.name;
        const its =
          made === undefined ? String(linked).endsWith(String(name)) : subject.targets(linked).includes(made);
        return (
          its &&
          stack === second?.stack &&
          [subject.hubKeyOf(cluster.spoke), cluster.spoke].includes(String(network))
        );
      });
      return [
        ...(custom && links.length === 0 ? [`Nothing links the zone of ${cluster.id}.`] : []),
        ...waits(subject, second, links),
      ];
    }),
};

const gateways: Invariant = {
  name: "a gateway is made when its subnet has its security group and its table, and its identity its certificates",
  broken: (subject) =>
    subject.gateways.flatMap(({ id }) => {
      const second = subject.at(`azurerm_application_gateway.${id}`);
      const identity = subject.target(second?.body["identity"], "azurerm_user_assigned_identity");
      const roles = subject
        .of("azurerm_role_assignment")
        .filter(
          ({ body }) => identity !== undefined && subject.targets(body["principal_id"]).includes(identity),
        );
      const certificates = subject
        .of("azurerm_key_vault_certificate")
        .filter(({ name }) => name.startsWith(`${id}_`));
      const deployers = subject
        .of("azurerm_role_assignment")
        .filter(({ name }) => name === `${id}_tls_deployer`);
      return [
        ...waits(subject, second, [
          ...associationsOf(subject, [subject.at(`azurerm_subnet.${id}`)]),
          ...roles,
          ...certificates,
        ]),
        ...certificates.flatMap((certificate) => waits(subject, certificate, deployers)),
      ];
    }),
};

const agic: Invariant = {
  name: "AGIC as add-on starts when the gateway's subnet has a table",
  broken: (subject) =>
    subject.clusters.flatMap((cluster) => {
      const gateway = subject.gatewayOf(cluster);
      if (subject.agicOf(cluster) !== "agic-addon" || gateway === undefined) return [];
      const found = associationsOf(subject, [subject.at(`azurerm_subnet.${gateway.id}`)]);
      return [
        ...waits(subject, clusterOf(subject, cluster), found),
        ...(found.some(({ type }) => type === "azurerm_subnet_route_table_association")
          ? []
          : gateway.spec["routeTable"] === "shared" && !hasTable(subject, cluster)
            ? []
            : [`The subnet of ${gateway.id} has no table: AGIC would give it the cluster's.`]),
      ];
    }),
};

function hasTable(subject: Subject, { id }: ClusterOf): boolean {
  return subject.at(`azurerm_route_table.${id}`) !== undefined;
}

const runtime: Invariant = {
  name: "the runtime starts when it may read its package and its queue, and events come when they may be delivered",
  broken: (subject) => {
    const app = subject.of("azurerm_function_app_flex_consumption")[0];
    if (app === undefined) return [];
    const rolesOf = (identity: Element | undefined): readonly Element[] =>
      subject
        .of("azurerm_role_assignment")
        .filter(
          ({ body, stack }) =>
            stack === app.stack &&
            identity !== undefined &&
            subject.targets(body["principal_id"]).includes(identity),
        );
    const own = subject.target(app.body["identity"], "azurerm_user_assigned_identity");
    const packages = subject.of("azurerm_storage_blob");
    return [
      ...waits(subject, app, [...rolesOf(own), ...packages]),
      ...packages.flatMap((blob) =>
        waits(
          subject,
          blob,
          subject.of("azurerm_role_assignment").filter(({ name }) => name.endsWith("_storage_deployer")),
        ),
      ),
      ...subject.of("azurerm_eventgrid_system_topic_event_subscription").flatMap((subscription) => {
        const named = subject.target(
          subscription.body["delivery_identity"],
          "azurerm_user_assigned_identity",
        );
        const [topic] = subject.targets(subscription.body["system_topic"]);
        const senders = subject
          .of("azurerm_role_assignment")
          .filter(({ body }) =>
            subject.targets(body["principal_id"]).some((each) => each === (named ?? topic)),
          );
        return senders.length === 0
          ? [`${subscription.address} delivers as an identity without a role.`]
          : waits(subject, subscription, senders);
      }),
    ];
  },
};

const pools: Invariant = {
  name: "a node pool finds its subnet complete",
  broken: (subject) =>
    subject.of("azurerm_kubernetes_cluster_node_pool").flatMap((pool) => {
      const subnets = ["vnet_subnet_id", "pod_subnet_id"].map((key) =>
        subject.target(pool.body[key], "azurerm_subnet"),
      );
      return waits(subject, pool, associationsOf(subject, subnets));
    }),
};

export const ORDER: readonly Invariant[] = [
  peerings,
  virtualHubs,
  completeNetworks,
  oneByOne,
  clusters,
  pools,
  identities,
  zones,
  gateways,
  agic,
  runtime,
];
