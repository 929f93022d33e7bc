/** Authentication of the alert's call to the runtime. */
export type AlertAuth =
  /** A key of the function app in the URL. The key wakes the runtime and permits nothing else. */
  | { readonly type: "function-key" }
  /** A token of Entra ID that the runtime checks (secure webhook), in addition to the key. */
  | {
      readonly type: "entra";
      /** Client id of an application that exists already, whose role `ActionGroupsSecureWebhook` Azure Monitor has. */
      readonly applicationId: string;
      /** Object id of that application's service principal. */
      readonly objectId: string;
      /** @default api://APPLICATIONID */
      readonly identifierUri?: string | undefined;
      /** Tenant of the application. @default the tenant of the deploying identity */
      readonly tenantId?: string | undefined;
    };

/** The ids of a secure webhook with all defaults filled in. */
export interface SecureWebhook {
  /** Object id of the application's service principal. */
  readonly objectId: string;
  /** What the token is for. */
  readonly identifierUri: string;
  /** Tenant that issues the token, a GUID. */
  readonly tenantId: string;
}

/** Settings of the action group; undefined where the key alone authenticates. */
export function secureWebhook(auth: AlertAuth, ownTenantId: string): SecureWebhook | undefined {
  switch (auth.type) {
    case "function-key":
      return undefined;
    case "entra":
      return {
        objectId: auth.objectId,
        identifierUri: auth.identifierUri ?? `api://${auth.applicationId}`,
        tenantId: auth.tenantId ?? ownTenantId,
      };
  }
}

/** The runtime's settings for the choice: whose tokens it demands. */
export function alertSettings(auth: AlertAuth, ownTenantId: string): Record<string, string> {
  switch (auth.type) {
    case "function-key":
      return {};
    case "entra":
      return {
        ROUTE_SYNC_ALERT_TENANT: auth.tenantId ?? ownTenantId,
        ROUTE_SYNC_ALERT_AUDIENCE: auth.identifierUri ?? auth.applicationId,
      };
  }
}
