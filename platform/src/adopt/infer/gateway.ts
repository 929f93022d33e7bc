import { DEFAULTS } from "@aks-topology/constructs/internal";
import { sameId, type FoundResource, type Inventory } from "../inventory.js";
import { associatedWith, gatewaySubnetOf, poolSubnetOf, type FoundSpoke } from "../relations.js";
import { compact, type Spec } from "../spec.js";
import { block, blocks, number, text, type Values } from "../values.js";
import { recordsSpec, tlsSpec, trustedRootsSpec } from "./gateway-names.js";
import { clientCertificatesSpec, rewritesSpec } from "./gateway-traffic.js";
import { existingSpec, keptSpec, type KeptIds } from "./kept.js";
import { zonesSpec } from "./node-pool.js";
import { onPremisesOf, openingsOf, portsIn, privateUsersOf } from "./openings.js";
import { PUBLIC_IP } from "./public-ips.js";
import { subnetParts } from "./subnets.js";
import { gatewayWafSpec } from "./waf.js";

/** The settings of an Application Gateway, without its name. */
export function gatewaySpec(
  inventory: Inventory,
  spoke: FoundSpoke,
  gateway: FoundResource,
  kept: KeptIds,
): Spec {
  const { values } = gateway;
  const subnet = inventory.byId("azurerm_subnet", gatewaySubnetOf(gateway));
  const openings = openingsOf(inventory, gateway);
  const isolated = blocks(subnet?.values ?? {}, "delegation").length > 0;
  return compact(
    {
      tier: text(block(values, "sku"), "tier"),
      waf: gatewayWafSpec(inventory, values),
      instances: instancesSpec(values),
      zones: zonesSpec(values),
      frontend: frontendSpec(
        values,
        usersSpec(inventory, spoke, gateway),
        existingSpec(inventory, kept, PUBLIC_IP, publicIpOf(values)),
      ),
      ports: portsSpec(openings),
      routeTable: sharesTable(inventory, spoke, gateway)
        ? "shared"
        : keptSpec(kept, associatedWith(inventory, gatewaySubnetOf(gateway), "route_table")),
      tls: tlsSpec(inventory, values, kept),
      trustedRoots: trustedRootsSpec(values),
      clientCertificates: clientCertificatesSpec(values),
      rewrites: rewritesSpec(values),
      dns: recordsSpec(inventory, values),
      ...subnetParts(inventory, gatewaySubnetOf(gateway), kept),
      networkIsolation: isolated,
      tlsPolicy: text(block(values, "ssl_policy"), "policy_name"),
    },
    DEFAULTS.gateway,
  );
}

function instancesSpec(values: Values): unknown {
  const scaling = blocks(values, "autoscale_configuration")[0];
  if (scaling === undefined) return number(block(values, "sku"), "capacity");
  return { min: number(scaling, "min_capacity"), max: number(scaling, "max_capacity") };
}

function publicIpOf(gateway: Values): string | undefined {
  return blocks(gateway, "frontend_ip_configuration")
    .map((frontend) => text(frontend, "public_ip_address_id"))
    .find((id) => id !== undefined);
}

/** The last address of a gateway's subnet that Azure leaves free is the default. */
function frontendSpec(
  values: Values,
  users: readonly string[] | undefined,
  publicIp: Spec | undefined,
): Spec | undefined {
  const isPublic = publicIpOf(values) !== undefined;
  const privateIp = blocks(values, "frontend_ip_configuration")
    .filter((frontend) => text(frontend, "private_ip_address_allocation") === "Static")
    .map((frontend) => text(frontend, "private_ip_address"))
    .find((address) => address !== undefined);
  if (privateIp === undefined) return publicIp && { type: "public", publicIp };
  return compact({ type: isPublic ? "public-and-private" : "private", publicIp, privateIp, users });
}

/** Callers of the private address; undefined where they are the on-premises ones. */
function usersSpec(
  inventory: Inventory,
  { hub }: FoundSpoke,
  gateway: FoundResource,
): readonly string[] | undefined {
  const users = privateUsersOf(inventory, gateway);
  const onPremises = onPremisesOf(inventory, hub);
  return users.length === 0 || JSON.stringify(users) === JSON.stringify(onPremises) ? undefined : users;
}

function portsSpec([rule]: readonly Values[]): readonly number[] | undefined {
  return rule === undefined ? undefined : portsIn(rule);
}

function sharesTable(inventory: Inventory, { clusters }: FoundSpoke, gateway: FoundResource): boolean {
  const table = associatedWith(inventory, gatewaySubnetOf(gateway), "route_table");
  return clusters.some((cluster) =>
    sameId(table, associatedWith(inventory, poolSubnetOf(cluster), "route_table")),
  );
}
