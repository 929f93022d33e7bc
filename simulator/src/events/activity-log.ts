import type { Written } from "../core/acceptance.js";
import { parseArmPath } from "../core/arm-id.js";
import { stableGuid } from "../core/random.js";

export type ActivityStatus = "Started" | "Accepted" | "Succeeded" | "Failed";

/** One entry of the activity log. */
export interface Activity {
  /** Milliseconds since the epoch. */
  readonly at: number;
  readonly status: ActivityStatus;
  /** As the caller wrote it, with the group's own case. */
  readonly resourceId: string;
  readonly resourceType: string;
  readonly resourceGroup: string;
  readonly resourceProvider: string;
  readonly subscription: string;
  readonly tenant: string;
  /** `Microsoft.Network/routeTables/write` */
  readonly operationName: string;
  readonly category: "Administrative";
  readonly level: "Informational" | "Error";
  readonly caller: string;
  readonly appId: string;
  readonly correlationId: string;
  readonly operationId: string;
  readonly eventId: string;
  readonly method: string;
  readonly url: string;
}

/** The entries of a write: Started and Accepted at once, the end when it is done. */
export function activitiesOf(written: Written, now: number, tenant: string): Activity[] {
  const { call, id, type, verb, readyAt, ends } = written;
  const path = parseArmPath(id);
  const common = {
    resourceId: id,
    resourceType: type,
    resourceGroup: path.group ?? "",
    resourceProvider: path.namespace ?? "Microsoft.Resources",
    subscription: path.subscription ?? "",
    tenant,
    operationName: `${type}/${verb}`,
    category: "Administrative" as const,
    caller: call.principal.oid,
    appId: call.principal.appId,
    correlationId: call.correlationId,
    operationId: stableGuid(`operation:${call.correlationId}:${now}`),
    method: call.method,
    url: `${call.origin}${call.path.text}?api-version=${call.apiVersion}`,
  };
  const entry = (status: ActivityStatus, at: number): Activity => ({
    ...common,
    at,
    status,
    level: status === "Failed" ? "Error" : "Informational",
    eventId: stableGuid(`event:${common.operationId}:${id}:${status}`),
  });
  const entries = [entry("Started", now), entry("Accepted", now)];
  if (Number.isFinite(readyAt)) entries.push(entry(ends === "Succeeded" ? "Succeeded" : "Failed", readyAt));
  return entries;
}
