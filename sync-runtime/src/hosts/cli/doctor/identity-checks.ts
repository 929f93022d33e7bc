import { SyncError } from "../../../domain/errors.js";
import type { Identity } from "../../../ports/access.js";
import { fail, first, notMade, pass } from "./check.js";
import type { Check, Findings } from "./check.js";

/** Who this is, and whether Azure answers at all. */
export function identityChecks({ identity, reached }: Findings): Check[] {
  if (identity instanceof SyncError) {
    const { message, remedy } = identity;
    return [fail(first.identity, message, remedy), notMade(first.reached, first.identity)];
  }
  const who = describeIdentity(identity);
  if (!(reached instanceof SyncError)) {
    return [pass(first.identity, who), pass(first.reached, "The Resource Manager answers")];
  }
  if (reached.code === "UNAUTHENTICATED") {
    return [
      fail(first.identity, `Azure refuses the token of ${who}: ${reached.message}`, reached.remedy),
      pass(first.reached, "The Resource Manager answers"),
    ];
  }
  return [pass(first.identity, who), fail(first.reached, reached.message, reached.remedy)];
}

/** Object id, client id and tenant, as far as the token names them. */
export function describeIdentity({ objectId, clientId, tenantId }: Identity): string {
  const parts = [
    ...(objectId === null ? [] : [`object id ${objectId}`]),
    ...(clientId === null ? [] : [`client id ${clientId}`]),
    ...(tenantId === null ? [] : [`tenant ${tenantId}`]),
  ];
  return parts.length === 0 ? "a token that does not name its owner" : parts.join(", ");
}
