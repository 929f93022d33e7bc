/** VPN and ExpressRoute gateways, and their connections. */
import type { FoundResource } from "../found.js";
import type { Values } from "../values.js";
import { at, defined, found, listAt, picked, textAt, textsAt, type ArmResource } from "./arm-resource.js";

export function networkGatewayOfArm(gateway: ArmResource): readonly FoundResource[] {
  const { values } = gateway;
  return [
    found("azurerm_virtual_network_gateway", gateway, {
      type: textAt(values, "gatewayType"),
      vpn_type: textAt(values, "vpnType"),
      sku: textAt(values, "sku.name"),
      generation: textAt(values, "vpnGatewayGeneration"),
      active_active: at(values, "activeActive") ?? at(values, "active"),
      enable_bgp: at(values, "enableBgp"),
      bgp_settings: [defined({ asn: at(values, "bgpSettings.asn") })],
      vpn_client_configuration: vpnClients(values),
      ip_configuration: listAt(values, "ipConfigurations").map((configuration) =>
        defined({
          name: textAt(configuration, "name"),
          private_ip_address_allocation: textAt(configuration, "privateIPAllocationMethod"),
          public_ip_address_id: textAt(configuration, "publicIPAddress.id"),
          subnet_id: textAt(configuration, "subnet.id"),
        }),
      ),
    }),
  ];
}

function vpnClients(gateway: Values): readonly Values[] | undefined {
  const clients = picked(at(gateway, "vpnClientConfiguration"), {
    address_space: "vpnClientAddressPool.addressPrefixes",
    aad_tenant: "aadTenant",
    aad_audience: "aadAudience",
    aad_issuer: "aadIssuer",
    vpn_auth_types: "vpnAuthenticationTypes",
    vpn_client_protocols: "vpnClientProtocols",
  });
  return clients["address_space"] === undefined ? undefined : [clients];
}

export function siteOfArm(site: ArmResource): readonly FoundResource[] {
  const { values } = site;
  const asn = at(values, "bgpSettings.asn");
  return [
    found("azurerm_local_network_gateway", site, {
      gateway_address: textAt(values, "gatewayIpAddress"),
      gateway_fqdn: textAt(values, "fqdn"),
      address_space: textsAt(values, "localNetworkAddressSpace.addressPrefixes"),
      bgp_settings:
        asn === undefined
          ? undefined
          : [defined({ asn, bgp_peering_address: textAt(values, "bgpSettings.bgpPeeringAddress") })],
    }),
  ];
}

export function connectionOfArm(connection: ArmResource): readonly FoundResource[] {
  const { values } = connection;
  return [
    found("azurerm_virtual_network_gateway_connection", connection, {
      type: textAt(values, "connectionType"),
      virtual_network_gateway_id: textAt(values, "virtualNetworkGateway1.id"),
      local_network_gateway_id: textAt(values, "localNetworkGateway2.id"),
      express_route_circuit_id: textAt(values, "peer.id"),
      enable_bgp: at(values, "enableBgp"),
      routing_weight: at(values, "routingWeight"),
    }),
  ];
}
