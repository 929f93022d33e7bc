/** What belongs together: each part refers to the one that it is for, by its address. */
import {
  type ClusterOf,
  type Element,
  type Invariant,
  type Subject,
  at,
  differences,
  fields,
  entries,
  list,
  optional,
  texts,
  unless,
} from "./subject.js";
import { existingHubs, isVirtualWan } from "./existing-hub.js";

/** Types and attributes that refer to the element of `to` with the same last part of the address. */
const SAME_NAME = [
  ["azurerm_application_gateway", "gateway_ip_configuration.subnet_id", "azurerm_subnet"],
  ["azurerm_firewall", "firewall_policy_id", "azurerm_firewall_policy"],
  [
    "azurerm_eventgrid_system_topic_event_subscription",
    "storage_queue_endpoint.storage_account_id",
    "azurerm_storage_account",
    "route_sync_storage",
  ],
  [
    "azurerm_eventgrid_system_topic_event_subscription",
    "storage_queue_endpoint.queue_name",
    "azurerm_storage_queue",
    "route_sync_storage_queue",
  ],
  ["azurerm_virtual_network_gateway", "ip_configuration.public_ip_address_id", "azurerm_public_ip"],
] as const;

/** Path, type and last part of the name of what has the parts of a hub, and is in that hub. */
const IN_HUB = [
  [
    "azurerm_firewall_policy_rule_collection_group",
    "firewall_policy_id",
    "azurerm_firewall_policy",
    "firewall",
  ],
  ["azurerm_virtual_network_gateway", "ip_configuration.subnet_id", "azurerm_subnet", "GatewaySubnet"],
  ["azurerm_firewall", "ip_configuration.subnet_id", "azurerm_subnet", "AzureFirewallSubnet"],
] as const;

const counterparts: Invariant = {
  name: "a gateway, a firewall and a subscription to events use the subnet, policy, address and queue of their own",
  broken: (subject) => [
    ...SAME_NAME.flatMap(([type, path, to, fixed]) =>
      subject.of(type).flatMap(({ address, name, body }) => {
        const found = subject.target(at(body, path), to)?.name;
        if (isExisting(at(body, path))) return [];
        return unless([[found === (fixed ?? name), `${address}: ${path} is that of ${String(found)}.`]]);
      }),
    ),
    ...IN_HUB.flatMap(([type, path, to, part]) =>
      subject.of(type).flatMap(({ address, name, body }) => {
        const found = subject.target(at(body, path), to)?.name;
        const own = partOf(subject, name);
        const hub = subject.hubs.some(([key]) => key === own) ? own : subject.hubKeyOf(own);
        if (subject.hubOf(own)["id"] !== undefined) return [];
        const [, spec = {}] = subject.hubs.find(([key]) => key === hub) ?? [];
        if (path === "ip_configuration.subnet_id" && isVirtualWan(spec)) return [];
        return unless([[found === `${hub}_${part}`, `${address}: ${path} is that of ${String(found)}.`]]);
      }),
    ),
    ...subject
      .of("azurerm_application_load_balancer_subnet_association")
      .flatMap(({ address, name, body }) =>
        unless([
          [
            isExisting(body["subnet_id"]) ||
              `${subject.targets(body["subnet_id"])[0]?.name ?? ""}_association` === name,
            `${address} is that of another subnet.`,
          ],
        ]),
      ),
    ...subject.hubs.flatMap(([hub, spec]) => {
      if (!isVirtualWan(spec)) return [];
      const { body } = subject.at(`azurerm_firewall.${hub}_firewall`) ?? { body: {} };
      const found = subject.target(at(body, "virtual_hub.virtual_hub_id"), "azurerm_virtual_hub")?.name;
      const given = fields(spec["firewall"])["publicIps"];
      const count = typeof given === "number" ? given : 1;
      return unless([
        [found === hub, `The firewall of ${hub} is in ${String(found)}.`],
        [
          at(body, "virtual_hub.public_ip_count") === count,
          `The firewall of ${hub} does not have ${count} public addresses.`,
        ],
      ]);
    }),
    ...subject.of("azurerm_application_gateway").flatMap(({ address, name, body }) =>
      list(body["frontend_ip_configuration"])
        .map(fields)
        .flatMap((frontend) =>
          unless([
            [
              isExisting(frontend["public_ip_address_id"]) ||
                subject.targets([frontend["public_ip_address_id"], frontend["subnet_id"]])[0]?.name === name,
              `${address}: a frontend is that of another gateway.`,
            ],
          ]),
        ),
    ),
    ...subject.of("azurerm_firewall").flatMap(({ address, name, body }) =>
      differences(
        `public addresses of ${address}`,
        // With forced tunnelling there are none.
        list(body["ip_configuration"]).flatMap(
          (each) =>
            subject.target(fields(each)["public_ip_address_id"], "azurerm_public_ip")?.name ??
            optional(fields(each)["public_ip_address_id"]) ??
            [],
        ),
        givenAddresses(subject, name) ??
          subject
            .of("azurerm_public_ip")
            .map((ip) => ip.name)
            .filter((ip) => ip.startsWith(`${name}_`) && /_\d+$/.test(ip)),
      ),
    ),
  ],
};

