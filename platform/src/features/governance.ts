import { addOn, anywhere, type Feature } from "./feature.js";

/** Policies, roles, tags and add-ons. */
export const GOVERNANCE_ROWS: readonly Feature[] = [
  anywhere(
    "governance",
    "internal load balancers only",
    "governance.policies.*: internal-load-balancers",
    ({ governance }) =>
      Object.values(governance.policies).some(({ type }) => type === "internal-load-balancers"),
  ),
  anywhere("governance", "other policies by id", "governance.policies.*: definition", ({ governance }) =>
    Object.values(governance.policies).some(({ type }) => type === "definition"),
  ),
  anywhere(
    "governance",
    "custom roles",
    "governance.roles: custom",
    ({ governance }) => governance.roles === "custom",
  ),
  anywhere("governance", "tags", "tags", ({ tags }) => tags !== undefined),
  addOn("monitoring", "container insights"),
  addOn("metrics", "managed Prometheus"),
  addOn("policy", "Azure Policy"),
  addOn("defender", "Defender for Containers"),
  addOn("keyVaultSecrets", "Key Vault provider"),
  addOn("certManager", "cert-manager"),
  addOn("gitOps", "GitOps"),
  addOn("registries", "private registries"),
];
