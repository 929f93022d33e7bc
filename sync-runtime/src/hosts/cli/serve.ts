import { cloudOf, type CloudName } from "../../adapters/azure/cloud.js";
import { logReporter } from "../../adapters/log.js";
import { describeError, SyncError } from "../../domain/errors.js";
import { all } from "../../ports/reporter.js";
import type { TokenCheck } from "../alerts.js";
import { startServe } from "../serve/start.js";
import { startTelemetry } from "../telemetry.js";
import { ConfigFile } from "./config-file.js";
import { azureOptionsOf } from "./connection.js";
import type { Io } from "./io.js";
import { limitsOf, type CommonOptions } from "./options.js";
import { counted } from "../../domain/counted.js";

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
  const file = new ConfigFile(options, io);
  const mirrors = await file.load();
  const telemetry = await startTelemetry(io.env["APPLICATIONINSIGHTS_CONNECTION_STRING"], io.clock);
  const log = logReporter(logLevel, { write: (line) => io.stderr.write(line) });
  if (telemetry.warning !== null) log.notice(telemetry.warning);
  io.onStray((reason) => {
    log.notice({ kind: "problem", ...describeError(SyncError.from(reason)) });
  });
  const handle = await startServe({
    ...azure,
    mirrors,
    port,
    host,
    config: options.config,
    sweepMs: options.sweep * 1000,
    limits: limitsOf(options),
    clock: io.clock,
    check: await tokenCheck(azure.cloud, io),
    reporter: all([log, telemetry.reporter]),
  }).catch((cause: unknown) => {
    throw cannotListen(cause, options);
  });
  io.stderr.write(
    `route-sync listens on ${handle.url}/api/alerts for ${counted(mirrors.length, "mirror")}; ${handle.url}/ shows them on this machine\n`,
  );
  await file.follow({
    changed: (changed) => {
      handle.configure(changed);
      log.notice({
        kind: "host",
        message: `read ${options.config} again: ${counted(changed.length, "mirror")}`,
      });
    },
    bad: (error) => {
      handle.misconfigured(error);
    },
  });
  await handle.close();
  await telemetry.close();
  return 0;
}

/** The same variables as in the Function App switch the check on. */
async function tokenCheck(cloud: CloudName, { env }: Io): Promise<TokenCheck | null> {
  const { alertAuth } = await import("../../config/app-settings.js");
  const settings = alertAuth(env);
  if (settings === null) return null;
  const { entraCheck } = await import("../entra.js");
  return entraCheck({ ...settings, authority: cloudOf(cloud).authority });
}

/** Why Node cannot listen on an address, where its code does not say so by itself. */
const ADDRESS_ERRORS: Readonly<Record<string, string>> = {
  EADDRINUSE: "the port is taken",
  EACCES: "the port needs more rights",
  EADDRNOTAVAIL: "this machine has no such address",
  EAFNOSUPPORT: "this machine has no addresses of that kind",
  ENOTFOUND: "there is no such host",
  EAI_AGAIN: "the host name cannot be looked up",
  EINVAL: "it is not an address",
};

function cannotListen(cause: unknown, { host, port }: ServeCommandOptions): unknown {
  if (!(cause instanceof Error) || !("syscall" in cause) || !("code" in cause)) return cause;
  // Everything else is not about the address.
  if (cause.syscall !== "listen" && cause.syscall !== "getaddrinfo") return cause;
  const code = String(cause.code);
  return new SyncError({
    code: "USAGE",
    fault: "config",
    message: `cannot listen on ${host} port ${port}: ${ADDRESS_ERRORS[code] ?? code}`,
    remedy:
      "Choose an address of this machine with --host and a free port with --port; port 0 takes any free one.",
    cause,
  });
}
