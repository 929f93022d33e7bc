import { DEFAULTS } from "@aks-topology/constructs/internal";
import type { Inventory } from "../inventory.js";
import { compact, unlessEmpty, type Spec } from "../spec.js";
import { block, number, text } from "../values.js";
import { isExisting, type KeptIds } from "./kept.js";

/** Name of the settings with which a platform file sends logs: Azure cannot rename others. */
const SETTING = "diagnostics";

/** The key `diagnostics`: the workspace that most logs go to, and flow logs; undefined where neither is one of a platform file. */
export function diagnosticsSpec(inventory: Inventory, kept: KeptIds): Spec | undefined {
  const workspace = workspaceSpec(inventory, kept);
  const flowLogs = flowLogsSpec(inventory);
  return workspace === undefined && flowLogs === undefined
    ? undefined
    : compact({ workspace: workspace && unlessEmpty(workspace), flowLogs });
}

/** The workspace of the settings; empty for one that is created with the defaults, undefined without settings. */
function workspaceSpec(inventory: Inventory, kept: KeptIds): Spec | undefined {
  const workspaces = inventory
    .of("azurerm_monitor_diagnostic_setting")
    .filter(({ values }) => text(values, "name") === SETTING)
    .flatMap(({ values }) => text(values, "log_analytics_workspace_id") ?? []);
  const count = (id: string): number => workspaces.filter((other) => other === id).length;
  const [id] = [...workspaces].sort((one, other) => count(other) - count(one));
  if (id === undefined) return undefined;
  const found = inventory.byId("azurerm_log_analytics_workspace", id);
  if (found === undefined || isExisting(inventory, kept, found.type, id)) return { id };
  return compact({ retentionDays: number(found.values, "retention_in_days") }, DEFAULTS.diagnostics);
}

/** Flow logs of virtual networks; undefined where no network has one. */
function flowLogsSpec(inventory: Inventory): Spec | undefined {
  const [log] = inventory
    .of("azurerm_network_watcher_flow_log")
    .filter(({ values }) => /\/virtualNetworks\/[^/]+$/i.test(text(values, "target_resource_id") ?? ""));
  if (log === undefined) return undefined;
  const { values } = log;
  const storage = text(values, "storage_account_id");
  const minutes = number(block(values, "traffic_analytics"), "interval_in_minutes");
  return compact(
    {
      retentionDays: number(block(values, "retention_policy"), "days"),
      storage:
        inventory.byId("azurerm_storage_account", storage)?.mode === "managed" ? undefined : { id: storage },
      trafficAnalytics: minutes === undefined ? undefined : `${minutes}m`,
    },
    { retentionDays: DEFAULTS.flowLogs.retentionDays },
  );
}
