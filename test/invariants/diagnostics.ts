/** Where logs go: with a baseline of a date, or where the file says so, those of everything to one workspace. */
import { type Element, type Invariant, type Subject, fields, list, optional, unless } from "./subject.js";

/** Whose logs must not be missing: what each is asked for in an incident. Source: Azure Monitor, supported resource logs. */
const LOGS: Readonly<Record<string, readonly string[]>> = {
  azurerm_application_gateway: ["ApplicationGatewayAccessLog", "ApplicationGatewayFirewallLog"],
  azurerm_application_load_balancer: ["TrafficControllerAccessLog", "TrafficControllerFirewallLog"],
  azurerm_bastion_host: ["BastionAuditLogs"],
  azurerm_cdn_frontdoor_profile: ["FrontDoorAccessLog", "FrontDoorWebApplicationFirewallLog"],
  azurerm_eventgrid_system_topic: ["DeliveryFailures"],
  azurerm_firewall: ["AZFWApplicationRule", "AZFWNatRule", "AZFWNetworkRule", "AZFWThreatIntel"],
  azurerm_function_app_flex_consumption: ["FunctionAppLogs"],
  azurerm_key_vault: ["AuditEvent"],
  azurerm_kubernetes_automatic_cluster: ["cloud-controller-manager", "guard", "kube-audit-admin"],
  azurerm_kubernetes_cluster: ["cloud-controller-manager", "guard", "kube-audit-admin"],
  azurerm_log_analytics_workspace: ["Audit"],
  azurerm_monitor_data_collection_rule: ["LogErrors"],
  azurerm_network_security_group: ["NetworkSecurityGroupEvent", "NetworkSecurityGroupRuleCounter"],
  azurerm_public_ip: ["DDoSMitigationReports", "DDoSProtectionNotifications"],
  azurerm_storage_account: ["StorageDelete", "StorageWrite"],
  azurerm_virtual_network: ["VMProtectionAlerts"],
  azurerm_vpn_gateway: ["GatewayDiagnosticLog", "RouteDiagnosticLog", "TunnelDiagnosticLog"],
  azurerm_virtual_network_gateway: ["GatewayDiagnosticLog", "RouteDiagnosticLog", "TunnelDiagnosticLog"],
};

/** Types with tables of their own in Log Analytics: AZFW…, AGW…, AKS…. */
const DEDICATED = new Set([
  "azurerm_application_gateway",
  "azurerm_firewall",
  "azurerm_kubernetes_automatic_cluster",
  "azurerm_kubernetes_cluster",
]);

/** Types of which Azure Monitor has no logs, whose telemetry is in a workspace without a setting, or whose logs an agent sends. */
const WITHOUT =
  /^(terraform_data|azurerm_(application_insights|application_load_balancer_\w+|cdn_frontdoor_(?!profile)\w+|dns_(a_record|zone)|eventgrid_system_topic_event_subscription|express_route_\w+|federated_identity_credential|firewall_policy\w*|ip_group|key_vault_certificate|kubernetes_(cluster_extension|cluster_node_pool|flux_configuration)|management_group_policy_assignment|monitor_(?!data_collection_rule$)\w+|linux_virtual_machine|local_network_gateway|nat_gateway\w*|network_(ddos_protection_plan|interface|manager_ipam_pool_static_cidr|security_rule)|network_watcher_flow_log|private_\w+|public_ip_prefix|resource_group\w*|role_\w+|route|route_table|service_plan|storage_(?!account$)\w+|subnet\w*|subscription_policy_assignment|user_assigned_identity|virtual_(hub\w*|network_gateway_connection|network_peering|wan)|vpn_(gateway_connection|site)|web_application_firewall_policy))$/;

/** Whether the file asks for logs, itself or by its baseline. */
function wantsLogs({ file }: Subject): boolean {
  const { diagnostics, baseline } = file;
  if (diagnostics !== undefined) return diagnostics !== "none";
  return baseline !== undefined && baseline !== "relaxed";
}

function settingsOf(subject: Subject, target: Element): readonly Element[] {
  return subject
    .of("azurerm_monitor_diagnostic_setting")
    .filter(
      ({ body, stack }) =>
        stack === target.stack &&
        (optional(body["target_resource_id"]) ?? "").includes(`${target.address}.id`),
    );
}

const everything: Invariant = {
  name: "with diagnostics, every resource that has logs sends them to one workspace",
  broken: (subject) => {
    const settings = subject.of("azurerm_monitor_diagnostic_setting");
    if (!wantsLogs(subject))
      return settings.map(({ address }) => `${address} sends logs that the file does not ask for.`);
    const workspaces = new Set(
      settings.map(({ body }) => {
        const made = subject.target(body["log_analytics_workspace_id"], "azurerm_log_analytics_workspace");
        return made?.address ?? optional(body["log_analytics_workspace_id"]);
      }),
    );
    return [
      ...unless([[workspaces.size === 1, `Logs go to ${workspaces.size} workspaces.`]]),
      ...Object.entries(LOGS).flatMap(([type, logs]) =>
        subject.of(type).flatMap((target) => missingLogs(subject, target, logs)),
      ),
    ];
  },
};

