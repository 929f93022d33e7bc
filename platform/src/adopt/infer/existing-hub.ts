import { sameId, type Inventory } from "../inventory.js";
import { networkOf, type FoundHub } from "../relations.js";
import { compact, oneOrMany, type Spec } from "../spec.js";
import { blocks, text, texts } from "../values.js";
import { privateAddressOf } from "./egress.js";
import type { Names } from "./names.js";

/** The settings of a hub that is only named. */
export function existingHubSpec(inventory: Inventory, hub: FoundHub, names: Names): Spec {
  const { id, network, firewall, networkGateway } = hub;
  const values = network?.values ?? {};
  const servers = texts(values, "dns_servers");
  const privateAddress = privateAddressOf(firewall);
  const { location } = names.placeOf(hub);
  return compact({
    id,
    location: network === undefined ? undefined : location,
    addressSpace: oneOrMany(texts(values, "address_space")),
    peering: hasOwnHalf(inventory, id) ? undefined : "spoke-only",
    firewall:
      privateAddress === undefined
        ? undefined
        : compact({ privateAddress, publicAddresses: publicAddressesOf(inventory, hub) }),
    gateway: networkGateway && {
      type: text(networkGateway.values, "type") === "ExpressRoute" ? "express-route" : "vpn",
    },
    dns: servers.length === 0 ? undefined : { type: "servers", servers },
  });
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
