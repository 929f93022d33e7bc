import type { Inventory } from "../inventory.js";
import { unlessEmpty, type Spec } from "../spec.js";
import { blocks, text } from "../values.js";
import { recipientsSpec } from "./recipients.js";

/** The key `alerts`: whom alerts on metrics notify; undefined where there are none. */
export function alertsSpec(inventory: Inventory): Spec | undefined {
  const ids = inventory
    .of("azurerm_monitor_metric_alert")
    .flatMap(({ values }) => blocks(values, "action"))
    .flatMap((action) => text(action, "action_group_id") ?? []);
  return unlessEmpty(recipientsSpec(inventory, ids));
}
