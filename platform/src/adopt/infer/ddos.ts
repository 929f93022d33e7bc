import type { Inventory } from "../inventory.js";
import type { Spec } from "../spec.js";
import { block, flag, text, type Values } from "../values.js";
import { PUBLIC_IP } from "./public-ips.js";

const PLAN = "azurerm_network_ddos_protection_plan";

/** The key `ddos` of a network; undefined where neither a plan nor the protection of an address is turned on. */
export function ddosSpec(inventory: Inventory, network: Values): Spec | "ip" | "plan" | undefined {
  const plan = block(network, "ddos_protection_plan");
  const id = text(plan, "id");
  if (id !== undefined && flag(plan, "enable")) return isOnlyPlan(inventory, id) ? "plan" : { plan: { id } };
  const group = text(network, "resource_group_name");
  const isProtected = inventory
    .of(PUBLIC_IP)
    .some(
      ({ values }) =>
        text(values, "ddos_protection_mode") === "Enabled" &&
        text(values, "ddos_protection_plan_id") === undefined &&
        text(values, "resource_group_name") === group,
    );
  return isProtected ? "ip" : undefined;
}

/** Whether a plan is the only one that is managed: one is created for all networks of a platform file. */
function isOnlyPlan(inventory: Inventory, id: string): boolean {
  return inventory.of(PLAN).length === 1 && inventory.byId(PLAN, id) !== undefined;
}
