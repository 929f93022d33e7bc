import * as z from "zod";
import { appSettingsSchema } from "./app-settings.js";
import { configSchema } from "./schema.js";

/**
 * The JSON Schema of everything that an operator writes, as published in `settings.schema.json`: the root is the
 * Function App's settings, `#/$defs/config` the configuration file, `#/$defs/mirrors` the value of ROUTE_SYNC_MIRRORS
 * once it is parsed.
 */
export function settingsSchema(): object {
  const settings = jsonSchemaOf(appSettingsSchema);
  const config = jsonSchemaOf(configSchema);
  return {
    $schema: "https://json-schema.org/draft/2020-12/schema",
    title: "route-sync settings",
    ...settings,
    properties: {
      ...settings.properties,
      ROUTE_SYNC_MIRRORS: {
        ...objectOf(settings.properties?.["ROUTE_SYNC_MIRRORS"]),
        contentMediaType: "application/json",
        contentSchema: { $ref: "#/$defs/mirrors" },
      },
    },
    oneOf: [{ required: ["ROUTE_SYNC_MIRRORS"] }, { required: ["ROUTE_SYNC_CONFIG_BLOB"] }],
    anyOf: [{ required: ["RouteSyncStorage__queueServiceUri"] }, { required: ["RouteSyncStorage"] }],
    dependentRequired: {
      ROUTE_SYNC_ALERT_TENANT: ["ROUTE_SYNC_ALERT_AUDIENCE"],
      ROUTE_SYNC_ALERT_AUDIENCE: ["ROUTE_SYNC_ALERT_TENANT"],
    },
    $defs: {
      mirrors: config.properties?.["mirrors"],
      config: { ...config, properties: { mirrors: { $ref: "#/$defs/mirrors" } } },
    },
  };
}

function jsonSchemaOf(schema: z.ZodType): z.core.JSONSchema.BaseSchema {
  const json = z.toJSONSchema(schema, { io: "input", unrepresentable: "throw" });
  delete json.$schema;
  return json;
}

function objectOf(value: unknown): object {
  return typeof value === "object" && value !== null ? value : {};
}
