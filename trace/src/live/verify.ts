/** Puts the question of each hop of a trace to Azure. */
import type { Model } from "../model/model.js";
import type { Trace } from "../trace.js";
import type { Hop } from "../walk/hop.js";
import { LiveAddresses } from "./addresses.js";
import type { Azure } from "./azure.js";
import { checkPeering, checkRoute, type LiveContext } from "./check-route.js";
import { checkSecurityGroup } from "./check-security-group.js";
import { notVerifiable, type HopCheck } from "./check.js";

/** What Azure answers about the hops of a trace. */
export interface LiveTrace {
  readonly checks: ReadonlyMap<Hop, HopCheck>;
  readonly same: number;
  readonly differs: number;
  readonly notVerifiable: number;
}

/** Compares each hop of a trace with what Azure answers. A delivery follows from the hops before it, and has no check. */
export async function verifyTrace(trace: Trace, model: Model, azure: Azure): Promise<LiveTrace> {
  const context: LiveContext = { model, azure, addresses: new LiveAddresses(model, azure) };
  const hops = [...trace.forward, ...(trace.back ?? [])].filter(({ action }) => action !== "deliver");
  const checks = new Map<Hop, HopCheck>();
  // One after the other: hops of one subnet share their answers.
  for (const hop of hops) checks.set(hop, await checkOf(hop, context));
  const count = (...statuses: readonly HopCheck["status"][]): number =>
    [...checks.values()].filter(({ status }) => statuses.includes(status)).length;
  return {
    checks,
    same: count("same"),
    differs: count("differs"),
    notVerifiable: count("not-verifiable", "answered"),
  };
}

async function checkOf(hop: Hop, context: LiveContext): Promise<HopCheck> {
  const { evidence, unknowns } = hop;
  switch (evidence?.kind) {
    case "route":
      return checkRoute(evidence, unknowns.length === 0, context);
    case "security-group":
      return checkSecurityGroup(evidence, context);
    case "peering":
      return checkPeering(evidence.half, context);
    case undefined:
      return notVerifiable(whyNot(hop, context.model));
  }
}

function whyNot({ action, at }: Hop, { firewalls }: Model): string {
  switch (action) {
    case "resolve":
      return "Azure does not answer which resolver and which zone answer for a name.";
    case "translate":
      return "Azure does not answer how addresses are translated.";
    case "allow":
    case "deny":
      return firewalls.some(({ address }) => address === at)
        ? "Azure does not answer which rule of a firewall decides."
        : "Azure does not answer why packets are dropped here.";
    case "route":
      return "The routes here are not those of a subnet.";
    case "deliver":
      return "This follows from the hops before it.";
  }
}
