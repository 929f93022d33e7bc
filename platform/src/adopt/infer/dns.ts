import { DEFAULTS } from "@aks-topology/constructs/internal";
import { sameId, type FoundResource, type Inventory } from "../inventory.js";
import { FreeKeys } from "../keys.js";
import type { FoundHub, FoundSpoke } from "../relations.js";
import { compact, unlessEmpty, type Spec } from "../spec.js";
import { block, blocks, number, text, texts } from "../values.js";
import { privateAddressOf } from "./firewall-address.js";

const RESOLVER = "azurerm_private_dns_resolver";

/** The key `dns` of a spoke; undefined where its network uses Azure's own resolver. */
export function networkDnsSpec(inventory: Inventory, { id, network, hub }: FoundSpoke): Spec | undefined {
  const servers = texts(network?.values ?? {}, "dns_servers");
  if (servers.length === 0)
    return linksTo(inventory, id).length === 0 ? undefined : { type: "forwarding-rules" };
  const [first] = servers;
  if (servers.length === 1 && first === privateAddressOf(hub.firewall)) return { type: "firewall" };
  if (servers.length === 1 && first === inboundAddressOf(inventory, hub)) return { type: "hub" };
  const ofHub = texts(hub.network?.values ?? {}, "dns_servers");
  if (JSON.stringify(servers) === JSON.stringify(ofHub)) return { type: "hub" };
  return { type: "servers", servers };
}

/** The key `dns` of a hub that is created; undefined where its network uses Azure's own resolver. */
export function hubDnsSpec(inventory: Inventory, hub: FoundHub): Spec | undefined {
  const resolver = resolverOf(inventory, hub);
  if (resolver !== undefined)
    return compact({ type: "private-resolver", forward: unlessEmpty(forwardSpec(inventory, resolver)) });
  const servers = texts(hub.network?.values ?? {}, "dns_servers");
  return servers.length === 0 ? undefined : { type: "servers", servers };
}

/** The ruleset of others that networks were linked to. */
export function namedRulesetOf(inventory: Inventory): { readonly id: string } | undefined {
  const [id] = inventory
    .of(`${RESOLVER}_virtual_network_link`)
    .flatMap(({ values }) => text(values, "dns_forwarding_ruleset_id") ?? [])
    .filter((ruleset) => inventory.byId(`${RESOLVER}_dns_forwarding_ruleset`, ruleset)?.mode !== "managed");
  return id === undefined ? undefined : { id };
}

function linksTo(inventory: Inventory, network: string): readonly FoundResource[] {
  return inventory.referringTo(`${RESOLVER}_virtual_network_link`, "virtual_network_id", network);
}

function resolverOf(inventory: Inventory, { id }: FoundHub): FoundResource | undefined {
  return inventory.referringTo(RESOLVER, "virtual_network_id", id)[0];
}

function inboundAddressOf(inventory: Inventory, hub: FoundHub): string | undefined {
  const resolver = resolverOf(inventory, hub);
  if (resolver === undefined) return undefined;
  return inventory
    .referringTo(`${RESOLVER}_inbound_endpoint`, "private_dns_resolver_id", resolver.id)
    .flatMap(({ values }) => text(block(values, "ip_configurations"), "private_ip_address") ?? [])[0];
}

/** Rules of the rulesets that use an outbound endpoint of the resolver. */
function forwardSpec(inventory: Inventory, { id }: FoundResource): Spec {
  const endpoints = inventory
    .referringTo(`${RESOLVER}_outbound_endpoint`, "private_dns_resolver_id", id)
    .map((endpoint) => endpoint.id);
  const rulesets = inventory
    .of(`${RESOLVER}_dns_forwarding_ruleset`)
    .filter(({ values }) =>
      texts(values, "private_dns_resolver_outbound_endpoint_ids").some((used) =>
        endpoints.some((own) => sameId(own, used)),
      ),
    );
  const keys = new FreeKeys();
  const rules = rulesets.flatMap((ruleset) =>
    inventory.referringTo(`${RESOLVER}_forwarding_rule`, "dns_forwarding_ruleset_id", ruleset.id),
  );
  return Object.fromEntries(
    rules.map(({ values }) => {
      const servers = blocks(values, "target_dns_servers");
      const rule = {
        domain: (text(values, "domain_name") ?? "").replace(/(?<=.)\.$/, ""),
        servers: servers.flatMap((server) => text(server, "ip_address") ?? []),
        port: servers.flatMap((server) => number(server, "port") ?? [])[0],
      };
      return [keys.take(text(values, "name") ?? "", "rule"), compact(rule, DEFAULTS.forwarding)];
    }),
  );
}
