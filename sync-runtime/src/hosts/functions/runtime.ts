import type { TokenCredential } from "@azure/core-auth";
import type { InvocationContext } from "@azure/functions";
import { BlobConfirmations } from "../../adapters/azure/blob-confirmations.js";
import { cloudOf } from "../../adapters/azure/cloud.js";
import { connectAzure } from "../../adapters/azure/connect.js";
import { credentialFor } from "../../adapters/azure/credential.js";
import { StorageWakeQueue } from "../../adapters/azure/storage-wake-queue.js";
import { logReporter } from "../../adapters/log.js";
import { systemClock } from "../../adapters/system-clock.js";
import type { AppSettings, DeployedSettings } from "../../config/app-settings.js";
import { all, type Reporter } from "../../ports/reporter.js";
import type { TokenCheck } from "../alerts.js";
import { lazily } from "../lazily.js";
import { startTelemetry } from "../telemetry.js";
import { contextStream } from "./context-stream.js";
import type { Runtime } from "./handlers.js";
import { mirrorsOf } from "./live-config.js";
import { writeMessage } from "./messages.js";
import { storageOf } from "./storage-accounts.js";
import { Worker } from "./worker.js";

/** Joins the settings to Azure. Loaded with the first invocation, not at start. */
export async function startRuntime({ app, mirrors }: DeployedSettings): Promise<Runtime> {
  const cloud = cloudOf(app.ROUTE_SYNC_CLOUD, app.ROUTE_SYNC_ARM_ENDPOINT);
  const credential = await credentialFor(cloud, app.ROUTE_SYNC_CLIENT_ID, systemClock);
  const connection = { cloud: app.ROUTE_SYNC_CLOUD, endpoint: app.ROUTE_SYNC_ARM_ENDPOINT, credential };
  const storage = storageOf(app, credential);
  const worker = new Worker({
    groups: mirrorsOf(mirrors, credential, systemClock),
    queue: new StorageWakeQueue(storage.queue, app.ROUTE_SYNC_QUEUE, writeMessage, systemClock),
    confirmations: new BlobConfirmations(storage.blobs, app.ROUTE_SYNC_QUEUE),
    tables: lazily(() => connectAzure(connection, systemClock)),
    clock: systemClock,
    random: Math.random,
  });
  return {
    worker,
    check: await tokenCheck(app, cloud.authority),
    ...(await reporting(app, credential)),
  };
}

async function reporting(
  app: AppSettings,
  credential: TokenCredential,
): Promise<Pick<Runtime, "reporterFor" | "close">> {
  const { reporter, warning, close } = await startTelemetry(
    app.APPLICATIONINSIGHTS_CONNECTION_STRING,
    systemClock,
    credential,
  );
  let unsaid = warning;
  return {
    close,
    reporterFor: (context: InvocationContext): Reporter => {
      const log = logReporter(app.ROUTE_SYNC_LOG_LEVEL, contextStream(context));
      // Said once, in the first invocation's log.
      if (unsaid !== null) log.notice(unsaid);
      unsaid = null;
      return all([log, reporter]);
    },
  };
}

async function tokenCheck(app: AppSettings, authority: string): Promise<TokenCheck | null> {
  const { ROUTE_SYNC_ALERT_TENANT: tenant, ROUTE_SYNC_ALERT_AUDIENCE: audience } = app;
  if (tenant === undefined || audience === undefined) return null;
  const { entraCheck } = await import("../entra.js");
  return entraCheck({ tenant, audience, caller: app.ROUTE_SYNC_ALERT_CALLER, authority });
}
