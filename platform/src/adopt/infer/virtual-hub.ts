import { DEFAULTS } from "@aks-topology/constructs/internal";
import type { Inventory } from "../inventory.js";
import { hubConnections, rangesOf, type FoundHub, type FoundSpoke } from "../relations.js";
import { compact, oneOrMany, type Spec } from "../spec.js";
import { block, flag, number, text, texts } from "../values.js";
import { firewallHopOf, namedPolicyOf, privateAddressOf } from "./firewall-address.js";
import { detectionSpec } from "./hub.js";
import { ipGroupsSpec, ownIpGroups } from "./ip-groups.js";
import { existingSpec, isKept, type KeptIds } from "./kept.js";
import type { Names } from "./names.js";
import { zonesSpec } from "./node-pool.js";
import { onPremisesOf } from "./openings.js";
import { natRulesOf, publishSpec } from "./published.js";
import { kindOfGateway, virtualHubGatewaySpec } from "./virtual-hub-gateway.js";

/** The settings of a virtual hub that is created. */
export function virtualHubSpec(
  inventory: Inventory,
  hub: FoundHub,
  key: string,
  { names, kept }: { readonly names: Names; readonly kept: KeptIds },
): Spec {
  const { network, firewall, networkGateway } = hub;
  const values = firewall?.values ?? {};
  const ipGroups = ownIpGroups(inventory, firewall, kept);
  return compact({
    type: "virtual-wan",
    ...names.placeOf(hub),
    name: names.differing(network, "virtualHub", key),
    addressSpace: network && oneOrMany(rangesOf(network)),
    wan: existingSpec(inventory, kept, "azurerm_virtual_wan", text(network?.values ?? {}, "virtual_wan_id")),
    firewall: compact(
      {
        name: names.differing(firewall, "firewall", key),
        tier: text(values, "sku_tier"),
        ...detectionSpec(inventory, values, kept),
        zones: zonesSpec(values),
        publicIps: number(block(values, "virtual_hub"), "public_ip_count"),
        ipGroups: ipGroupsSpec(ipGroups),
        publish: publishSpec(
          natRulesOf(inventory, text(values, "firewall_policy_id")),
          texts(block(values, "virtual_hub"), "public_ip_addresses"),
          ipGroups,
        ),
      },
      DEFAULTS.firewall,
    ),
    dns: dnsSpec(inventory, hub),
    gateway: networkGateway && virtualHubGatewaySpec(inventory, networkGateway, key, names),
    onPremises: onPremisesSpec(inventory, hub),
  });
}

/** Ranges behind the gateway of a virtual hub, whose routing intent treats no others as private. */
function onPremisesSpec(inventory: Inventory, hub: FoundHub): Spec | undefined {
  const prefixes = onPremisesOf(inventory, hub);
  return prefixes.length === 0 ? undefined : { prefixes };
}

/** The settings of a virtual hub that is only named. */
export function existingVirtualHubSpec(inventory: Inventory, hub: FoundHub, names: Names): Spec {
  const { id, network, firewall, networkGateway } = hub;
  const addresses = texts(block(firewall?.values ?? {}, "virtual_hub"), "public_ip_addresses");
  const { location } = names.placeOf(hub);
  return compact({
    type: "virtual-wan",
    id,
    location: network === undefined ? undefined : location,
    addressSpace: network && oneOrMany(rangesOf(network)),
    firewall: compact({
      privateAddress: privateAddressOf(firewall) ?? firewallHopOf(inventory, hub),
      publicAddresses: addresses.length === 0 ? undefined : addresses,
      policy: firewall === undefined ? namedPolicyOf(inventory) : undefined,
      dnsProxy: flag(policyDns(inventory, hub), "proxy_enabled") ? true : undefined,
    }),
    dns: dnsSpec(inventory, hub),
    gateway: networkGateway && { type: kindOfGateway(networkGateway) },
    onPremises: onPremisesSpec(inventory, hub),
  });
}

/** Whether the file does not create the connection of a spoke: none was found, or it is kept as it is. */
export function isConnectedByOthers(inventory: Inventory, { id, hub }: FoundSpoke, kept: KeptIds): boolean {
  return hubConnections(inventory, hub.id, id).every((connection) => isKept(kept, connection.id));
}

/** Resolvers that the firewall asks, by its policy. */
function dnsSpec(inventory: Inventory, hub: FoundHub): Spec | undefined {
  const servers = texts(policyDns(inventory, hub), "servers");
  return servers.length === 0 ? undefined : { type: "servers", servers };
}

function policyDns(inventory: Inventory, { firewall }: FoundHub): Spec {
  const id = text(firewall?.values ?? {}, "firewall_policy_id");
  return block(inventory.byId("azurerm_firewall_policy", id)?.values ?? {}, "dns");
}
