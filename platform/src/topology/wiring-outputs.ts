import {
  Hub,
  VirtualWanHub,
  type IExtensibleHub,
  type CreatedCluster,
  type Spoke,
  SpokeCluster,
} from "@aks-topology/constructs";
import { privateDnsOf } from "@aks-topology/constructs/internal";
import { TerraformOutput, TerraformStack } from "cdktf";
import { fileKeyOf } from "../renames/file-keys.js";

/** What other states wire with: identities, the issuer, names and subnets per cluster and spoke, the firewall's policy. */
export function addWiringOutputs(hubs: readonly IExtensibleHub[], spokes: readonly Spoke[]): void {
  for (const hub of hubs) {
    if (!(hub instanceof Hub || hub instanceof VirtualWanHub) || hub.firewall === undefined) continue;
    const prefix = fileKeyOf(hub) === "hub" ? "" : `${fileKeyOf(hub)}_`;
    add(hub, `${prefix}firewall_policy_id`, hub.firewall.policyId, "Id of the firewall's policy.");
  }
  for (const spoke of spokes) {
    const subnets = subnetsOf(spoke);
    const key = fileKeyOf(spoke);
    if (Object.keys(subnets).length > 0)
      add(spoke, `${key}_subnet_ids`, subnets, `Ids of the subnets of ${key}.`);
    for (const cluster of spoke.clusters) addClusterOutputs(cluster, `${key}_${fileKeyOf(cluster)}`);
  }
}

function addClusterOutputs(cluster: CreatedCluster, name: string): void {
  const { resource, apiServer } = cluster.cluster;
  const own = fileKeyOf(cluster);
  const dns = privateDnsOf(apiServer)?.type;
  const isInZone = dns !== undefined && dns !== "public-fqdn";
  const fqdn = isInZone ? resource.privateFqdn : resource.fqdn;
  add(
    cluster,
    `${name}_oidc_issuer_url`,
    resource.oidcIssuerUrl,
    `Issuer of the tokens of workloads in ${own}.`,
  );
  add(cluster, `${name}_identity_principal_id`, cluster.principalId, `Object id of the identity of ${own}.`);
  // The resource of AKS Automatic does not show the nodes' identity.
  if (cluster instanceof SpokeCluster) {
    const kubelet = cluster.cluster.resource.kubeletIdentity;
    add(
      cluster,
      `${name}_kubelet_object_id`,
      kubelet.objectId,
      `Object id of the nodes' identity of ${own}.`,
    );
    add(
      cluster,
      `${name}_kubelet_client_id`,
      kubelet.clientId,
      `Client id of the nodes' identity of ${own}.`,
    );
  }
  add(
    cluster,
    `${name}_node_resource_group`,
    cluster.nodeResourceGroupName,
    `Resource group of the nodes of ${own}.`,
  );
  add(cluster, `${name}_fqdn`, fqdn, `Name of the API server of ${own}.`);
}

/** Ids of subnets by pool and gateway. Pools of a cluster may share one. */
function subnetsOf(spoke: Spoke): Record<string, string> {
  const ofPools = spoke.clusters.flatMap((cluster) =>
    cluster.pools.flatMap(({ pool, subnet, podSubnet }) => {
      const name = `${fileKeyOf(cluster)}_${pool.name}`;
      const pods = podSubnet === undefined ? [] : [[`${name}_pods`, podSubnet.subnetId] as const];
      return [[name, subnet.subnetId] as const, ...pods];
    }),
  );
  const ofGateways = spoke.gateways.map(
    (gateway) => [`gateway_${fileKeyOf(gateway)}`, gateway.gateway.subnet.subnetId] as const,
  );
  return Object.fromEntries([...ofPools, ...ofGateways]);
}

function add(
  of: Spoke | CreatedCluster | Hub | VirtualWanHub,
  name: string,
  value: unknown,
  description: string,
): void {
  new TerraformOutput(TerraformStack.of(of), name, { value, description });
}
