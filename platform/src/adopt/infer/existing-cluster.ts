import type { FoundResource, Inventory } from "../inventory.js";
import { associatedWith, isAutomatic, poolSubnetOf, type FoundSpoke } from "../relations.js";
import { compact, type Spec } from "../spec.js";
import { block, flag, number, text, texts, type Values } from "../values.js";
import { egressSpec } from "./egress.js";
import type { KeptIds } from "./kept.js";
import { networkSpec } from "./network-plugin.js";
import { poolsOf } from "./pools.js";
import { unchangedSubnetSpec } from "./subnets.js";

/** What AKS fixes of an Automatic cluster, where it differs from the defaults of the file. */
const AUTOMATIC_NETWORK: Spec = { plugin: "cilium", serviceCidr: "10.0.0.0/16" };

/** The settings of a cluster that is only named, without its ingress; undefined where the file knows no such network plugin. */
export function existingClusterSpec(
  inventory: Inventory,
  spoke: FoundSpoke,
  cluster: FoundResource,
  kept: KeptIds,
): Spec | undefined {
  const { id, values } = cluster;
  const network = isAutomatic(cluster) ? AUTOMATIC_NETWORK : networkSpec(values);
  if (network === undefined) return undefined;
  const egress = egressSpec(inventory, spoke, cluster, kept) ?? { type: "firewall" };
  const table = associatedWith(inventory, poolSubnetOf(cluster), "route_table");
  const group = text(values, "node_resource_group_id");
  return compact({
    id,
    network,
    egress: { type: egress["type"] },
    nodePools: Object.fromEntries(
      poolsOf(inventory, cluster).map((pool) => [text(pool, "name") ?? "", poolSpec(inventory, pool)]),
    ),
    routeTable: table === undefined ? undefined : { id: table },
    nodeResourceGroup: group === undefined || table !== undefined ? undefined : { id: group },
    principalId: principalOf(inventory, values),
    oidcIssuerUrl: text(values, "oidc_issuer_url"),
    agicPrincipalId: text(agicIdentityOf(values), "object_id"),
  });
}

function poolSpec(inventory: Inventory, pool: Values): Spec {
  const subnet = text(pool, "vnet_subnet_id");
  const group = associatedWith(inventory, subnet, "network_security_group");
  const max = number(pool, "max_count");
  return compact({
    subnet: unchangedSubnetSpec(inventory, subnet),
    podSubnet: unchangedSubnetSpec(inventory, text(pool, "pod_subnet_id")),
    securityGroup: group === undefined ? undefined : { id: group },
    nodes:
      flag(pool, "auto_scaling_enabled") && max !== undefined
        ? { max }
        : number(pool, "node_count") || undefined,
  });
}

function principalOf(inventory: Inventory, cluster: Values): string | undefined {
  const identity = block(cluster, "identity");
  const [id] = texts(identity, "identity_ids");
  const found = inventory.byId("azurerm_user_assigned_identity", id);
  return text(found?.values ?? identity, "principal_id");
}

function agicIdentityOf(cluster: Values): Values {
  return block(block(cluster, "ingress_application_gateway"), "ingress_application_gateway_identity");
}
