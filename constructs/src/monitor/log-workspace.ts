import { LogAnalyticsWorkspace } from "@cdktf/provider-azurerm/lib/log-analytics-workspace/index.js";
import { Construct } from "constructs";
import { Naming } from "../core/naming.js";
import { placed, type Placement } from "../core/placement.js";

/** A Log Analytics workspace that exists, or how long one that is made keeps its logs: 30 to 730 days. */
export type LogWorkspaceRef =
  | { readonly id: string; readonly retentionDays?: undefined }
  | { readonly retentionDays: number; readonly id?: undefined };

export interface LogWorkspaceProps {
  readonly placement: Placement;
  /** What the name says after abbreviation and platform. */
  readonly nameParts: readonly string[];
  /** Days for which logs are kept, 30 to 730. */
  readonly retentionDays: number;
}

/** A Log Analytics workspace. */
export class LogWorkspace extends Construct {
  readonly resource: LogAnalyticsWorkspace;

  constructor(scope: Construct, id: string, props: LogWorkspaceProps) {
    super(scope, id);
    this.resource = new LogAnalyticsWorkspace(this, "~workspace", {
      name: Naming.of(this).name(this, "logWorkspace", ...props.nameParts),
      ...placed(props.placement),
      sku: "PerGB2018",
      retentionInDays: props.retentionDays,
    });
  }
}
