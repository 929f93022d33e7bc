import { addressIn, PRIVATE_RANGES, type Address } from "../address.js";
import type { Cidr } from "../cidr.js";
import type {
  AddressSet,
  Firewall,
  FirewallCollection,
  FirewallPolicy,
  FirewallRule,
  FirewallRuleGroup,
  PortRange,
  Subnet,
} from "../model/model.js";
import { addressSet, portRange, type KnownAddresses } from "./addresses.js";
import { Block } from "./block.js";
import { named, Register, type Things } from "./index-of-things.js";
import { cidrs, type Networks } from "./networks.js";
import { rangeKey } from "./virtual-hubs.js";
import { keyOf, ownerKey, type Thing } from "./thing.js";

/** Registers the private address of each firewall, so that what refers to it can be read. */
export function readFirewallAddresses(things: Things, { subnets }: Networks, known: KnownAddresses): void {
  for (const thing of things.of("azurerm_firewall")) {
    const configurations = Block.of(thing).blocks("ip_configuration");
    const subnet = subnetIn(configurations, subnets);
    const given = configurations.flatMap((block) => block.text("private_ip_address") ?? [])[0];
    const address = given === undefined ? ipOf(thing.address, subnet) : known.of(given);
    known.add(`${ownerKey(thing)}#ip_configuration`, address);
    const hub = hubOf(thing);
    if (hub !== undefined) addHubAddresses(thing, hub, subnets, known);
  }
}

/** The block of a firewall in a virtual hub. */
function hubOf(firewall: Thing): Block | undefined {
  return Block.of(firewall).block("virtual_hub");
}

/** Azure gives a firewall in a virtual hub an address of the hub, and public ones that are no resources. */
function addHubAddresses(thing: Thing, hub: Block, subnets: Register<Subnet>, known: KnownAddresses): void {
  const given = hub.text("private_ip_address");
  const subnet = subnets.get(rangeKey(hub.key("virtual_hub_id")));
  const address = given === undefined ? ipOf(thing.address, subnet) : known.of(given);
  for (const attribute of ["ip_configuration", "virtual_hub", "virtual_hub.private_ip_address"])
    known.add(`${ownerKey(thing)}#${attribute}`, address);
  const list = `${ownerKey(thing)}#virtual_hub.public_ip_addresses`;
  for (const [index, label] of publicKeysOf(thing, hub).entries()) {
    const publicAddress: Address = { kind: "public", family: 4, label, tags: ["AzureCloud"] };
    if (index === 0) known.add(list, publicAddress);
    known.add(`${list}[${index}]`, publicAddress);
  }
}

/** What the public addresses of a firewall in a virtual hub are known by: Azure creates as many as it is asked for. */
function publicKeysOf({ address }: Thing, hub: Block): readonly string[] {
  return Array.from({ length: hub.number("public_ip_count") ?? 1 }, (_, index) =>
    publicAddressOfHub(address, index),
  );
}

/** What a public address of the firewall of a virtual hub is called. @param index from 0 */
export function publicAddressOfHub(firewall: string, index: number): string {
  return `public address ${index + 1} of ${firewall}`;
}

function subnetIn(configurations: readonly Block[], subnets: Register<Subnet>): Subnet | undefined {
  return configurations.flatMap((block) => subnets.get(block.key("subnet_id")) ?? [])[0];
}

function ipOf(label: string, subnet: Subnet | undefined): Address {
  const [prefix] = subnet?.prefixes ?? [];
  return prefix === undefined ? { kind: "unknown", label } : addressIn(prefix, label);
}

export function readFirewalls(
  things: Things,
  { subnets }: Networks,
  known: KnownAddresses,
): readonly Firewall[] {
  const policies = readPolicies(things, known);
  return things.of("azurerm_firewall").flatMap((thing): Firewall[] => {
    const block = Block.of(thing);
    const hub = hubOf(thing);
    const configurations = [...block.blocks("ip_configuration"), ...(hub === undefined ? [] : [hub])];
    const subnet = subnetIn(configurations, subnets) ?? subnets.get(rangeKey(hub?.key("virtual_hub_id")));
    if (subnet === undefined) return [];
    const publicIps = configurations.flatMap((item) => item.key("public_ip_address_id") ?? []);
    const given = configurations.flatMap((item) => item.text("private_ip_address") ?? [])[0];
    return [
      {
        ...named(thing),
        network: subnet.network,
        subnet,
        ip: given === undefined ? ipOf(thing.address, subnet) : known.of(given),
        publicAddresses: hub === undefined || publicIps.length > 0 ? publicIps : publicKeysOf(thing, hub),
        policy: policies.get(block.key("firewall_policy_id")) ?? classicPolicy(things, thing, known),
        isAzure: block.flag("is_azure", true),
      },
    ];
  });
}

/** The rules of a firewall without a policy, as one group; undefined where there are none. */
function classicPolicy(things: Things, firewall: Thing, known: KnownAddresses): FirewallPolicy | undefined {
  const reader = new RuleReader(known, ipGroupsOf(things, known));
  const own = named(firewall);
  const collections = (["nat", "network", "application"] as const).flatMap((type) =>
    things
      .of(`azurerm_firewall_${type}_rule_collection`)
      .filter((thing) => [firewall.attribute("name")].includes(thing.attribute("azure_firewall_name")))
      .map((thing) => collectionOf(Block.of(thing), type, reader)),
  );
  if (collections.length === 0) return undefined;
  const dnsServers = Block.of(firewall).list("dns_servers");
  return {
    ...own,
    parent: undefined,
    groups: [{ ...own, priority: 100, collections }],
    dnsProxy: Block.of(firewall).flag("dns_proxy_enabled", dnsServers.length > 0),
    dnsServers: dnsServers.map((server) => known.of(server)),
    privateRanges: undefined,
  };
}