function missingLogs(subject: Subject, target: Element, logs: readonly string[]): readonly string[] {
  const settings = settingsOf(subject, target);
  if (isFlowStorage(target))
    return unless([[settings.length === 0, `${target.address} logs each write of a flow log.`]]);
  const expected = target.type === "azurerm_storage_account" ? 2 : 1;
  return [
    ...unless([[settings.length === expected, `${target.address} has ${settings.length} settings.`]]),
    ...settings.flatMap(({ address, body }) => {
      const sent = list(body["enabled_log"]).map((log) => fields(log)["category"]);
      const table = body["log_analytics_destination_type"];
      return unless([
        [
          (table === "Dedicated") === DEDICATED.has(target.type),
          `${address} has the destination ${String(table)}.`,
        ],
        ...logs.map((log) => [sent.includes(log), `${address} does not send ${log}.`] as const),
      ]);
    }),
  ];
}

/** Whether a storage account is that of flow logs. */
export function isFlowStorage({ type, name }: Element): boolean {
  return type === "azurerm_storage_account" && name.startsWith("log_diagnostics_flows_");
}

/** Minutes of `60m`; undefined where there is nothing. */
function minutesOf(interval: unknown): number | undefined {
  const text = optional(interval);
  return text === undefined ? undefined : Number.parseInt(text, 10);
}

const flows: Invariant = {
  name: "with flow logs, every network that is created has one in its subscription and region, kept as long as the file says",
  broken: (subject) => {
    const wanted = fields(subject.file["diagnostics"])["flowLogs"];
    const { retentionDays = 30, storage, trafficAnalytics } = fields(wanted);
    const logs = subject.of("azurerm_network_watcher_flow_log");
    if (wanted === undefined) return logs.map(({ address }) => `${address} was not asked for.`);
    return subject.of("azurerm_virtual_network").flatMap((network) => {
      const own = logs.filter(
        ({ body }) => subject.target(body["target_resource_id"], network.type) === network,
      );
      return [
        ...unless([[own.length === 1, `${network.address} has ${own.length} flow logs.`]]),
        ...own.flatMap((log) => {
          const { body, address } = log;
          const group = subject.target(network.body["location"], "azurerm_resource_group");
          const region = optional(group?.body["location"]) ?? "";
          const store = subject.target(body["storage_account_id"], "azurerm_storage_account");
          const retention = fields(body["retention_policy"]);
          const analytics = fields(body["traffic_analytics"])["interval_in_minutes"];
          return unless([
            [subject.subscriptionOf(log) === subject.subscriptionOf(network), `${address} is elsewhere.`],
            [
              body["network_watcher_name"] === `NetworkWatcher_${region}`,
              `${address} is of another watcher.`,
            ],
            [body["enabled"] === true && retention["days"] === retentionDays, `${address} is not kept.`],
            [
              storage === undefined
                ? store?.body["location"] === region
                : body["storage_account_id"] === fields(storage)["id"],
              `${address} is stored elsewhere.`,
            ],
            [
              analytics === minutesOf(trafficAnalytics),
              `${address} is evaluated every ${String(analytics)} minutes.`,
            ],
          ]);
        }),
      ];
    });
  },
};

const known: Invariant = {
  name: "every resource type has logs that are sent, or is known to have none",
  broken: (subject) =>
    [
      ...new Set(
        subject.elements.filter(({ address }) => !address.startsWith("data.")).map(({ type }) => type),
      ),
    ]
      .filter((type) => !Object.hasOwn(LOGS, type) && !WITHOUT.test(type))
      .map((type) => `${type} is in neither list.`),
};

const retention: Invariant = {
  name: "a workspace that is created for all logs keeps them as long as the file says, or for 90 days",
  broken: (subject) => {
    const { workspace } = fields(subject.file["diagnostics"]);
    const days = fields(workspace)["retentionDays"] ?? 90;
    const own = subject
      .of("azurerm_log_analytics_workspace")
      .filter(({ name }) => name === "log_diagnostics");
    const expected = wantsLogs(subject) && fields(workspace)["id"] === undefined ? 1 : 0;
    return unless([
      [own.length === expected, `There are ${own.length} workspaces for all logs.`],
      ...own.map(
        ({ address, body }) =>
          [
            body["retention_in_days"] === days,
            `${address} does not keep logs for the days of the file.`,
          ] as const,
      ),
    ]);
  },
};

export const DIAGNOSTICS: readonly Invariant[] = [everything, flows, known, retention];
