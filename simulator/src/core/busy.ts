import { ArmError } from "./arm-error.js";
import { lower, parentId } from "./arm-id.js";
import type { Call } from "./call.js";
import type { Resource } from "./resource.js";
import type { Store } from "./store.js";

/**
 * Refuses a write to a resource of Microsoft.Network, or to a child, whose last write is still under way. Azure says so
 * in two ways: 429 with RetryableErrorDueToAnotherOperation (Microsoft Learn, "Understand how Azure Resource Manager
 * throttles requests"), and 409 AnotherOperationInProgress for what is in a virtual network (azapi #503).
 *
 * @throws ArmError 409 or 429.
 */
export function requireIdle(store: Store, call: Call, resource: Resource | undefined, now: number): void {
  if (call.patient === true) return;
  const parent = call.path.names.length > 1 ? store.get(parentId(call.path.text)) : undefined;
  for (const busy of [resource, parent]) {
    const pending = busy?.pending;
    // A write that never ends refuses nothing: otherwise what a lost operation left behind could not be repaired.
    if (busy === undefined || pending === undefined || pending.readyAt <= now || pending.readyAt === Infinity)
      continue;
    if (!lower(busy.row.type).startsWith("microsoft.network/") || busy.row.writes === "sync") continue;
    // Deleting what is being deleted is no other operation.
    if (call.method === "DELETE" && pending.becomes === "Deleted") continue;
    throw refusalOf(call, busy, pending, now);
  }
}

function refusalOf(
  call: Call,
  busy: Resource,
  { readyAt, operation }: NonNullable<Resource["pending"]>,
  now: number,
): ArmError {
  if (busy.row.busy === "conflict")
    return new ArmError(
      409,
      "AnotherOperationInProgress",
      `Another operation on this or dependent resource is in progress. To retrieve status of the operation use uri: ${call.origin}${operation?.path ?? ""}?api-version=${call.apiVersion}.`,
      { details: [] },
    );
  const seconds = Math.max(1, Math.ceil((readyAt - now) / 1_000));
  return new ArmError(429, "RetryableError", "A retryable error occurred.", {
    details: [
      {
        code: "RetryableErrorDueToAnotherOperation",
        message: `Operation ${operation?.name ?? ""} (${operation?.id ?? ""}) is updating resource ${busy.id}. The call can be retried in ${seconds} seconds.`,
      },
    ],
    headers: { "retry-after": String(seconds) },
  });
}

/** `PutRouteTableOperation`: Azure's name of what a call started. */
export function operationName({ method, path }: Call): string {
  const plural = path.type.slice(path.type.lastIndexOf("/") + 1);
  const singular = plural.replace(/ies$/i, "y").replace(/(?<!s)s$/i, "");
  return `${method === "DELETE" ? "Delete" : "Put"}${singular.slice(0, 1).toUpperCase()}${singular.slice(1)}Operation`;
}
