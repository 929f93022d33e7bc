import functions from "@azure/functions";
import { readAppSettings, type DeployedSettings } from "../../config/app-settings.js";
import { describeError, SyncError } from "../../domain/errors.js";
import { lazily } from "../lazily.js";
import { handlersOver, type Runtime } from "./handlers.js";

// CommonJS without names that Node's own loader could see.
const { app } = functions;

/** Bad settings are reported at start, with every problem, and leave an endpoint that answers 503 until they are good. */
function settingsOf(env: NodeJS.ProcessEnv): DeployedSettings | SyncError {
  try {
    return readAppSettings(env);
  } catch (thrown) {
    const error = SyncError.from(thrown);
    console.error(JSON.stringify(describeError(error)));
    return error;
  }
}

const settings = settingsOf(process.env);
const runtime = lazily(async (): Promise<Runtime> => {
  if (settings instanceof SyncError) throw settings;
  const { startRuntime } = await import("./runtime.js");
  return startRuntime(settings);
});

export const handlers = handlersOver(runtime);

const good = settings instanceof SyncError ? null : settings.app;
// A secure webhook brings a token that the handler checks itself; a key in addition would only be one more secret. With
// bad settings nothing but 503 is ever answered.
app.http("alerts", {
  methods: ["POST", "OPTIONS"],
  authLevel: good !== null && good.ROUTE_SYNC_ALERT_TENANT === undefined ? "function" : "anonymous",
  route: "alerts",
  handler: handlers.alerts,
});
// The name of the queue is one of the settings.
if (good !== null) {
  app.storageQueue("reconcile", {
    queueName: good.ROUTE_SYNC_QUEUE,
    connection: "RouteSyncStorage",
    handler: handlers.queue,
  });
}
app.timer("sweep", { schedule: good?.ROUTE_SYNC_SWEEP ?? "0 */5 * * * *", handler: handlers.sweep });
app.hook.appTerminate(async () => {
  if (good === null) return;
  const started = await runtime().catch(() => undefined);
  await started?.close();
});