/** The ids of the addresses that exist already, where the file gives a firewall a list of them. */
function givenAddresses({ hubs }: Subject, firewall: string): readonly string[] | undefined {
  const [, spec] = hubs.find(([key]) => `${key}_firewall` === firewall) ?? [];
  const given = fields(spec?.["firewall"])["publicIps"];
  return Array.isArray(given) ? given.map((each: unknown) => String(fields(each)["id"])) : undefined;
}

function isExisting(id: unknown): boolean {
  return typeof id === "string" && id.startsWith("/subscriptions/");
}

function partOf(subject: Subject, name: string): string {
  const parts = [...subject.hubs, ...subject.spokes].map(([key]) => key);
  return parts.filter((part) => name.startsWith(`${part}_`)).sort((a, b) => b.length - a.length)[0] ?? name;
}

const networks: Invariant = {
  name: "a subnet is in the network of its spoke or the hub, and zones are linked to networks of the platform",
  broken: (subject) => [
    ...subject.of("azurerm_subnet").flatMap(({ address, name, body }) => {
      const found = subject.target(body["virtual_network_name"], "azurerm_virtual_network")?.name;
      return unless([[found === partOf(subject, name), `${address} is in the network of ${String(found)}.`]]);
    }),
    ...subject
      .of("azurerm_private_dns_zone_virtual_network_link")
      .flatMap(({ address, body }) =>
        unless([
          [
            subject.target(body["virtual_network_id"], "azurerm_virtual_network") !== undefined,
            `${address} links no network of the platform.`,
          ],
        ]),
      ),
  ],
};

/** Names of what a kind of association attaches to a subnet. */
function attached(subject: Subject, subnet: string, kind: string): readonly string[] {
  return subject
    .of(`azurerm_subnet_${kind}_association`)
    .filter(({ body }) => subject.target(body["subnet_id"], "azurerm_subnet")?.name === subnet)
    .map(({ body }) => subject.target(body[`${kind}_id`], `azurerm_${kind}`)?.name ?? "nothing");
}

function subnetsOf(subject: Subject, { id, spec }: ClusterOf): readonly string[] {
  return Object.keys(fields(spec["nodePools"]))
    .flatMap((pool) => [`${id}_${pool}`, `${id}_${pool}_pods`])
    .filter((name) => subject.at(`azurerm_subnet.${name}`) !== undefined);
}

const egress: Invariant = {
  name: "every subnet of a cluster, pods' included, leaves through the cluster's NAT gateway and routes",
  broken: (subject) =>
    subject.clusters.flatMap((cluster) => {
      const { id, spec } = cluster;
      const type = optional(fields(spec["egress"])["type"]) ?? "firewall";
      const routed = subject.at(`azurerm_route_table.${id}`) !== undefined;
      return subnetsOf(subject, cluster).flatMap((subnet) => [
        ...differences(
          `NAT gateways of ${subnet}`,
          attached(subject, subnet, "nat_gateway"),
          type === "nat-gateway" ? [id] : [],
        ),
        ...differences(
          `route tables of ${subnet}`,
          attached(subject, subnet, "route_table"),
          routed ? [id] : [],
        ),
      ]);
    }),
};

const gatewayTables: Invariant = {
  name: "a gateway's subnet has a table of its own, or the one of a cluster that shares it",
  broken: (subject) =>
    subject.gateways.flatMap((gateway) => {
      const { id, spec } = gateway;
      const sharing = subject.clusters
        .filter((cluster) => subject.gatewayOf(cluster)?.id === id)
        .map((cluster) => cluster.id);
      const found = attached(subject, id, "route_table");
      return unless([
        [
          spec["routeTable"] === "shared"
            ? found.length <= 1 && found.every((table) => sharing.includes(table))
            : found.join() === id,
          `The subnet of ${id} has the tables: ${found.join() || "none"}.`,
        ],
      ]);
    }),
};

const addresses: Invariant = {
  name: "a NAT gateway has exactly the public addresses and ranges that are made for it",
  broken: (subject) =>
    (["public_ip", "public_ip_prefix"] as const).flatMap((kind) =>
      differences(
        `${kind} of NAT gateways`,
        subject.of(`azurerm_nat_gateway_${kind}_association`).flatMap(({ body }) => {
          const key = kind === "public_ip" ? "public_ip_address_id" : "public_ip_prefix_id";
          if (isExisting(body[key])) return [];
          const nat = subject.target(body["nat_gateway_id"], "azurerm_nat_gateway")?.name;
          return `${String(nat)}: ${String(subject.target(body[key], `azurerm_${kind}`)?.name)}`;
        }),
        subject
          .of(`azurerm_${kind}`)
          .map(({ name }) => name)
          .filter((name) => name.includes("_nat_"))
          .map((name) => `${name.replace(/_nat_(\d+|prefix)$/, "")}: ${name}`),
      ),
    ),
};

