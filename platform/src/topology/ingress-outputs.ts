import { dashed, type SpokeCluster } from "@aks-topology/constructs";
import { TerraformOutput, TerraformStack } from "cdktf";
import type { BuiltIngress } from "./ingress.js";

/** Names of the outputs that a cluster's manifests and its operators read. */
export function outputPrefix({ cluster }: BuiltIngress): string {
  return `${cluster.spoke.key}_${cluster.key}`;
}

/** Whether pods of the cluster read secrets of Key Vault as files. */
export function hasSecretsProvider({ cluster }: SpokeCluster): boolean {
  return cluster.resource.keyVaultSecretsProviderInput !== undefined;
}

/** What the way into each cluster has that is known only after it was made, and the steps that Terraform cannot take. */
export function addIngressOutputs(ingresses: readonly BuiltIngress[]): void {
  for (const ingress of ingresses) {
    const stack = TerraformStack.of(ingress.cluster);
    const prefix = outputPrefix(ingress);
    const output = (name: string, value: string, description: string): void => {
      new TerraformOutput(stack, `${prefix}_${name}`, { value, description });
    };
    if (hasSecretsProvider(ingress.cluster)) {
      const { resource } = ingress.cluster.cluster;
      const identity = resource.keyVaultSecretsProvider.secretIdentity.get(0);
      output(
        "secrets_client_id",
        identity.clientId,
        "Client id of the identity that reads Key Vault in pods.",
      );
      output("tenant_id", ingress.cluster.identity.resource.tenantId, "Tenant of the cluster's identities.");
    }
    switch (ingress.kind) {
      case "agic-helm":
        output("agic_client_id", ingress.agic.identity.clientId, "Client id of AGIC, for its Helm values.");
        break;
      case "front-door": {
        const { frontDoor, backend } = ingress.door;
        output("front_door_host_name", frontDoor.endpoint.hostName, "Name that Front Door itself gives.");
        output("front_door_id", frontDoor.profile.resourceGuid, "What the header X-Azure-FDID has to say.");
        for (const { hostName, resource } of frontDoor.domains) {
          const name = `front_door_validation_${dashed(hostName)}`;
          output(name, resource.validationToken, `TXT record _dnsauth.${hostName}, which proves the name.`);
        }
        if (backend.kind === "public")
          output(
            "front_door_origin_ip",
            backend.address.ipAddress,
            "Address that the origin's name has to have.",
          );
        else if (frontDoor.variable !== undefined)
          output(
            "front_door_approval",
            approval(
              ingress.cluster.cluster.resource.nodeResourceGroup,
              backend.serviceName,
              frontDoor.variable,
            ),
            "Steps after the Service was applied: Terraform cannot approve the connection.",
          );
        break;
      }
      case "agic-addon":
      case "gateway-to-load-balancer":
      case "none":
    }
  }
}

/** Source of the last step's reason: azurerm #32035. */
function approval(group: string, service: string, variable: string): string {
  return [
    `1. kubectl apply the Service; AKS makes the private link service ${service} in ${group}.`,
    `2. terraform apply -var ${variable}=$(az network private-link-service show -g ${group} -n ${service} --query id -o tsv)`,
    `3. az network private-endpoint-connection approve --id $(az network private-link-service show -g ${group} -n ${service} --query "privateEndpointConnections[?privateLinkServiceConnectionState.status=='Pending'].id | [0]" -o tsv) --description "Front Door"`,
  ].join("\n");
}
