/** Alerts for operators: with the key, on everything that is created and can fail; without it, on nothing. */
import {
  type Element,
  type Invariant,
  type Subject,
  entries,
  fields,
  list,
  optional,
  unless,
} from "./subject.js";

/** Metrics that are watched, by type of resource. Source: Azure Monitor, supported metrics. */
const METRICS: Readonly<Record<string, readonly string[]>> = {
  azurerm_firewall: ["FirewallHealth", "SNATPortUtilization", "Throughput"],
  azurerm_application_gateway: ["CapacityUnits", "UnhealthyHostCount"],
  azurerm_application_load_balancer: ["BackendHealthyTargets"],
  azurerm_nat_gateway: ["SNATConnectionCount"],
  azurerm_kubernetes_automatic_cluster: ["kube_node_status_condition"],
  azurerm_kubernetes_cluster: ["kube_node_status_condition"],
};

/** Rules that notify operators; those of the runtime have invariants of their own. */
const RULES = [
  "azurerm_monitor_metric_alert",
  "azurerm_monitor_activity_log_alert",
  "azurerm_monitor_alert_prometheus_rule_group",
  "azurerm_monitor_scheduled_query_rules_alert_v2",
];

function alertsOf(subject: Subject): readonly Element[] {
  return RULES.flatMap((type) => subject.of(type)).filter(({ name }) => !name.startsWith("route_sync"));
}

function hasAlerts({ file }: Subject): boolean {
  return file["alerts"] !== undefined;
}

function criteriaOf({ body }: Element): Readonly<Record<string, unknown>> {
  return fields(body["criteria"]);
}

const watched: Invariant = {
  name: "with alerts, every firewall, gateway, NAT gateway and cluster that is created is watched; without, none",
  broken: (subject) => {
    const alerts = alertsOf(subject);
    if (!hasAlerts(subject)) return alerts.map(({ address }) => `${address} was not asked for.`);
    const scoped = (target: Element): readonly Element[] =>
      alerts.filter(({ body }) => subject.targets(body["scopes"]).includes(target));
    return Object.entries(METRICS).flatMap(([type, metrics]) =>
      subject.of(type).flatMap((target) => {
        const found = scoped(target);
        const names = found.map((alert) => criteriaOf(alert)["metric_name"]);
        const categories = found.map((alert) => criteriaOf(alert)["category"]);
        return unless([
          ...metrics.map(
            (name) => [names.includes(name), `${target.address}: ${name} has no alert.`] as const,
          ),
          [
            !type.startsWith("azurerm_kubernetes_") ||
              ["Administrative", "ResourceHealth"].every((name) => categories.includes(name)),
            `${target.address} may fail unnoticed.`,
          ],
        ]);
      }),
    );
  },
};

/** References to an action group that is created, or ids. */
function recipientsOf(subject: Subject): readonly string[] {
  const { emails, actionGroups } = fields(subject.file["alerts"]);
  const created = list(emails).length === 0 ? [] : ["azurerm_monitor_action_group.operator_alerts"];
  return [...created, ...list(actionGroups).map((group) => String(fields(group)["id"]))];
}

function groupsOf(subject: Subject, value: unknown): readonly string[] {
  return list(value).map(
    (id) => subject.target(id, "azurerm_monitor_action_group")?.address ?? optional(id) ?? "",
  );
}

const notified: Invariant = {
  name: "every alert notifies all declared recipients, and one of the runtime's source nothing but the runtime",
  broken: (subject) => {
    const wanted = recipientsOf(subject).join();
    const check = ({ address, body }: Element, expected: string): readonly string[] =>
      [body, ...list(body["rule"]).map(fields)]
        .filter((rule) => rule["rule"] === undefined)
        .flatMap((rule) => {
          const [action = {}] = list(rule["action"]).map(fields);
          const groups =
            action["action_groups"] ?? list(rule["action"]).map((one) => fields(one)["action_group_id"]);
          const found = groupsOf(subject, groups).join();
          return unless([[found === expected, `${address} notifies ${found}.`]]);
        });
    return [
      ...alertsOf(subject).flatMap((alert) => check(alert, wanted)),
      ...subject
        .of("azurerm_monitor_activity_log_alert")
        .filter(({ name }) => name.startsWith("route_sync"))
        .flatMap((alert) =>
          check(alert, `azurerm_monitor_action_group.${alert.name.replace(/_wake_up_.*$/, "_wake_up")}`),
        ),
    ];
  },
};

