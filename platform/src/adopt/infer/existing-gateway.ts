import type { FoundResource, Inventory } from "../inventory.js";
import { associatedWith, gatewaySubnetOf } from "../relations.js";
import { compact, type Spec } from "../spec.js";
import { block, blocks, text, texts, type Values } from "../values.js";
import { unchangedSubnetSpec } from "./subnets.js";

/** The settings of an Application Gateway that is only named. */
export function existingGatewaySpec(inventory: Inventory, gateway: FoundResource): Spec {
  const { id, values } = gateway;
  const subnet = gatewaySubnetOf(gateway);
  const table = associatedWith(inventory, subnet, "route_table");
  const [identity] = texts(block(values, "identity"), "identity_ids");
  const delegated = blocks(inventory.byId("azurerm_subnet", subnet)?.values ?? {}, "delegation").length > 0;
  return compact(
    {
      id,
      subnet: unchangedSubnetSpec(inventory, subnet),
      routeTable: table === undefined ? undefined : { id: table },
      frontend: frontendSpec(values),
      identity: identity === undefined ? undefined : { id: identity },
      networkIsolation: delegated,
    },
    { networkIsolation: false },
  );
}

function frontendSpec(gateway: Values): Spec {
  const frontends = blocks(gateway, "frontend_ip_configuration");
  const publicIpId = frontends.map((one) => text(one, "public_ip_address_id")).find((id) => id !== undefined);
  const privateIp = frontends
    .filter((one) => text(one, "private_ip_address_allocation") === "Static")
    .map((one) => text(one, "private_ip_address"))
    .find((address) => address !== undefined);
  const publicIp = publicIpId === undefined ? undefined : { id: publicIpId };
  if (privateIp === undefined) return compact({ type: "public", publicIp });
  return compact({ type: publicIp === undefined ? "private" : "public-and-private", publicIp, privateIp });
}
