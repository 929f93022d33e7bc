import { loadPlatform, synthesize } from "@aks-topology/platform";
import type { ResolvedStacks } from "@aks-topology/terraform";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { expect } from "vitest";
import { objectOf, objectsOf, textOf, textsOf, type JsonObject } from "../../demo/src/json.js";
import { readStacks } from "../../demo/src/configuration.js";

/** A role of the runtime somewhere, as the synthesized Terraform gives it. */
export interface Grant {
  /** Name of the assignment in Terraform. */
  readonly name: string;
  readonly scope: string;
  readonly actions: readonly string[];
}

/** What makes a query's answer an alarm. */
export interface QueryRule {
  readonly query: string;
  readonly operator: string;
  readonly threshold: number;
  /** Column whose values are compared; undefined: the rows are counted. */
  readonly measure: string | undefined;
  /** Column that splits the alarm; undefined: one alarm for all. */
  readonly dimension: string | undefined;
}

const GUID = "0000aaaa-0000-4000-8000-000000000001";

/** What only Azure knows, in the form that Azure gives it. */
const KNOWN_AFTER_APPLY: readonly (readonly [RegExp, string])[] = [
  [/\((?:client_id|tenant_id) of [^)]*\)/g, GUID],
  [/\(primary_(blob|queue)_host of [^)]*\)/g, "stsync.$1.core.windows.net"],
  [/\(url of [^)]*\)/g, "https://stsync.blob.core.windows.net/configuration/mirrors.json"],
];

/** The runtime as an example deploys it, read from the example's Terraform. */
export class DeployedRuntime {
  readonly #stacks: ResolvedStacks;

  constructor(stacks: ResolvedStacks) {
    this.#stacks = stacks;
  }

  /** @param file name of a file in examples/ */
  static of(file: string): DeployedRuntime {
    const outdir = mkdtempSync(join(tmpdir(), "route-sync-"));
    try {
      const loaded = loadPlatform(fileURLToPath(new URL(`../../examples/${file}`, import.meta.url)));
      if (!loaded.ok) expect.fail(JSON.stringify(loaded.problems));
      const { stacks, problems } = synthesize(loaded.loaded, outdir);
      if (stacks.length === 0) expect.fail(JSON.stringify(problems));
      return new DeployedRuntime(readStacks(stacks));
    } finally {
      rmSync(outdir, { recursive: true, force: true });
    }
  }

  /** The application settings as the app's environment has them. */
  get settings(): Record<string, string> {
    const [app] = this.#stacks.elements("azurerm_function_app_flex_consumption");
    const insights = objectsOf([app?.attribute("site_config")])[0]?.[
      "application_insights_connection_string"
    ];
    const written = {
      ...objectOf(app?.attribute("app_settings")),
      APPLICATIONINSIGHTS_CONNECTION_STRING: insights,
    };
    return Object.fromEntries(
      Object.entries(written).map(([name, value]) => [
        name,
        KNOWN_AFTER_APPLY.reduce(replaced, textOf(value)),
      ]),
    );
  }

  /** The mirrors in the settings. */
  get mirrors(): readonly JsonObject[] {
    return objectsOf(JSON.parse(this.settings["ROUTE_SYNC_MIRRORS"] ?? "[]"));
  }

  /** What the alarms on the runtime ask Application Insights, by name. */
  get alarms(): Readonly<Record<string, string>> {
    return Object.fromEntries(
      this.#stacks
        .elements("azurerm_monitor_scheduled_query_rules_alert_v2")
        .map(({ name, attribute }) => [name, textOf(objectsOf(attribute("criteria"))[0]?.["query"])]),
    );
  }

  /** The rules that ask Application Insights, by the name of their resource. */
  get queryRules(): Readonly<Record<string, QueryRule>> {
    return Object.fromEntries(
      this.#stacks.elements("azurerm_monitor_scheduled_query_rules_alert_v2").map(({ name, attribute }) => {
        const [criteria = {}] = objectsOf([attribute("criteria")].flat());
        const [dimension] = objectsOf([criteria["dimension"]].flat());
        return [
          name,
          {
            query: textOf(criteria["query"]),
            operator: textOf(criteria["operator"]),
            threshold: Number(criteria["threshold"]),
            measure: textOrNone(criteria["metric_measure_column"]),
            dimension: textOrNone(dimension?.["name"]),
          },
        ];
      }),
    );
  }

  /** The alerts on the sources, as Resource Manager has them. */
  get activityLogAlerts(): readonly JsonObject[] {
    return this.#stacks.elements("azurerm_monitor_activity_log_alert").map(({ attribute }) => ({
      scopes: attribute("scopes"),
      condition: conditionOf(attribute("criteria")),
    }));
  }

  /** The event subscriptions, each with the group that its topic listens to. */
  get eventSubscriptions(): readonly { readonly source: string; readonly filter: JsonObject }[] {
    const topics = this.#stacks.elements("azurerm_eventgrid_system_topic");
    return this.#stacks.elements("azurerm_eventgrid_system_topic_event_subscription").map(({ attribute }) => {
      const topic = topics.find((candidate) => candidate.attribute("name") === attribute("system_topic"));
      const subject = objectOf(attribute("subject_filter"));
      return {
        source: textOf(topic?.attribute("source_resource_id")),
        filter: {
          includedEventTypes: attribute("included_event_types"),
          subjectBeginsWith: subject["subject_begins_with"],
          isSubjectCaseSensitive: subject["case_sensitive"],
          advancedFilters: objectsOf(objectOf(attribute("advanced_filter"))["string_begins_with"]).map(
            (filter) => ({
              operatorType: "StringBeginsWith",
              ...filter,
            }),
          ),
        },
      };
    });
  }

  /** The custom roles that the runtime's identity holds. */
  get grants(): readonly Grant[] {
    const definitions = this.#stacks.elements("azurerm_role_definition");
    return this.#stacks.elements("azurerm_role_assignment").flatMap(({ name, attribute }): Grant[] => {
      if (textOf(attribute("principal_id")) !== PRINCIPAL) return [];
      const definition = definitions.find(
        (candidate) =>
          attribute("role_definition_name") === candidate.attribute("name") ||
          attribute("role_definition_id") === `(role_definition_resource_id of ${candidate.name})`,
      );
      if (definition === undefined) return [];
      const actions = objectsOf(definition.attribute("permissions")).flatMap((item) =>
        textsOf(item["actions"]),
      );
      return [{ name, scope: textOf(attribute("scope")), actions }];
    });
  }
}

/** How the resolved Terraform calls the runtime's identity. */
export const PRINCIPAL = "(principal_id of route_sync_identity)";

/** The fields of an alert's criteria, by the provider's names: those with one value, and those with a list. */
const FIELDS: Readonly<Record<string, string>> = {
  category: "category",
  resource_id: "resourceId",
  resource_type: "resourceType",
  status: "status",
  resource_ids: "resourceId",
  resource_types: "resourceType",
  statuses: "status",
};

/** The condition that the provider writes for an alert's criteria. */
function conditionOf(criteria: unknown): JsonObject {
  const [given = {}] = objectsOf(Array.isArray(criteria) ? criteria : [criteria]);
  const allOf = Object.entries(given).map(([name, value]) => {
    const field = FIELDS[name] ?? expect.fail(`unknown criterion ${name}`);
    return Array.isArray(value) ? { field, containsAny: value } : { field, equals: value };
  });
  return { allOf };
}

function textOrNone(value: unknown): string | undefined {
  return value === undefined ? undefined : textOf(value);
}

function replaced(text: string, [pattern, value]: readonly [RegExp, string]): string {
  return text.replace(pattern, value);
}
