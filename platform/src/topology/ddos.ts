import { DdosPlan } from "@aks-topology/constructs/internal";
import type { Construct } from "constructs";
import type { DdosSpec } from "../schema/existing.js";
import type { Platform } from "../schema/platform.js";
import { createsDdosPlan } from "./hubs.js";

/** The plan of all networks that have one which is created here; undefined where there are none. */
export function buildDdosPlan(platform: Platform, scope: () => Construct): DdosPlan | undefined {
  if (!createsDdosPlan(platform)) return undefined;
  const { location, tags } = platform;
  // No key of a spoke has an underscore.
  return new DdosPlan(scope(), "ddos_plan", { location, tags });
}

/** DDoS protection of a hub or spoke. */
export function ddosProps(
  spec: DdosSpec,
  plan: DdosPlan | undefined,
): { readonly ddosProtectionPlanId?: string; readonly ddosIpProtection?: boolean } {
  if (typeof spec === "object") return { ddosProtectionPlanId: spec.plan.id };
  if (spec === "plan" && plan !== undefined) return { ddosProtectionPlanId: plan.planId };
  return spec === "ip" ? { ddosIpProtection: true } : {};
}
