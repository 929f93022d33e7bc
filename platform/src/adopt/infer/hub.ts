import { DEFAULTS } from "@aks-topology/constructs/internal";
import type { Inventory } from "../inventory.js";
import type { FoundHub } from "../relations.js";
import { compact, oneOrMany, type Spec } from "../spec.js";
import { blocks, text, texts, type Values } from "../values.js";
import type { Names } from "./names.js";
import { zonesSpec } from "./node-pool.js";
import { onPremisesOf } from "./openings.js";

/** The settings of a hub that is created. */
export function hubSpec(inventory: Inventory, hub: FoundHub, key: string, names: Names): Spec {
  const { network, firewall, networkGateway } = hub;
  const values = network?.values ?? {};
  const servers = texts(values, "dns_servers");
  const prefixes = onPremisesOf(inventory, hub);
  return compact({
    ...names.placeOf(hub),
    name: names.differing(network, "virtualNetwork", key),
    addressSpace: oneOrMany(texts(values, "address_space")),
    firewall: firewall && {
      ...compact({ name: names.differing(firewall, "firewall", key) }),
      ...firewallSpec(inventory, firewall.values),
    },
    gateway: networkGateway && {
      ...networkGatewaySpec(networkGateway.values),
      ...compact({ name: names.differing(networkGateway, "networkGateway", key) }),
    },
    dns: servers.length === 0 ? undefined : { type: "servers", servers },
    onPremises: prefixes.length === 0 ? undefined : { prefixes },
  });
}

function firewallSpec(inventory: Inventory, firewall: Values): Spec {
  const configurations = blocks(firewall, "ip_configuration");
  return compact(
    {
      tier: text(firewall, "sku_tier"),
      zones: zonesSpec(firewall),
      publicIps: configurations.length,
      publish: publishSpec(inventory, firewall),
    },
    DEFAULTS.firewall,
  );
}

/** Services that the policy translates to addresses in the spokes, by the names of their rules. */
function publishSpec(inventory: Inventory, firewall: Values): Spec | undefined {
  const policy = text(firewall, "firewall_policy_id");
  const addresses = blocks(firewall, "ip_configuration").map((configuration) => {
    const address = inventory.byId("azurerm_public_ip", text(configuration, "public_ip_address_id"));
    return text(address?.values ?? {}, "ip_address");
  });
  if (policy === undefined) return undefined;
  const services = inventory
    .referringTo("azurerm_firewall_policy_rule_collection_group", "firewall_policy_id", policy)
    .flatMap(({ values }) => blocks(values, "nat_rule_collection"))
    .flatMap((collection) => blocks(collection, "rule"))
    .map((rule) => [text(rule, "name") ?? "", serviceSpec(rule, addresses)] as const);
  return services.length === 0 ? undefined : Object.fromEntries(services);
}

function serviceSpec(rule: Values, addresses: readonly (string | undefined)[]): Spec {
  const port = Number(texts(rule, "destination_ports")[0]);
  const [toPort, from] = [Number(rule["translated_port"]), texts(rule, "source_addresses")];
  const [protocol] = texts(rule, "protocols");
  return compact(
    {
      port,
      to: text(rule, "translated_address"),
      toPort: toPort === port ? undefined : toPort,
      protocol,
      publicIp: addresses.indexOf(text(rule, "destination_address")) + 1,
      from: from.includes("*") ? undefined : from,
    },
    DEFAULTS.publishedService,
  );
}

function networkGatewaySpec(gateway: Values): Spec {
  const type = text(gateway, "type") === "ExpressRoute" ? "express-route" : "vpn";
  const size = text(gateway, "sku");
  const { vpn, expressRoute } = DEFAULTS.networkGateway;
  return compact({ type, size }, { size: type === "vpn" ? vpn : expressRoute });
}
