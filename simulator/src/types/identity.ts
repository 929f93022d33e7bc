import { BUILT_IN_ROLES } from "../access/built-in-roles.js";
import { conflict } from "../core/arm-error.js";
import { lower } from "../core/arm-id.js";
import { asList, at, textAt, textOf } from "../core/json.js";
import { stableGuid } from "../core/random.js";
import type { Facts, TypeRow } from "../core/type-row.js";
import { fixed, orElse } from "./helpers.js";

/** What a resource of Microsoft.Authorization hangs on. */
function scopeOf({ id }: Facts): string {
  const at_ = id.toLowerCase().lastIndexOf("/providers/microsoft.authorization/");
  return at_ <= 0 ? "/" : id.slice(0, at_);
}

function iso({ now }: Facts): string {
  return new Date(now).toISOString();
}

/** Managed identities, roles, policies, locks. */
export const identityRows: readonly TypeRow[] = [
  {
    type: "Microsoft.ManagedIdentity/userAssignedIdentities",
    needsLocation: true,
    writes: "sync",
    provisioningState: false,
    computed: {
      // What role assignments and tokens name: the same as where another resource lists the identity.
      "properties.principalId": ({ id }) => stableGuid(`principal:${id.toLowerCase()}`),
      "properties.clientId": ({ id }) => stableGuid(`client:${id.toLowerCase()}`),
      "properties.tenantId": ({ tenant }) => tenant,
    },
  },
  {
    type: "Microsoft.ManagedIdentity/userAssignedIdentities/federatedIdentityCredentials",
    writes: "sync",
    provisioningState: false,
  },
  {
    type: "Microsoft.Authorization/roleAssignments",
    writes: "sync",
    provisioningState: false,
    defaults: { properties: { principalType: "ServicePrincipal", condition: null, conditionVersion: null } },
    computed: {
      "properties.scope": scopeOf,
      "properties.createdOn": orElse("properties.createdOn", iso),
      "properties.updatedOn": iso,
    },
    refusals: [
      (facts) => {
        const { id, body, world } = facts;
        const same = (path: string, other: Parameters<typeof textAt>[0]): boolean =>
          lower(textAt(other, path)) === lower(textAt(body, path));
        const twin = world
          .ofType("Microsoft.Authorization/roleAssignments")
          .find(
            (other) =>
              lower(textOf(other["id"])) !== lower(id) &&
              same("properties.principalId", other) &&
              lastPart(textAt(other, "properties.roleDefinitionId")) ===
                lastPart(textAt(body, "properties.roleDefinitionId")) &&
              lower(textAt(other, "properties.scope")) === lower(scopeOf(facts)),
          );
        return twin === undefined
          ? undefined
          : conflict("RoleAssignmentExists", "The role assignment already exists.");
      },
    ],
  },
  {
    type: "Microsoft.Authorization/roleDefinitions",
    writes: "sync",
    updateStatus: 201,
    provisioningState: false,
    inherited: true,
    builtIn: BUILT_IN_ROLES.map(({ id, name, actions, notActions, dataActions, notDataActions }) => ({
      name: id,
      body: {
        properties: {
          roleName: name,
          type: "BuiltInRole",
          description: "",
          assignableScopes: ["/"],
          permissions: [{ actions, notActions, dataActions, notDataActions }],
        },
      },
    })),
    computed: {
      "properties.type": orElse("properties.type", fixed("CustomRole")),
      "properties.createdOn": orElse("properties.createdOn", iso),
      "properties.updatedOn": iso,
      "properties.permissions": ({ body }) =>
        asList(at(body, "properties.permissions")).map((permission) => ({
          actions: asList(at(permission, "actions")),
          notActions: asList(at(permission, "notActions")),
          dataActions: asList(at(permission, "dataActions")),
          notDataActions: asList(at(permission, "notDataActions")),
        })),
    },
  },
  {
    type: "Microsoft.Authorization/policyAssignments",
    writes: "sync",
    updateStatus: 201,
    provisioningState: false,
    defaults: { properties: { enforcementMode: "Default", notScopes: [] } },
    computed: {
      "properties.scope": scopeOf,
      "properties.definitionVersion": orElse("properties.definitionVersion", fixed("1.*.*")),
    },
  },
  {
    type: "Microsoft.Authorization/policyDefinitions",
    writes: "sync",
    provisioningState: false,
    inherited: true,
    defaults: { properties: { policyType: "Custom", mode: "All" } },
  },
  {
    type: "Microsoft.Authorization/policySetDefinitions",
    writes: "sync",
    provisioningState: false,
    inherited: true,
    defaults: { properties: { policyType: "Custom" } },
  },
  { type: "Microsoft.Authorization/locks", writes: "sync", provisioningState: false },
];

function lastPart(id: string): string {
  return lower(id.slice(id.lastIndexOf("/") + 1));
}
