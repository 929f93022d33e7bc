import { MonitorDiagnosticSetting } from "@cdktf/provider-azurerm/lib/monitor-diagnostic-setting/index.js";
import { TerraformResource } from "cdktf";
import { Construct, type IConstruct } from "constructs";
import { DEFAULTS } from "../core/defaults.js";
import { setPath } from "../core/places.js";
import { ResourceGroup } from "../network/resource-group.js";
import type { Placement } from "../core/placement.js";
import { DIAGNOSTIC_CATEGORIES } from "./diagnostic-categories.js";
import { FlowLogs, FlowLogStorage, type FlowLogOptions } from "./flow-logs.js";
import { LogWorkspace, type LogWorkspaceRef } from "./log-workspace.js";

export interface LogDiagnosticsProps {
  /** A workspace that exists, or the retention of a new one. @default a new one with 90 days */
  readonly workspace?: LogWorkspaceRef | undefined;
  /** Flow logs of the virtual networks, which are charged by volume. @default none */
  readonly flowLogs?: FlowLogOptions | undefined;
  /** Azure region of a new workspace, such as `westeurope`. */
  readonly location: string;
  /** @default no tags */
  readonly tags?: Readonly<Record<string, string>> | undefined;
}

/** One workspace for the logs of a platform, and the settings that send them there. */
export class LogDiagnostics extends Construct {
  /** Id of the workspace. */
  readonly workspaceId: string;
  readonly #flowLogs: FlowLogs | undefined;
  #group: ResourceGroup | undefined;

  constructor(scope: Construct, id: string, props: LogDiagnosticsProps) {
    super(scope, id);
    setPath(this, "diagnostics");
    const { workspace: given, flowLogs, location } = props;
    const created = given?.id === undefined ? this.#workspace(props) : undefined;
    this.workspaceId = created?.resource.id ?? given?.id ?? "";
    if (flowLogs !== undefined)
      this.#flowLogs = new FlowLogs(this, "flows", {
        ...flowLogs,
        placement: () => this.#placement(props),
        workspace: created === undefined ? undefined : { resource: created.resource, region: location },
      });
  }

  /** Sends the logs of every resource below `root` that has any to the workspace. Call it when the tree is finished. */
  collectFrom(root: IConstruct): void {
    this.#flowLogs?.collectFrom(root);
    for (const construct of root.node.findAll())
      if (TerraformResource.isTerraformResource(construct)) this.#collect(construct);
  }

  #placement({ location, tags }: LogDiagnosticsProps): Placement {
    this.#group ??= new ResourceGroup(this, "~group", { location, tags, nameParts: ["diagnostics"] });
    return this.#group.placement;
  }

  #workspace(props: LogDiagnosticsProps): LogWorkspace {
    const { workspace } = props;
    const placement = this.#placement(props);
    const retentionDays = workspace?.retentionDays ?? DEFAULTS.diagnostics.retentionDays;
    return new LogWorkspace(this, "~logs", { placement, nameParts: ["diagnostics"], retentionDays });
  }

  /** Adds the settings of one resource, as children of it: through its provider, which its scopes or it itself names. */
  #collect(resource: TerraformResource): void {
    const { terraformResourceType: type } = resource;
    const own = Object.hasOwn(DIAGNOSTIC_CATEGORIES, type) ? DIAGNOSTIC_CATEGORIES[type] : undefined;
    // Each flow that is logged would be logged as a write.
    if (own === undefined || resource.node.scope instanceof FlowLogStorage) return;
    const name = type.replace("azurerm_", "");
    const targets = own.parts === undefined ? [[name, ""] as const] : partsOf(name, own.parts);
    const { provider } = resource;
    const targetId = resource.getStringAttribute("id");
    for (const [id, end] of targets)
      new MonitorDiagnosticSetting(resource, id, {
        name: "diagnostics",
        ...(provider === undefined ? {} : { provider }),
        targetResourceId: `${targetId}${end}`,
        logAnalyticsWorkspaceId: this.workspaceId,
        ...(own.dedicated === true ? { logAnalyticsDestinationType: "Dedicated" } : {}),
        enabledLog: own.logs.map((category) => ({ category })),
      });
  }
}

function partsOf(
  name: string,
  parts: Readonly<Record<string, string>>,
): readonly (readonly [string, string])[] {
  return Object.entries(parts).map(([part, end]) => [`${name}_${part}`, end]);
}
