import { DEFAULTS } from "@aks-topology/constructs/internal";
import { nameOf, sameId, type Inventory } from "../inventory.js";
import { networkOf, peeringsBetween, type FoundHub, type FoundSpoke } from "../relations.js";
import { compact, oneOrMany, type Spec } from "../spec.js";
import { block, blocks, flag, text, texts } from "../values.js";
import { namedRulesetOf } from "./dns.js";
import { firewallHopOf, namedPolicyOf, privateAddressOf } from "./firewall-address.js";
import { isKept, type KeptIds } from "./kept.js";
import type { Names } from "./names.js";
import { rangesOfUsers } from "./openings.js";

/** The settings of a hub that is only named. */
export function existingHubSpec(
  inventory: Inventory,
  hub: FoundHub,
  spokes: readonly FoundSpoke[],
  { names, kept }: { readonly names: Names; readonly kept: KeptIds },
): Spec {
  const { id, network } = hub;
  const values = network?.values ?? {};
  const servers = texts(values, "dns_servers");
  const { location } = names.placeOf(hub);
  const gateway = gatewaySpec(inventory, hub, spokes);
  const zones = zonesOf(inventory, id);
  const prefixes = gateway === undefined ? [] : rangesOfUsers(inventory);
  return compact({
    id,
    location: network === undefined ? undefined : location,
    addressSpace: oneOrMany(texts(values, "address_space")),
    peering: hasOwnHalf(inventory, id, kept) ? undefined : "spoke-only",
    firewall: firewallSpec(inventory, hub),
    privateZones: zones.length === 0 ? undefined : zones.map((zone) => ({ id: zone })),
    forwardingRules: namedRulesetOf(inventory),
    gateway,
    onPremises: prefixes.length === 0 ? undefined : { prefixes },
    dns: servers.length === 0 ? undefined : { type: "servers", servers },
  });
}

/** The firewall: the one that was found, or the one whose policy only rule groups name. */
function firewallSpec(inventory: Inventory, hub: FoundHub): Spec | undefined {
  const privateAddress = privateAddressOf(hub.firewall);
  if (privateAddress !== undefined)
    return compact(
      {
        privateAddress,
        publicAddresses: publicAddressesOf(inventory, hub),
        dnsProxy: hasDnsProxy(inventory, hub),
      },
      DEFAULTS.existingHub,
    );
  const policy = namedPolicyOf(inventory);
  return policy && compact({ privateAddress: firewallHopOf(inventory, hub), policy });
}

/** Whether the firewall answers DNS, by its policy or by itself. */
function hasDnsProxy(inventory: Inventory, { firewall }: FoundHub): boolean {
  const values = firewall?.values ?? {};
  const policy = inventory.byId("azurerm_firewall_policy", text(values, "firewall_policy_id"));
  return flag(values, "dns_proxy_enabled") || flag(block(policy?.values ?? {}, "dns"), "proxy_enabled");
}

/** Ids of the private zones of private links that the hub's network is linked to. */
function zonesOf(inventory: Inventory, hub: string): readonly string[] {
  const names = inventory
    .referringTo("azurerm_private_dns_zone_virtual_network_link", "virtual_network_id", hub)
    .map(
      ({ values }) => text(values, "private_dns_zone_name") ?? nameInId(text(values, "private_dns_zone_id")),
    );
  return inventory
    .of("azurerm_private_dns_zone")
    .filter((zone) => names.includes(nameOf(zone)) && nameOf(zone).startsWith("privatelink."))
    .map(({ id }) => id);
}

function nameInId(id: string | undefined): string | undefined {
  return id?.slice(id.lastIndexOf("/") + 1);
}

/** The VPN or ExpressRoute gateway: the one that was found, or the one that a spoke's peering uses, whose kind it does not show. */
function gatewaySpec(
  inventory: Inventory,
  { id, networkGateway }: FoundHub,
  spokes: readonly FoundSpoke[],
): Spec | undefined {
  if (networkGateway !== undefined)
    return { type: text(networkGateway.values, "type") === "ExpressRoute" ? "express-route" : "vpn" };
  const isUsed = spokes.some((spoke) =>
    peeringsBetween(inventory, spoke.id, id).some(({ values }) => flag(values, "use_remote_gateways")),
  );
  if (!isUsed) return undefined;
  const [table] = inventory
    .of("azurerm_route")
    .map((route) => route.id.slice(0, route.id.lastIndexOf("/routes/")))
    .filter((other) => inventory.byId("azurerm_route_table", other)?.mode !== "managed");
  return compact({ routeTable: table === undefined ? undefined : { id: table } });
}

/** Whether the hub's half of its peerings was found, and can be what the file creates. */
function hasOwnHalf(inventory: Inventory, id: string, kept: KeptIds): boolean {
  return inventory
    .of("azurerm_virtual_network_peering")
    .some((peering) => sameId(networkOf(peering.id), id) && !isKept(kept, peering.id));
}

function publicAddressesOf(inventory: Inventory, { firewall }: FoundHub): readonly string[] | undefined {
  const addresses = blocks(firewall?.values ?? {}, "ip_configuration").flatMap((configuration) => {
    const address = inventory.byId("azurerm_public_ip", text(configuration, "public_ip_address_id"));
    return text(address?.values ?? {}, "ip_address") ?? [];
  });
  return addresses.length === 0 ? undefined : [...new Set(addresses)];
}
