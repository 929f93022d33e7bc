import { OperatorAlerts } from "@aks-topology/constructs";
import type { Construct } from "constructs";
import type { Platform } from "../schema/platform.js";
import type { SourceLocator } from "./source-locator.js";

export interface AlertsContext {
  readonly platform: Platform;
  readonly locator: SourceLocator;
  /** Where a new action group is created. */
  readonly scope: () => Construct;
}

/** Whom the platform's alerts notify. The alerts themselves are added when all that they watch exists. */
export function buildAlerts({ platform, locator, scope }: AlertsContext): OperatorAlerts | undefined {
  const { alerts: spec, location, tags } = platform;
  if (spec === undefined) return undefined;
  const actionGroupIds = spec.actionGroups.map(({ id }) => id);
  // No key of a spoke has an underscore.
  const alerts = new OperatorAlerts(scope(), "operator_alerts", {
    emails: spec.emails,
    actionGroupIds,
    location,
    tags,
  });
  return locator.bind(alerts, ["alerts"]);
}
