import { Construct } from "constructs";
import { Naming } from "../core/naming.js";
import type { Placement } from "../core/placement.js";
import { QueryAlert } from "../monitor/query-alert.js";

/** Interval of Azure Monitor's call, as ISO 8601; below five minutes it costs most and gains little. */
export type HeartbeatInterval = "PT5M" | "PT10M" | "PT15M" | "PT30M";

/** A call of the runtime that needs no timer of its host. */
export type HeartbeatOptions =
  { readonly type: "every"; readonly interval: HeartbeatInterval } | { readonly type: "none" };

export interface HeartbeatProps {
  readonly placement: Placement;
  /** Id of the runtime's Application Insights. */
  readonly insightsId: string;
  /** The action group that calls the function `alerts`. */
  readonly actionGroupId: string;
  readonly interval: HeartbeatInterval;
}

/**
 * Always one row, whatever was logged: without `by`, `summarize` answers for an empty table too. Azure Monitor's
 * documentation names this of `count` as a mistake ("Optimize log search alert queries": "it will always result in the
 * value 1"); here it is what is wanted. It begins with a table, as alerts must, and reads one that is nearly empty.
 */
const ALWAYS_A_ROW = "requests\n| summarize count()";

/** Makes the runtime check every mirror, as its own sweep does. */
const SWEEP = { "route-sync": "sweep" } as const;

/**
 * The second heartbeat. Timers of the Functions host have been seen to stop for ever after a deployment, on Flex
 * Consumption (azure-functions-host #11828); this one is Azure Monitor's. Its call goes to the HTTP function, so that it
 * depends on neither timer nor queue trigger. A stateful rule would act once and then wait to be resolved.
 */
export class Heartbeat extends Construct {
  readonly rule: QueryAlert;

  constructor(
    scope: Construct,
    id: string,
    { placement, insightsId, actionGroupId, interval }: HeartbeatProps,
  ) {
    super(scope, id);
    this.rule = new QueryAlert(this, "~rule", {
      placement,
      name: Naming.of(this).name(this, "alert", "route-sync", "heartbeat"),
      description:
        "No alarm: this rule fires at every evaluation and makes the runtime look at every mirror, whether its own timer works or not.",
      severity: 4,
      scopeId: insightsId,
      query: ALWAYS_A_ROW,
      threshold: { type: "rows" },
      window: interval,
      every: interval,
      actionGroupIds: [actionGroupId],
      state: "stateless",
      customProperties: SWEEP,
    });
  }
}
