import { MonitorActionGroup } from "@cdktf/provider-azurerm/lib/monitor-action-group/index.js";
import { Construct } from "constructs";
import type { Placement } from "../core/placement.js";

export interface RecipientsProps {
  readonly placement: Placement;
  /** Name of the action group. */
  readonly name: string;
  /** 1 to 12 characters, which text messages and mails begin with. */
  readonly shortName: string;
  /** Addresses that get a mail. @default none */
  readonly emails?: readonly string[] | undefined;
  /** Ids of action groups that exist already. @default none */
  readonly actionGroupIds?: readonly string[] | undefined;
}

/** Recipients of alarms: mail addresses through a dedicated action group, and existing action groups. */
export class Recipients extends Construct {
  /** Undefined without mails. */
  readonly resource: MonitorActionGroup | undefined;
  /** Ids of every action group, the own one among them. */
  readonly actionGroupIds: readonly string[];

  constructor(scope: Construct, id: string, props: RecipientsProps) {
    super(scope, id);
    const { placement, emails = [], actionGroupIds = [] } = props;
    const tags = placement.tags ?? {};
    this.resource =
      emails.length === 0
        ? undefined
        : new MonitorActionGroup(this, "~action_group", {
            name: props.name,
            shortName: props.shortName,
            resourceGroupName: placement.resourceGroupName,
            ...(Object.keys(tags).length === 0 ? {} : { tags: { ...tags } }),
            emailReceiver: emails.map((emailAddress) => ({
              name: emailAddress,
              emailAddress,
              useCommonAlertSchema: true,
            })),
          });
    this.actionGroupIds = [...(this.resource === undefined ? [] : [this.resource.id]), ...actionGroupIds];
  }
}
