import type { FoundResource, Inventory } from "../inventory.js";
import { compact, unlessEmpty, type Spec } from "../spec.js";
import { block, blocks, text, texts } from "../values.js";
import { dnsSpec } from "./api-server.js";
import { identitySpecs } from "./identities.js";
import type { KeptIds } from "./kept.js";
import { subnetParts, subnetSpec } from "./subnets.js";

/** The settings of a cluster of AKS Automatic, without its name and ingress; undefined where AKS has created its network. */
export function automaticSpec(inventory: Inventory, cluster: FoundResource, kept: KeptIds): Spec | undefined {
  const { values } = cluster;
  const hosted = block(values, "hosted_system");
  const nodes = text(hosted, "node_subnet_id");
  if (nodes === undefined) return undefined;
  const revisions = texts(block(values, "service_mesh"), "revisions");
  const endpoints = texts(inventory.byId("azurerm_subnet", nodes)?.values ?? {}, "service_endpoints");
  return compact({
    type: "automatic",
    nodes: unlessEmpty(subnetParts(inventory, nodes, kept)),
    systemNodes: unlessEmpty(subnetParts(inventory, text(hosted, "system_node_subnet_id"), kept)),
    apiServer: apiServerSpec(inventory, cluster, kept),
    serviceMesh: revisions.length === 0 ? undefined : { revisions },
    ...identitySpecs(inventory, cluster, kept),
    serviceEndpoints: endpoints.length === 0 ? undefined : endpoints,
  });
}

/** The key `apiServer`; undefined where it is the default, private with a public name. */
function apiServerSpec(inventory: Inventory, { values }: FoundResource, kept: KeptIds): Spec | undefined {
  const open = block(values, "api_server_access");
  const ranges = texts(open, "authorized_ip_ranges");
  const isPrivate = blocks(values, "private_cluster").length > 0;
  const dns = dnsSpec(inventory, block(values, "private_cluster"));
  const access = isPrivate
    ? dns && { type: "private", dns }
    : compact({ type: "public", authorizedIpRanges: ranges.length === 0 ? undefined : ranges });
  const subnet = subnetSpec(inventory, text(open, "subnet_id"), kept);
  return access === undefined && subnet === undefined
    ? undefined
    : compact({ type: "vnet-integration", access, subnet });
}
