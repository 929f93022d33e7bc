import { defineRule } from "../../core/rule.js";

/** Rules on public load balancers, and on the policies that forbid them. */

export const ASYMMETRIC_INGRESS = defineRule({
  code: "ASYMMETRIC_INGRESS",
  title: "Public load balancer behind a default route to an appliance",
  explanation:
    "Requests arrive through the load balancer's public address, and responses leave through the appliance, which never saw the request and drops them.",
  remedy: "Use origin private-link, an Application Gateway, or an egress that is not userDefinedRouting.",
  source: "Azure Firewall documentation, integrate with a load balancer, asymmetric routing",
  terraform: "structure",
}).case({
  prop: "origin",
  message: (cluster: string) =>
    `Responses of ${cluster} leave through the appliance of its default route, not through the public load balancer that receives the requests.`,
  remedy:
    "Use origin private-link with tier Premium, an Application Gateway, or an egress without an appliance.",
});

export const POLICY_ADDON_MISSING = defineRule({
  code: "POLICY_ADDON_MISSING",
  title: "Policy for clusters without the add-on that enforces it",
  explanation:
    "Policies on what runs in a cluster are enforced and audited by the azure-policy add-on. Without it the assignment looks right and nothing happens.",
  remedy: "Enable the azure-policy add-on in each cluster of the scope.",
  source: "Azure Policy documentation, Azure Policy for Kubernetes clusters",
  terraform: "structure",
}).case({
  // An audit that reports nothing misleads; a rejection that never happens leaves the cluster unprotected.
  severity: ({ effect }: PolicedCluster) => (effect === "deny" ? "error" : "warning"),
  prop: "addOns",
  message: ({ cluster, effect }) =>
    `${cluster} is in the scope of an internal load balancer policy but has no azure-policy add-on: nothing would be ${effect === "deny" ? "rejected" : "reported"}.`,
  remedy: "Add addOns: { policy: true }.",
});

/** A cluster in the scope of a policy. */
interface PolicedCluster {
  readonly cluster: string;
  readonly effect: "deny" | "audit";
}

export const POLICY_REFUSES_INGRESS = defineRule({
  code: "POLICY_REFUSES_INGRESS",
  title: "Policy that rejects the cluster's own ingress",
  explanation:
    "Where only internal load balancers are allowed, the Service of a public origin is rejected when it is applied.",
  remedy: "Use origin private-link, set the policy to audit, or exclude the cluster from its scope.",
  source: "Azure Policy built-in 3fc4dc25-5baf-40d8-9b05-7fe74c1bc64e",
  terraform: "structure",
}).case({
  prop: "origin",
  message: (cluster: string) =>
    `A policy allows internal load balancers only and would reject the public one of ${cluster}.`,
  remedy: "Use origin private-link with tier Premium, or set the policy's effect to audit.",
});

export const PUBLIC_INGRESS_RULES = [
  ASYMMETRIC_INGRESS.rule,
  POLICY_ADDON_MISSING.rule,
  POLICY_REFUSES_INGRESS.rule,
] as const;
