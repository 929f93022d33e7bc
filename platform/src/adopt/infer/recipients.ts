import type { Inventory } from "../inventory.js";
import { compact, type Spec } from "../spec.js";
import { blocks, text } from "../values.js";

/** Whom action groups notify: the e-mail addresses of those that Terraform manages, and the ids of the others. */
export function recipientsSpec(inventory: Inventory, ids: readonly string[]): Spec {
  const groups = [...new Set(ids)].map((id) => ({
    id,
    found: inventory.byId("azurerm_monitor_action_group", id),
  }));
  const emails = groups.flatMap(({ found }) =>
    blocks(found?.values ?? {}, "email_receiver").flatMap((one) => text(one, "email_address") ?? []),
  );
  const existing = groups.filter(({ found }) => found?.mode !== "managed").map(({ id }) => ({ id }));
  return compact({
    emails: emails.length === 0 ? undefined : emails,
    actionGroups: existing.length === 0 ? undefined : existing,
  });
}
