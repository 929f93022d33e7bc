import { cloudOf } from "../../adapters/azure/cloud.js";
import type { CloudName } from "../../adapters/azure/cloud.js";
import type { Telemetry } from "../../adapters/azure/telemetry.js";
import { logReporter } from "../../adapters/log.js";
import { SyncError } from "../../domain/errors.js";
import { all } from "../../ports/reporter.js";
import type { TokenCheck } from "../alerts.js";
import { startServe } from "../serve/start.js";
import { azureOptionsOf } from "./connection.js";
import { loadMirrors } from "./inputs.js";
import type { Io } from "./io.js";
import { limitsOf } from "./options.js";
import type { CommonOptions } from "./options.js";

export interface ServeCommandOptions extends CommonOptions {
  readonly port: number;
  readonly host: string;
  /** Seconds. */
  readonly sweep: number;
}

/** `serve`: answers alerts and sweeps until the process is asked to stop. */
export async function serve(options: ServeCommandOptions, io: Io): Promise<number> {
  const { port, host, logLevel = "info" } = options;
  const azure = azureOptionsOf(options, io);
  const mirrors = await loadMirrors(options);
  const telemetry = await telemetryFor(io);
  const log = logReporter(logLevel, { write: (line) => io.stderr.write(line) });
  const handle = await startServe({
    ...azure,
    mirrors,
    port,
    host,
    sweepMs: options.sweep * 1000,
    limits: limitsOf(options),
    clock: io.clock,
    check: await tokenCheck(azure.cloud, io),
    reporter: telemetry === null ? log : all([log, telemetry.reporter]),
  }).catch((cause: unknown) => {
    throw portTaken(cause, port);
  });
  io.stderr.write(`route-sync listens on ${handle.url}/api/alerts for ${mirrors.length} mirrors\n`);
  await stopped(io.stop);
  await handle.close();
  await telemetry?.close();
  return 0;
}

async function telemetryFor({ env, clock }: Io): Promise<Telemetry | null> {
  const connectionString = env["APPLICATIONINSIGHTS_CONNECTION_STRING"];
  if (connectionString === undefined || connectionString === "") return null;
  const { azureTelemetry } = await import("../../adapters/azure/telemetry.js");
  return azureTelemetry(connectionString, clock);
}

/** The same variables as in the Function App switch the check on. */
async function tokenCheck(cloud: CloudName, { env }: Io): Promise<TokenCheck | null> {
  const { alertAuth } = await import("../../config/app-settings.js");
  const settings = alertAuth(env);
  if (settings === null) return null;
  const { entraCheck } = await import("../entra.js");
  return entraCheck({ ...settings, authority: cloudOf(cloud).authority });
}

export function stopped(signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) resolve();
    else
      signal.addEventListener(
        "abort",
        () => {
          resolve();
        },
        { once: true },
      );
  });
}

function portTaken(cause: unknown, port: number): unknown {
  if (!(
    cause instanceof Error &&
    "code" in cause &&
    (cause.code === "EADDRINUSE" || cause.code === "EACCES")
  ))
    return cause;
  return new SyncError({
    code: "USAGE",
    whose: "config",
    message: `port ${port} cannot be listened on (${cause.code})`,
    remedy: "Choose another with --port; 0 takes any free one.",
    cause,
  });
}
