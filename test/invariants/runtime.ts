/** The runtime: what it mirrors, as whom, whom it notifies, and what it needs before it starts. */
import { usedMirrors } from "./expected-roles.js";
import { existingMirrors } from "./mirrors.js";
import {
  type Element,
  type Fields,
  type Invariant,
  type Subject,
  differences,
  fields,
  list,
  optional,
  texts,
  unless,
} from "./subject.js";

function appOf(subject: Subject): Element | undefined {
  return subject.of("azurerm_function_app_flex_consumption")[0];
}

const mirrors: Invariant = {
  name: "the runtime mirrors the table of each cluster with node routes into its gateway's",
  broken: (subject) => {
    const app = appOf(subject);
    if (app === undefined) return [];
    const blob = subject.of("azurerm_storage_blob").find(({ name }) => name.endsWith("_configuration"));
    const text = optional(
      fields(app.body["app_settings"])["ROUTE_SYNC_MIRRORS"] ?? blob?.body["source_content"],
    );
    const found = [...(text ?? "").matchAll(/"name" = "([^"]+)".*?"target" = \{"id" = ([^}]+)\}/gs)];
    return differences(
      "mirrors",
      found.map(([, name, target]) => `${String(name)} into ${String(target)}`),
      [
        ...usedMirrors(subject).map(
          ({ cluster, gateway }) => `${cluster.spoke}-${cluster.key} into azurerm_route_table.${gateway}.id`,
        ),
        ...existingMirrors(subject).map(({ name, target }) => `${name} into ${inFunction(target)}`),
      ],
    );
  },
};

/** A value of an argument as it is written inside a function call. */
function inFunction(value: string): string {
  return /^\$\{(.*)\}$/.exec(value)?.[1] ?? JSON.stringify(value);
}

const identity: Invariant = {
  name: "the runtime acts as its own identity wherever it signs in",
  broken: (subject) => {
    const app = appOf(subject);
    if (app === undefined) return [];
    const own = "azurerm_user_assigned_identity.route_sync_identity";
    const settings = fields(app.body["app_settings"]);
    const client = `\${${own}.client_id}`;
    return unless([
      ...["AzureWebJobsStorage__clientId", "RouteSyncStorage__clientId", "ROUTE_SYNC_CLIENT_ID"].map(
        (key) => [settings[key] === client, `${key} is ${String(settings[key])}.`] as const,
      ),
      [settings["RouteSyncStorage__credential"] === "managedidentity", "The queue is read with a secret."],
      [settings["AzureWebJobsStorage"] === "", "AzureWebJobsStorage is not empty."],
      [
        settings["APPLICATIONINSIGHTS_AUTHENTICATION_STRING"] === `Authorization=AAD;ClientId=${client}`,
        "Telemetry is sent without the identity.",
      ],
      [app.body["storage_user_assigned_identity_id"] === `\${${own}.id}`, "The package is read as another."],
      [
        texts(fields(app.body["identity"])["identity_ids"]).join() === `\${${own}.id}`,
        "The app has another identity.",
      ],
    ]);
  },
};

const recorded: Invariant = {
  name: "whatever changes of the runtime replaces it",
  broken: (subject) => {
    const app = appOf(subject);
    if (app === undefined) return [];
    const input = fields(subject.of("terraform_data")[0]?.body["input"]);
    return unless([
      [
        JSON.stringify(input["settings"]) === JSON.stringify(app.body["app_settings"]),
        "The record of the settings is not the settings.",
      ],
      [input["package"] !== undefined, "A new package would not replace the app."],
      [
        input["virtualNetworkSubnetId"] === app.body["virtual_network_subnet_id"],
        "The subnet is not recorded.",
      ],
      [input["memory"] === app.body["instance_memory_in_mb"], "The memory is not recorded."],
      [input["nodeVersion"] === app.body["runtime_version"], "The version of Node.js is not recorded."],
    ]);
  },
};

const started: Invariant = {
  name: "the runtime starts when its network is complete and the tables that it mirrors exist",
  broken: (subject) => {
    const app = appOf(subject);
    if (app === undefined) return [];
    const subnet = subject.target(app.body["virtual_network_subnet_id"], "azurerm_subnet");
    const associations = [
      "azurerm_subnet_network_security_group_association",
      "azurerm_subnet_route_table_association",
    ]
      .flatMap((type) => subject.of(type))
      .filter(({ body }) => subnet !== undefined && subject.targets(body["subnet_id"]).includes(subnet));
    const own = ["azurerm_route", "azurerm_firewall_policy_rule_collection_group"]
      .flatMap((type) => subject.of(type))
      .filter(({ name }) => subnet !== undefined && name.startsWith(subnet.name));
    const clusters = usedMirrors(subject).flatMap(
      ({ cluster }) => subject.at(`azurerm_kubernetes_cluster.${cluster.id}`) ?? [],
    );
    return [...associations, ...own, ...clusters]
      .filter(({ stack }) => stack === app.stack)
      .filter((first) => !subject.waitsFor(app, first))
      .map((first) => `The runtime does not wait for ${first.address}.`);
  },
};

