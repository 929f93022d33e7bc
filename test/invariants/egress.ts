/** How traffic leaves: public addresses, default routes, and no other way. */
import {
  type ClusterOf,
  type Invariant,
  type Subject,
  differences,
  fields,
  optional,
  texts,
  unless,
} from "./subject.js";
import { farCallers } from "./facts.js";
import { jumpHosts } from "./jump-host.js";
import { firewallAddress, isCreated, isVirtualWan, tunnelOf } from "./existing-hub.js";

const publicAddresses: Invariant = {
  name: "there are no public addresses but those that the platform file asks for",
  broken: (subject) => {
    // A list names addresses that exist already.
    const count = (number: unknown, fallback: number): readonly number[] =>
      Array.isArray(number)
        ? []
        : Array.from({ length: typeof number === "number" ? number : fallback }, (_, i) => i + 1);
    const expected = [
      ...subject.hubs.filter(isCreated).flatMap(([hub, { bastion, firewall, gateway, type }]) => [
        // Azure creates those of a firewall and of a gateway in a virtual hub.
        ...(firewall === undefined || type === "virtual-wan" || tunnelOf({ firewall }) !== undefined
          ? []
          : count(fields(firewall)["publicIps"], 1).map((i) => `${hub}_firewall_${String(i)}`)),
        ...(type !== "virtual-wan" &&
        (fields(firewall)["tier"] === "Basic" || tunnelOf({ firewall }) !== undefined) &&
        fields(firewall)["managementPublicIp"] === undefined
          ? [`${hub}_firewall_management`]
          : []),
        ...(gateway === undefined || type === "virtual-wan" || fields(gateway)["publicIp"] !== undefined
          ? []
          : [`${hub}_gateway`]),
        ...(fields(gateway)["activeActive"] === true && fields(gateway)["secondPublicIp"] === undefined
          ? [`${hub}_gateway_secondIp`]
          : []),
        ...(bastion === undefined ||
        fields(bastion)["tier"] === "Developer" ||
        fields(bastion)["publicIp"] !== undefined
          ? []
          : [`${hub}_bastion`]),
      ]),
      ...subject.gateways
        .filter(({ spec }) => fields(spec["frontend"])["type"] !== "private")
        .filter(({ spec }) => fields(spec["frontend"])["publicIp"] === undefined)
        .map(({ id }) => id),
      ...subject.clusters.flatMap(({ id, spec }) => {
        const egress = fields(spec["egress"]);
        return egress["type"] === "nat-gateway"
          ? count(egress["publicIps"], egress["publicIpPrefix"] === undefined ? 1 : 0).map(
              (i) => `${id}_nat_${String(i)}`,
            )
          : [];
      }),
      // Front Door is created for clusters that exist already, too.
      ...subject.allClusters
        .filter(({ spec }) => fields(spec["ingress"])["type"] === "front-door")
        .filter(({ spec }) => fields(spec["ingress"])["origin"] === "public")
        .map(({ id }) => `${id}_front_door_origin`),
    ];
    return differences(
      "public addresses",
      subject.of("azurerm_public_ip").map(({ name }) => name),
      expected,
    );
  },
};

/** The SKU of an address: that of the NAT gateway whose address it is, else the usual one. */
function natTier(subject: Subject, address: string): string {
  const cluster = subject.clusters.find(({ id }) => address.startsWith(`${id}_nat_`));
  const egress = fields(cluster?.spec["egress"]);
  return egress["type"] === "nat-gateway" ? (optional(egress["tier"]) ?? "Standard") : "Standard";
}

const fixedAddresses: Invariant = {
  name: "a public address is of the kind that never changes",
  broken: (subject) =>
    ["azurerm_public_ip", "azurerm_public_ip_prefix"]
      .flatMap((type) => subject.of(type))
      .flatMap(({ address, name, type, body }) =>
        unless([
          [
            type === "azurerm_public_ip_prefix" || body["allocation_method"] === "Static",
            `${address} is ${String(body["allocation_method"])}.`,
          ],
          [(body["sku"] ?? "Standard") === natTier(subject, name), `${address} is ${String(body["sku"])}.`],
        ]),
      ),
};

const onPremisesRoutes: Invariant = {
  name: "what comes from on-premises for a spoke passes the firewall, each range of the spoke once",
  broken: (subject) => {
    return subject.hubs.flatMap(([hub, spec]) => {
      const { firewall, appliance, gateway } = spec;
      const table = optional(fields(fields(gateway)["routeTable"])["id"]);
      const inspected =
        // The routing intent does that in a virtual hub.
        !isVirtualWan(spec) &&
        (firewall ?? appliance) !== undefined &&
        gateway !== undefined &&
        (isCreated([hub, spec]) || table !== undefined);
      const wanted = spokesOf(subject, hub).flatMap((spoke) =>
        rangesOf(subject, spoke).map((range) => `${range} to ${firewallAddress(hub, spec)}`),
      );
      const found = routesIn(subject, table?.split("/").at(-1) ?? `${hub}_gateway`);
      return differences("routes from on-premises", found, inspected ? wanted : []);
    });
  },
};

