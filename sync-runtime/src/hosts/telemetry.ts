import type { TokenCredential } from "../adapters/azure/connect.js";
import { silent, type Notice, type Reporter } from "../ports/reporter.js";
import type { Clock } from "../ports/clock.js";

export interface StartedTelemetry {
  readonly reporter: Reporter;
  /** Why there is none although it was asked for; null when all is well. */
  readonly warning: Extract<Notice, { kind: "warning" }> | null;
  /** Sends out what was measured. Never fails. */
  readonly close: () => Promise<void>;
}

const none = { reporter: silent, close: () => Promise.resolve() };

/** Metrics and traces, if a connection string asks for them. A bad one costs the telemetry, and nothing else. */
export async function startTelemetry(
  connectionString: string | undefined,
  clock: Clock,
  credential?: TokenCredential,
): Promise<StartedTelemetry> {
  if (connectionString === undefined || connectionString === "") return { ...none, warning: null };
  try {
    const { azureTelemetry } = await import("../adapters/azure/telemetry.js");
    return { ...azureTelemetry(connectionString, clock, credential), warning: null };
  } catch {
    // What was thrown may quote the connection string.
    const warning = {
      kind: "warning",
      message: "APPLICATIONINSIGHTS_CONNECTION_STRING cannot be used: no metrics and no traces are sent",
      remedy: "Copy the connection string of the Application Insights resource, or remove the setting.",
    } as const;
    return { ...none, warning };
  }
}
