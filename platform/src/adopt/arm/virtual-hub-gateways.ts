/** VPN and ExpressRoute gateways of virtual hubs, with their sites and connections. */
import type { FoundResource } from "../found.js";
import {
  armResource,
  at,
  defined,
  found,
  listAt,
  textAt,
  textsAt,
  without,
  type ArmResource,
} from "./arm-resource.js";

export function vpnGatewayOfArm(gateway: ArmResource): readonly FoundResource[] {
  const { values } = gateway;
  // Azure shows the connections of a gateway as parts of it, and by themselves.
  const connections = listAt(values, "connections").flatMap((connection) => armResource(connection) ?? []);
  return [
    found("azurerm_vpn_gateway", gateway, {
      virtual_hub_id: textAt(values, "virtualHub.id"),
      scale_unit: at(values, "vpnGatewayScaleUnit"),
    }),
    ...connections.flatMap(siteConnectionOfArm),
  ];
}

export function vpnSiteOfArm(site: ArmResource): readonly FoundResource[] {
  const { values } = site;
  return [
    found("azurerm_vpn_site", site, {
      virtual_wan_id: textAt(values, "virtualWan.id"),
      address_cidrs: textsAt(values, "addressSpace.addressPrefixes"),
      link: listAt(values, "vpnSiteLinks").map((link) => {
        const asn = at(link, "bgpProperties.asn");
        return defined({
          id: textAt(link, "id"),
          name: textAt(link, "name"),
          ip_address: textAt(link, "ipAddress"),
          fqdn: textAt(link, "fqdn"),
          bgp:
            asn === undefined
              ? undefined
              : [defined({ asn, peering_address: textAt(link, "bgpProperties.bgpPeeringAddress") })],
        });
      }),
    }),
  ];
}

export function siteConnectionOfArm(connection: ArmResource): readonly FoundResource[] {
  const { values } = connection;
  return [
    below("azurerm_vpn_gateway_connection", "vpn_gateway_id", connection, {
      remote_vpn_site_id: textAt(values, "remoteVpnSite.id"),
      internet_security_enabled: at(values, "enableInternetSecurity"),
      vpn_link: listAt(values, "vpnLinkConnections").map((link) =>
        defined({
          name: textAt(link, "name"),
          vpn_site_link_id: textAt(link, "vpnSiteLink.id"),
          bgp_enabled: at(link, "enableBgp"),
        }),
      ),
    }),
  ];
}

export function expressRouteGatewayOfArm(gateway: ArmResource): readonly FoundResource[] {
  const { values } = gateway;
  return [
    found("azurerm_express_route_gateway", gateway, {
      virtual_hub_id: textAt(values, "virtualHub.id"),
      scale_units: at(values, "autoScaleConfiguration.bounds.min"),
      allow_non_virtual_wan_traffic: at(values, "allowNonVirtualWanTraffic"),
    }),
  ];
}

export function circuitConnectionOfArm(connection: ArmResource): readonly FoundResource[] {
  const { values } = connection;
  return [
    below("azurerm_express_route_connection", "express_route_gateway_id", connection, {
      express_route_circuit_peering_id: textAt(values, "expressRouteCircuitPeering.id"),
      enable_internet_security: at(values, "enableInternetSecurity"),
      routing_weight: at(values, "routingWeight"),
    }),
  ];
}

/** A part of a gateway, which has neither group nor location of its own. */
function below(
  type: string,
  attribute: string,
  part: ArmResource,
  own: Readonly<Record<string, unknown>>,
): FoundResource {
  const whole = found(type, part, { [attribute]: part.id.split("/").slice(0, -2).join("/"), ...own });
  return { ...whole, values: without(whole.values, "resource_group_name", "location") };
}