const clusters: Invariant = {
  name: "pools, pods, virtual nodes and AGIC belong to the cluster, subnets and gateway of the platform file",
  broken: (subject) =>
    subject.standardClusters.flatMap((cluster) => {
      const { id, spec } = cluster;
      const body = subject.at(`azurerm_kubernetes_cluster.${id}`)?.body ?? {};
      const name = (value: unknown): string | undefined => subject.targets(value)[0]?.name;
      const pods = (pool: string): string | undefined =>
        subject.at(`azurerm_subnet.${id}_${pool}_pods`) && `${id}_${pool}_pods`;
      // Pools of which AKS creates the nodes are not in Terraform.
      const [system = "", ...others] = entries(spec["nodePools"]).flatMap(([pool, { nodes }]) =>
        nodes === "auto" ? [] : pool,
      );
      const agic = subject.agicOf(cluster) === "agic-addon";
      return unless([
        [name(at(body, "default_node_pool.pod_subnet_id")) === pods(system), `${id}: other pods' subnet.`],
        [
          name(at(body, "ingress_application_gateway.gateway_id")) ===
            (agic ? subject.gatewayOf(cluster)?.id : undefined),
          `${id}: AGIC as add-on is for another gateway.`,
        ],
        [
          name(at(body, "aci_connector_linux.subnet_name")) ===
            (spec["virtualNodes"] === undefined ? undefined : `${id}_virtual_nodes`),
          `${id}: virtual nodes are on another subnet.`,
        ],
        ...others.flatMap((pool) => {
          const its = subject.at(`azurerm_kubernetes_cluster_node_pool.${id}_${pool}`)?.body ?? {};
          return [
            [name(its["kubernetes_cluster_id"]) === id, `${id}/${pool} is of another cluster.`] as const,
            [name(its["pod_subnet_id"]) === pods(pool), `${id}/${pool}: other pods' subnet.`] as const,
          ];
        }),
      ]);
    }),
};

const PLUGINS: Readonly<Record<string, readonly [string, string?, string?]>> = {
  kubenet: ["kubenet"],
  none: ["none"],
  "azure-cni": ["azure"],
  "azure-cni-pod-subnet": ["azure"],
  "azure-cni-overlay": ["azure", "overlay"],
  cilium: ["azure", "overlay", "cilium"],
};

const profiles: Invariant = {
  name: "a cluster has the declared plugin and ranges",
  broken: (subject) =>
    subject.standardClusters.flatMap(({ id, spec }) => {
      const profile = fields(subject.at(`azurerm_kubernetes_cluster.${id}`)?.body["network_profile"]);
      const network = fields(spec["network"]);
      const [plugin, mode, dataPlane] = PLUGINS[String(network["plugin"])] ?? [];
      const overlay = network["pods"] === "pod-subnet" ? undefined : mode;
      const six = fields(network["ipv6"]);
      const services = [optional(network["serviceCidr"]) ?? "172.16.0.0/16", ...texts(six["serviceCidr"])];
      const found = texts(profile["service_cidrs"] ?? profile["service_cidr"]);
      return unless([
        [profile["network_plugin"] === plugin, `${id} has the plugin ${String(profile["network_plugin"])}.`],
        [profile["network_plugin_mode"] === overlay, `${id} has another mode of the plugin.`],
        [profile["network_data_plane"] === dataPlane, `${id} has another data plane.`],
        [
          texts(profile["ip_versions"]).join() === (network["ipv6"] === undefined ? "" : "IPv4,IPv6"),
          `${id} has other families of addresses.`,
        ],
        [services.every((range) => found.includes(range)), `${id} has the services ${found.join()}.`],
        // A plugin that is installed keeps its range to itself.
        [
          network["podCidr"] === undefined ||
            (plugin === "none" && profile["pod_cidr"] === undefined) ||
            texts(profile["pod_cidrs"] ?? profile["pod_cidr"]).includes(optional(network["podCidr"]) ?? ""),
          `${id} has other pods' ranges.`,
        ],
      ]);
    }),
};

const EXISTING =
  /^(data\.|azurerm_(dns|private_dns)_(a|aaaa)_record|azurerm_eventgrid_system_topic_event_subscription|azurerm_private_dns_zone_virtual_network_link|azurerm_network_watcher_flow_log)/;

const inGroups: Invariant = {
  name: "everything is in a resource group of the platform but what goes into zones and topics that exist already",
  broken: (subject) =>
    subject.elements
      .filter((element: Element) => !EXISTING.test(element.address) && "resource_group_name" in element.body)
      // Other invariants look at what is made in an existing hub.
      .filter(
        ({ type }) =>
          existingHubs(subject).length === 0 ||
          !["azurerm_virtual_network_peering", "azurerm_route"].includes(type),
      )
      .flatMap(({ address, body }) =>
        unless([
          [
            subject.targets(body["resource_group_name"]).length > 0,
            `${address} is in the group ${String(body["resource_group_name"])}.`,
          ],
        ]),
      ),
};

export const WIRING: readonly Invariant[] = [
  counterparts,
  networks,
  egress,
  gatewayTables,
  addresses,
  clusters,
  profiles,
  inGroups,
];
