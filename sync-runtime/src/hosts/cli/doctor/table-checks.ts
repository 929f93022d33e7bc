import { SyncError } from "../../../domain/errors.js";
import { isJsonObject } from "../../../domain/json.js";
import { changes, planMirror } from "../../../domain/plan.js";
import type { Route } from "../../../domain/route.js";
import type { RouteTable } from "../../../domain/table.js";
import { counted, fail, FIRST, notMade, pass, type Asked, type Check, type Findings } from "./check.js";

/** Whether both tables can be read, and Azure is done with them. */
export function readableChecks({ source, target }: Findings): Check[] {
  return [readable(FIRST.source, source), readable(FIRST.target, target)];
}

/** Whether the tables are used, route what they have to, and agree. */
export function tableChecks(findings: Findings): Check[] {
  const { source, target } = findings;
  return [
    associated("source associated", source, FIRST.source, "nodes'"),
    associated("target associated", target, FIRST.target, "gateway's"),
    sourceDefaultRoute(findings),
    targetDefaultRoute(target),
    ...contents(findings),
  ];
}

function readable(check: string, table: Asked<RouteTable>): Check {
  if (table === null) return notMade(check, FIRST.reached);
  if (table instanceof SyncError) return fail(check, table.message, table.remedy);
  const { provisioningState, routes, id } = table;
  const message = `${id.name}: ${counted(routes.length, "route")}, ${provisioningState}`;
  if (table.state === "Succeeded") return pass(check, message);
  return fail(check, message, "Wait until it is Succeeded; a failed target is healed by `route-sync apply`.");
}

/** A table that no subnet uses is mirrored for nothing. */
function associated(check: string, table: Asked<RouteTable>, after: string, owner: string): Check {
  if (table === null || table instanceof SyncError) return notMade(check, after);
  const count = subnetIdsOf(table).length;
  if (count > 0)
    return pass(check, `${counted(count, "subnet")} ${count === 1 ? "uses" : "use"} ${table.id.name}`);
  return fail(check, `No subnet uses ${table.id.name}`, `Associate it with the ${owner} subnet.`);
}

/** Ids of the subnets that a table is associated with. */
export function subnetIdsOf({ body }: RouteTable): string[] {
  const properties = isJsonObject(body["properties"]) ? body["properties"] : body;
  const subnets: unknown = properties["subnets"];
  if (!Array.isArray(subnets)) return [];
  return subnets.flatMap((subnet: unknown) =>
    isJsonObject(subnet) && typeof subnet["id"] === "string" ? subnet["id"] : [],
  );
}

function toAppliance({ network, toAppliance: appliance }: Route): boolean {
  return network?.length === 0 && appliance;
}

function sourceDefaultRoute({ mirror, source }: Findings): Check {
  const check = "source default route";
  if (source === null || source instanceof SyncError) return notMade(check, FIRST.source);
  if (mirror.source.kind === "node-group") return pass(check, "A table that AKS manages needs none");
  if (source.routes.some(toAppliance)) return pass(check, "0.0.0.0/0 goes to an appliance");
  return fail(
    check,
    "0.0.0.0/0 goes to no appliance",
    "With userDefinedRouting the nodes need a default route to the firewall: add it to the source.",
  );
}

function targetDefaultRoute(target: Asked<RouteTable>): Check {
  const check = "no default route on the target";
  if (target === null || target instanceof SyncError) return notMade(check, FIRST.target);
  if (!target.routes.some(toAppliance)) return pass(check, "0.0.0.0/0 goes to no appliance");
  return fail(
    check,
    "0.0.0.0/0 goes to an appliance",
    "Application Gateway v2 does not work behind one: remove that route from the target.",
  );
}

function contents({ mirror, siblings, source, target }: Findings): Check[] {
  const names = ["node routes present", "pod CIDRs fit", "in step"] as const;
  const sourceRead = source !== null && !(source instanceof SyncError);
  const targetRead = target !== null && !(target instanceof SyncError);
  if (!sourceRead || !targetRead) {
    return names.map((check) => notMade(check, sourceRead ? FIRST.target : FIRST.source));
  }
  const plan = planMirror(mirror, source.routes, target.routes, siblings);
  const { selected, ignored, conflicts, unmatched } = plan;
  const open = changes(plan) + conflicts.length + unmatched.length;
  return [
    selected.length > 0
      ? pass(names[0], `${counted(selected.length, "node route")} in the source`)
      : fail(
          names[0],
          "No node route in the source",
          "Check that the cluster uses kubenet and that routeNamePattern fits its nodes.",
        ),
    ignored.length === 0
      ? pass(names[1], "No node route is outside podCidrs")
      : fail(
          names[1],
          `${counted(ignored.length, "node route")} outside podCidrs`,
          "Complete podCidrs: `az aks show --query networkProfile.podCidrs`.",
        ),
    open === 0
      ? pass(names[2], "The target has all that the source has")
      : fail(
          names[2],
          [
            counted(changes(plan), "change"),
            counted(conflicts.length, "conflict"),
            `${counted(unmatched.length, "pod route")} owner name routeNamePattern refuses`,
          ].join(", "),
          "Look with `route-sync plan`, then run `route-sync apply`.",
        ),
  ];
}
