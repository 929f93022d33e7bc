import { alertChecks } from "./alert-checks.js";
import { blockerOf, notMade, type Check, type Findings } from "./check.js";
import { clusterChecks } from "./cluster-checks.js";
import { identityChecks } from "./identity-checks.js";
import { permissionChecks } from "./permission-checks.js";
import { readableChecks, tableChecks } from "./table-checks.js";

/** Every check of one mirror, in the order in which a person would go through them. */
export function examine(findings: Findings): Check[] {
  const blocker = blockerOf(findings);
  const others = [
    ...readableChecks(findings),
    ...permissionChecks(findings),
    ...tableChecks(findings),
    ...clusterChecks(findings),
    ...alertChecks(findings),
  ];
  return [
    ...identityChecks(findings),
    ...(blocker === null ? others : others.map(({ check }) => notMade(check, blocker))),
  ];
}
