/** Where everything is made: subscription, region and resource group, each against the platform file. */
import { runtimeSubscription } from "./mirrors.js";
import {
  differences,
  fields,
  list,
  entries,
  optional,
  texts,
  unless,
  type Element,
  type Fields,
  type Invariant,
  type Subject,
} from "./subject.js";
import { firewallAddress, isCreated, isVirtualWan, makesBothHalves } from "./existing-hub.js";

/** Subscription of the hub or of a spoke; undefined where the provider's own counts. */
function subscriptionIn(subject: Subject, part: string): string | undefined {
  const hub =
    optional(hubIn(subject, part)["subscriptionId"]) ??
    (hasHub(subject) ? undefined : runtimeSubscription(subject));
  const spoke = subject.spokes.find(([key]) => key === part);
  // What belongs to no spoke is with the first one, where the hub exists already.
  const exists = hubIn(subject, part)["id"] !== undefined;
  const first = exists ? subject.spokes[0]?.[1]["subscriptionId"] : undefined;
  return optional(spoke?.[1]["subscriptionId"]) ?? hub ?? optional(first);
}

/** The hub that a part of the platform is, or the hub of a spoke. */
function hubIn(subject: Subject, part: string): Fields {
  return subject.hubs.find(([key]) => key === part)?.[1] ?? subject.hubOf(part);
}

function hasHub({ file }: Subject): boolean {
  return file["hub"] !== undefined || file["hubs"] !== undefined;
}

function locationIn(subject: Subject, part: string): string | undefined {
  const spoke = subject.spokes.find(([key]) => key === part);
  const hub = optional(hubIn(subject, part)["location"]) ?? optional(subject.file["location"]);
  return spoke === undefined ? hub : (optional(spoke[1]["location"]) ?? optional(subject.file["location"]));
}

/** The attribute by which a child names its parent, for those that name no resource group. */
const PARENTS = [
  "firewall_policy_id",
  "virtual_hub_id",
  "subnet_id",
  "nat_gateway_id",
  "kubernetes_cluster_id",
  "cluster_id",
  "cdn_frontdoor_profile_id",
  "cdn_frontdoor_endpoint_id",
  "cdn_frontdoor_origin_group_id",
  "cdn_frontdoor_custom_domain_id",
  "storage_account_id",
  "storage_account_name",
  "key_vault_id",
  "parent_id",
  "target_resource_id",
  "resource_group_id",
] as const;

/** What Azure lets any subscription of a tenant make, or what is not in Azure at all. */
const ANYWHERE = new Set([
  "azurerm_role_assignment",
  "azurerm_role_definition",
  "azurerm_subscription_policy_assignment",
  "azurerm_management_group_policy_assignment",
  "terraform_data",
]);

/** The resource group that an element is in, by itself or by its parent. */
function groupOf(subject: Subject, { body }: Element): Element | undefined {
  const name = body["resource_group_name"];
  if (name !== undefined) {
    const [first] = subject.targets(name);
    return first === undefined || first.type === "azurerm_resource_group" ? first : groupOf(subject, first);
  }
  for (const key of PARENTS) {
    const [parent] = subject.targets(body[key]);
    if (parent === undefined) continue;
    return parent.type === "azurerm_resource_group" ? parent : groupOf(subject, parent);
  }
  return undefined;
}

const groups: Invariant = {
  name: "the hub, each spoke, each Front Door, the logs, the alerts, the DDoS plan and the runtime have a resource group in their subscription and region",
  broken: (subject) =>
    subject.of("azurerm_resource_group").flatMap((group) => {
      const [, mirrored] = /^route_sync_([0-9a-f-]+)$/.exec(group.name) ?? [];
      if (mirrored !== undefined) return ofMirrors(subject, group, mirrored);
      const isShared =
        ["log_diagnostics", "operator_alerts", "ddos_plan"].includes(group.name) ||
        entries(subject.file["frontDoors"]).some(([key]) => group.name === `front_door_${key}`);
      const part = isShared || group.name === "route_sync" ? String(subject.hubs[0]?.[0]) : group.name;
      const subscription = subscriptionIn(subject, part);
      // A Front Door is global, and one workspace, one action group and one DDoS plan are for all: they are in the platform's region and no hub's.
      const location = isShared ? optional(subject.file["location"]) : locationIn(subject, part);
      return unless([
        [
          [...subject.hubs, ...subject.spokes].some(([key]) => key === part),
          `${group.address} is the group of no part of the platform.`,
        ],
        [
          subject.subscriptionOf(group) === subscription,
          `${group.address} is in the subscription ${String(subject.subscriptionOf(group))}, not ${String(subscription)}.`,
        ],
        [
          group.body["location"] === location,
          `${group.address} is in ${String(group.body["location"])}, not in ${String(location)}.`,
        ],
      ]);
    }),
};

