import { defineRule } from "../core/rule.js";

/** Rules on policies and their roles. */

export const POLICY_WITHOUT_ROLE = defineRule({
  code: "POLICY_WITHOUT_ROLE",
  title: "Policy assignment without the roles it needs",
  explanation:
    "Policies that change or deploy things act as an identity, with the roles that their definition names. The portal assigns these itself; Terraform does not, and remediation then fails.",
  remedy: "Specify the roles of the definition (roleDefinitionIds), or assign them to the identity yourself.",
  source: "Azure Policy documentation, remediate non-compliant resources",
  terraform: "structure",
}).case({
  matches: ({ roles }: { readonly displayName: string; readonly roles: readonly string[] }) =>
    roles.length === 0,
  severity: "warning",
  prop: "changes",
  message: ({ displayName }) =>
    `The policy "${displayName}" acts as an identity without a role: it cannot change or deploy anything.`,
  remedy: "Specify the roles of its definition under roles, or assign them to the identity yourself.",
});

export const GOVERNANCE_RULES = [POLICY_WITHOUT_ROLE] as const;
