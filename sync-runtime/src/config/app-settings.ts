import * as z from "zod";
import type { Mirror } from "../domain/mirror.js";
import { isStorageConnectionString } from "./connection-string.js";
import { problemsOf } from "./issue-problems.js";
import { mirrorsFrom } from "./mirrors.js";
import { ConfigError, type Problem } from "./problem.js";

/** The application that Azure Monitor's secure webhooks call as ("AzNS AAD Webhook"), in the public cloud. */
const AZURE_MONITOR_APP_ID = "461e8683-5575-4561-ac7f-899cc907d62a";

const guid = z.guid("must be a GUID");

/**
 * The application settings of the deployed runtime: environment variables, so strings all. `serve` and the command
 * line read those that are not about the queue.
 */
export const appSettingsSchema = z
  .object({
    ROUTE_SYNC_MIRRORS: z
      .string()
      .optional()
      .describe("JSON: the list under `mirrors` of the configuration file. For tens of mirrors."),
    ROUTE_SYNC_CONFIG_BLOB: z
      .url({ protocol: /^https?$/, message: "must be the URL of a blob" })
      .optional()
      .describe(
        "URL of a blob with the configuration file (YAML or JSON), read with the identity. For hundreds of mirrors.",
      ),
    ROUTE_SYNC_CLIENT_ID: guid
      .optional()
      .describe("Client id of the user-assigned identity. Default: DefaultAzureCredential."),
    ROUTE_SYNC_CLOUD: z
      .enum(["public", "usgovernment", "china"])
      .default("public")
      .describe("Sets the Resource Manager's endpoint, the token's scope and the sign-in authority alike."),
    ROUTE_SYNC_ARM_ENDPOINT: z
      .url({ protocol: /^https$/, message: "must be an https URL" })
      .optional()
      .describe("Another endpoint of the same Resource Manager."),
    ROUTE_SYNC_QUEUE: z
      .string()
      .regex(
        /^(?=.{3,63}$)[a-z0-9]+(-[a-z0-9]+)*$/,
        "must be a queue name: 3 to 63 of a-z, 0-9 and single hyphens",
      )
      .default("route-sync")
      .describe("Storage queue of wake-ups. Messages that fail five times go to NAME-poison."),
    ROUTE_SYNC_SWEEP: z
      .string()
      .regex(/^\S+( \S+){5}$/, "must be an NCRONTAB expression of six fields")
      .default("0 */5 * * * *")
      .describe("When all mirrors are looked at, wake-up or not: NCRONTAB with seconds first."),
    ROUTE_SYNC_ALERT_TENANT: guid.optional().describe("Tenant whose tokens the alert endpoint demands."),
    ROUTE_SYNC_ALERT_AUDIENCE: z
      .string()
      .min(1)
      .optional()
      .describe(
        "Audience that such a token must have: the application id URI or the client id of the webhook's application.",
      ),
    ROUTE_SYNC_ALERT_CALLER: guid
      .default(AZURE_MONITOR_APP_ID)
      .describe("Application id that must have got the token. Default: Azure Monitor's."),
    ROUTE_SYNC_LOG_LEVEL: z.enum(["debug", "info", "warn", "error", "silent"]).default("info"),
    RouteSyncStorage: z
      .string()
      .refine(isStorageConnectionString, {
        message: "is not the connection string of a storage account",
        params: {
          remedy: "Copy it from the account's access keys, or set RouteSyncStorage__queueServiceUri instead.",
        },
      })
      .optional()
      .describe("Connection string of the queue's account; for development only."),
    RouteSyncStorage__queueServiceUri: z
      .url({ protocol: /^https?$/ })
      .optional()
      .describe("https://ACCOUNT.queue.core.windows.net: the queue's account, by identity."),
    RouteSyncStorage__blobServiceUri: z
      .url({ protocol: /^https?$/ })
      .optional()
      .describe(
        "https://ACCOUNT.blob.core.windows.net: the same account, where confirmations of large removals are kept.",
      ),
    RouteSyncStorage__credential: z.literal("managedidentity").optional(),
    RouteSyncStorage__clientId: guid
      .optional()
      .describe("The same user-assigned identity, for the Functions host's own trigger."),
    APPLICATIONINSIGHTS_CONNECTION_STRING: z
      .string()
      .optional()
      .describe("Switches metrics and traces on; without it no telemetry code is loaded."),
  })
  .describe(
    "Application settings of route-sync in Azure Functions. Other settings of the app are left alone.",
  );

const connection = appSettingsSchema.pick({
  ROUTE_SYNC_CLIENT_ID: true,
  ROUTE_SYNC_CLOUD: true,
  ROUTE_SYNC_ARM_ENDPOINT: true,
});

/** Reads the settings that say which Azure to talk to and as whom. @throws ConfigError */
export function connectionSettings(
  env: Readonly<Record<string, string | undefined>>,
): z.infer<typeof connection> {
  const result = connection.safeParse(env);
  if (!result.success) throw new ConfigError(problemsOf(result.error, env));
  return result.data;
}

