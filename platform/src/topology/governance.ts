import {
  InternalLoadBalancersPolicy,
  PolicyAssignment,
  type IExtensibleHub,
  type PolicyScope,
  type Spoke,
} from "@aks-topology/constructs";
import { DataAzurermSubscription } from "@cdktf/provider-azurerm/lib/data-azurerm-subscription/index.js";
import type { Construct } from "constructs";
import type { PolicySpec } from "../schema/governance.js";
import type { Platform } from "../schema/platform.js";
import { subscriptionOf } from "./hubs.js";
import { literalText } from "./literal-text.js";
import type { SourceLocator } from "./source-locator.js";
import { INVALID_VALUE, UNKNOWN_REFERENCE } from "../file-rules.js";

export interface GovernanceContext {
  readonly platform: Platform;
  readonly locator: SourceLocator;
  readonly hubs: readonly IExtensibleHub[];
  readonly spokes: readonly Spoke[];
}

/** One scope of a policy, with the spokes whose clusters are in it. */
interface Target {
  readonly holder: Construct;
  readonly scope: PolicyScope;
  readonly spokes: readonly Spoke[];
  /** Distinguishes the assignments of one policy by name. */
  readonly nameParts: readonly string[];
}

/** Assigns the policies of the file. */
export function buildGovernance(context: GovernanceContext): void {
  const { platform, locator, hubs } = context;
  for (const [key, policy] of Object.entries(platform.governance.policies)) {
    const path = ["governance", "policies", key];
    if (hubs.length === 0) {
      const message = `The policy "${key}" has no scope: the file has neither hub nor spokes.`;
      locator.report(INVALID_VALUE, path, message, "Remove the policy.");
    }
    for (const target of targetsOf(context, key, policy.scope, path))
      locator.bind(assign(target, key, policy, platform.location), path);
  }
}

function assign(target: Target, key: string, policy: PolicySpec, location: string): Construct {
  const { holder, scope, spokes } = target;
  const shared = { scope, nameParts: [...target.nameParts, key] };
  const id = `policy_${key}`;
  switch (policy.type) {
    case "internal-load-balancers": {
      const { effect, excludedNamespaces } = policy;
      const clusters = spokes.flatMap((spoke) => spoke.clusters);
      return new InternalLoadBalancersPolicy(holder, id, {
        ...shared,
        effect,
        clusters,
        excludedNamespaces,
      });
    }
    case "definition": {
      const { id: definitionId, parameters, changes, roles } = policy;
      const identityLocation = changes || roles.length > 0 ? location : undefined;
      return new PolicyAssignment(holder, id, {
        ...shared,
        definitionId,
        displayName: key,
        roles: roles.map(literalText),
        parameters,
        identityLocation,
      });
    }
  }
}

function targetsOf(
  context: GovernanceContext,
  key: string,
  scope: PolicySpec["scope"],
  path: readonly string[],
): Target[] {
  const { spokes } = context;
  // Created in the main hub's stack: the scope belongs to no single spoke. Nothing is created in an existing hub.
  const created = context.hubs.filter(({ placement }) => placement !== undefined);
  const holders: readonly Construct[] = [...created, ...spokes].slice(0, 1);
  switch (scope.type) {
    case "resource-group":
      return chosenSpokes(context, scope.spoke, path).map((spoke) => ({
        holder: spoke,
        scope: { type: "resource-group", resourceGroupId: spoke.resourceGroup.id },
        spokes: [spoke],
        nameParts: [spoke.key],
      }));
    case "subscription":
      return scope.id === undefined
        ? subscriptionsOf(context, key)
        : holders.map((holder) => ({
            holder,
            scope: { type: "subscription", subscriptionId: `/subscriptions/${scope.id}` },
            spokes: spokes.filter((spoke) => subscriptionOf(context.platform, spoke.key) === scope.id),
            nameParts: [],
          }));
    case "management-group":
      return holders.map((holder) => ({
        holder,
        scope: { type: "management-group", managementGroupId: scope.id },
        spokes,
        nameParts: [],
      }));
  }
}

function chosenSpokes(
  { spokes, locator }: GovernanceContext,
  key: string | undefined,
  path: readonly string[],
): readonly Spoke[] {
  if (key === undefined) return spokes;
  const chosen = spokes.filter((spoke) => spoke.key === key);
  if (chosen.length === 0) {
    locator.report(
      UNKNOWN_REFERENCE,
      [...path, "scope", "spoke"],
      `There is no spoke "${key}".`,
      `The spokes: ${spokes.map((spoke) => spoke.key).join(", ")}.`,
    );
  }
  return chosen;
}

/** Every subscription with a spoke, once; the assignment is a child of its first spoke. */
function subscriptionsOf(context: GovernanceContext, key: string): Target[] {
  const bySubscription = new Map<string | undefined, Spoke[]>();
  for (const spoke of context.spokes) {
    const id = subscriptionOf(context.platform, spoke.key);
    bySubscription.set(id, [...(bySubscription.get(id) ?? []), spoke]);
  }
  return [...bySubscription.values()].flatMap((spokes): Target[] => {
    const [first] = spokes;
    if (first === undefined) return [];
    const subscription = new DataAzurermSubscription(first, `policy_${key}_subscription`, {});
    return [
      {
        holder: first,
        scope: { type: "subscription", subscriptionId: subscription.id },
        spokes,
        nameParts: [first.key],
      },
    ];
  });
}
