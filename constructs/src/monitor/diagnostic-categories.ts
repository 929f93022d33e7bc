/** What Azure Monitor can send of a resource type to a workspace, and what of it is sent. */
export interface DiagnosticCategories {
  /** Category names. */
  readonly logs: readonly string[];
  /**
   * Whether the logs go to tables of their own instead of AzureDiagnostics. For types without such tables Azure ignores
   * the argument, and each plan would show a difference.
   * @default false
   */
  readonly dedicated?: true;
  /** Children whose settings are separate, by the end of their ids. @default the resource itself */
  readonly parts?: Readonly<Record<string, string>>;
}

const BLOBS_AND_QUEUES = { blobs: "/blobServices/default", queues: "/queueServices/default" };

/**
 * Logs by azurerm's type.
 *
 * Left out are logs that repeat others or are charged without showing what was denied or changed: kube-audit (kube-audit-admin
 * without reads), the firewall's aggregations for Policy Analytics, its top flows and flow traces (which have to be
 * registered first), read operations on the storage of the runtime, and metrics, which Azure Monitor keeps for 93 days
 * without a setting.
 *
 * Source: Azure Monitor documentation, supported resource logs (logs-index, June 2026).
 */
export const DIAGNOSTIC_CATEGORIES: Readonly<Record<string, DiagnosticCategories>> = {
  azurerm_firewall: {
    logs: [
      "AZFWApplicationRule",
      "AZFWDnsQuery",
      "AZFWFqdnResolveFailure",
      "AZFWIdpsSignature",
      "AZFWNatRule",
      "AZFWNetworkRule",
      "AZFWThreatIntel",
    ],
    dedicated: true,
  },
  azurerm_application_gateway: {
    logs: ["ApplicationGatewayAccessLog", "ApplicationGatewayFirewallLog"],
    dedicated: true,
  },
  azurerm_application_load_balancer: {
    logs: ["TrafficControllerAccessLog", "TrafficControllerFirewallLog"],
  },
  azurerm_kubernetes_automatic_cluster: {
    // Nodes are created by node auto-provisioning, which has no category that is sent.
    logs: ["cloud-controller-manager", "guard", "kube-audit-admin", "kube-controller-manager"],
    dedicated: true,
  },
  azurerm_kubernetes_cluster: {
    logs: [
      // Writes the node routes that gateways follow.
      "cloud-controller-manager",
      "cluster-autoscaler",
      "guard",
      "kube-audit-admin",
      "kube-controller-manager",
    ],
    dedicated: true,
  },
  azurerm_virtual_network_gateway: {
    logs: ["GatewayDiagnosticLog", "IKEDiagnosticLog", "RouteDiagnosticLog", "TunnelDiagnosticLog"],
  },
  azurerm_vpn_gateway: {
    logs: ["GatewayDiagnosticLog", "IKEDiagnosticLog", "RouteDiagnosticLog", "TunnelDiagnosticLog"],
  },
  azurerm_network_security_group: { logs: ["NetworkSecurityGroupEvent", "NetworkSecurityGroupRuleCounter"] },
  azurerm_virtual_network: { logs: ["VMProtectionAlerts"] },
  azurerm_public_ip: {
    logs: ["DDoSMitigationFlowLogs", "DDoSMitigationReports", "DDoSProtectionNotifications"],
  },
  azurerm_cdn_frontdoor_profile: {
    logs: ["FrontDoorAccessLog", "FrontDoorHealthProbeLog", "FrontDoorWebApplicationFirewallLog"],
  },
  azurerm_key_vault: { logs: ["AuditEvent", "AzurePolicyEvaluationDetails"] },
  azurerm_bastion_host: { logs: ["BastionAuditLogs"] },
  azurerm_eventgrid_system_topic: { logs: ["DeliveryFailures"] },
  azurerm_function_app_flex_consumption: { logs: ["FunctionAppLogs"] },
  azurerm_log_analytics_workspace: { logs: ["Audit"] },
  azurerm_monitor_data_collection_rule: { logs: ["LogErrors"] },
  azurerm_storage_account: { logs: ["StorageDelete", "StorageWrite"], parts: BLOBS_AND_QUEUES },
};
