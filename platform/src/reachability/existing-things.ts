import {
  AzureFirewall,
  ExistingCluster,
  ExistingGateway,
  ExistingHub,
  ExistingRouteTable,
  ExistingSecurityGroup,
  ExistingSubnet,
  ExistingVirtualNetwork,
  HubConnection,
  HubPeering,
  isCreatedCluster,
  NatGateway,
  ownPodRanges,
  PLUGIN_TRAITS,
  Spoke,
  type CreatedCluster,
  type NetworkPlugin,
} from "@aks-topology/constructs/internal";
import type { Thing } from "@aks-topology/trace";
import { TerraformElement } from "cdktf";
import type { IConstruct } from "constructs";
import { hubsOf } from "../topology/hubs.js";
import type { BuiltPlatform } from "../topology/platform.js";
import { provisionedPoolsOf } from "../topology/provisioned-pools.js";
import { describedThing, type Attributes } from "./described-thing.js";
import { hubThings } from "./existing-hub-things.js";
import { neighboursOf } from "../neighbours.js";
import { peerRoutesOf } from "../peer-routes.js";
import { groupThings, halfBetweenHubs, hubHalf, peeredAlready, requestThings } from "./requested-things.js";

/**
 * What exists already, as the platform file describes it, with nothing in it but what its team is asked to add. A verdict
 * then says whether the platform works once they have done so.
 */
export function existingThings({
  app,
  hubs,
  spokes,
  platform,
}: Pick<BuiltPlatform, "app" | "hubs" | "spokes" | "platform">): readonly Thing[] {
  const things = [
    ...app.node.findAll().flatMap((construct) => thingsOf(construct)),
    ...hubs.flatMap((hub) => {
      const peers = hubsOf(platform).find(({ key }) => key === hub.node.id)?.spec.peers ?? [];
      const neighbours = neighboursOf(hub, peers, { hubs, spokes });
      return hubThings(
        hub,
        spokes.filter((spoke) => spoke.hub === hub),
        {
          peers: peers.filter((range) => !neighbours.some((neighbour) => neighbour.range === range)),
          peerRoutes: peerRoutesOf(hub, hubs),
          neighbours,
        },
      );
    }),
  ];
  // Two clusters may name one subnet.
  const seen = new Set<string>();
  return things.filter(({ type, attribute }) => {
    const id = attribute("id");
    if (typeof id !== "string") return true;
    const key = `${type} ${id.toLowerCase()}`;
    return !seen.has(key) && seen.add(key).has(key);
  });
}

function thingsOf(construct: IConstruct): readonly Thing[] {
  if (construct instanceof ExistingVirtualNetwork) return [networkOf(construct)];
  if (construct instanceof ExistingSubnet) return [subnetOf(construct)];
  if (construct instanceof ExistingRouteTable) return [tableOf(construct)];
  if (construct instanceof ExistingSecurityGroup) return groupThings(construct);
  if (construct instanceof ExistingCluster)
    return [clusterOf(construct), ...tablesOfPools(construct), ...installedPlugin(construct)];
  if (isCreatedCluster(construct)) return [...poolsCreatedByAks(construct), ...installedPlugin(construct)];
  if (construct instanceof ExistingGateway) return gatewayThings(construct);
  if (construct instanceof AzureFirewall || construct instanceof NatGateway)
    return publicAddresses(construct);
  if (construct instanceof HubPeering) return hubHalf(construct);
  if (construct instanceof HubConnection) return halfBetweenHubs(construct);
  if (construct instanceof Spoke) return peeredAlready(construct);
  return requestThings(construct);
}

/** Public addresses that exist already, of something that is created. */
function publicAddresses(holder: AzureFirewall | NatGateway): readonly Thing[] {
  return holder.publicIps
    .filter((address) => !TerraformElement.isTerraformElement(address))
    .map(({ id, ipAddress }) =>
      describedThing("azurerm_public_ip", holder, { id, name: id.split("/").at(-1), ip_address: ipAddress }),
    );
}

function networkOf(network: ExistingVirtualNetwork): Thing {
  const { scope } = network.node;
  return describedThing("azurerm_virtual_network", network, {
    id: network.virtualNetworkId,
    name: network.virtualNetworkName,
    resource_group_name: network.resourceGroupName,
    address_space: network.addressSpace.map(({ literal }) => literal),
    dns_servers: scope instanceof ExistingHub ? scope.dnsServers : [],
  });
}

