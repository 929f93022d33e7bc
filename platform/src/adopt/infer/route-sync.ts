import { DEFAULTS } from "@aks-topology/constructs/internal";
import { isWithin, nameOf, sameId, type FoundResource, type Inventory } from "../inventory.js";
import { compact, unlessEmpty, type Spec } from "../spec.js";
import { block, blocks, number, text, texts, type Values } from "../values.js";
import { alertsSpec } from "./alerts.js";
import { existingSpec, type KeptIds } from "./kept.js";
import { recipientsSpec } from "./recipients.js";
import { subnetSpec } from "./subnets.js";

/** A spoke's key with the id of its network, and the resource group of its clusters. */
export interface KeyedSpoke {
  readonly key: string;
  readonly networkId: string;
  readonly group: string | undefined;
}

/** The key `routeSync`: how the runtime that was found differs from the default one; undefined where it does not. */
export function routeSyncSpec(
  inventory: Inventory,
  spokes: readonly KeyedSpoke[],
  kept: KeptIds,
): Spec | undefined {
  const app = inventory
    .of("azurerm_function_app_flex_consumption")
    .find(({ values }) => settingOf(values, "ROUTE_SYNC_MIRRORS") !== undefined);
  if (app === undefined) return undefined;
  const { values } = app;
  const wakeUp = wakeUpOf(inventory, app);
  const memory = number(values, "instance_memory_in_mb") ?? DEFAULTS.routeSync.memoryMegabytes;
  const version = text(values, "runtime_version");
  const site = block(values, "site_config");
  return unlessEmpty(
    compact(
      {
        alert: alertSpec(wakeUp, settingOf(values, "ROUTE_SYNC_ALERT_AUDIENCE")),
        eventGrid: eventGridSpec(inventory, spokes),
        sweep: sweepOf(settingOf(values, "ROUTE_SYNC_SWEEP")),
        heartbeat: heartbeatOf(inventory, wakeUp),
        access: text(site, "ip_restriction_default_action") === "Deny" ? "action-groups" : "anywhere",
        scm: scmSpec(site),
        network: networkSpec(inventory, text(values, "virtual_network_subnet_id"), spokes, kept),
        storage:
          storageOf(inventory, values)?.values["public_network_access_enabled"] === false
            ? "private"
            : "public",
        workspace: workspaceSpec(inventory, app, kept),
        deployerRole: deployerRole(inventory, values),
        notify: notifySpec(inventory, app, wakeUp),
        memory: `${memory}MB`,
        node: version === undefined ? undefined : Number(version),
      },
      {
        sweep: `${DEFAULTS.routeSync.sweepMinutes}m`,
        heartbeat: `${DEFAULTS.routeSync.heartbeatMinutes}m`,
        access: DEFAULTS.routeSync.access,
        scm: DEFAULTS.routeSync.scm,
        deployerRole: DEFAULTS.routeSync.deployerRole,
        storage: DEFAULTS.routeSync.storage,
        memory: `${DEFAULTS.routeSync.memoryMegabytes}MB`,
        node: Number(DEFAULTS.routeSync.nodeVersion),
      },
    ),
  );
}

function settingOf(app: Values, name: string): string | undefined {
  return text(block(app, "app_settings"), name);
}

/** The action group that calls the app. */
function wakeUpOf(inventory: Inventory, app: FoundResource): FoundResource | undefined {
  const host = text(app.values, "default_hostname");
  const calls = (group: FoundResource): boolean =>
    blocks(group.values, "azure_function_receiver").some((receiver) =>
      sameId(text(receiver, "function_app_resource_id"), app.id),
    ) ||
    blocks(group.values, "webhook_receiver").some(
      (receiver) => host !== undefined && text(receiver, "service_uri")?.includes(host) === true,
    );
  return inventory.of("azurerm_monitor_action_group").find(calls);
}

function alertSpec(wakeUp: FoundResource | undefined, applicationId: string | undefined): Spec | undefined {
  const auth = block(block(wakeUp?.values ?? {}, "webhook_receiver"), "aad_auth");
  const objectId = text(auth, "object_id");
  if (objectId === undefined || applicationId === undefined) return undefined;
  const uri = text(auth, "identifier_uri");
  return compact({
    auth: "entra",
    applicationId,
    objectId,
    identifierUri: uri === `api://${applicationId}` ? undefined : uri,
  });
}

function sweepOf(schedule: string | undefined): string | undefined {
  const minutes = /^0 \*\/(\d+) \* \* \* \*$/.exec(schedule ?? "")?.[1];
  return minutes === undefined ? undefined : `${minutes}m`;
}

