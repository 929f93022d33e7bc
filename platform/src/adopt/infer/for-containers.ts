import { DEFAULTS } from "@aks-topology/constructs/internal";
import { nameOf, sameId, type FoundResource, type Inventory } from "../inventory.js";
import { compact, type Spec } from "../spec.js";
import { text } from "../values.js";
import { controllerScopes } from "./ingress.js";
import type { KeptIds } from "./kept.js";
import { subnetParts } from "./subnets.js";
import { gatewayWafSpec } from "./waf.js";

const GATEWAY = "azurerm_application_load_balancer";

/**
 * Application Gateway for Containers as the ingress of a cluster: the one whose subnet the cluster's ALB controller may join.
 * Host names, certificates and probes are in Kubernetes alone.
 */
export function forContainersSpec(
  inventory: Inventory,
  cluster: FoundResource,
  kept: KeptIds,
): Spec | undefined {
  const scopes = controllerScopes(inventory, cluster);
  const association = inventory
    .of(`${GATEWAY}_subnet_association`)
    .find(({ values }) => scopes.some((scope) => sameId(scope, text(values, "subnet_id"))));
  const gateway = text(association?.values ?? {}, "application_load_balancer_id");
  if (association === undefined || gateway === undefined) return undefined;
  const within = (type: string): readonly FoundResource[] =>
    inventory.referringTo(`${GATEWAY}_${type}`, "application_load_balancer_id", gateway);
  const [security] = within("security_policy");
  const policy = text(security?.values ?? {}, "web_application_firewall_policy_id");
  return compact(
    {
      type: "application-gateway-for-containers",
      frontends: within("frontend").map(nameOf),
      waf:
        policy === undefined ? undefined : (gatewayWafSpec(inventory, { firewall_policy_id: policy }) ?? {}),
      ...subnetParts(inventory, text(association.values, "subnet_id"), kept),
    },
    DEFAULTS.forContainers,
  );
}
