/** VPN and ExpressRoute gateways of a hub, with their connections. */
import { DEFAULTS } from "@aks-topology/constructs/internal";
import { FreeKeys } from "../keys.js";
import { sameId, type FoundResource, type Inventory } from "../inventory.js";
import { compact, unlessEmpty, type Spec } from "../spec.js";
import { block, blocks, flag, number, text, texts, type Values } from "../values.js";
import { existingSpec, type KeptIds } from "./kept.js";
import type { Names } from "./names.js";
import { PUBLIC_IP } from "./public-ips.js";

/** The key `gateway` of a hub that is created. */
export function networkGatewaySpec(
  inventory: Inventory,
  gateway: FoundResource,
  hub: string,
  { names, kept }: { readonly names: Names; readonly kept: KeptIds },
): Spec {
  const { values } = gateway;
  const type = text(values, "type") === "ExpressRoute" ? "express-route" : "vpn";
  const { vpn, expressRoute, activeActive, asn } = DEFAULTS.networkGateway;
  const [first, second] = blocks(values, "ip_configuration").map((each) =>
    text(each, "public_ip_address_id"),
  );
  const connections = connectionsOf(inventory, gateway, (connection) =>
    names.keyIn(hub, connection, "gatewayConnection"),
  );
  return compact(
    {
      type,
      size: text(values, "sku"),
      publicIp: existingSpec(inventory, kept, PUBLIC_IP, first),
      activeActive: flag(values, "active_active"),
      secondPublicIp: existingSpec(inventory, kept, PUBLIC_IP, second),
      asn: asnOf(values),
      sites: unlessEmpty(sitesSpec(inventory, connections)),
      circuits: unlessEmpty(circuitsSpec(connections)),
      clients: clientsSpec(block(values, "vpn_client_configuration")),
    },
    { size: type === "vpn" ? vpn : expressRoute, activeActive, asn },
  );
}

/** Both majors: azurerm 5 renamed the argument. */
function speaksBgp(values: Values): boolean {
  return flag(values, "enable_bgp") || flag(values, "bgp_enabled");
}

function asnOf(gateway: Values): number | undefined {
  return speaksBgp(gateway) ? number(block(gateway, "bgp_settings"), "asn") : undefined;
}

type Connections = readonly (readonly [key: string, values: Values])[];

function connectionsOf(
  inventory: Inventory,
  gateway: FoundResource,
  nameOf: (connection: FoundResource) => string,
): Connections {
  const free = new FreeKeys();
  return connectionsAt(inventory, gateway).map(
    (connection) => [free.take(nameOf(connection), "site"), connection.values] as const,
  );
}

function connectionsAt(inventory: Inventory, { id }: FoundResource): readonly FoundResource[] {
  return inventory
    .of("azurerm_virtual_network_gateway_connection")
    .filter(({ values }) => sameId(text(values, "virtual_network_gateway_id"), id));
}

/** Local network gateways that a gateway is connected to. */
export function sitesOf(inventory: Inventory, gateway: FoundResource): readonly FoundResource[] {
  return connectionsAt(inventory, gateway).flatMap(({ values }) => siteOf(inventory, values) ?? []);
}

function siteOf(inventory: Inventory, connection: Values): FoundResource | undefined {
  return inventory.byId("azurerm_local_network_gateway", text(connection, "local_network_gateway_id"));
}

function sitesSpec(inventory: Inventory, connections: Connections): Spec {
  return Object.fromEntries(
    connections.flatMap(([key, connection]) => {
      const site = siteOf(inventory, connection)?.values;
      if (site === undefined) return [];
      const peer = block(site, "bgp_settings");
      const spec = compact(
        {
          device: text(site, "gateway_address") ?? text(site, "gateway_fqdn"),
          prefixes: texts(site, "address_space"),
          bgp: speaksBgp(connection)
            ? { asn: number(peer, "asn"), address: text(peer, "bgp_peering_address") }
            : undefined,
        },
        { prefixes: [] },
      );
      return [[key, spec]];
    }),
  );
}

function circuitsSpec(connections: Connections): Spec {
  return Object.fromEntries(
    connections.flatMap(([key, connection]) => {
      const id = text(connection, "express_route_circuit_id");
      if (id === undefined) return [];
      return [
        [key, compact({ circuit: { id }, weight: number(connection, "routing_weight") }, { weight: 0 })],
      ];
    }),
  );
}

/** Clients that sign in with Entra ID; the tenant is the end of its address. */
function clientsSpec(clients: Values): Spec | undefined {
  const [tenantId] =
    /[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}/i.exec(text(clients, "aad_tenant") ?? "") ?? [];
  return tenantId === undefined ? undefined : { addressSpace: texts(clients, "address_space"), tenantId };
}