const network: Invariant = {
  name: "the firewall allows the runtime to reach Azure's management, sign-in, telemetry and public storage over HTTPS alone",
  broken: (subject) =>
    subject
      .of("azurerm_firewall_policy_rule_collection_group")
      .filter(({ name }) => name.endsWith("_route_sync"))
      .flatMap(({ name, body }) =>
        list(body["network_rule_collection"])
          .flatMap((collection) => list(fields(collection)["rule"]).map(fields))
          .flatMap((rule) => [
            ...differences(name, texts(rule["source_addresses"]), runtimeRanges(subject, name)),
            ...differences(name, texts(rule["destination_addresses"]), [
              "AzureResourceManager",
              "AzureActiveDirectory",
              "AzureMonitor",
              ...(isPrivate(subject) ? [] : ["Storage"]),
            ]),
            ...differences(name, texts(rule["destination_ports"]), ["443"]),
            ...differences(name, texts(rule["protocols"]), ["TCP"]),
          ]),
      ),
};

function isPrivate({ file }: Subject): boolean {
  return fields(file["routeSync"])["storage"] === "private";
}

const storage: Invariant = {
  name: "the runtime's storage is reached from everywhere, or by private endpoints and trusted services alone, as the file says",
  broken: (subject) =>
    subject
      .of("azurerm_storage_account")
      .filter(({ name }) => name === "route_sync_storage")
      .flatMap((account) => {
        const { address, body } = account;
        const rules = fields(list(body["network_rules"])[0] ?? body["network_rules"]);
        const endpoints = subject
          .of("azurerm_private_endpoint")
          .map((endpoint) => ({ endpoint, connection: partOf(endpoint.body, "private_service_connection") }))
          .filter(({ connection }) =>
            subject.targets(connection["private_connection_resource_id"]).includes(account),
          );
        const blobs = subject.of("azurerm_storage_blob");
        const topics = subject.of("azurerm_eventgrid_system_topic_event_subscription");
        const delivers = topics.map(
          ({ body: { delivery_identity: by } }) => fields(list(by)[0] ?? by)["type"],
        );
        const services = endpoints.flatMap(({ connection }) => texts(connection["subresource_names"]));
        const closed = isPrivate(subject);
        return [
          ...unless([
            [(body["public_network_access_enabled"] === false) === closed, `${address} is open, or closed.`],
            [(rules["default_action"] === "Deny") === closed, `${address} takes calls, or refuses them.`],
            [!closed || texts(rules["bypass"]).join() === "AzureServices", `${address} refuses Event Grid.`],
            [
              !closed || !delivers.includes("UserAssigned"),
              "A topic delivers by an identity that is refused.",
            ],
          ]),
          ...differences(`endpoints of ${address}`, services, closed ? ["blob", "queue"] : []),
          ...endpoints.flatMap(({ endpoint }) =>
            blobs
              .filter((blob) => !subject.waitsFor(blob, endpoint))
              .map((blob) => `${blob.address} does not wait for ${endpoint.address}.`),
          ),
        ];
      }),
};

/** A block that is there once. */
function partOf(body: Fields, name: string): Fields {
  return fields(list(body[name])[0] ?? body[name]);
}

/** The range of the runtime's subnet: of one that exists already, the file's. */
function runtimeRanges(subject: Subject, name: string): readonly string[] {
  const subnet = fields(fields(fields(subject.file["routeSync"])["network"])["subnet"]);
  const given = optional(subnet["prefix"]);
  return given === undefined ? subject.prefixes(name) : [given];
}

const notifications: Invariant = {
  name: "every alarm notifies all declared recipients, and the heartbeat calls the runtime alone",
  broken: (subject) => {
    const said = fields(subject.file["routeSync"])["notify"];
    const notify = fields(said ?? subject.file["alerts"]);
    const emails = said === undefined ? [] : texts(notify["emails"]);
    const groups = list(notify["actionGroups"]).map((group) => String(fields(group)["id"]));
    const own = subject.at("azurerm_monitor_action_group.route_sync_alarm");
    const created = said === undefined ? "operator_alerts" : "route_sync_alarm";
    const wanted =
      texts(notify["emails"]).length === 0
        ? groups
        : [`\${azurerm_monitor_action_group.${created}.id}`, ...groups];
    const receivers = (body: Fields | undefined): readonly string[] =>
      list(body?.["email_receiver"]).map((receiver) => String(fields(receiver)["email_address"]));
    return [
      ...differences("mail addresses", receivers(own?.body), emails),
      ...subject
        .of("azurerm_monitor_scheduled_query_rules_alert_v2")
        .filter(({ name }) => name.startsWith("route_sync"))
        .flatMap(({ name, body }) =>
          differences(
            `recipients of ${name}`,
            texts(fields(body["action"])["action_groups"]),
            name === "route_sync_heartbeat"
              ? ["${azurerm_monitor_action_group.route_sync_wake_up.id}"]
              : wanted,
          ),
        ),
    ];
  },
};

export const RUNTIME: readonly Invariant[] = [
  mirrors,
  identity,
  recorded,
  started,
  network,
  storage,
  notifications,
];
