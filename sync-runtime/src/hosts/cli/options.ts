import { InvalidArgumentError, Option, type Command } from "commander";
import { CLOUD_NAMES, type CloudName } from "../../adapters/azure/cloud.js";
import { LOG_LEVELS, type LogLevel } from "../../adapters/log-levels.js";
import { SyncError } from "../../domain/errors.js";
import { DEFAULT_LIMITS, type Limits } from "../../retry-budget.js";

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

/** Adds the options of all commands, after those of its own. */
export function withCommonOptions(command: Command): Command {
  const seconds = DEFAULT_LIMITS.roundMs / 1000;
  return command
    .optionsGroup("Options of all commands:")
    .addOption(new Option("--config <file>", "the mirrors, as YAML or JSON; required").makeOptionMandatory())
    .addOption(new Option("--mirror <name>", "only this mirror"))
    .addOption(
      new Option(
        "--endpoint <url>",
        "another address of the Resource Manager (or ROUTE_SYNC_ARM_ENDPOINT)",
      ).argParser(httpsUrl),
    )
    .addOption(
      new Option("--cloud <name>", "which Azure (or ROUTE_SYNC_CLOUD; default public)").choices(CLOUD_NAMES),
    )
    .addOption(new Option("--client-id <guid>", "user-assigned identity to act as (or ROUTE_SYNC_CLIENT_ID)"))
    .addOption(
      new Option("--timeout <seconds>", "how long one target may take").argParser(positive).default(seconds),
    )
    .addOption(new Option("--log-level <level>", "what to log to standard error").choices(LOG_LEVELS));
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

/** An address to listen on: without one, Node would listen on every address of the machine. */
export function host(text: string): string {
  if (text.trim() === "") throw new InvalidArgumentError("It must be an address of this machine.");
  return text;
}

/** @throws SyncError instead of commander's error, which would quote what may hold a password */
function httpsUrl(text: string): string {
  const url = URL.canParse(text) ? new URL(text) : null;
  if (url?.protocol !== "https:") {
    throw new SyncError({
      code: "USAGE",
      fault: "config",
      message: "the value of --endpoint is not an https URL",
      remedy: "Write an https URL: tokens travel there.",
    });
  }
  return url.href.replace(/\/+$/, "");
}

export function limitsOf({ timeout }: CommonOptions): Limits {
  return { ...DEFAULT_LIMITS, roundMs: timeout * 1000 };
}
