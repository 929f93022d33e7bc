export { MetricAlert, type MetricAlertProps, type MetricThreshold } from "./metric-alert.js";
export { QueryAlert, type QueryAlertProps, type QueryThreshold } from "./query-alert.js";
export { Recipients, type RecipientsProps } from "./recipients.js";
export { DIAGNOSTIC_CATEGORIES } from "./diagnostic-categories.js";
export { LogDiagnostics, type LogDiagnosticsProps } from "./diagnostics.js";
export { LogWorkspace, type LogWorkspaceProps, type LogWorkspaceRef } from "./log-workspace.js";
