/** Mirrors of clusters and gateways that exist already: what of theirs is used, and that nothing of theirs is made or read. */
import {
  differences,
  entries,
  fields,
  optional,
  texts,
  unless,
  type Element,
  type Invariant,
  type Subject,
} from "./subject.js";

/** A mirror of ids, with the expressions that must name its tables. */
export interface ExistingMirror {
  readonly name: string;
  /** Id of the source: a table, or a node resource group. */
  readonly source: string;
  /** Id of the target as it is written in Terraform: the id itself, or a reference to the table that is made. */
  readonly target: string;
  /** Id of the gateway's subnet that gets a table. */
  readonly subnet: string | undefined;
  /** Region of that subnet's network. */
  readonly location: string | undefined;
  readonly podCidr: string;
}

export function existingMirrors(subject: Subject): readonly ExistingMirror[] {
  return entries(subject.file["mirrors"]).map(([name, spec]) => {
    const table = fields(spec["routeTable"]);
    const subnet = optional(fields(spec["gatewaySubnet"])["id"]);
    const made = subnet === undefined ? undefined : tableOf(subject, subnet);
    return {
      name,
      source: optional(table["id"]) ?? String(fields(table["nodeResourceGroup"])["id"]),
      target:
        subnet === undefined
          ? String(fields(spec["target"])["id"])
          : `\${${made?.address ?? "a table that is missing"}.id}`,
      subnet,
      location: optional(fields(spec["gatewaySubnet"])["location"]),
      podCidr: String(spec["podCidr"]),
    };
  });
}

export function subscriptionOfId(id: string): string {
  return id.split("/")[2]?.toLowerCase() ?? "";
}

/** Subscription of the runtime in a file without a hub. */
export function runtimeSubscription(subject: Subject): string | undefined {
  const given = optional(fields(subject.file["routeSync"])["subscriptionId"]);
  const [first] = entries(subject.file["mirrors"]).map(([, spec]) => fields(spec["routeTable"]));
  const id = optional(first?.["id"]) ?? optional(fields(first?.["nodeResourceGroup"])["id"]);
  return given ?? (id === undefined ? undefined : subscriptionOfId(id));
}

function associationsOf(subject: Subject, subnet: string): readonly Element[] {
  return subject
    .of("azurerm_subnet_route_table_association")
    .filter(({ body }) => optional(body["subnet_id"])?.toLowerCase() === subnet.toLowerCase());
}

function tableOf(subject: Subject, subnet: string): Element | undefined {
  const [association] = associationsOf(subject, subnet);
  return association && subject.target(association.body["route_table_id"], "azurerm_route_table");
}

const tables: Invariant = {
  name: "a gateway's subnet that is named gets one route table, in the subscription and region of its network",
  broken: (subject) =>
    existingMirrors(subject).flatMap(({ name, subnet, location }) => {
      if (subnet === undefined) return [];
      const table = tableOf(subject, subnet);
      const region = location ?? optional(subject.file["location"]);
      const found = optional(table?.body["location"]);
      const group = subject.target(table?.body["resource_group_name"], "azurerm_resource_group");
      const follows = group !== undefined && found === `\${${group.address}.location}`;
      return [
        ...differences(
          `subscriptions of the association of ${name}`,
          associationsOf(subject, subnet).map((each) => subject.subscriptionOf(each) ?? "the provider's"),
          [subscriptionOfId(subnet)],
        ),
        ...unless([
          [
            table !== undefined && subject.subscriptionOf(table) === subscriptionOfId(subnet),
            `The table of ${name} is in another subscription than its subnet.`,
          ],
          [
            found === region || (location === undefined && follows),
            `The table of ${name} is in ${String(found)}, not in ${String(region)}.`,
          ],
        ]),
      ];
    }),
};

/** Types of what a mirror names by id. */
const OF_OTHERS = [
  "azurerm_virtual_network",
  "azurerm_subnet",
  "azurerm_kubernetes_cluster",
  "azurerm_application_gateway",
  "azurerm_network_security_group",
  "azurerm_route",
];

const others: Invariant = {
  name: "route sync alone neither makes nor reads networks, clusters and gateways",
  broken: (subject) =>
    subject.file["hub"] !== undefined || subject.file["hubs"] !== undefined
      ? []
      : subject.elements
          .filter(({ type }) => OF_OTHERS.includes(type))
          .map(({ address }) => `${address} is not part of route sync.`),
};

const watched: Invariant = {
  name: "alert and event topic of a mirror are in the subscription of its source, and cover its resource group",
  broken: (subject) =>
    existingMirrors(subject).flatMap(({ name, source }) => {
      const group = source.split("/").slice(0, 5).join("/").toLowerCase();
      const alert = subject.at(`azurerm_monitor_activity_log_alert.route_sync_wake_up_${name}`);
      const [scope] = texts(alert?.body["scopes"]);
      const events = subject.at(
        `azurerm_eventgrid_system_topic_event_subscription.route_sync_events_${name}`,
      );
      const topic = subject.target(events?.body["system_topic"], "azurerm_eventgrid_system_topic");
      return [
        ...unless([[scope?.toLowerCase() === group, `The alert of ${name} covers ${String(scope)}.`]]),
        ...unless(
          events === undefined
            ? []
            : [
                [
                  optional(topic?.body["source_resource_id"])?.toLowerCase() === group,
                  `The topic of ${name} covers ${String(topic?.body["source_resource_id"])}.`,
                ],
              ],
        ),
        ...[alert, events, topic].flatMap((element) =>
          element === undefined || subject.subscriptionOf(element) === subscriptionOfId(source)
            ? []
            : [`${element.address} is in another subscription than the source of ${name}.`],
        ),
      ];
    }),
};

export const MIRRORS: readonly Invariant[] = [tables, others, watched];