const nearby: Invariant = {
  name: "an alert is in the subscription and resource group of what it watches, as Azure requires",
  broken: (subject) =>
    alertsOf(subject).flatMap((alert) => {
      const [target] = subject.targets(alert.body["scopes"]);
      if (target === undefined) return [`${alert.address} watches nothing.`];
      const group = optional(alert.body["resource_group_name"]) ?? "";
      return unless([
        [subject.subscriptionOf(alert) === subject.subscriptionOf(target), `${alert.address} is elsewhere.`],
        [
          group.includes(`${target.address}.`) || group === target.body["resource_group_name"],
          `${alert.address} is in ${group}.`,
        ],
      ]);
    }),
};

/** Bits per second by tier. Source: Azure Firewall documentation, performance. */
const THROUGHPUT: Readonly<Record<string, number>> = { Basic: 250e6, Standard: 30e9, Premium: 100e9 };

const thresholds: Invariant = {
  name: "alerts come before the end: at 80 % of SNAT ports, nine tenths of the throughput, three quarters of the capacity",
  broken: (subject) =>
    subject.of("azurerm_monitor_metric_alert").flatMap((alert) => {
      const { metric_name: metric, threshold } = criteriaOf(alert);
      const [target] = subject.targets(alert.body["scopes"]);
      const expected = expectedThreshold(subject, String(metric), target);
      return unless([
        [
          expected === undefined || threshold === expected,
          `${alert.address} has the threshold ${String(threshold)}.`,
        ],
      ]);
    }),
};

function expectedThreshold(
  subject: Subject,
  metric: string,
  target: Element | undefined,
): number | undefined {
  switch (metric) {
    case "SNATPortUtilization":
      return 80;
    case "Throughput":
      return (9 / 10) * (THROUGHPUT[String(target?.body["sku_tier"])] ?? 0);
    case "CapacityUnits": {
      const sku = fields(target?.body["sku"]);
      const most = sku["capacity"] ?? fields(target?.body["autoscale_configuration"])["max_capacity"];
      return 7.5 * Number(most);
    }
    case "UsedSnatPorts": {
      const profile = fields(fields(target?.body["network_profile"])["load_balancer_profile"]);
      return 0.8 * Number(profile["outbound_ports_allocated"]);
    }
    default:
      return undefined;
  }
}

const certificates: Invariant = {
  name: "a vault that is created has an alert on certificates that expire where its log goes to a workspace",
  broken: (subject) => {
    const { baseline, diagnostics } = subject.file;
    const logs = diagnostics === undefined ? (baseline ?? "relaxed") !== "relaxed" : diagnostics !== "none";
    return subject.of("azurerm_key_vault").flatMap((vault) => {
      const found = alertsOf(subject).filter(({ body }) => subject.targets(body["scopes"]).includes(vault));
      return unless([
        [
          found.length === (hasAlerts(subject) && logs ? 1 : 0),
          `${vault.address} has ${found.length} alerts.`,
        ],
      ]);
    });
  },
};

const metrics: Invariant = {
  name: "a cluster with Prometheus metrics has rules on them",
  broken: (subject) =>
    subject.clusters.flatMap(({ id, spec }) => {
      const wanted = hasAlerts(subject) && entries(spec["addOns"]).some(([name]) => name === "metrics");
      const found = subject.at(`azurerm_monitor_alert_prometheus_rule_group.${id}_metrics_alert_prometheus`);
      return unless([[(found !== undefined) === wanted, `${id} has rules otherwise.`]]);
    }),
};

export const ALERTS: readonly Invariant[] = [watched, notified, nearby, thresholds, certificates, metrics];
