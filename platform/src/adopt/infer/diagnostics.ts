import { DEFAULTS } from "@aks-topology/constructs/internal";
import type { Inventory } from "../inventory.js";
import { compact, type Spec } from "../spec.js";
import { number, text } from "../values.js";
import { isExisting, type KeptIds } from "./kept.js";

/** Name of the settings with which a platform file sends logs: Azure cannot rename others. */
const SETTING = "diagnostics";

/** The key `diagnostics`: the workspace that most logs go to; undefined where no setting is one of a platform file. */
export function diagnosticsSpec(inventory: Inventory, kept: KeptIds): Spec | undefined {
  const workspaces = inventory
    .of("azurerm_monitor_diagnostic_setting")
    .filter(({ values }) => text(values, "name") === SETTING)
    .flatMap(({ values }) => text(values, "log_analytics_workspace_id") ?? []);
  const count = (id: string): number => workspaces.filter((other) => other === id).length;
  const [id] = [...workspaces].sort((one, other) => count(other) - count(one));
  if (id === undefined) return undefined;
  const found = inventory.byId("azurerm_log_analytics_workspace", id);
  if (found === undefined || isExisting(inventory, kept, found.type, id)) return { workspace: { id } };
  const retentionDays = number(found.values, "retention_in_days");
  const workspace = compact({ retentionDays }, DEFAULTS.diagnostics);
  return Object.keys(workspace).length === 0 ? {} : { workspace };
}