function queryAlerts(inventory: Inventory): readonly Values[] {
  return inventory.of("azurerm_monitor_scheduled_query_rules_alert_v2").map(({ values }) => values);
}

/** The interval of the alert that wakes the runtime without a reason; none where there is no such alert. */
function heartbeatOf(inventory: Inventory, wakeUp: FoundResource | undefined): string {
  const alert = queryAlerts(inventory).find((candidate) =>
    texts(block(candidate, "action"), "action_groups").some((id) => sameId(id, wakeUp?.id)),
  );
  const minutes = /^PT(\d+)M$/.exec(text(alert ?? {}, "evaluation_frequency") ?? "")?.[1];
  return minutes === undefined ? "none" : `${minutes}m`;
}

function scmSpec(site: Values): unknown {
  if (text(site, "scm_ip_restriction_default_action") !== "Deny") return "anywhere";
  const ranges = blocks(site, "scm_ip_restriction").flatMap((one) => text(one, "ip_address") ?? []);
  return ranges.length === 0 ? "denied" : ranges;
}

function networkSpec(
  inventory: Inventory,
  subnet: string | undefined,
  spokes: readonly KeyedSpoke[],
  kept: KeptIds,
): Spec | undefined {
  const spoke = spokes.find(({ networkId }) => subnet !== undefined && isWithin(subnet, networkId));
  return spoke && compact({ spoke: spoke.key, subnet: subnetSpec(inventory, subnet, kept) });
}

/** The workspace of the runtime's telemetry, where it exists already. */
function workspaceSpec(inventory: Inventory, app: FoundResource, kept: KeptIds): Spec | undefined {
  const ids = inventory
    .of("azurerm_application_insights")
    .filter(({ values }) =>
      sameId(text(values, "resource_group_name"), text(app.values, "resource_group_name")),
    )
    .map(({ values }) => text(values, "workspace_id"));
  return existingSpec(inventory, kept, "azurerm_log_analytics_workspace", ids[0]);
}

/** The storage account of the runtime. */
function storageOf(inventory: Inventory, app: Values): FoundResource | undefined {
  return inventory
    .of("azurerm_storage_account")
    .find((one) => nameOf(one) === settingOf(app, "AzureWebJobsStorage__accountName"));
}

/** Whether an identity other than the runtime's has a role on the storage account. */
function deployerRole(inventory: Inventory, app: Values): string {
  const account = storageOf(inventory, app);
  const own = new Set(
    inventory.of("azurerm_user_assigned_identity").map(({ values }) => text(values, "principal_id")),
  );
  const others = inventory
    .of("azurerm_role_assignment")
    .filter(({ values }) => sameId(text(values, "scope"), account?.id))
    .filter(({ values }) => !own.has(text(values, "principal_id")));
  return others.length > 0 ? "assign" : "none";
}

/** Who is notified of alarms: the action groups of the runtime's alerts that do not wake it. Those of operators are the default. */
function notifySpec(
  inventory: Inventory,
  app: FoundResource,
  wakeUp: FoundResource | undefined,
): Spec | undefined {
  const group = text(app.values, "resource_group_name");
  const ids = queryAlerts(inventory)
    .filter((alert) => sameId(text(alert, "resource_group_name"), group))
    .flatMap((alert) => texts(block(alert, "action"), "action_groups"))
    .filter((id) => !sameId(id, wakeUp?.id));
  const recipients = recipientsSpec(inventory, ids);
  return JSON.stringify(recipients) === JSON.stringify(alertsSpec(inventory))
    ? undefined
    : unlessEmpty(recipients);
}

/** Event Grid: none without subscriptions, and topics that exist already where their subscriptions name them. */
function eventGridSpec(inventory: Inventory, spokes: readonly KeyedSpoke[]): Spec | undefined {
  const subscriptions = inventory.of("azurerm_eventgrid_system_topic_event_subscription");
  if (subscriptions.length === 0) return { type: "none" };
  const created = new Set(inventory.of("azurerm_eventgrid_system_topic").map(nameOf));
  const existing = subscriptions.flatMap(({ values }) => {
    const [name, resourceGroup] = [text(values, "system_topic"), text(values, "resource_group_name")];
    const subject = text(block(values, "subject_filter"), "subject_begins_with");
    const spoke = spokes.find(
      ({ group }) => group !== undefined && subject !== undefined && isWithin(subject, group),
    );
    return name === undefined || created.has(name) || spoke === undefined
      ? []
      : [[spoke.key, { name, resourceGroup }] as const];
  });
  return existing.length === 0
    ? undefined
    : { type: "system-topics", existing: Object.fromEntries(existing) };
}
