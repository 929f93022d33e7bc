import { LogDiagnostics, type FlowLogOptions } from "@aks-topology/constructs";
import type { Construct, IConstruct } from "constructs";
import type { DiagnosticsSpec } from "../schema/diagnostics.js";
import type { Platform } from "../schema/platform.js";
import type { SourceLocator } from "./source-locator.js";

export interface DiagnosticsContext {
  readonly platform: Platform;
  readonly locator: SourceLocator;
  /** Where a new workspace is created. */
  readonly scope: () => Construct;
  /** The finished tree, whose logs are sent. */
  readonly root: IConstruct;
}

/** Whether the logs of what the platform creates are sent to a workspace. */
export function sendsLogs({ diagnostics }: Platform): boolean {
  return diagnostics !== undefined && diagnostics !== "none";
}

/** Sends the logs of all that the platform creates to one workspace. */
export function buildDiagnostics({ platform, locator, scope, root }: DiagnosticsContext): void {
  const { diagnostics: spec, location, tags } = platform;
  if (spec === undefined || spec === "none") return;
  // No key of a spoke has an underscore.
  const flowLogs = flowLogOptions(spec);
  locator
    .bind(
      new LogDiagnostics(scope(), "log_diagnostics", {
        workspace: spec.workspace,
        flowLogs,
        location,
        tags,
      }),
      ["diagnostics"],
    )
    .collectFrom(root);
}

function flowLogOptions({ flowLogs }: Exclude<DiagnosticsSpec, "none">): FlowLogOptions | undefined {
  if (flowLogs === undefined) return undefined;
  const { retentionDays, storage, trafficAnalytics } = flowLogs;
  return {
    retentionDays,
    storageAccountId: storage?.id,
    trafficAnalyticsMinutes: trafficAnalytics === undefined ? undefined : MINUTES[trafficAnalytics],
  };
}

const MINUTES = { "10m": 10, "60m": 60 } as const;