function ipGroupsOf(things: Things, known: KnownAddresses): ReadonlyMap<string, readonly AddressSet[]> {
  return new Map(
    things.of("azurerm_ip_group").map((thing) => [
      named(thing).key,
      Block.of(thing)
        .list("cidrs")
        .map((value) => addressSet(value, known)),
    ]),
  );
}

function readPolicies(things: Things, known: KnownAddresses): Register<FirewallPolicy> {
  const policies = new Register<FirewallPolicy>();
  const ipGroups = ipGroupsOf(things, known);
  for (const thing of things.of("azurerm_firewall_policy")) {
    const block = Block.of(thing);
    const dns = block.block("dns");
    const ranges = block.texts("private_ip_ranges");
    const base = block.key("base_policy_id");
    policies.add(thing, {
      ...named(thing),
      get parent() {
        return policies.get(base);
      },
      groups: [],
      dnsProxy: dns?.flag("proxy_enabled", false) ?? false,
      dnsServers: (dns?.list("servers") ?? []).map((server) => known.of(server)),
      privateRanges: ranges.length === 0 ? undefined : privateRanges(ranges),
    });
  }
  for (const thing of things.of("azurerm_firewall_policy_rule_collection_group")) {
    const block = Block.of(thing);
    const group: FirewallRuleGroup = {
      ...named(thing),
      priority: block.number("priority") ?? 0,
      collections: (["nat", "network", "application"] as const).flatMap((type) =>
        block
          .blocks(`${type}_rule_collection`)
          .map((collection) => collectionOf(collection, type, new RuleReader(known, ipGroups))),
      ),
    };
    policies.get(keyOf(block.value("firewall_policy_id")))?.groups.push(group);
  }
  for (const { groups } of policies.all()) groups.sort((a, b) => a.priority - b.priority);
  return policies;
}

/** IANAPrivateRanges is the default, to which the others are added. */
function privateRanges(texts: readonly string[]): readonly Cidr[] {
  const hasDefault = texts.some((text) => text.toLowerCase() === "ianaprivateranges");
  return [...(hasDefault ? PRIVATE_RANGES : []), ...cidrs(texts)];
}

function collectionOf(
  block: Block,
  type: FirewallCollection["type"],
  reader: RuleReader,
): FirewallCollection {
  return {
    name: block.text("name") ?? type,
    type,
    priority: block.number("priority") ?? 0,
    allows: (block.text("action") ?? "Allow").toLowerCase() !== "deny",
    rules: block.blocks("rule").map((rule) => reader.rule(rule)),
  };
}

class RuleReader {
  readonly #known: KnownAddresses;
  readonly #ipGroups: ReadonlyMap<string, readonly AddressSet[]>;

  constructor(known: KnownAddresses, ipGroups: ReadonlyMap<string, readonly AddressSet[]>) {
    this.#known = known;
    this.#ipGroups = ipGroups;
  }

  rule(block: Block): FirewallRule {
    const translated = block.value("translated_address") ?? block.value("translated_fqdn");
    return {
      name: block.text("name") ?? "rule",
      sources: this.#addresses(block, ["source_addresses"], "source_ip_groups"),
      destinations: this.#addresses(
        block,
        ["destination_addresses", "destination_address"],
        "destination_ip_groups",
      ),
      names: this.#known.namesOf([
        ...block.list("destination_fqdns"),
        ...block.list("destination_urls"),
        ...block.list("target_fqdns"),
      ]),
      nameTags: [...block.texts("destination_fqdn_tags"), ...block.texts("fqdn_tags")],
      webCategories: block.texts("web_categories"),
      protocols: protocolsOf(block),
      translated:
        translated === undefined
          ? undefined
          : { address: this.#known.of(translated), port: block.number("translated_port") },
    };
  }

  #addresses(block: Block, names: readonly string[], groups: string): readonly AddressSet[] {
    return [
      ...names.flatMap((name) => block.list(name)).map((value) => addressSet(value, this.#known)),
      ...block.list(groups).flatMap((value): readonly AddressSet[] => {
        const key = keyOf(value) ?? "";
        return this.#ipGroups.get(key) ?? [{ kind: "unknown", label: `the addresses of ${key}` }];
      }),
    ];
  }
}

/** Of network and NAT rules names and shared ports, of application rules blocks with a port each. */
function protocolsOf(block: Block): FirewallRule["protocols"] {
  const blocks = [...block.blocks("protocols"), ...block.blocks("protocol")];
  if (blocks.length > 0)
    return blocks.map((item) => ({
      type: (item.text("type") ?? "").toUpperCase(),
      ports: [portRange(item.number("port") ?? "*")],
    }));
  const ports: readonly PortRange[] = block.list("destination_ports").map(portRange);
  return block.texts("protocols").map((type) => ({
    type: type.toUpperCase() === "ANY" ? "*" : type.toUpperCase(),
    ports,
  }));
}