const peeredHubs: Invariant = {
  name: "the firewalls of peered hubs route the spokes of each other through each other, and the Internet directly or as the file says",
  broken: (subject) =>
    subject.hubs.filter(isCreated).flatMap(([hub, spec]) => {
      const others = subject.hubs.filter(
        ([other, { peerWith }]) => texts(peerWith).includes(hub) || texts(spec["peerWith"]).includes(other),
      );
      const wanted = others.flatMap(([other, its]) => {
        const { id, firewall, appliance, peers } = its;
        if ((firewall ?? appliance) === undefined || spec["firewall"] === undefined) return [];
        const behind = spokesOf(subject, other).flatMap((spoke) => rangesOf(subject, spoke));
        return [...behind, ...(id === undefined ? [] : texts(peers))].map(
          (range) => `${range} to ${firewallAddress(other, its)}`,
        );
      });
      const tunnel = tunnelOf(spec);
      const direct = wanted.length === 0 ? [] : ["0.0.0.0/0 to Internet"];
      const internet = tunnel === undefined ? direct : [`0.0.0.0/0 to ${tunnel}`];
      return [
        ...differences(`routes of the firewall of ${hub}`, routesIn(subject, `${hub}_firewall_routes`), [
          ...wanted,
          ...internet,
        ]),
        ...others.flatMap(([other, { id }]) => {
          const network = optional(id) ?? `\${azurerm_virtual_network.${other}.id}`;
          const halves = subject
            .of("azurerm_virtual_network_peering")
            .filter(({ body }) => body["virtual_network_name"] === `\${azurerm_virtual_network.${hub}.name}`)
            .filter(({ body }) => body["remote_virtual_network_id"] === network)
            .filter(({ body }) => body["allow_forwarded_traffic"] === true);
          return halves.length === 1 ? [] : [`${hub} has no half of a peering with ${other}.`];
        }),
      ];
    }),
};

/** Routes of a table: range and next hop. */
function routesIn(subject: Subject, table: string): readonly string[] {
  return subject
    .of("azurerm_route")
    .filter(({ body }) =>
      [
        body["route_table_name"],
        subject.target(body["route_table_name"], "azurerm_route_table")?.name,
      ].includes(table),
    )
    .map(
      ({ body }) =>
        `${String(body["address_prefix"])} to ${optional(body["next_hop_in_ip_address"]) ?? String(body["next_hop_type"])}`,
    );
}

function spokesOf(subject: Subject, hub: string): readonly string[] {
  return subject.spokes.map(([spoke]) => spoke).filter((spoke) => subject.hubKeyOf(spoke) === hub);
}

/** IPv4 ranges of a spoke's network. */
function rangesOf(subject: Subject, spoke: string): readonly string[] {
  return texts(subject.at(`azurerm_virtual_network.${spoke}`)?.body["address_space"]).filter(
    (range) => !range.includes(":"),
  );
}

/** The hop that a cluster's traffic must pass; undefined where the file names none. */
function hopOf(subject: Subject, { spec, spoke }: ClusterOf): string | undefined {
  const egress = fields(spec["egress"]);
  switch (egress["type"] ?? "firewall") {
    case "firewall":
      return firewallAddress(subject.hubKeyOf(spoke), subject.hubOf(spoke));
    case "appliance":
      return optional(egress["privateIp"] ?? fields(subject.hubOf(spoke)["appliance"])["privateAddress"]);
    default:
      return undefined;
  }
}

const defaultRoutes: Invariant = {
  name: "what must leave through a firewall or an appliance has its default route there, and nothing else has one",
  broken: (subject) => {
    const expected = subject.clusters.flatMap((cluster) => {
      const hop = hopOf(subject, cluster);
      return hop === undefined ? [] : [`${cluster.id} to ${hop}`];
    });
    const tunnels = subject.hubs.filter(isCreated).flatMap(([hub, spec]) => {
      const to = tunnelOf(spec);
      return to === undefined ? [] : [`${hub}_firewall_routes to ${to}`];
    });
    const machines = jumpHosts(subject)
      .filter(({ spec }) => spec["firewall"] !== undefined)
      .map(({ id, hub, spec }) => `${id} to ${firewallAddress(hub, spec)}`);
    const runtime = subject.spokes
      .filter(([spoke]) => subject.at(`azurerm_route_table.${spoke}_route_sync`) !== undefined)
      .map(
        ([spoke]) =>
          `${spoke}_route_sync to ${firewallAddress(subject.hubKeyOf(spoke), subject.hubOf(spoke))}`,
      );
    const found = subject
      .of("azurerm_route")
      .filter(({ body }) => body["address_prefix"] === "0.0.0.0/0" && body["next_hop_type"] !== "Internet")
      .map(({ body }) => {
        const table = subject.target(body["route_table_name"], "azurerm_route_table")?.name;
        return `${String(table)} to ${String(optional(body["next_hop_in_ip_address"]))}`;
      });
    const tableOf = (subnet: string): string | undefined =>
      subject
        .of("azurerm_subnet_route_table_association")
        .filter(({ body }) => subject.target(body["subnet_id"], "azurerm_subnet")?.name === subnet)
        .map(({ body }) => subject.target(body["route_table_id"], "azurerm_route_table")?.name)[0];
    const pools = subject.clusters
      .filter((cluster) => hopOf(subject, cluster) !== undefined)
      .flatMap(({ id, spec }) =>
        Object.keys(fields(spec["nodePools"])).map(
          (pool) =>
            [
              tableOf(`${id}_${pool}`) === id,
              `The subnet of pool ${id}_${pool} does not have the table ${id}.`,
            ] as const,
        ),
      );
    return [
      ...differences("default routes", found, [...expected, ...tunnels, ...machines, ...runtime]),
      ...unless(pools),
    ];
  },
};

