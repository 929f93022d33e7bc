import { SyncError } from "../../../domain/errors.js";
import type { Identity } from "../../../ports/access.js";
import { fail, FIRST, notMade, pass, type Check, type Findings } from "./check.js";

/** Who this is, and whether Azure answers at all. */
export function identityChecks({ identity, reached }: Findings): Check[] {
  if (identity instanceof SyncError) {
    const { message, remedy } = identity;
    return [fail(FIRST.identity, message, remedy), notMade(FIRST.reached, FIRST.identity)];
  }
  const who = describeIdentity(identity);
  if (!(reached instanceof SyncError)) {
    return [pass(FIRST.identity, who), pass(FIRST.reached, "The Resource Manager answers")];
  }
  if (reached.code === "UNAUTHENTICATED") {
    return [
      fail(FIRST.identity, `Azure refuses the token of ${who}: ${reached.message}`, reached.remedy),
      pass(FIRST.reached, "The Resource Manager answers"),
    ];
  }
  return [pass(FIRST.identity, who), fail(FIRST.reached, reached.message, reached.remedy)];
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
