import type { Construct } from "constructs";
import { check } from "../core/problem.js";
import { treeState } from "../core/tree-state.js";
import { DDOS_PROTECTS_NOTHING } from "./rules.js";

/**
 * DDoS IP protection: Azure learns the usual traffic of each public address, and charges for each. It needs no plan.
 *
 * Source: Azure DDoS Protection documentation, tier comparison and its limitations.
 */

/** The addresses below a hub or spoke that has IP protection. */
const holders = treeState("ddos-ip-protection", () => new Set<string>());

/** Protects the public addresses that are created below a hub or spoke, one by one. */
export function protectAddresses(holder: Construct): void {
  const addresses = holders.of(holder);
  check(holder, () => [DDOS_PROTECTS_NOTHING.judge({ addresses: addresses.size })]);
}

/** Whether a public address is created below a hub or spoke with IP protection, which it then counts for. */
export function isProtected(scope: Construct, id: string): boolean {
  const addresses = scope.node.scopes.map((each) => holders.peek(each)).find((found) => found !== undefined);
  addresses?.add(`${scope.node.path}/${id}`);
  return addresses !== undefined;
}
