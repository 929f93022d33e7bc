import { SyncError } from "../../domain/errors.js";
import { isJsonObject } from "../../domain/json.js";
import type { Mirror } from "../../domain/mirror.js";
import { changes, planMirror } from "../../domain/plan.js";
import type { Route } from "../../domain/route.js";
import type { RouteTable } from "../../domain/table.js";
import type { Grant } from "../../ports/access.js";

/** One question of the doctor, answered. */
export interface Check {
  readonly check: string;
  /** `skipped`: it does not apply, or could not be asked for a reason that another check tells. */
  readonly status: "pass" | "fail" | "skipped";
  readonly message: string;
  readonly remedy: string | null;
}

/** What the doctor has seen of a mirror. */
export interface Findings {
  readonly mirror: Mirror;
  readonly source: RouteTable | SyncError;
  readonly target: RouteTable | SyncError;
  readonly onTarget: readonly Grant[] | SyncError;
  readonly onSubscription: readonly Grant[] | SyncError;
}

/** Every check of one mirror, in the order in which a person would go through them. */
export function examine(findings: Findings): Check[] {
  const { source, target } = findings;
  return [
    identity(findings),
    readable("source readable", source),
    readable("target readable", target),
    permission("target writable", findings.onTarget, "Microsoft.Network/routeTables/write", "the target"),
    permission(
      "operations readable",
      findings.onSubscription,
      "Microsoft.Network/locations/operations/read",
      "the target's subscription",
    ),
    associated("source associated", source),
    associated("target associated", target),
    sourceDefaultRoute(findings),
    targetDefaultRoute(target),
    ...contents(findings),
  ];
}

const pass = (check: string, message: string): Check => ({ check, status: "pass", message, remedy: null });
const skipped = (check: string, message: string): Check => ({
  check,
  status: "skipped",
  message,
  remedy: null,
});
const fail = (check: string, message: string, remedy: string): Check => ({
  check,
  status: "fail",
  message,
  remedy,
});

function identity({ source, target }: Findings): Check {
  const refused = [source, target].find(
    (seen) => seen instanceof SyncError && seen.code === "UNAUTHENTICATED",
  );
  if (refused instanceof SyncError) return fail("identity", refused.message, refused.remedy);
  return pass("identity", "Azure knows who this is");
}

function readable(check: string, table: RouteTable | SyncError): Check {
  if (table instanceof SyncError) return fail(check, table.message, table.remedy);
  const { provisioningState, routes, id } = table;
  const message = `${id.name}: ${routes.length} routes, ${provisioningState}`;
  if (table.state === "Succeeded") return pass(check, message);
  return fail(check, message, "Wait until it is Succeeded; a failed target is healed by `route-sync apply`.");
}

function permission(
  check: string,
  grants: readonly Grant[] | SyncError,
  action: string,
  where: string,
): Check {
  if (grants instanceof SyncError) return skipped(check, `Azure did not tell: ${grants.message}`);
  // Whoever may ask has a role: no grant at all means that the question was not understood.
  if (grants.length === 0) return skipped(check, "Azure listed no grant at all");
  const matches = (pattern: string): boolean => {
    const escaped = pattern.replace(/[.+?^${}()|[\]\\]/g, "\\$&").replaceAll("*", ".*");
    return new RegExp(`^${escaped}$`, "i").test(action);
  };
  const granted = grants.some(
    ({ actions, notActions }) => actions.some(matches) && !notActions.some(matches),
  );
  return granted
    ? pass(check, `${action} is granted`)
    : fail(check, `${action} is not granted`, `Grant it on ${where}.`);
}

/** A table that no subnet uses is mirrored for nothing. */
function associated(check: string, table: RouteTable | SyncError): Check {
  if (table instanceof SyncError) return skipped(check, "the table cannot be read");
  const properties = isJsonObject(table.body["properties"]) ? table.body["properties"] : {};
  const subnets = properties["subnets"];
  const count = Array.isArray(subnets) ? subnets.length : 0;
  if (count > 0) return pass(check, `${count} subnets use ${table.id.name}`);
  return fail(
    check,
    `no subnet uses ${table.id.name}`,
    "Associate it with the nodes' (source) or the gateway's (target) subnet.",
  );
}

const toAppliance = ({ network, toAppliance: appliance }: Route): boolean =>
  network?.length === 0 && appliance;

function sourceDefaultRoute({ mirror, source }: Findings): Check {
  const check = "source default route";
  if (source instanceof SyncError) return skipped(check, "the table cannot be read");
  if (mirror.source.kind === "node-group") return skipped(check, "a table that AKS manages needs none");
  if (source.routes.some(toAppliance)) return pass(check, "0.0.0.0/0 leads to the firewall");
  return fail(
    check,
    "0.0.0.0/0 leads to no appliance",
    "With userDefinedRouting the nodes need a default route to the firewall.",
  );
}

function targetDefaultRoute(target: RouteTable | SyncError): Check {
  const check = "no default route on the target";
  if (target instanceof SyncError) return skipped(check, "the table cannot be read");
  if (!target.routes.some(toAppliance)) return pass(check, "0.0.0.0/0 leads to no appliance");
  return fail(
    check,
    "0.0.0.0/0 leads to an appliance",
    "Application Gateway v2 does not work behind one: remove that route.",
  );
}

function contents({ mirror, source, target }: Findings): Check[] {
  const names = ["node routes present", "pod CIDRs fit", "in step"] as const;
  if (source instanceof SyncError || target instanceof SyncError) {
    return names.map((check) => skipped(check, "a table cannot be read"));
  }
  const plan = planMirror(mirror, source.routes, target.routes);
  const { selected, ignored, conflicts, unmatched } = plan;
  const open = changes(plan) + conflicts.length + unmatched.length;
  return [
    selected.length > 0
      ? pass(names[0], `${selected.length} node routes in the source`)
      : fail(
          names[0],
          "no node route in the source",
          "Is the cluster on kubenet, and does routeNamePattern fit its nodes?",
        ),
    ignored.length === 0
      ? pass(names[1], "no node route lies outside")
      : fail(
          names[1],
          `${ignored.length} node routes lie outside podCidrs`,
          "Complete podCidrs with the cluster's own.",
        ),
    open === 0
      ? pass(names[2], "the target has what the source has")
      : fail(
          names[2],
          `${changes(plan)} changes, ${conflicts.length} conflicts and ${unmatched.length} routes that routeNamePattern does not fit`,
          "See `route-sync plan`, then `route-sync apply`.",
        ),
  ];
}
