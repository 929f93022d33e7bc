import { SyncError } from "../../../domain/errors.js";
import type { Proof } from "../../../ports/access.js";
import { fail, FIRST, notMade, pass, warn, type Asked, type Check, type Findings } from "./check.js";

interface Permission {
  readonly check: string;
  readonly action: string;
  /** Where it must be granted. */
  readonly scope: string;
  /** The last words of the deployment's role that has it. */
  readonly role: string;
}

/** Whether the target can be written, and a write followed to its end. */
export function permissionChecks(findings: Findings): Check[] {
  const { target } = findings.mirror;
  const write: Permission = {
    check: "target writable",
    action: "Microsoft.Network/routeTables/write",
    scope: target.toString(),
    role: "route target writer",
  };
  const follow: Permission = {
    check: "operations readable",
    action: "Microsoft.Network/locations/operations/read",
    scope: `/subscriptions/${target.group.subscription}`,
    role: "network operation reader",
  };
  return [permission(findings.write, write, findings), permission(findings.follow, follow, findings)];
}

function permission(proof: Asked<Proof>, wanted: Permission, findings: Findings): Check {
  const { check, action } = wanted;
  if (proof === null) return notMade(check, FIRST.target);
  if (proof instanceof SyncError) return unproven(wanted, proof.message);
  switch (proof.kind) {
    case "granted":
      return pass(check, `${action} is granted`);
    case "denied":
      return fail(check, `${action} is not granted${besides(proof.message)}`, grantRemedy(wanted, findings));
    case "policy":
      return fail(
        check,
        `${action} is granted, but a policy denies the write: ${proof.message}`,
        "Exempt the table from that policy, or change the table or the policy so that the table complies with it.",
      );
    case "locked":
      return fail(
        check,
        `${action} is granted, but a lock forbids the write: ${proof.message}`,
        "Delete the ReadOnly lock on the table, its resource group or its subscription, or use a CanNotDelete lock.",
      );
    case "done":
      return fail(
        check,
        `Azure accepted a write that it had to refuse, of the table as it is: ${proof.message}`,
        "Something between this host and Azure drops the header If-Match; route-sync must not write through it. Please report it if there is nothing in between.",
      );
    case "unproven":
      return unproven(wanted, proof.message);
  }
}

/** What Azure says beyond the identity, the action and the scope, which the check names itself: a deny assignment. */
function besides(message: string): string {
  return /does not have authorization to perform action/.test(message) ? "" : ` (${message})`;
}

function unproven({ check, action }: Permission, why: string): Check {
  return warn(
    check,
    `Could not prove that ${action} is granted: ${why}`,
    "Run again; if it stays so, look at the role assignments with `az role assignment list --all --assignee OBJECT-ID`.",
  );
}

function grantRemedy({ action, scope, role }: Permission, { identity }: Findings): string {
  const who = "objectId" in identity && identity.objectId !== null ? `object id ${identity.objectId}` : "it";
  return `Grant ${who} ${action} on ${scope}; the deployment's role "${role}" has it. A new assignment takes up to ten minutes.`;
}
