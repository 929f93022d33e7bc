/** VPN and ExpressRoute gateways of virtual hubs, with their connections. */
import { DEFAULTS } from "@aks-topology/constructs/internal";
import type { FoundResource, Inventory } from "../inventory.js";
import { FreeKeys } from "../keys.js";
import { compact, unlessEmpty, type Spec } from "../spec.js";
import { block, blocks, flag, number, text, texts, type Values } from "../values.js";
import type { Names } from "./names.js";

/** What the gateway of a virtual hub connects with, by its type. */
export function kindOfGateway({ type }: FoundResource): "vpn" | "express-route" {
  return type === "azurerm_vpn_gateway" ? "vpn" : "express-route";
}

/** The key `gateway` of a virtual hub that is created. */
export function virtualHubGatewaySpec(
  inventory: Inventory,
  gateway: FoundResource,
  hub: string,
  names: Names,
): Spec {
  const { values } = gateway;
  const type = kindOfGateway(gateway);
  const keys = new FreeKeys();
  const keyOf = (connection: FoundResource): string =>
    keys.take(names.keyIn(hub, connection, "gatewayConnection"), "site");
  return compact(
    {
      type,
      name: names.differing(gateway, type === "vpn" ? "vpnGateway" : "expressRouteGateway", hub),
      scaleUnits: number(values, "scale_unit") ?? number(values, "scale_units"),
      sites: unlessEmpty(
        Object.fromEntries(
          siteConnections(inventory, gateway).flatMap((connection) => {
            const spec = siteSpec(inventory, connection.values);
            return spec === undefined ? [] : [[keyOf(connection), spec]];
          }),
        ),
      ),
      circuits: unlessEmpty(
        Object.fromEntries(
          inventory
            .referringTo("azurerm_express_route_connection", "express_route_gateway_id", gateway.id)
            .flatMap((connection) => {
              const spec = circuitSpec(connection.values);
              return spec === undefined ? [] : [[keyOf(connection), spec]];
            }),
        ),
      ),
    },
    DEFAULTS.virtualHubGateway,
  );
}

/** Ranges of the sites that a gateway is connected to. */
export function rangesOfVirtualHubSites(inventory: Inventory, gateway: FoundResource): readonly string[] {
  return siteConnections(inventory, gateway).flatMap(({ values }) =>
    texts(siteOf(inventory, values) ?? {}, "address_cidrs"),
  );
}

function siteConnections(inventory: Inventory, { id }: FoundResource): readonly FoundResource[] {
  return inventory.referringTo("azurerm_vpn_gateway_connection", "vpn_gateway_id", id);
}

function siteOf(inventory: Inventory, connection: Values): Values | undefined {
  return inventory.byId("azurerm_vpn_site", text(connection, "remote_vpn_site_id"))?.values;
}

function siteSpec(inventory: Inventory, connection: Values): Spec | undefined {
  const site = siteOf(inventory, connection);
  const [link] = blocks(site ?? {}, "link");
  if (site === undefined || link === undefined) return undefined;
  const peer = block(link, "bgp");
  const speaksBgp = blocks(connection, "vpn_link").some((each) => flag(each, "bgp_enabled"));
  return compact(
    {
      device: text(link, "ip_address") ?? text(link, "fqdn"),
      prefixes: texts(site, "address_cidrs"),
      bgp: speaksBgp ? { asn: number(peer, "asn"), address: text(peer, "peering_address") } : undefined,
    },
    { prefixes: [] },
  );
}

function circuitSpec(connection: Values): Spec | undefined {
  const id = text(connection, "express_route_circuit_peering_id")?.replace(/\/peerings\/[^/]+$/i, "");
  return id === undefined
    ? undefined
    : compact({ circuit: { id }, weight: number(connection, "routing_weight") }, { weight: 0 });
}
