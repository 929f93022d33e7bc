import { anywhere, operation, type Feature } from "./feature.js";

/** What operations need of a platform: defaults by date, logs, and settings of clusters. */
export const OPERATION_ROWS: readonly Feature[] = [
  anywhere(
    "operations",
    "defaults by date",
    "baseline",
    ({ baseline }) => (baseline ?? "relaxed") !== "relaxed",
  ),
  anywhere(
    "operations",
    "logs of everything in one workspace",
    "diagnostics",
    ({ diagnostics }) => (diagnostics ?? "none") !== "none",
  ),
  anywhere(
    "operations",
    "flow logs of virtual networks",
    "diagnostics.flowLogs",
    ({ diagnostics }) => typeof diagnostics === "object" && diagnostics.flowLogs !== undefined,
  ),
  anywhere(
    "operations",
    "registration of resource providers",
    "resourceProviders",
    ({ resourceProviders }) => resourceProviders !== "azurerm",
  ),
  anywhere("operations", "alerts for operators", "alerts", ({ alerts }) => alerts !== undefined),
  anywhere("operations", "outputs for other states", "outputs: all", ({ outputs }) => outputs === "all"),
  operation("sign-in through Entra ID", "authentication", ": { type: entra-id }"),
  operation("automatic upgrades", "upgrades"),
  operation("removal of unused images", "imageCleanerHours"),
  operation("no commands past the network", "runCommand", ": disabled"),
  operation("system pools for system pods only", "systemPools", ": dedicated"),
  operation("costs per namespace", "costAnalysis"),
  operation("KEDA", "keda"),
  operation("vertical pod autoscaler", "verticalPodAutoscaler"),
  operation("settings of the autoscaler", "autoscaler"),
  operation("proxy of nodes and pods", "httpProxy"),
  operation("service mesh", "serviceMesh"),
  operation("certificates that nodes trust", "trustedCertificates"),
];
