import functions from "@azure/functions";
import { readAppSettings } from "../../config/app-settings.js";
import { handlersOver } from "./handlers.js";
import type { Runtime } from "./handlers.js";

// CommonJS without names that Node's own loader could see.
const { app } = functions;

// Bad settings stop the app here, with every problem in the host's log, before it takes a single alert.
const settings = readAppSettings(process.env);
let started: Promise<Runtime> | undefined;

export const handlers = handlersOver(() => {
  started ??= import("./runtime.js").then(({ startRuntime }) => startRuntime(settings));
  // A failed start (no token yet, say) must not stay for the life of the process.
  started.catch(() => {
    started = undefined;
  });
  return started;
});

app.http("alerts", {
  methods: ["POST", "OPTIONS"],
  // A secure webhook brings a token that the handler checks itself; a key beside it would only be one more secret.
  authLevel: settings.app.ROUTE_SYNC_ALERT_TENANT === undefined ? "function" : "anonymous",
  route: "alerts",
  handler: handlers.alerts,
});
app.storageQueue("reconcile", {
  queueName: settings.app.ROUTE_SYNC_QUEUE,
  connection: "RouteSyncStorage",
  handler: handlers.queue,
});
app.timer("sweep", { schedule: settings.app.ROUTE_SYNC_SWEEP, handler: handlers.sweep });
app.hook.appTerminate(async () => {
  const runtime = await started?.catch(() => undefined);
  await runtime?.close();
});
