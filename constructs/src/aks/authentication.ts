import type { KubernetesClusterConfig } from "@cdktf/provider-azurerm/lib/kubernetes-cluster/index.js";
import { DEFAULTS } from "../core/defaults.js";
import { omitUndefined } from "../core/omit-undefined.js";

/** How users sign in to the API server. */
export type Authentication =
  | { readonly type: "local-accounts" }
  | {
      readonly type: "entra-id";
      /** What decides what a user may do: role assignments in Azure, or bindings in the cluster. @default "azure-rbac" */
      readonly authorization?: "azure-rbac" | "kubernetes-rbac" | undefined;
      /** Object ids of groups whose members are administrators of the cluster. @default none */
      readonly adminGroups?: readonly string[] | undefined;
      /** Tenant of the users. @default the one of the subscription */
      readonly tenantId?: string | undefined;
      /** Whether the certificate of an administrator that AKS makes is of use too. @default "disabled" */
      readonly localAccounts?: "enabled" | "disabled" | undefined;
    };

type Arguments = Pick<
  KubernetesClusterConfig,
  "azureActiveDirectoryRoleBasedAccessControl" | "localAccountDisabled"
>;

export function authenticationArguments(authentication: Authentication | undefined): Arguments {
  if (authentication?.type !== "entra-id") return {};
  const { adminGroups = [], tenantId } = authentication;
  const { authorization = DEFAULTS.authentication.authorization } = authentication;
  const { localAccounts = DEFAULTS.authentication.localAccounts } = authentication;
  return omitUndefined({
    azureActiveDirectoryRoleBasedAccessControl: omitUndefined({
      azureRbacEnabled: authorization === "azure-rbac",
      adminGroupObjectIds: adminGroups.length === 0 ? undefined : [...adminGroups],
      tenantId,
    }),
    localAccountDisabled: localAccounts === "disabled" ? true : undefined,
  });
}
