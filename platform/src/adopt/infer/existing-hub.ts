import { sameId, type Inventory } from "../inventory.js";
import { networkOf, peeringsBetween, type FoundHub, type FoundSpoke } from "../relations.js";
import { compact, oneOrMany, type Spec } from "../spec.js";
import { blocks, flag, text, texts } from "../values.js";
import { firewallHopOf, namedPolicyOf, privateAddressOf } from "./firewall-address.js";
import type { Names } from "./names.js";
import { rangesOfUsers } from "./openings.js";

/** The settings of a hub that is only named. */
export function existingHubSpec(
  inventory: Inventory,
  hub: FoundHub,
  spokes: readonly FoundSpoke[],
  names: Names,
): Spec {
  const { id, network } = hub;
  const values = network?.values ?? {};
  const servers = texts(values, "dns_servers");
  const { location } = names.placeOf(hub);
  const gateway = gatewaySpec(inventory, hub, spokes);
  const prefixes = gateway === undefined ? [] : rangesOfUsers(inventory);
  return compact({
    id,
    location: network === undefined ? undefined : location,
    addressSpace: oneOrMany(texts(values, "address_space")),
    peering: hasOwnHalf(inventory, id) ? undefined : "spoke-only",
    firewall: firewallSpec(inventory, hub),
    gateway,
    onPremises: prefixes.length === 0 ? undefined : { prefixes },
    dns: servers.length === 0 ? undefined : { type: "servers", servers },
  });
}

/** The firewall: the one that was found, or the one whose policy only rule groups name. */
function firewallSpec(inventory: Inventory, hub: FoundHub): Spec | undefined {
  const privateAddress = privateAddressOf(hub.firewall);
  if (privateAddress !== undefined)
    return compact({ privateAddress, publicAddresses: publicAddressesOf(inventory, hub) });
  const policy = namedPolicyOf(inventory);
  return policy && compact({ privateAddress: firewallHopOf(inventory, hub), policy });
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

/** Whether the hub's half of its peerings was found. */
function hasOwnHalf(inventory: Inventory, id: string): boolean {
  return inventory.of("azurerm_virtual_network_peering").some((peering) => sameId(networkOf(peering.id), id));
}

function publicAddressesOf(inventory: Inventory, { firewall }: FoundHub): readonly string[] | undefined {
  const addresses = blocks(firewall?.values ?? {}, "ip_configuration").flatMap((configuration) => {
    const address = inventory.byId("azurerm_public_ip", text(configuration, "public_ip_address_id"));
    return text(address?.values ?? {}, "ip_address") ?? [];
  });
  return addresses.length === 0 ? undefined : addresses;
}
