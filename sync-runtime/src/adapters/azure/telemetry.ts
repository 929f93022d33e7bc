import type { TokenCredential } from "@azure/core-auth";
import { AzureMonitorMetricExporter, AzureMonitorTraceExporter } from "@azure/monitor-opentelemetry-exporter";
import { resourceFromAttributes } from "@opentelemetry/resources";
import { MeterProvider, PeriodicExportingMetricReader } from "@opentelemetry/sdk-metrics";
import { BasicTracerProvider, BatchSpanProcessor } from "@opentelemetry/sdk-trace-base";
import type { Clock } from "../../ports/clock.js";
import { within } from "../../ports/race.js";
import type { Reporter } from "../../ports/reporter.js";
import { telemetryReporter } from "../telemetry.js";

export interface Telemetry {
  readonly reporter: Reporter;
  /** Sends what is left; never fails, since losing a measurement must not fail anything else. */
  close(): Promise<void>;
}

/** A process that ends waits this long for what is left to be sent, in milliseconds. */
const CLOSING_MS = 1_500;

/**
 * Metrics and traces to Application Insights. Loaded only when there is a connection string. With a credential they are
 * sent as that identity, which needs the role Monitoring Metrics Publisher; without, by the connection string alone.
 */
export function azureTelemetry(
  connectionString: string,
  clock: Clock,
  credential?: TokenCredential,
): Telemetry {
  const destination = credential === undefined ? { connectionString } : { connectionString, credential };
  const resource = resourceFromAttributes({ "service.name": "route-sync" });
  const metrics = new MeterProvider({
    resource,
    readers: [new PeriodicExportingMetricReader({ exporter: new AzureMonitorMetricExporter(destination) })],
  });
  const traces = new BasicTracerProvider({
    resource,
    spanProcessors: [new BatchSpanProcessor(new AzureMonitorTraceExporter(destination))],
  });
  return {
    reporter: telemetryReporter(metrics.getMeter("route-sync"), traces.getTracer("route-sync"), clock),
    close: async () => {
      const sent = Promise.allSettled([metrics.shutdown(), traces.shutdown()]);
      await within(
        clock,
        CLOSING_MS,
        () => sent,
        () => new Error("not sent in time"),
      ).catch(() => undefined);
    },
  };
}