/** What the alert endpoint demands of a token; null when the settings switch no check on. */
export interface AlertAuth {
  readonly tenant: string;
  readonly audience: string;
  readonly caller: string;
}

/** Reads the three `ROUTE_SYNC_ALERT_*` settings. @throws ConfigError */
export function alertAuth(env: Readonly<Record<string, string | undefined>>): AlertAuth | null {
  const result = appSettingsSchema
    .pick({ ROUTE_SYNC_ALERT_TENANT: true, ROUTE_SYNC_ALERT_AUDIENCE: true, ROUTE_SYNC_ALERT_CALLER: true })
    .safeParse(env);
  const problems = [...(result.success ? [] : problemsOf(result.error, env)), ...entraIncomplete(env)];
  if (!result.success || problems.length > 0) throw new ConfigError(problems);
  const { ROUTE_SYNC_ALERT_TENANT: tenant, ROUTE_SYNC_ALERT_AUDIENCE: audience } = result.data;
  if (tenant === undefined || audience === undefined) return null;
  return { tenant, audience, caller: result.data.ROUTE_SYNC_ALERT_CALLER };
}

export type AppSettings = z.infer<typeof appSettingsSchema>;

/** Where the mirrors come from. */
export type MirrorSource =
  | { readonly kind: "inline"; readonly mirrors: readonly Mirror[] }
  | { readonly kind: "blob"; readonly url: string };

export interface DeployedSettings {
  readonly app: AppSettings;
  readonly mirrors: MirrorSource;
}

/**
 * Reads the settings of a deployed runtime: the variables, what they must have together, and the mirrors in them.
 * @throws ConfigError with every problem at once
 */
export function readAppSettings(env: Readonly<Record<string, string | undefined>>): DeployedSettings {
  const result = appSettingsSchema.safeParse(env);
  const problems = result.success ? [] : problemsOf(result.error, env);
  problems.push(...entraIncomplete(env), ...queueMissing(env));
  const mirrors = readMirrors(env, problems);
  if (!result.success || mirrors === null || problems.length > 0) throw new ConfigError(problems);
  return { app: result.data, mirrors };
}

function readMirrors(
  env: Readonly<Record<string, string | undefined>>,
  problems: Problem[],
): MirrorSource | null {
  const { ROUTE_SYNC_MIRRORS: inline, ROUTE_SYNC_CONFIG_BLOB: url } = env;
  if ((inline === undefined) === (url === undefined)) {
    problems.push({
      code: "MIRRORS_ONCE",
      path: "ROUTE_SYNC_MIRRORS",
      message: inline === undefined ? "no mirrors are set" : "mirrors are set twice",
      remedy: "Set either ROUTE_SYNC_MIRRORS or ROUTE_SYNC_CONFIG_BLOB.",
    });
    return null;
  }
  if (url !== undefined) return { kind: "blob", url };
  try {
    const list: unknown = JSON.parse(inline ?? "");
    return { kind: "inline", mirrors: mirrorsFrom({ mirrors: list }) };
  } catch (error) {
    if (error instanceof ConfigError) problems.push(...error.problems.map(within("ROUTE_SYNC_MIRRORS")));
    else {
      problems.push({
        code: "SYNTAX",
        path: "ROUTE_SYNC_MIRRORS",
        message: "is not JSON",
        remedy: "Write the list under `mirrors` of the configuration file as JSON.",
      });
    }
    return null;
  }
}

function within(setting: string): (problem: Problem) => Problem {
  return (problem) => ({ ...problem, path: `${setting}: ${problem.path}` });
}

function entraIncomplete(env: Readonly<Record<string, string | undefined>>): Problem[] {
  if ((env["ROUTE_SYNC_ALERT_TENANT"] === undefined) === (env["ROUTE_SYNC_ALERT_AUDIENCE"] === undefined))
    return [];
  return [
    {
      code: "ENTRA_INCOMPLETE",
      path: "ROUTE_SYNC_ALERT_TENANT",
      message: "tenant and audience must be set together",
      remedy: "Set ROUTE_SYNC_ALERT_TENANT and ROUTE_SYNC_ALERT_AUDIENCE, or neither.",
    },
  ];
}

function queueMissing(env: Readonly<Record<string, string | undefined>>): Problem[] {
  if (env["RouteSyncStorage"] !== undefined || env["RouteSyncStorage__queueServiceUri"] !== undefined)
    return [];
  return [
    {
      code: "QUEUE_ACCOUNT_MISSING",
      path: "RouteSyncStorage__queueServiceUri",
      message: "the queue's account is not set",
      remedy:
        "Set RouteSyncStorage__queueServiceUri (with __credential and __clientId), or RouteSyncStorage in development.",
    },
  ];
}
