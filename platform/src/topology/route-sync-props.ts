import type {
  OperatorAlerts,
  AlertAuth,
  HeartbeatOptions,
  RouteSyncProps,
  ScmAccess,
} from "@aks-topology/constructs/internal";
import type { RouteSyncSpec } from "../schema/route-sync.js";

/** The settings of `routeSync` as props of the runtime. */
export function routeSyncProps(
  spec: RouteSyncSpec,
): Omit<RouteSyncProps, "location" | "mirrors" | "roleNamePrefix"> {
  const { names } = spec;
  return {
    alertAuth: alertAuth(spec.alert),
    eventGrid: eventGrid(spec.eventGrid),
    sweep: `0 */${Number.parseInt(spec.sweep, 10)} * * * *`,
    heartbeat: heartbeat(spec.heartbeat),
    access: spec.access,
    scm: scmAccess(spec.scm),
    deployerRole: spec.deployerRole,
    memory: MEMORY[spec.memory],
    workspaceId: spec.workspace?.id,
    nodeVersion: spec.node === 22 ? "22" : "24",
    functionAppName: names.functionApp,
    storageAccountName: names.storageAccount,
  };
}

/** Recipients of the runtime's alarms: its own, else those of the platform's alerts. */
export function notified(
  { notify }: RouteSyncSpec,
  alerts: OperatorAlerts | undefined,
): Pick<RouteSyncProps, "notify"> {
  if (notify !== undefined)
    return { notify: { emails: notify.emails, actionGroupIds: notify.actionGroups.map(({ id }) => id) } };
  return alerts === undefined ? {} : { notify: { actionGroupIds: alerts.actionGroupIds } };
}

const MEMORY = { "512MB": 512, "2048MB": 2048, "4096MB": 4096 } as const;

function alertAuth(spec: RouteSyncSpec["alert"]): AlertAuth {
  switch (spec.auth) {
    case "function-key":
      return { type: "function-key" };
    case "entra": {
      const { applicationId, objectId, identifierUri, tenantId } = spec;
      return { type: "entra", applicationId, objectId, identifierUri, tenantId };
    }
  }
}

const INTERVALS = { "5m": "PT5M", "10m": "PT10M", "15m": "PT15M", "30m": "PT30M" } as const;

function heartbeat(every: RouteSyncSpec["heartbeat"]): HeartbeatOptions {
  return every === "none" ? { type: "none" } : { type: "every", interval: INTERVALS[every] };
}

function scmAccess(spec: RouteSyncSpec["scm"]): ScmAccess {
  if (spec === "denied" || spec === "anywhere") return { type: spec };
  const [first, ...others] = spec;
  return first === undefined ? { type: "denied" } : { type: "ranges", ranges: [first, ...others] };
}

function eventGrid(spec: RouteSyncSpec["eventGrid"]): NonNullable<RouteSyncProps["eventGrid"]> {
  switch (spec.type) {
    case "none":
      return { type: "none" };
    case "system-topics":
      return {
        type: "system-topics",
        existing: Object.fromEntries(
          Object.entries(spec.existing).map(([key, { name, resourceGroup }]) => [
            key,
            { name, resourceGroupName: resourceGroup },
          ]),
        ),
      };
  }
}
