import { DataAzurermFunctionAppHostKeys } from "@cdktf/provider-azurerm/lib/data-azurerm-function-app-host-keys/index.js";
import { MonitorActionGroup } from "@cdktf/provider-azurerm/lib/monitor-action-group/index.js";
import { MonitorActivityLogAlert } from "@cdktf/provider-azurerm/lib/monitor-activity-log-alert/index.js";
import { Construct } from "constructs";
import { Naming } from "../core/naming.js";
import type { Placement } from "../core/placement.js";
import type { SyncFunctionApp } from "./sync-function-app.js";

/** Name of the HTTP function that takes alerts, and its path. */
const ALERT_FUNCTION = "alerts";
/** Azure takes at most 12 characters. */
const SHORT_NAME = "route-sync";

export interface WakeUpProps {
  readonly placement: Placement;
  readonly app: SyncFunctionApp;
}

/** What an alert looks at: one table, or all tables of a group whose table AKS makes. */
export interface AlertSource {
  /** Last part of the alert's Terraform address and of its name. */
  readonly key: string;
  /** Id of the resource group in which the table stands: a table made again under the same name is seen too. */
  readonly resourceGroupId: string;
  /** Id of the table. @default any route table of the group */
  readonly routeTableId?: string;
}

/**
 * The way from AKS's write to the runtime: activity log, alert rule, action group, function. The key in the action
 * group's address wakes the runtime and is good for nothing else.
 */
export class WakeUp extends Construct {
  readonly actionGroup: MonitorActionGroup;
  readonly #placement: Placement;

  constructor(scope: Construct, id: string, props: WakeUpProps) {
    super(scope, id);
    this.#placement = props.placement;
    const { app } = props;
    const keys = new DataAzurermFunctionAppHostKeys(this, "~keys", {
      name: app.resource.name,
      resourceGroupName: props.placement.resourceGroupName,
    });
    this.actionGroup = new MonitorActionGroup(this, "~action_group", {
      name: Naming.of(this).name(this, "actionGroup", "route-sync"),
      resourceGroupName: props.placement.resourceGroupName,
      shortName: SHORT_NAME,
      ...tagsOf(props.placement),
      azureFunctionReceiver: [
        {
          name: ALERT_FUNCTION,
          functionAppResourceId: app.resource.id,
          functionName: ALERT_FUNCTION,
          httpTriggerUrl: `https://${app.resource.defaultHostname}/api/${ALERT_FUNCTION}?code=${keys.defaultFunctionKey}`,
          useCommonAlertSchema: true,
        },
      ],
    });
  }

  /** Wakes the runtime when a write or a delete of the source has succeeded. */
  on(source: AlertSource): MonitorActivityLogAlert {
    return new MonitorActivityLogAlert(this, source.key, {
      name: Naming.of(this).name(this, "alert", "route-sync", source.key),
      description: "AKS changed its route table: the gateway's table follows.",
      resourceGroupName: this.#placement.resourceGroupName,
      location: "global",
      ...tagsOf(this.#placement),
      scopes: [source.resourceGroupId],
      // No operation name: the criterion takes one value, and both writes and deletes count.
      criteria: {
        category: "Administrative",
        ...(source.routeTableId === undefined
          ? { resourceType: "Microsoft.Network/routeTables" }
          : { resourceId: source.routeTableId }),
        level: "Informational",
        status: "Succeeded",
      },
      action: [{ actionGroupId: this.actionGroup.id }],
    });
  }
}

function tagsOf(placement: Placement): { tags?: Record<string, string> } {
  const tags = placement.tags ?? {};
  return Object.keys(tags).length === 0 ? {} : { tags: { ...tags } };
}
