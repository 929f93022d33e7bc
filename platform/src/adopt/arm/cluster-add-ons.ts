/** Add-ons of AKS clusters. */
import type { Values } from "../values.js";
import { at, defined, textAt } from "./arm-resource.js";

/** Names of add-ons differ in case between versions of the API. */
export function addOnsOf(cluster: Values): Values {
  const profile = at(cluster, "addonProfiles");
  const addOn = (name: string): unknown =>
    at(profile, `${name}.enabled`) === true ? at(profile, name) : undefined;
  const [agent, secrets] = [addOn("omsagent"), addOn("azureKeyvaultSecretsProvider")];
  const nodes = addOn("aciConnectorLinux");
  const [gateway, defender] = [addOn("ingressApplicationGateway"), at(cluster, "securityProfile.defender")];
  const isDefended = at(defender, "securityMonitoring.enabled") === true;
  return {
    azure_policy_enabled: addOn("azurepolicy") === undefined ? undefined : true,
    oms_agent:
      agent === undefined
        ? []
        : [
            {
              log_analytics_workspace_id: textAt(agent, "config.logAnalyticsWorkspaceResourceID"),
              msi_auth_for_monitoring_enabled: textAt(agent, "config.useAADAuth")?.toLowerCase() === "true",
            },
          ],
    key_vault_secrets_provider:
      secrets === undefined
        ? []
        : [
            defined({
              secret_rotation_enabled: textAt(secrets, "config.enableSecretRotation") === "true",
              secret_rotation_interval: textAt(secrets, "config.rotationPollInterval"),
            }),
          ],
    ingress_application_gateway:
      gateway === undefined
        ? []
        : [
            defined({
              gateway_id:
                textAt(gateway, "config.applicationGatewayId") ??
                textAt(gateway, "config.effectiveApplicationGatewayId"),
              ingress_application_gateway_identity: [
                defined({ object_id: textAt(gateway, "identity.objectId") }),
              ],
            }),
          ],
    aci_connector_linux:
      nodes === undefined
        ? []
        : [
            defined({
              subnet_name: textAt(nodes, "config.subnetName"),
              connector_identity: [defined({ object_id: textAt(nodes, "identity.objectId") })],
            }),
          ],
    microsoft_defender: isDefended
      ? [{ log_analytics_workspace_id: textAt(defender, "logAnalyticsWorkspaceResourceId") }]
      : [],
    monitor_metrics: at(cluster, "azureMonitorProfile.metrics.enabled") === true ? [{}] : [],
  };
}