const managementSubnet: Invariant = {
  name: "the management subnet of a firewall exists where the firewall needs it, and has no route table",
  broken: (subject) => {
    const found = subject
      .of("azurerm_subnet")
      .filter(({ body }) => body["name"] === "AzureFirewallManagementSubnet")
      .map(({ name }) => name);
    const wanted = subject.hubs
      .filter(isCreated)
      .filter(([, { type }]) => type !== "virtual-wan")
      .filter(([, spec]) => fields(spec["firewall"])["tier"] === "Basic" || tunnelOf(spec) !== undefined)
      .map(([hub]) => `${hub}_AzureFirewallManagementSubnet`);
    const routed = subject
      .of("azurerm_subnet_route_table_association")
      .flatMap(({ body }) => subject.target(body["subnet_id"], "azurerm_subnet")?.name ?? []);
    return [
      ...differences("management subnets", found, wanted),
      ...found.filter((name) => routed.includes(name)).map((name) => `${name} has a route table.`),
    ];
  },
};

const responsesOfPods: Invariant = {
  name: "responses of pods take the way of the requests: through the hub's firewall, or without one to its gateway",
  broken: (subject) =>
    subject.clusters.flatMap((cluster) => {
      const hub = subject.hubOf(cluster.spoke);
      const inspector =
        hub["firewall"] === undefined
          ? optional(fields(hub["appliance"])["privateAddress"])
          : firewallAddress(subject.hubKeyOf(cluster.spoke), hub);
      // The routes of an existing table are listed for its team.
      const isListed = fields(cluster.spec["routeTable"])["id"] !== undefined;
      const far = isListed ? [] : farCallers(subject, cluster);
      const found = routesIn(subject, cluster.id).filter((route) =>
        far.some((range) => route.startsWith(`${range} to `)),
      );
      const hasTable = subject.at(`azurerm_route_table.${cluster.id}`) !== undefined;
      const hop = inspector ?? (hasTable ? "VirtualNetworkGateway" : undefined);
      return differences(
        `routes to the callers of pods of ${cluster.id}`,
        found,
        hop === undefined ? [] : far.map((range) => `${range} to ${hop}`),
      );
    }),
};

/** Source: AKS #3093, #5112; a gateway does not work behind a learned default route, and learns no private ranges without. */
const gatewaysOfVirtualHubs: Invariant = {
  name: "a gateway behind a virtual hub reaches the Internet directly and private ranges through the firewall",
  broken: (subject) =>
    subject.gateways
      .filter(({ spoke }) => isVirtualWan(subject.hubOf(spoke)))
      // A table of the cluster, or of another team.
      .filter(({ spec }) => spec["routeTable"] !== "shared" && typeof spec["routeTable"] !== "object")
      .flatMap(({ id, spoke, spec }) => {
        const hop = firewallAddress(subject.hubKeyOf(spoke), subject.hubOf(spoke));
        const found = routesIn(subject, id);
        const wanted = [
          ...["10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16"].map((range) => `${range} to ${hop}`),
          ...(spec["networkIsolation"] === true ? [] : ["0.0.0.0/0 to Internet"]),
        ];
        const table = subject.at(`azurerm_route_table.${id}`);
        return [
          ...wanted.filter((route) => !found.includes(route)).map((route) => `${id} has no route ${route}.`),
          ...unless([
            [table?.body["bgp_route_propagation_enabled"] === false, `The table of ${id} learns routes.`],
          ]),
        ];
      }),
};

const outboundAccess: Invariant = {
  name: "no subnet has Azure's hidden way to the Internet but a gateway's that is not isolated",
  broken: (subject) =>
    subject.of("azurerm_subnet").flatMap(({ name, body }) => {
      const gateway = subject.gateways.find(({ id }) => id === name);
      const wanted = gateway !== undefined && gateway.spec["networkIsolation"] !== true;
      return unless([
        [
          body["default_outbound_access_enabled"] === wanted,
          `default_outbound_access_enabled of ${name} is ${String(body["default_outbound_access_enabled"])}.`,
        ],
      ]);
    }),
};

export const EGRESS: readonly Invariant[] = [
  publicAddresses,
  fixedAddresses,
  defaultRoutes,
  managementSubnet,
  onPremisesRoutes,
  peeredHubs,
  responsesOfPods,
  gatewaysOfVirtualHubs,
  outboundAccess,
];
