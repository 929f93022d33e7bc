import { ManagementGroupPolicyAssignment } from "@cdktf/provider-azurerm/lib/management-group-policy-assignment/index.js";
import { ResourceGroupPolicyAssignment } from "@cdktf/provider-azurerm/lib/resource-group-policy-assignment/index.js";
import { RoleAssignment } from "@cdktf/provider-azurerm/lib/role-assignment/index.js";
import { SubscriptionPolicyAssignment } from "@cdktf/provider-azurerm/lib/subscription-policy-assignment/index.js";
import { Fn } from "cdktf";
import { Construct } from "constructs";
import { Naming } from "../core/naming.js";
import { report } from "../core/problem.js";
import { POLICY_WITHOUT_ROLE } from "./rules.js";

/** Where a policy applies. */
export type PolicyScope =
  | { readonly type: "resource-group"; readonly resourceGroupId: string }
  | { readonly type: "subscription"; readonly subscriptionId: string }
  | { readonly type: "management-group"; readonly managementGroupId: string };

/** "Kubernetes clusters should use internal load balancers", a built-in policy of Azure's. */
export const INTERNAL_LOAD_BALANCERS_ONLY =
  "/providers/Microsoft.Authorization/policyDefinitions/3fc4dc25-5baf-40d8-9b05-7fe74c1bc64e";

export interface PolicyAssignmentProps {
  /** Id of the policy or of the initiative. */
  readonly definitionId: string;
  /** By the names that the definition has. @default its own defaults */
  readonly parameters?: Readonly<Record<string, unknown>> | undefined;
  readonly scope: PolicyScope;
  /** What the portal shows. */
  readonly displayName: string;
  /** Message for refused requests. @default the definition's own words */
  readonly message?: string | undefined;
  /** Region of the identity that the policy acts as, for policies that change or deploy. @default no identity */
  readonly identityLocation?: string | undefined;
  /** Names of the roles that this identity gets at the scope. @default none: who applies assigns them */
  readonly roles?: readonly string[] | undefined;
  /** What the name says after abbreviation and platform. */
  readonly nameParts: readonly string[];
}

/** A policy put to work somewhere. Its name has 24 characters at most in a management group, and 64 elsewhere. */
export class PolicyAssignment extends Construct {
  constructor(scope: Construct, id: string, props: PolicyAssignmentProps) {
    super(scope, id);
    const { parameters = {}, message } = props;
    const naming = Naming.of(this);
    const name =
      props.scope.type === "management-group"
        ? naming.uniqueName(this, "managementGroupPolicy", ...props.nameParts)
        : naming.name(this, "policyAssignment", ...props.nameParts);
    const shared = {
      name,
      displayName: props.displayName,
      policyDefinitionId: props.definitionId,
      ...(Object.keys(parameters).length === 0 ? {} : { parameters: parametersJson(parameters) }),
      ...(message === undefined ? {} : { nonComplianceMessage: [{ content: message }] }),
      ...(props.identityLocation === undefined
        ? {}
        : { location: props.identityLocation, identity: { type: "SystemAssigned" } }),
    };
    switch (props.scope.type) {
      case "resource-group": {
        const { resourceGroupId } = props.scope;
        const made = new ResourceGroupPolicyAssignment(this, "~assignment", { ...shared, resourceGroupId });
        this.#assignRoles(props, made.identity.principalId, resourceGroupId);
        break;
      }
      case "subscription": {
        const { subscriptionId } = props.scope;
        const made = new SubscriptionPolicyAssignment(this, "~assignment", { ...shared, subscriptionId });
        this.#assignRoles(props, made.identity.principalId, subscriptionId);
        break;
      }
      case "management-group": {
        const { managementGroupId } = props.scope;
        const made = new ManagementGroupPolicyAssignment(this, "~assignment", {
          ...shared,
          managementGroupId,
        });
        this.#assignRoles(props, made.identity.principalId, managementGroupId);
      }
    }
  }

  #assignRoles(
    { identityLocation, roles = [], displayName }: PolicyAssignmentProps,
    principalId: string,
    scope: string,
  ): void {
    if (identityLocation === undefined) return;
    report(this, POLICY_WITHOUT_ROLE.judge({ displayName, roles }));
    for (const role of new Set(roles)) {
      new RoleAssignment(this, `role_${role.toLowerCase().replaceAll(/[^a-z0-9]+/g, "_")}`, {
        scope,
        roleDefinitionName: role,
        principalId,
        principalType: "ServicePrincipal",
        description: "The policy changes or deploys things with it.",
      });
    }
  }
}

function parametersJson(parameters: Readonly<Record<string, unknown>>): string {
  const values = Object.entries(parameters).map(([name, value]) => [name, { value }]);
  return Fn.jsonencode(literal(Object.fromEntries(values)));
}

/** The same value with its texts escaped, as far as CDKTF does not: it takes care of line breaks and of `${` alone. */
function literal(value: unknown): unknown {
  if (typeof value === "string") return quoted(value);
  if (Array.isArray(value)) return value.map(literal);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [literalKey(key), literal(inner)]));
}

function quoted(text: string): string {
  return text
    .replaceAll("\\", "\\\\")
    .replaceAll('"', '\\"')
    .replaceAll("\r", "\\r")
    .replaceAll("\t", "\\t")
    .replaceAll("%{", "%%{");
}

/** CDKTF escapes nothing in keys. */
function literalKey(text: string): string {
  return quoted(text).replaceAll("\n", "\\n").replaceAll("${", "$$${");
}
