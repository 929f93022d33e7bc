import { LogDiagnostics } from "@aks-topology/constructs";
import type { Construct, IConstruct } from "constructs";
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
  locator
    .bind(new LogDiagnostics(scope(), "log_diagnostics", { ...spec, location, tags }), ["diagnostics"])
    .collectFrom(root);
}