/** The group for alerts and tables of mirrors in a subscription that is not the runtime's. */
function ofMirrors(subject: Subject, group: Element, subscription: string): readonly string[] {
  const own = "${azurerm_resource_group.route_sync.location}";
  const found = subject.subscriptionOf(group);
  return unless([
    [found?.startsWith(subscription) === true, `${group.address} is in the subscription ${String(found)}.`],
    [group.body["location"] === own, `${group.address} is in ${String(group.body["location"])}.`],
  ]);
}

const subscriptions: Invariant = {
  name: "everything is made through the provider of the subscription that holds its resource group",
  broken: (subject) =>
    subject.elements
      .filter(
        ({ type, address }) =>
          type.startsWith("azurerm_") && !ANYWHERE.has(type) && !address.startsWith("data."),
      )
      .filter(({ type }) => type !== "azurerm_resource_group")
      .flatMap((element) => {
        const group = groupOf(subject, element);
        if (group === undefined) return outside(subject, element);
        const [found, wanted] = [subject.subscriptionOf(element), subject.subscriptionOf(group)];
        return unless([
          [
            found === wanted,
            `${element.address} is made through ${String(found)}; its group ${group.name} is in ${String(wanted)}.`,
          ],
        ]);
      }),
};

/** An element whose group is not made here is in the subscription of its id, or of its part of the platform. */
function outside(subject: Subject, { address, name, body }: Element): readonly string[] {
  const ids = JSON.stringify(body).match(/\/subscriptions\/[0-9a-f-]{36}\//g) ?? [];
  const part = subject.spokes.map(([key]) => key).find((key) => name.startsWith(`${key}_`));
  return ids.length > 0 || part !== undefined || subject.isOfHub(name) || name.startsWith("route_sync_")
    ? []
    : [`${address} belongs to no resource group.`];
}

const names: Invariant = {
  name: "what a spoke's addresses begin with is in that spoke's resource group",
  broken: (subject) =>
    subject.elements.flatMap((element) => {
      if (element.address.startsWith("data.") || element.type === "azurerm_resource_group") return [];
      const spoke = subject.spokes
        .map(([key]) => key)
        .filter((key) => element.name.startsWith(`${key}_`) || element.name === key)
        .sort((a, b) => b.length - a.length)[0];
      const group = groupOf(subject, element);
      if (spoke === undefined || group === undefined || group.name === spoke) return [];
      return inHub(element) && subject.hubs.some(([hub]) => hub === group.name)
        ? []
        : [`${element.address} is in the group ${group.name}.`];
    }),
};

/** What a spoke adds to the hub: its half of the peering, its rules, its routes, its link to a zone of the hub's. */
function inHub({ type, name }: Element): boolean {
  return (
    type === "azurerm_firewall_policy_rule_collection_group" ||
    (type === "azurerm_virtual_network_peering" && name.endsWith("_from_hub")) ||
    type === "azurerm_virtual_hub_connection" ||
    (type === "azurerm_route" && name.includes("_from_")) ||
    (type === "azurerm_private_dns_zone_virtual_network_link" && name.includes("_zone_"))
  );
}

const regions: Invariant = {
  name: "everything is made in the region of its resource group",
  broken: (subject) =>
    subject.elements.flatMap((element) => {
      const { body, address } = element;
      const location = optional(body["location"]);
      const group = groupOf(subject, element);
      // The table of a gateway that exists already is in the region of the gateway's network.
      if (element.type === "azurerm_route_table" && element.name.startsWith("route_sync_")) return [];
      if (group === undefined || location === undefined || group === element) return [];
      if (["global", "Global"].includes(location) || address.startsWith("data.")) return [];
      return unless([
        [
          location === `\${${group.address}.location}` || location === group.body["location"],
          `${address} is in ${location}; its group is in ${String(group.body["location"])}.`,
        ],
      ]);
    }),
};

const peerings: Invariant = {
  name: "peerings join each spoke with the hub, in both directions",
  broken: (subject) =>
    subject.spokes.flatMap(([spoke]) => {
      if (isVirtualWan(subject.hubOf(spoke))) return connection(subject, spoke);
      const half = (name: string): readonly (string | undefined)[] => {
        const body = subject.at(`azurerm_virtual_network_peering.${spoke}_peering_${name}`)?.body ?? {};
        return [body["virtual_network_name"], body["remote_virtual_network_id"]].map(
          (value) => subject.target(value, "azurerm_virtual_network")?.name,
        );
      };
      const flags = (name: string): string => {
        const body = subject.at(`azurerm_virtual_network_peering.${spoke}_peering_${name}`)?.body ?? {};
        return ["allow_forwarded_traffic", "allow_gateway_transit", "use_remote_gateways"]
          .map((key) => `${key}=${optional(body[key]) ?? "false"}`)
          .join(" ");
      };
      // What exists already is no element: its name and its id are texts.
      const hub = subject.hubOf(spoke)["id"] === undefined ? subject.hubKeyOf(spoke) : "";
      const gateway = subject.hubOf(spoke)["gateway"] !== undefined;
      const bothHalves = makesBothHalves(subject.hubOf(spoke));
      return unless([
        [
          !bothHalves || half("from_hub").join() === `${hub},${spoke}`,
          `The hub's half of the peering joins ${half("from_hub").join(" with ")}.`,
        ],
        [
          half("to_hub").join() === `${spoke},${hub}`,
          `The half of ${spoke} joins ${half("to_hub").join(" with ")}.`,
        ],
        [
          !bothHalves ||
            flags("from_hub") ===
              `allow_forwarded_traffic=true allow_gateway_transit=${String(gateway)} use_remote_gateways=false`,
          `The hub's half of the peering with ${spoke} has ${flags("from_hub")}.`,
        ],
        [
          flags("to_hub") ===
            `allow_forwarded_traffic=true allow_gateway_transit=false use_remote_gateways=${String(gateway)}`,
          `The half of ${spoke} has ${flags("to_hub")}.`,
        ],
      ]);
    }),
};

/** The connection of a spoke with its virtual hub, which learns 0.0.0.0/0 and keeps the tables that routing intent manages. */
function connection(subject: Subject, spoke: string): readonly string[] {
  const body = subject.at(`azurerm_virtual_hub_connection.${spoke}_connection`)?.body ?? {};
  const hub = subject.target(body["virtual_hub_id"], "azurerm_virtual_hub")?.name;
  return unless([
    [hub === subject.hubKeyOf(spoke), `${spoke} is connected with ${String(hub)}.`],
    [
      isOfSpoke(subject, spoke, body["remote_virtual_network_id"]),
      `Another network is connected for ${spoke}.`,
    ],
    [body["internet_security_enabled"] === true, `${spoke} does not learn 0.0.0.0/0.`],
    [body["routing"] === undefined, `The connection of ${spoke} names route tables.`],
  ]);
}

/** Whether an id is that of the network of a spoke, which may exist already. */
function isOfSpoke(subject: Subject, spoke: string, id: unknown): boolean {
  const made = subject.target(id, "azurerm_virtual_network")?.name;
  const spec = subject.spokes.find(([key]) => key === spoke)?.[1];
  return made === spoke || (id !== undefined && id === fields(spec?.["network"])["id"]);
}

/** Tags as one text, whatever their order. */
function sorted(given: unknown): string {
  return JSON.stringify(Object.entries(fields(given)).sort(([one], [other]) => (one < other ? -1 : 1)));
}

const tags: Invariant = {
  name: "the platform's tags are on everything that takes tags",
  broken: (subject) => {
    const wanted = sorted(subject.file["tags"]);
    if (wanted === "[]") return [];
    return subject.elements
      .filter(({ type, address }) => TAGGED.includes(type) && !address.startsWith("data."))
      .filter(({ body }) => sorted(body["tags"]) !== wanted)
      .map(({ address }) => `${address} does not have the platform's tags.`);
  },
};

const TAGGED = [
  "azurerm_resource_group",
  "azurerm_virtual_network",
  "azurerm_kubernetes_automatic_cluster",
  "azurerm_kubernetes_cluster",
  "azurerm_application_gateway",
  "azurerm_firewall",
  "azurerm_firewall_policy",
  "azurerm_route_table",
  "azurerm_network_security_group",
  "azurerm_public_ip",
  "azurerm_user_assigned_identity",
  "azurerm_web_application_firewall_policy",
  "azurerm_nat_gateway",
  "azurerm_virtual_network_gateway",
  "azurerm_kubernetes_cluster_node_pool",
  "azurerm_function_app_flex_consumption",
  "azurerm_storage_account",
];

/** What spokes with dns hub, and the firewall of the hub, ask. */
function serversOf(subject: Subject, hub: string, { dns }: ReturnType<typeof fields>): readonly string[] {
  if (fields(dns)["type"] !== "private-resolver") return texts(fields(dns)["servers"]);
  const endpoint = subject.at(`azurerm_private_dns_resolver_inbound_endpoint.${hub}_dns_inbound`);
  return list(endpoint?.body["ip_configurations"]).flatMap((each) =>
    texts(fields(each)["private_ip_address"]),
  );
}

const forwarding: Invariant = {
  name: "networks with the hub's forwarding rules, and no others, are linked to its ruleset",
  broken: (subject) =>
    differences(
      "linked networks",
      subject
        .of("azurerm_private_dns_resolver_virtual_network_link")
        .map(({ body }) => subject.target(body["virtual_network_id"], "azurerm_virtual_network")?.name ?? ""),
      [
        ...subject.hubs.flatMap(([hub, { dns }]) =>
          Object.keys(fields(fields(dns)["forward"])).length > 0 ? [hub] : [],
        ),
        ...subject.spokes.flatMap(([spoke, { dns }]) =>
          fields(dns)["type"] === "forwarding-rules" ? [spoke] : [],
        ),
      ],
    ),
};

const resolvers: Invariant = {
  name: "each network asks the declared resolvers",
  broken: (subject) => {
    const wanted = new Map([
      ...subject.hubs
        .filter(isCreated)
        .filter(([, spec]) => !isVirtualWan(spec))
        .map(([hub, { dns }]) => [hub, texts(fields(dns)["servers"])] as const),
      ...subject.spokes.map(([spoke, spec]) => {
        const dns = fields(spec["dns"]);
        const hub = subject.hubOf(spoke);
        const firewall = firewallAddress(subject.hubKeyOf(spoke), hub);
        const named =
          dns["type"] === "hub" ? serversOf(subject, subject.hubKeyOf(spoke), hub) : texts(dns["servers"]);
        return [spoke, dns["type"] === "firewall" ? [firewall] : named] as const;
      }),
    ]);
    return [
      ...[...wanted].flatMap(([network, servers]) => {
        const found = texts(subject.at(`azurerm_virtual_network.${network}`)?.body["dns_servers"]);
        return unless([
          [found.join() === servers.join(), `The network of ${network} asks ${found.join() || "Azure"}.`],
        ]);
      }),
      ...subject.hubs.filter(isCreated).flatMap(([hub, spec]) => {
        const policy = subject.at(`azurerm_firewall_policy.${hub}_firewall`);
        const proxy = fields(policy?.body["dns"]);
        const asked = subject.spokes.some(
          ([spoke, spec]) => subject.hubKeyOf(spoke) === hub && fields(spec["dns"])["type"] === "firewall",
        );
        const servers = serversOf(subject, hub, spec);
        return unless([
          [!asked || proxy["proxy_enabled"] === true, "Networks ask the firewall, whose DNS proxy is off."],
          [
            list(policy?.body["dns"]).length === 0 || texts(proxy["servers"]).join() === servers.join(),
            `The firewall asks ${texts(proxy["servers"]).join()}.`,
          ],
        ]);
      }),
    ];
  },
};

export const PROVIDERS: readonly Invariant[] = [
  groups,
  subscriptions,
  names,
  regions,
  peerings,
  tags,
  resolvers,
  forwarding,
];
