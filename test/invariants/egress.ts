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

const publicAddresses: Invariant = {
  name: "there are no public addresses but those that the platform file asks for",
  broken: (subject) => {
    const firewall = fields(subject.hub["firewall"]);
    const count = (number: unknown, fallback: number): readonly number[] =>
      Array.from({ length: typeof number === "number" ? number : fallback }, (_, i) => i + 1);
    const expected = [
      ...(subject.hub["firewall"] === undefined
        ? []
        : count(firewall["publicIps"], 1).map((i) => `hub_firewall_${String(i)}`)),
      ...(firewall["tier"] === "Basic" ? ["hub_firewall_management"] : []),
      ...(subject.hub["gateway"] === undefined ? [] : ["hub_gateway"]),
      ...subject.gateways
        .filter(({ spec }) => fields(spec["frontend"])["type"] !== "private")
        .map(({ id }) => id),
      ...subject.clusters.flatMap(({ id, spec }) => {
        const egress = fields(spec["egress"]);
        const ingress = fields(spec["ingress"]);
        return [
          ...(egress["type"] === "nat-gateway"
            ? count(egress["publicIps"], egress["publicIpPrefix"] === undefined ? 1 : 0).map(
                (i) => `${id}_nat_${String(i)}`,
              )
            : []),
          ...(ingress["type"] === "front-door" && ingress["origin"] === "public"
            ? [`${id}_front_door_origin`]
            : []),
        ];
      }),
    ];
    return differences(
      "public addresses",
      subject.of("azurerm_public_ip").map(({ name }) => name),
      expected,
    );
  },
};

const fixedAddresses: Invariant = {
  name: "a public address is of the kind that never changes",
  broken: (subject) =>
    ["azurerm_public_ip", "azurerm_public_ip_prefix"]
      .flatMap((type) => subject.of(type))
      .flatMap(({ address, type, body }) =>
        unless([
          [
            type === "azurerm_public_ip_prefix" || body["allocation_method"] === "Static",
            `${address} is ${String(body["allocation_method"])}.`,
          ],
          [(body["sku"] ?? "Standard") === "Standard", `${address} is ${String(body["sku"])}.`],
        ]),
      ),
};

const onPremisesRoutes: Invariant = {
  name: "what comes from on-premises for a spoke passes the firewall, each range of the spoke once",
  broken: (subject) => {
    const inspected = subject.hub["firewall"] !== undefined && subject.hub["gateway"] !== undefined;
    const found = subject
      .of("azurerm_route")
      .filter(
        ({ body }) => subject.target(body["route_table_name"], "azurerm_route_table")?.name === "hub_gateway",
      )
      .map(({ body }) => `${String(body["address_prefix"])} to ${String(body["next_hop_in_ip_address"])}`);
    const wanted = subject.spokes.flatMap(([spoke]) =>
      texts(subject.at(`azurerm_virtual_network.${spoke}`)?.body["address_space"])
        .filter((range) => !range.includes(":"))
        .map((range) => `${range} to ${FIREWALL_ADDRESS}`),
    );
    return differences("routes from on-premises", found, inspected ? wanted : []);
  },
};

const FIREWALL_ADDRESS = "${azurerm_firewall.hub_firewall.ip_configuration[0].private_ip_address}";

/** The hop that a cluster's traffic must pass; undefined where the file names none. */
function hopOf(subject: Subject, { spec }: ClusterOf): string | undefined {
  const egress = fields(spec["egress"]);
  switch (egress["type"] ?? "firewall") {
    case "firewall":
      return FIREWALL_ADDRESS;
    case "appliance":
      return optional(egress["privateIp"]);
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
    const runtime = subject.spokes
      .map(([spoke]) => `${spoke}_route_sync`)
      .filter((name) => subject.at(`azurerm_route_table.${name}`) !== undefined)
      .map((name) => `${name} to ${FIREWALL_ADDRESS}`);
    const found = subject
      .of("azurerm_route")
      .filter(({ body }) => body["address_prefix"] === "0.0.0.0/0")
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
    return [...differences("default routes", found, [...expected, ...runtime]), ...unless(pools)];
  },
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
  onPremisesRoutes,
  outboundAccess,
];
