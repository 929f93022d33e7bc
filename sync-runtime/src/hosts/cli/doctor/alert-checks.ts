import { SyncError } from "../../../domain/errors.js";
import type { AlertFilter, Suppression } from "../../../ports/access.js";
import { FIRST, notMade, pass, warn, type Check, type Findings } from "./check.js";

const CHECK = "alert not suppressed";

/** Time zones reach from -12 to +14 hours; a rule's end has none, and one day is beyond all of them. */
const DAY_MS = 86_400_000;

/**
 * Whether an alert processing rule takes the action group from the alert on the source. Such rules apply to what an
 * alert is about, here the source table, and are defined in its subscription.
 * Source: learn.microsoft.com/azure/azure-monitor/alerts/alerts-processing-rules.
 */
export function alertChecks({ mirror, source, suppressions, now }: Findings): Check[] {
  if (suppressions === null) return [notMade(CHECK, FIRST.reached)];
  const { subscription } = groupOf(mirror.source.id);
  if (suppressions instanceof SyncError) return [unknown(suppressions, subscription)];
  const table = source instanceof SyncError || source === null ? mirror.source.id : source.id;
  const found = suppressions.filter((rule) => applies(rule, table.toString(), now));
  if (found.length === 0) return [pass(CHECK, "No alert processing rule suppresses alerts on the source")];
  return [
    warn(
      CHECK,
      `Alerts on the source are suppressed by ${found.map(describeRule).join(" and ")}`,
      "Disable the alert processing rule or narrow its scope or filters; until then only Event Grid and the sweep wake route-sync.",
    ),
  ];
}

function groupOf(id: Findings["mirror"]["source"]["id"]): { readonly subscription: string } {
  return "group" in id ? id.group : id;
}

function unknown({ code, message }: SyncError, subscription: string): Check {
  // Where the provider was never registered there is no rule (409 MissingSubscriptionRegistration).
  if (message.includes("MissingSubscriptionRegistration")) {
    return pass(CHECK, "The subscription has no alert processing rules");
  }
  return warn(
    CHECK,
    code === "AUTHORIZATION_FAILED"
      ? "Not known: this identity may not read alert processing rules"
      : `Not known: ${message}`,
    `Run doctor with an identity that has Monitoring Reader (Microsoft.AlertsManagement/actionRules/read) on /subscriptions/${subscription}.`,
  );
}

function applies({ scopes, filters, until }: Suppression, table: string, now: number): boolean {
  const id = table.toLowerCase();
  const covers = scopes.some((scope) => `${id}/`.startsWith(`${scope.toLowerCase().replace(/\/+$/, "")}/`));
  const ended = until !== null && Date.parse(`${until.replace(/(Z|[+-]\d\d:\d\d)$/, "")}Z`) + DAY_MS < now;
  return covers && !ended && filters.every((filter) => mayFit(filter, id));
}

/** False only when the filter surely excludes alerts on the table; of the alert rule itself nothing is known here. */
function mayFit({ field, operator, values }: AlertFilter, table: string): boolean {
  const spellings = spellingsIn(field, table);
  if (spellings.length === 0) return true;
  const wanted = values.map((value) => value.toLowerCase());
  const equal = spellings.some((spelling) => wanted.includes(spelling));
  const contained = wanted.some((value) => spellings.some((spelling) => spelling.includes(value)));
  switch (operator.toLowerCase()) {
    case "equals":
      return equal;
    case "notequals":
      return !equal;
    case "contains":
      return contained;
    case "doesnotcontain":
      return !contained;
    default:
      return true;
  }
}

/** How an activity-log alert on a route table may be spelled in a field that can be filtered; none: not known. */
function spellingsIn(field: string, table: string): string[] {
  const [group = table, , , , name = ""] =
    /^(\/([^/]+)\/([^/]+)\/([^/]+)\/([^/]+))/.exec(table)?.slice(1) ?? [];
  switch (field.toLowerCase()) {
    case "targetresource":
      return [table, table.slice(table.lastIndexOf("/") + 1)];
    case "targetresourcegroup":
      return [group, name];
    case "targetresourcetype":
      return ["microsoft.network/routetables"];
    case "monitorservice":
      return ["activitylog administrative", "activity log - administrative"];
    case "severity":
      // Activity-log alerts have one severity.
      return ["sev4", "4"];
    default:
      return [];
  }
}

function describeRule({ name, filters, until, recurs }: Suppression): string {
  const limits = [
    ...(filters.length === 0
      ? []
      : [
          `filters on ${filters.map(({ field, values }) => `${field} ${values.join(", ")}`.trim()).join("; ")}`,
        ]),
    ...(recurs ? ["at certain hours or days"] : []),
    ...(until === null ? [] : [`until ${until}`]),
  ];
  return `the alert processing rule "${name}"${limits.length === 0 ? "" : ` (${limits.join(", ")})`}`;
}