/** What its team has set besides is not known, and nothing relies on it. */
function subnetOf(subnet: ExistingSubnet): Thing {
  return describedThing("azurerm_subnet", subnet, {
    id: subnet.subnetId,
    name: subnet.subnetName,
    virtual_network_id: subnet.network.virtualNetworkId,
    address_prefixes: subnet.prefixes.map(({ literal }) => literal),
    default_outbound_access_enabled: false,
  });
}

function tableOf(table: ExistingRouteTable): Thing {
  return describedThing("azurerm_route_table", table, {
    id: table.routeTableId,
    name: table.routeTableName,
    bgp_route_propagation_enabled: false,
  });
}

function clusterOf(cluster: ExistingCluster): Thing {
  const { network, routesToAppliance, spoke, clusterId, pools } = cluster;
  const [system, ...others] = pools.map(({ node, subnet, podSubnet }): Attributes => ({
    name: node.id,
    vnet_subnet_id: subnet.subnetId,
    pod_subnet_id: podSubnet?.subnetId,
  }));
  return describedThing("azurerm_kubernetes_cluster", cluster, {
    id: clusterId,
    name: clusterId.split("/").at(-1),
    location: spoke.location,
    node_resource_group_id: cluster.givenNodeResourceGroupId,
    // Pools are blocks and resources in azurerm; the model takes several blocks as well.
    default_node_pool: [system, ...others].filter((pool) => pool !== undefined),
    network_profile: {
      ...pluginArguments(network),
      pod_cidrs: ownPodRanges(network).map(({ literal }) => literal),
      outbound_type: routesToAppliance ? "userDefinedRouting" : "loadBalancer",
    },
    is_api_server_described: false,
  });
}

/** Pools of which AKS creates the nodes: Terraform has their subnets alone. */
function poolsCreatedByAks(cluster: CreatedCluster): readonly Thing[] {
  return provisionedPoolsOf(cluster).map(({ network, pool }) =>
    describedThing("azurerm_kubernetes_cluster_node_pool", network, {
      name: pool.name,
      kubernetes_cluster_id: cluster.cluster.clusterId,
      vnet_subnet_id: network.subnet.subnetId,
    }),
  );
}

/** Ports between nodes. Source: Cilium documentation, system requirements; Calico documentation, network requirements. */
const TUNNEL_PORTS = { cilium: 8472, calico: 4789 } as const;

/** The plugin that the values in `kubernetes/` install: neither AKS nor Terraform has its pods. */
function installedPlugin(cluster: CreatedCluster | ExistingCluster): readonly Thing[] {
  const { network } = cluster;
  if (network.type !== "none" || network.install === undefined) return [];
  const { plugin, podCidr } = network.install;
  const id = isCreatedCluster(cluster) ? cluster.cluster.clusterId : cluster.clusterId;
  const attributes = { cluster_id: id, pod_cidrs: [podCidr.literal], tunnel_port: TUNNEL_PORTS[plugin] };
  return [describedThing("aks_pod_network", cluster, attributes, `pods of ${id}`)];
}

/** The cluster's table is that of its node subnets already. */
function tablesOfPools(cluster: ExistingCluster): readonly Thing[] {
  const { routeTable, pools } = cluster;
  if (routeTable === undefined) return [];
  return pools.map(({ subnet }) =>
    describedThing("azurerm_subnet_route_table_association", cluster, {
      subnet_id: subnet.subnetId,
      route_table_id: routeTable.routeTableId,
    }),
  );
}

function pluginArguments(plugin: NetworkPlugin): Attributes {
  if (plugin.type === "none") return { network_plugin: "none" };
  if (PLUGIN_TRAITS[plugin.type].nodeRoutes) return { network_plugin: "kubenet" };
  const mode = ownPodRanges(plugin).length > 0 ? "overlay" : undefined;
  return { network_plugin: "azure", network_plugin_mode: mode };
}

function gatewayThings(gateway: ExistingGateway): readonly Thing[] {
  const { gatewayId, hasPublicFrontend, privateAddress, publicIpId, subnet } = gateway;
  const publicId = publicIpId ?? `${gatewayId}/publicIp`;
  const own = describedThing("azurerm_application_gateway", gateway, {
    id: gatewayId,
    name: gatewayId.split("/").at(-1),
    gateway_ip_configuration: { name: "gateway", subnet_id: subnet.subnetId },
    frontend_ip_configuration: [
      ...(hasPublicFrontend ? [{ name: "public", public_ip_address_id: publicId }] : []),
      ...(privateAddress === undefined ? [] : [{ name: "private", private_ip_address: privateAddress }]),
    ],
    lifecycle: { ignore_changes: ["http_listener"] },
  });
  const address = describedThing("azurerm_public_ip", gateway, { id: publicId, name: "public" });
  return hasPublicFrontend ? [own, address] : [own];
}
