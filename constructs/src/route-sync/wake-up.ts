import { DataAzurermFunctionAppHostKeys } from "@cdktf/provider-azurerm/lib/data-azurerm-function-app-host-keys/index.js";
import {
  MonitorActionGroup,
  type MonitorActionGroupConfig,
} from "@cdktf/provider-azurerm/lib/monitor-action-group/index.js";
import { MonitorActivityLogAlert } from "@cdktf/provider-azurerm/lib/monitor-activity-log-alert/index.js";
import { Construct } from "constructs";
import { Naming } from "../core/naming.js";
import { omitUndefined } from "../core/omit-undefined.js";
import type { Placement } from "../core/placement.js";
import type { SecureWebhook } from "./alert-auth.js";
import type { PlacedMirror } from "./mirror.js";
import type { SyncFunctionApp } from "./sync-function-app.js";

/** Name of the HTTP function that receives alerts, and its path. */
const ALERT_FUNCTION = "alerts";
/** Azure allows at most 12 characters. */
const SHORT_NAME = "route-sync";

/** A table, and a route written or deleted on its own. That Azure logs such a route under this type is not confirmed. */
const ROUTE_TABLE_TYPES = ["Microsoft.Network/routeTables", "Microsoft.Network/routeTables/routes"] as const;

export interface WakeUpProps {
  readonly placement: Placement;
  readonly app: SyncFunctionApp;
  /** @default the function's key alone authenticates */
  readonly secureWebhook?: SecureWebhook | undefined;
}

/**
 * The path from AKS's write to the runtime: activity log, alert rule, action group, function. A key in the action
 * group's URL wakes the runtime and permits nothing else; with Entra there is none.
 */
export class WakeUp extends Construct {
  readonly actionGroup: MonitorActionGroup;

  constructor(scope: Construct, id: string, props: WakeUpProps) {
    super(scope, id);
    const { placement } = props;
    this.actionGroup = new MonitorActionGroup(this, "~action_group", {
      name: Naming.of(this).name(this, "actionGroup", "route-sync"),
      resourceGroupName: placement.resourceGroupName,
      shortName: SHORT_NAME,
      ...tagsOf(placement),
      ...this.#receiver(props),
    });
  }

  /** A key in the URL, or a token that Azure Monitor sends: never both, since a key is one more secret. */
  #receiver({ app, placement, secureWebhook }: WakeUpProps): Partial<MonitorActionGroupConfig> {
    const common = { name: ALERT_FUNCTION, useCommonAlertSchema: true };
    const address = `https://${app.resource.defaultHostname}/api/${ALERT_FUNCTION}`;
    if (secureWebhook !== undefined)
      return { webhookReceiver: [{ ...common, serviceUri: address, aadAuth: { ...secureWebhook } }] };
    // The provider marks it as sensitive, and with it every value derived from it.
    const keys = new DataAzurermFunctionAppHostKeys(this, "~keys", {
      name: app.resource.name,
      resourceGroupName: placement.resourceGroupName,
    });
    const receiver = { functionAppResourceId: app.resource.id, functionName: ALERT_FUNCTION };
    return {
      azureFunctionReceiver: [
        { ...common, ...receiver, httpTriggerUrl: `${address}?code=${keys.defaultFunctionKey}` },
      ],
    };
  }

  /**
   * Wakes the runtime when a write or a delete of the source, or of one of its routes, has succeeded. The rule is in
   * the source's subscription, as Azure requires. Its scope is the group, so that it covers a recreated table, and one whose
   * name only AKS knows. The criteria do not name the table: `resource_id` compares the whole field and would miss the
   * routes, which have ids of their own. The runtime drops alerts about other tables. Source: Activity
   * Log Alerts REST API (scopes are prefixes of ids; `containsAny` compares whole values, without case).
   */
  on({ name, source, home, namedFor = this }: PlacedMirror): MonitorActivityLogAlert {
    const { placement, subscription } = home;
    return new MonitorActivityLogAlert(
      this,
      name,
      omitUndefined({
        name: Naming.of(this).name(namedFor, "alert", "route-sync", name),
        description: "AKS changed its route table: the gateway's table follows.",
        resourceGroupName: placement.resourceGroupName,
        location: "global",
        ...tagsOf(placement),
        provider: subscription?.provider,
        scopes: [source.group.id],
        // No operation name: the criterion takes one value, and both writes and deletes count.
        criteria: {
          category: "Administrative",
          resourceTypes: [...ROUTE_TABLE_TYPES],
          status: "Succeeded",
        },
        action: [{ actionGroupId: this.actionGroup.id }],
      }),
    );
  }
}

function tagsOf(placement: Placement): { tags?: Record<string, string> } {
  const tags = placement.tags ?? {};
  return Object.keys(tags).length === 0 ? {} : { tags: { ...tags } };
}
