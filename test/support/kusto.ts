/// <reference types="@kusto/language-service-next" />
import { createRequire } from "node:module";

const require = createRequire(import.meta.url);
// Scripts of a browser's time: the first defines what the second needs, and both leave globals.
require("@kusto/language-service-next/bridge.min.js");
require("@kusto/language-service-next/Kusto.Language.Bridge.min.js");

/** What every table of Application Insights has. Source: Azure Monitor documentation, "Application Insights telemetry data model". */
const COMMON = `timestamp: datetime, itemType: string, customDimensions: dynamic, operation_Name: string, operation_Id: string,
  operation_ParentId: string, operation_SyntheticSource: string, session_Id: string, user_Id: string, user_AuthenticatedId: string,
  user_AccountId: string, application_Version: string, client_Type: string, client_IP: string, cloud_RoleName: string,
  cloud_RoleInstance: string, appId: string, appName: string, iKey: string, sdkVersion: string, itemId: string, itemCount: int,
  _ResourceId: string`;

/** The tables that alerts may ask: as a query on an Application Insights component sees them, and those of a vault. */
const TABLES: Readonly<Record<string, string>> = {
  traces: `message: string, severityLevel: int, customMeasurements: dynamic, ${COMMON}`,
  requests: `id: string, source: string, name: string, url: string, success: string, resultCode: string, duration: real,
    performanceBucket: string, customMeasurements: dynamic, ${COMMON}`,
  customMetrics: `name: string, value: real, valueCount: int, valueSum: real, valueMin: real, valueMax: real, valueStdDev: real,
    ${COMMON}`,
  // Of the columns of AzureDiagnostics those that Key Vault fills. Source: Azure Monitor documentation, AzureDiagnostics.
  AzureDiagnostics: `TimeGenerated: datetime, ResourceProvider: string, Category: string, OperationName: string, ResultType: string,
    ResultSignature: string, Resource: string, ResourceId: string, _ResourceId: string`,
};

/** What the language service says of a query. */
export interface Analysis {
  /** Errors, warnings and suggestions in the service's words. */
  readonly diagnostics: readonly string[];
  /** Types of the result's columns, by name. */
  readonly columns: Readonly<Record<string, string>>;
  /** The table that the query begins with; undefined when it begins with something else. */
  readonly table: string | undefined;
}

/** Parses and binds a query with the Kusto language service, on these tables. */
export function analyze(query: string): Analysis {
  const code = Kusto.Language.KustoCode.ParseAndAnalyze(query, globals());
  if (code === null) throw new Error("The language service gave no answer.");
  const result = code.ResultType;
  const columns = result instanceof Kusto.Language.Symbols.TableSymbol ? listed(result.Columns) : [];
  const first = /^\w+/.exec(query)?.[0];
  return {
    diagnostics: listed(code.GetDiagnostics()).map(({ Code, Message }) => `${Code ?? ""} ${Message ?? ""}`),
    columns: Object.fromEntries(columns.map(({ Name, Type }) => [Name ?? "", Type?.Name ?? ""])),
    table: first !== undefined && first in TABLES ? first : undefined,
  };
}

function globals(): Kusto.Language.GlobalState | null {
  const { DatabaseSymbol, TableSymbol } = Kusto.Language.Symbols;
  const tables = Object.entries(TABLES).flatMap(([name, columns]) => {
    const table = TableSymbol.From(`(${columns})`)?.WithName(name);
    return table === undefined || table === null ? [] : [table];
  });
  return Kusto.Language.GlobalState.Default?.WithDatabase(new DatabaseSymbol.ctor("app", tables)) ?? null;
}

function listed<T>(list: System.Collections.Generic.IReadOnlyList$1<T> | null): T[] {
  return list === null ? [] : Array.from({ length: list.Count }, (_, i) => list.getItem(i));
}
