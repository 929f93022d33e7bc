import { readFile } from "node:fs/promises";
import { InvalidArgumentError, Option } from "commander";
import type { Command } from "commander";
import type { AzureOptions } from "../../adapters/azure/connect.js";
import { cloudNames } from "../../adapters/azure/cloud.js";
import type { CloudName } from "../../adapters/azure/cloud.js";
import { logLevels } from "../../adapters/log.js";
import type { LogLevel } from "../../adapters/log.js";
import { connectionSettings } from "../../config/app-settings.js";
import { parseConfig } from "../../config/parse.js";
import { SyncError } from "../../domain/errors.js";
import type { Mirror } from "../../domain/mirror.js";
import { defaultLimits } from "../../effort.js";
import type { Limits } from "../../effort.js";
import type { Io } from "./io.js";

/** Options of all commands. */
export interface CommonOptions {
  readonly config: string;
  readonly mirror?: string;
  readonly endpoint?: string;
  readonly cloud?: CloudName;
  readonly clientId?: string;
  /** Seconds. */
  readonly timeout: number;
  readonly logLevel?: LogLevel;
  readonly json?: boolean;
}

/** Adds the options of all commands. */
export function withCommonOptions(command: Command): Command {
  const seconds = defaultLimits.roundMs / 1000;
  return command
    .addOption(new Option("--config <file>", "the mirrors, as YAML or JSON").makeOptionMandatory())
    .addOption(new Option("--mirror <name>", "only this mirror"))
    .addOption(
      new Option(
        "--endpoint <url>",
        "another address of the Resource Manager (or ROUTE_SYNC_ARM_ENDPOINT)",
      ).argParser(httpsUrl),
    )
    .addOption(
      new Option("--cloud <name>", "which Azure (or ROUTE_SYNC_CLOUD; default public)").choices(cloudNames),
    )
    .addOption(new Option("--client-id <guid>", "user-assigned identity to act as (or ROUTE_SYNC_CLIENT_ID)"))
    .addOption(
      new Option("--timeout <seconds>", "how long one target may take").argParser(positive).default(seconds),
    )
    .addOption(new Option("--log-level <level>", "what to log to standard error").choices(logLevels));
}

/** Which Azure to talk to and as whom: the command line before the environment. @throws ConfigError */
export function azureOptionsOf(
  options: CommonOptions,
  { env, azure }: Io,
): AzureOptions & { cloud: CloudName } {
  const settings = connectionSettings(env);
  return {
    ...azure,
    cloud: options.cloud ?? settings.ROUTE_SYNC_CLOUD,
    endpoint: options.endpoint ?? settings.ROUTE_SYNC_ARM_ENDPOINT,
    clientId: options.clientId ?? settings.ROUTE_SYNC_CLIENT_ID,
  };
}

/** A positive number of the command line. */
export function positive(text: string): number {
  const value = Number(text);
  if (!Number.isFinite(value) || value <= 0) throw new InvalidArgumentError("It must be a positive number.");
  return value;
}

/** A port of the command line; 0 takes any free one. */
export function port(text: string): number {
  const value = Number(text);
  if (!Number.isInteger(value) || value < 0 || value > 65_535)
    throw new InvalidArgumentError("It must be 0 to 65535.");
  return value;
}

function httpsUrl(text: string): string {
  const url = URL.canParse(text) ? new URL(text) : null;
  if (url?.protocol !== "https:")
    throw new InvalidArgumentError("It must be an https URL: tokens travel there.");
  return url.href.replace(/\/+$/, "");
}

export function limitsOf({ timeout }: CommonOptions): Limits {
  return { ...defaultLimits, roundMs: timeout * 1000 };
}

/** The mirrors that the command is about. @throws ConfigError, SyncError */
export async function loadMirrors({ config, mirror: name }: CommonOptions): Promise<readonly Mirror[]> {
  const mirrors = parseConfig(await readText(config, "CONFIG_UNREADABLE"), config);
  if (name === undefined) return mirrors;
  const chosen = mirrors.filter((mirror) => mirror.name === name);
  if (chosen.length > 0) return chosen;
  throw new SyncError({
    code: "MIRROR_UNKNOWN",
    whose: "config",
    message: `there is no mirror ${name} in ${config}`,
    remedy: `Use one of: ${mirrors.map((mirror) => mirror.name).join(", ")}.`,
  });
}

/** @throws SyncError with `code` when the file cannot be read */
export async function readText(file: string, code: "CONFIG_UNREADABLE" | "FILE_UNREADABLE"): Promise<string> {
  try {
    const text = await readFile(file, "utf8");
    return text.replace(/^\uFEFF/, "");
  } catch (cause) {
    const why = cause instanceof Error && "code" in cause ? String(cause.code) : "unreadable";
    throw new SyncError({
      code,
      whose: "config",
      message: `${file} cannot be read (${why})`,
      remedy: "Check the path and its permissions.",
      cause,
    });
  }
}
