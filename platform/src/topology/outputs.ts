import type { ClusterIngress } from "../kinds/ingress/kind.js";
import { fileKeyOf } from "../renames/file-keys.js";
import { addFrontDoorOutputs } from "./front-doors.js";
import { addIngressOutputs } from "./ingress-outputs.js";
import {
  Hub,
  type IExtensibleHub,
  type RouteSync,
  type SharedFrontDoor,
  type Spoke,
  VirtualWanHub,
} from "@aks-topology/constructs";
import type { NetworkGateway, VirtualHubGateway } from "@aks-topology/constructs/internal";
import { TerraformOutput, TerraformStack } from "cdktf";

/** What pipelines read from the state: ids, addresses, tables, and the runtime's configuration. */
export function addOutputs({
  hubs,
  spokes,
  frontDoors,
  routeSyncs,
  ingresses,
}: {
  hubs: readonly IExtensibleHub[];
  spokes: readonly Spoke[];
  frontDoors: readonly SharedFrontDoor[];
  routeSyncs: readonly RouteSync[];
  ingresses: readonly ClusterIngress[];
}): void {
  for (const hub of hubs) {
    if (hub instanceof Hub) addHubOutputs(hub);
    if (hub instanceof VirtualWanHub) addVirtualWanOutputs(hub);
  }
  for (const spoke of spokes) {
    const stack = TerraformStack.of(spoke);
    const key = fileKeyOf(spoke);
    output(
      stack,
      `${key}_virtual_network_id`,
      spoke.network.virtualNetworkId,
      `Id of the network of ${key}.`,
    );
    for (const gateway of spoke.gateways) {
      const own = fileKeyOf(gateway);
      const name = `${key}_${own}`;
      output(stack, `${name}_gateway_id`, gateway.gateway.gatewayId, `Id of the gateway ${own}.`);
      const { publicIpAddress, privateAddress } = gateway.gateway;
      if (publicIpAddress !== undefined) {
        const words = `Public address of the gateway ${own}.`;
        output(stack, `${name}_gateway_public_ip`, publicIpAddress, words);
      }
      if (privateAddress !== undefined) {
        const words = `Private address of the gateway ${own}.`;
        output(stack, `${name}_gateway_private_ip`, privateAddress, words);
      }
      if (gateway.routeTable !== undefined) {
        const { routeTableId } = gateway.routeTable;
        output(stack, `${name}_gateway_route_table_id`, routeTableId, "Table that the runtime writes.");
      }
    }
    for (const gateway of spoke.existingGateways) {
      const name = `${key}_${fileKeyOf(gateway)}_gateway_route_table_id`;
      if (gateway.routeTable !== undefined)
        output(stack, name, gateway.routeTable.routeTableId, "Table that the runtime writes.");
    }
    for (const cluster of spoke.clusters) {
      const own = fileKeyOf(cluster);
      const name = `${key}_${own}`;
      output(stack, `${name}_cluster_id`, cluster.cluster.clusterId, `Id of the cluster ${own}.`);
      if (cluster.routeTable !== undefined) {
        output(stack, `${name}_route_table_id`, cluster.routeTable.routeTableId, "Table that AKS writes.");
      }
    }
  }
  addFrontDoorOutputs(frontDoors);
  addIngressOutputs(ingresses);
  for (const routeSync of routeSyncs) {
    const stack = TerraformStack.of(routeSync);
    const prefix = routeSync.key === undefined ? "route_sync" : `route_sync_${routeSync.key}`;
    output(
      stack,
      `${prefix}_mirrors`,
      routeSync.configuration,
      "Configuration of the runtime: the mirrors of its configuration file.",
    );
    output(
      stack,
      `${prefix}_function_app_id`,
      routeSync.app.resource.id,
      "Id of the runtime's Function App.",
    );
  }
}

function addHubOutputs(hub: Hub): void {
  const hubStack = TerraformStack.of(hub);
  const id = fileKeyOf(hub);
  // The outputs of a hub named "hub" are the ones of a platform with a single hub.
  const prefix = id === "hub" ? "" : `${id}_`;
  output(hubStack, `${id}_virtual_network_id`, hub.network.virtualNetworkId, "Id of the hub's network.");
  if (hub.firewall !== undefined) {
    output(
      hubStack,
      `${prefix}firewall_private_ip`,
      hub.firewall.privateIpAddress,
      "Address that the spokes route to.",
    );
    const { publicIpAddresses } = hub.firewall;
    const words = "Addresses that the spokes' traffic comes from.";
    if (publicIpAddresses.length > 0)
      output(hubStack, `${prefix}firewall_public_ips`, publicIpAddresses, words);
  }
  addResolverOutput(hub, prefix);
  addBastionOutput(hub, prefix);
  addJumpHostOutputs(hub, prefix);
  if (hub.gateway !== undefined) addGatewayOutputs(hubStack, prefix, hub.gateway);
}

function addVirtualWanOutputs(hub: VirtualWanHub): void {
  const stack = TerraformStack.of(hub);
  const id = fileKeyOf(hub);
  const prefix = id === "hub" ? "" : `${id}_`;
  output(stack, `${id}_virtual_hub_id`, hub.network.virtualHubId, "Id of the virtual hub.");
  const { privateIpAddress, resource } = hub.firewall;
  output(stack, `${prefix}firewall_private_ip`, privateIpAddress, "Address that the spokes route to.");
  const words = "Addresses that the spokes' traffic comes from.";
  output(stack, `${prefix}firewall_public_ips`, resource.virtualHub.publicIpAddresses, words);
  if (hub.gateway !== undefined) addGatewayOutputs(stack, prefix, hub.gateway);
}

function addGatewayOutputs(
  stack: TerraformStack,
  prefix: string,
  { gatewayId, kind, publicIpAddresses }: NetworkGateway | VirtualHubGateway,
): void {
  const words = "Id of the gateway that connections to on-premises are made to.";
  output(stack, `${prefix}network_gateway_id`, gatewayId, words);
  const tunnels = "Addresses that VPN devices have tunnels to.";
  if (kind === "vpn" && publicIpAddresses.length > 0)
    output(stack, `${prefix}network_gateway_public_ips`, publicIpAddresses, tunnels);
}

function addResolverOutput(hub: Hub, prefix: string): void {
  if (hub.resolver === undefined) return;
  const words = "Address of the DNS resolver, which DNS servers on-premises forward the private zones to.";
  output(TerraformStack.of(hub), `${prefix}dns_resolver_ip`, hub.resolver.address, words);
}

function addBastionOutput(hub: Hub, prefix: string): void {
  if (hub.bastion === undefined) return;
  const words = "Id of Azure Bastion, which az network bastion ssh connects through.";
  output(TerraformStack.of(hub), `${prefix}bastion_id`, hub.bastion.resource.id, words);
}

function addJumpHostOutputs(hub: Hub, prefix: string): void {
  const machine = hub.jumpHost?.resource;
  if (machine === undefined) return;
  const stack = TerraformStack.of(hub);
  const words = "Id of the jump host, which az network bastion ssh connects to.";
  output(stack, `${prefix}jump_host_id`, machine.id, words);
  output(stack, `${prefix}jump_host_private_ip`, machine.privateIpAddress, "Address of the jump host.");
}

function output(stack: TerraformStack, name: string, value: unknown, description: string): void {
  new TerraformOutput(stack, name, { value, description });
}
