import type { Spec } from "../spec.js";
import { block, flag, text, type Values } from "../values.js";

/** The key `ddos` of a network; undefined where no protection plan is turned on. */
export function ddosSpec(network: Values): Spec | undefined {
  const plan = block(network, "ddos_protection_plan");
  const id = text(plan, "id");
  return id === undefined || !flag(plan, "enable") ? undefined : { plan: { id } };
}
