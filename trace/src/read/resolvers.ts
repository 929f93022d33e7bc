import { addressIn, type Address } from "../address.js";
import type { DnsResolver, ForwardingRule } from "../model/model.js";
import type { KnownAddresses } from "./addresses.js";
import { Block } from "./block.js";
import { named, type Things } from "./index-of-things.js";
import type { Networks } from "./networks.js";
import { ownerKey, type Thing } from "./thing.js";

/** Registers the address of each inbound endpoint, so that what refers to it can be read. */
export function readResolverAddresses(things: Things, networks: Networks, known: KnownAddresses): void {
  for (const thing of things.of(INBOUND)) {
    const address = inboundOf(thing, networks, known)?.ip;
    if (address !== undefined) known.add(`${ownerKey(thing)}#ip_configurations`, address);
  }
}

const INBOUND = "azurerm_private_dns_resolver_inbound_endpoint";

/** A dynamic address is one of the subnet. */
function inboundOf(thing: Thing, { subnets }: Networks, known: KnownAddresses): DnsResolver["inbound"] {
  const configuration = Block.of(thing).block("ip_configurations");
  const subnet = subnets.get(configuration?.key("subnet_id"));
  const [prefix] = subnet?.prefixes ?? [];
  if (subnet === undefined || prefix === undefined) return undefined;
  const given = configuration?.value("private_ip_address");
  const ip: Address = given === undefined ? addressIn(prefix, thing.address) : known.of(given);
  return { subnet, ip };
}

/** Private DNS resolvers. Adds to each network the rules of the rulesets that it is linked to. */
export function readResolvers(
  things: Things,
  networks: Networks,
  known: KnownAddresses,
): readonly DnsResolver[] {
  const ofResolver = (type: string, key: string): readonly Thing[] =>
    things.of(type).filter((thing) => Block.of(thing).key("private_dns_resolver_id") === key);
  addRules(things, networks, known);
  return things.of("azurerm_private_dns_resolver").map((thing) => {
    const { key } = named(thing);
    const inbound = ofResolver(INBOUND, key).flatMap((each) => inboundOf(each, networks, known) ?? []);
    const outbound = ofResolver("azurerm_private_dns_resolver_outbound_endpoint", key).flatMap(
      (each) => networks.subnets.get(Block.of(each).key("subnet_id")) ?? [],
    );
    return { ...named(thing), inbound: inbound[0], outbound: outbound[0] };
  });
}

/** Rules of a ruleset that nothing describes are not known: names are resolved as without them. */
function addRules(things: Things, { networks }: Networks, known: KnownAddresses): void {
  const rules = things
    .of("azurerm_private_dns_resolver_forwarding_rule")
    .filter((thing) => Block.of(thing).flag("enabled", true));
  for (const thing of things.of("azurerm_private_dns_resolver_virtual_network_link")) {
    const link = Block.of(thing);
    const ruleset = link.key("dns_forwarding_ruleset_id");
    const linked = rules.filter((rule) => Block.of(rule).key("dns_forwarding_ruleset_id") === ruleset);
    networks
      .get(link.key("virtual_network_id"))
      ?.forwarding.push(...linked.map((rule) => forwardingRule(rule, known)));
  }
}

function forwardingRule(thing: Thing, known: KnownAddresses): ForwardingRule {
  const block = Block.of(thing);
  return {
    ...named(thing),
    domain: (block.text("domain_name") ?? "").toLowerCase(),
    servers: block.blocks("target_dns_servers").map((server) => known.of(server.value("ip_address"))),
  };
}
