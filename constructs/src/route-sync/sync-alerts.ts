import { Construct } from "constructs";
import { Naming } from "../core/naming.js";
import type { Placement } from "../core/placement.js";
import { QueryAlert, type QueryAlertProps } from "../monitor/query-alert.js";
import { Recipients } from "../monitor/recipients.js";
import { POISON_QUEUE_NAME } from "./sync-storage.js";

export interface SyncAlertsProps {
  readonly placement: Placement;
  /** Id of the runtime's Application Insights. */
  readonly insightsId: string;
  /** Names of all mirrors, so that one that never reports is missed. */
  readonly mirrors: readonly string[];
  /** Whether one of them retires: then it ends well without following anything. @default false */
  readonly retiring?: boolean | undefined;
  /** Addresses that get a mail. @default none: the alarms appear only in Azure Monitor */
  readonly emails?: readonly string[] | undefined;
  /** Ids of action groups that exist already. @default none */
  readonly actionGroupIds?: readonly string[] | undefined;
}

/** Outcomes of a successful round: conflicts and unmatched routes leave the rest in step. */
const GOOD = ["in-step", "applied", "conflicts", "unmatched"];

const ANY_ROUND = `customMetrics
| where name == "route_sync.rounds" and valueSum > 0`;

const ROUNDS = `${ANY_ROUND}
| extend mirror = tostring(customDimensions.mirror), outcome = tostring(customDimensions.outcome)`;

type Alarm = Pick<
  QueryAlertProps,
  "description" | "severity" | "query" | "threshold" | "per" | "window" | "every"
>;

/** The alarms by the last part of their names and addresses. They query the runtime's own telemetry. */
function alarms({ mirrors, retiring = false }: SyncAlertsProps): Readonly<Record<string, Alarm>> {
  const outcomes = retiring ? [...GOOD, "retired"] : GOOD;
  const good = `outcome in (${outcomes.map((outcome) => JSON.stringify(outcome)).join(", ")})`;
  return {
    poison: {
      description: `A wake-up failed five times and lies in ${POISON_QUEUE_NAME}: read the runtime's errors, mend, and delete the message.`,
      severity: 1,
      // The Functions host's own words (azure-sdk-for-net, queue processor). Azure's metric has no queue and is hourly.
      query: `traces\n| where message contains "Moving message to queue '${POISON_QUEUE_NAME}'"`,
      threshold: { type: "rows" },
      window: "PT15M",
      every: "PT5M",
    },
    held: {
      description:
        "A guard holds a mirror: the gateway's table stays as it is until a person decides. `route-sync plan` tells what it would do.",
      severity: 2,
      // A large removal is held until a second reading confirms it 150 s later: that is no alarm.
      query: `${ROUNDS}
| summarize since = minif(timestamp, outcome == "held"), held = maxif(timestamp, outcome == "held"),
    good = maxif(timestamp, ${good}) by mirror
| where held - iff(isnull(good) or since > good, since, good) >= 5m`,
      threshold: { type: "rows" },
      per: "mirror",
      window: "PT1H",
      every: "PT10M",
    },
    silent: {
      description:
        "No round of any mirror has ended for 30 minutes: the runtime does not run, or cannot report. Gateways may send to nodes that are gone.",
      severity: 1,
      query: ANY_ROUND,
      threshold: { type: "noRows" },
      window: "PT30M",
      every: "PT15M",
    },
    stale: {
      description:
        "A mirror had no round that succeeded for 30 minutes: its gateway may send to nodes that are gone.",
      severity: 1,
      // Begins with a table, as Azure demands of alerts ("Optimize log search alert queries"). Without `by` there is one
      // row of what reported, even where nothing did, so that every mirror that did not is a row.
      query: `${ROUNDS}
| where ${good}
| summarize good = make_set(mirror)
| mv-expand mirror = set_difference(dynamic([${mirrors.map((name) => JSON.stringify(name)).join(", ")}]), good) to typeof(string)`,
      threshold: { type: "rows" },
      per: "mirror",
      window: "PT30M",
      every: "PT15M",
    },
    full: {
      description:
        "A route table holds nine tenths or more of the routes that guards.routeLimit allows: beyond it the mirror is held.",
      severity: 2,
      query: `customMetrics
| where name in ("route_sync.target.routes", "route_sync.target.limit")
| extend target = tostring(customDimensions.target)
| summarize routes = maxif(value, name == "route_sync.target.routes"),
    most = maxif(value, name == "route_sync.target.limit") by target
| extend percent = 100.0 * routes / most`,
      threshold: { type: "atLeast", column: "percent", value: 90 },
      per: "target",
      window: "PT30M",
      every: "PT15M",
    },
  };
}

/** Alarms on the runtime itself: poison messages, holds, silence, mirrors left behind, tables that are nearly full. */
export class SyncAlerts extends Construct {
  constructor(scope: Construct, id: string, props: SyncAlertsProps) {
    super(scope, id);
    const { placement, insightsId, emails = [], actionGroupIds = [] } = props;
    const naming = Naming.of(this);
    const recipients = new Recipients(this, "~recipients", {
      placement,
      name: naming.name(this, "actionGroup", "route-sync-alarms"),
      shortName: "sync-alarms",
      emails,
      actionGroupIds,
    });
    for (const [key, alarm] of Object.entries(alarms(props))) {
      new QueryAlert(this, key, {
        ...alarm,
        placement,
        name: naming.name(this, "alert", "route-sync", key),
        scopeId: insightsId,
        actionGroupIds: recipients.actionGroupIds,
      });
    }
  }
}
