import type { TokenCredential } from "@azure/core-auth";
import type { InvocationContext } from "@azure/functions";
import { cloudOf } from "../../adapters/azure/cloud.js";
import { connectAzure } from "../../adapters/azure/connect.js";
import { credentialFor } from "../../adapters/azure/credential.js";
import { StorageWakeQueue } from "../../adapters/azure/storage-wake-queue.js";
import type { QueueAccount } from "../../adapters/azure/storage-wake-queue.js";
import { logReporter } from "../../adapters/log.js";
import { systemClock } from "../../adapters/system-clock.js";
import type { DeployedSettings } from "../../config/app-settings.js";
import { all } from "../../ports/reporter.js";
import type { Reporter } from "../../ports/reporter.js";
import type { RouteTables } from "../../ports/route-tables.js";
import type { TokenCheck } from "../alerts.js";
import type { Telemetry } from "../../adapters/azure/telemetry.js";
import type { Runtime } from "./handlers.js";
import { mirrorsOf } from "./live-config.js";
import { writeMessage } from "./messages.js";
import { contextStream } from "./context-stream.js";
import { Worker } from "./worker.js";

/** Joins the settings to Azure. Loaded with the first invocation, not at start. */
export async function startRuntime({ app, mirrors }: DeployedSettings): Promise<Runtime> {
  const cloud = cloudOf(app.ROUTE_SYNC_CLOUD, app.ROUTE_SYNC_ARM_ENDPOINT);
  const credential = await credentialFor(cloud, app.ROUTE_SYNC_CLIENT_ID);
  const connection = { cloud: app.ROUTE_SYNC_CLOUD, endpoint: app.ROUTE_SYNC_ARM_ENDPOINT, credential };
  const serviceUri = app.RouteSyncStorage__queueServiceUri;
  const account: QueueAccount =
    serviceUri === undefined
      ? { kind: "connection-string", connectionString: app.RouteSyncStorage ?? "" }
      : { kind: "identity", serviceUri, credential };
  let tables: Promise<RouteTables> | undefined;
  const worker = new Worker({
    groups: mirrorsOf(mirrors, credential, systemClock),
    queue: new StorageWakeQueue(account, app.ROUTE_SYNC_QUEUE, writeMessage),
    tables: () => (tables ??= connectAzure(connection, systemClock)),
    clock: systemClock,
    random: Math.random,
  });
  const telemetry = await startTelemetry(app.APPLICATIONINSIGHTS_CONNECTION_STRING, credential);
  return {
    worker,
    check: await tokenCheck(app, cloud.authority),
    reporterFor: (context: InvocationContext): Reporter => {
      const log = logReporter(app.ROUTE_SYNC_LOG_LEVEL, contextStream(context));
      return telemetry === null ? log : all([log, telemetry.reporter]);
    },
    close: async () => {
      await telemetry?.close();
    },
  };
}

async function startTelemetry(
  connectionString: string | undefined,
  credential: TokenCredential,
): Promise<Telemetry | null> {
  if (connectionString === undefined) return null;
  const { azureTelemetry } = await import("../../adapters/azure/telemetry.js");
  return azureTelemetry(connectionString, systemClock, credential);
}

async function tokenCheck(app: DeployedSettings["app"], authority: string): Promise<TokenCheck | null> {
  const { ROUTE_SYNC_ALERT_TENANT: tenant, ROUTE_SYNC_ALERT_AUDIENCE: audience } = app;
  if (tenant === undefined || audience === undefined) return null;
  const { entraCheck } = await import("../entra.js");
  return entraCheck({ tenant, audience, caller: app.ROUTE_SYNC_ALERT_CALLER, authority });
}
