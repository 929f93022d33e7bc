import { SyncError } from "../../../domain/errors.js";
import { isJsonObject } from "../../../domain/json.js";
import { changes, planMirror, retires, type MirrorPlan } from "../../../domain/plan.js";
import type { Route } from "../../../domain/route.js";
import { sourceContents } from "../../../domain/source.js";
import type { RouteTable } from "../../../domain/table.js";
import {
  fail,
  FIRST,
  notMade,
  pass,
  passAsGone,
  sourceIsGone,
  warn,
  type Asked,
  type Check,
  type Findings,
} from "./check.js";
import { counted } from "../../../domain/counted.js";

/** Whether both tables can be read, and Azure is done with them. */
export function readableChecks(findings: Findings): Check[] {
  const { source, target } = findings;
  return [
    sourceIsGone(findings) ? passAsGone(FIRST.source) : readable(FIRST.source, source),
    readable(FIRST.target, target),
  ];
}

/** Whether the tables are used, route what they have to, and agree. */
export function tableChecks(findings: Findings): Check[] {
  const { source, target } = findings;
  return [
    sourceIsGone(findings)
      ? passAsGone("source associated")
      : associated("source associated", source, FIRST.source, "nodes'"),
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

function sourceDefaultRoute(findings: Findings): Check {
  const { mirror, source } = findings;
  const check = "source default route";
  if (sourceIsGone(findings)) return passAsGone(check);
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

const CONTENTS = { present: "node routes present", fit: "pod CIDRs fit", inStep: "in step" } as const;

function contents({ mirror, siblings, source: read, target }: Findings): Check[] {
  const source = read === null ? null : sourceContents({ mirror, source: read });
  const sourceRead = source !== null && !(source instanceof SyncError);
  const targetRead = target !== null && !(target instanceof SyncError);
  if (!sourceRead || !targetRead) {
    return Object.values(CONTENTS).map((check) => notMade(check, sourceRead ? FIRST.target : FIRST.source));
  }
  const plan = planMirror(mirror, source.routes, target.routes, siblings);
  return [present(plan), fit(plan), retires(plan) ? retired(plan) : inStep(plan)];
}

function present(plan: MirrorPlan): Check {
  const { length } = plan.selected;
  if (length > 0) return pass(CONTENTS.present, `${counted(length, "node route")} in the source`);
  if (retires(plan)) return pass(CONTENTS.present, "No node route in the source, as the mirror retires");
  return fail(
    CONTENTS.present,
    "No node route in the source",
    "Check that the cluster uses kubenet and that routeNamePattern fits its nodes.",
  );
}

function fit({ ignored }: MirrorPlan): Check {
  if (ignored.length === 0) return pass(CONTENTS.fit, "No node route is outside podCidrs");
  return fail(
    CONTENTS.fit,
    `${counted(ignored.length, "node route")} outside podCidrs`,
    "Complete podCidrs: `az aks show --query networkProfile.podCidrs`.",
  );
}

function retired({ remove }: MirrorPlan): Check {
  if (remove.length === 0)
    return pass(CONTENTS.inStep, "The mirror is retired: the target has no mirrored route");
  return warn(
    CONTENTS.inStep,
    `${counted(remove.length, "mirrored route")} left in the target, which the runtime removes after a second look at the source`,
    "Run again in ten minutes, or remove them with `route-sync retire`.",
  );
}

function inStep(plan: MirrorPlan): Check {
  const { conflicts, unmatched } = plan;
  if (changes(plan) + conflicts.length + unmatched.length === 0)
    return pass(CONTENTS.inStep, "The target has all that the source has");
  return fail(
    CONTENTS.inStep,
    [
      counted(changes(plan), "change"),
      counted(conflicts.length, "conflict"),
      `${counted(unmatched.length, "pod route")} whose name routeNamePattern refuses`,
    ].join(", "),
    "Look with `route-sync plan`, then run `route-sync apply`.",
  );
}
