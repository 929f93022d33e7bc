import { addressIn, type Address } from "../address.js";
import { Cidr } from "../cidr.js";
import type {
  LoadBalancer,
  LoadBalancerFrontend,
  LoadBalancerOutbound,
  LoadBalancerRule,
  PortRange,
  Subnet,
} from "../model/model.js";
import type { KnownAddresses } from "./addresses.js";
import { Block } from "./block.js";
import { named, type Things } from "./index-of-things.js";
import type { Networks } from "./networks.js";
import { scaleSetsOf } from "./scale-sets.js";
import { keyOf } from "./thing.js";

type Backend = LoadBalancerRule["backends"][number];

/** Backends by the key of their pool, or of the inbound NAT rule for them. */
type Pools = ReadonlyMap<string, readonly Backend[]>;

export function readLoadBalancers(
  things: Things,
  networks: Networks,
  known: KnownAddresses,
): readonly LoadBalancer[] {
  const pools = readPools(things, networks);
  return things.of("azurerm_lb").map((thing) => {
    const frontends = Block.of(thing).blocks("frontend_ip_configuration");
    const publicAddresses = new Map(
      frontends.flatMap((item) => {
        const key = item.key("public_ip_address_id");
        return key === undefined ? [] : [[item.text("name") ?? "", key] as const];
      }),
    );
    const own = named(thing);
    return {
      ...own,
      frontends: frontends
        .filter((item) => item.key("subnet_id") !== undefined)
        .map((item) => frontendOf(item, thing.address, networks, known)),
      publicAddresses: [...publicAddresses.values()],
      rules: rulesOf(things, "azurerm_lb_rule", own.key, publicAddresses, pools),
      natRules: rulesOf(things, "azurerm_lb_nat_rule", own.key, publicAddresses, pools),
      outbound: outboundOf(things, own.key, publicAddresses, pools),
    };
  });
}

function frontendOf(
  block: Block,
  label: string,
  { subnets }: Networks,
  known: KnownAddresses,
): LoadBalancerFrontend {
  const subnet = subnets.get(block.key("subnet_id"));
  const given = block.text("private_ip_address");
  const address = given === undefined ? addressOf(subnet, label) : known.of(given);
  return { name: block.text("name") ?? "", subnet, address };
}

/** An address of a subnet that Azure chooses. */
function addressOf(subnet: Subnet | undefined, label: string): Address {
  const [prefix] = subnet?.prefixes ?? [];
  return prefix === undefined ? { kind: "unknown", label } : addressIn(prefix, label);
}

function rulesOf(
  things: Things,
  type: "azurerm_lb_rule" | "azurerm_lb_nat_rule",
  loadBalancer: string,
  publicAddresses: ReadonlyMap<string, string>,
  pools: Pools,
): readonly LoadBalancerRule[] {
  return things
    .of(type)
    .map((thing) => ({ thing, block: Block.of(thing) }))
    .filter(({ block }) => block.key("loadbalancer_id") === loadBalancer)
    .map(({ thing, block }) => {
      const own = named(thing);
      const frontend = block.text("frontend_ip_configuration_name") ?? "";
      const protocol = (block.text("protocol") ?? "").toUpperCase();
      const backendPort = block.number("backend_port");
      return {
        ...own,
        frontend,
        publicAddress: publicAddresses.get(frontend),
        protocol: protocol === "ALL" ? "*" : protocol,
        ports: portsOf(block),
        backendPort: backendPort === 0 ? undefined : backendPort,
        hasFloatingIp: block.flag("floating_ip_enabled", block.flag("enable_floating_ip", false)),
        backends: [
          ...(pools.get(own.key) ?? []),
          ...[...block.list("backend_address_pool_ids"), ...block.list("backend_address_pool_id")].flatMap(
            (id) => pools.get(keyOf(id) ?? "") ?? [],
          ),
        ],
      };
    });
}

/** Port 0 is that of a rule for all ports. A NAT rule for a pool has a range, with a port for each backend. */
function portsOf(block: Block): PortRange {
  const [from, to] = [block.number("frontend_port_start"), block.number("frontend_port_end")];
  if (from !== undefined && to !== undefined) return { from, to };
  const port = block.number("frontend_port") ?? 0;
  return port === 0 ? { from: 0, to: 65_535 } : { from: port, to: port };
}

/**
 * Outbound rules, and rules of public frontends, which translate sources as well unless that is disabled (Microsoft Learn,
 * "Source Network Address Translation (SNAT) for outbound connections").
 */
function outboundOf(
  things: Things,
  loadBalancer: string,
  publicAddresses: ReadonlyMap<string, string>,
  pools: Pools,
): readonly LoadBalancerOutbound[] {
  const ofType = (type: string): readonly Block[] =>
    things
      .of(type)
      .map((thing) => Block.of(thing))
      .filter((block) => block.key("loadbalancer_id") === loadBalancer);
  const backendsOf = (ids: readonly unknown[]): readonly Backend[] =>
    ids.flatMap((id) => pools.get(keyOf(id) ?? "") ?? []);
  const found = [
    ...ofType("azurerm_lb_outbound_rule").map((block) => ({
      frontends: block.blocks("frontend_ip_configuration").map((item) => item.text("name")),
      backends: backendsOf([block.value("backend_address_pool_id")]),
    })),
    ...ofType("azurerm_lb_rule")
      .filter((block) => !block.flag("disable_outbound_snat", false))
      .map((block) => ({
        frontends: [block.text("frontend_ip_configuration_name")],
        backends: backendsOf(block.list("backend_address_pool_ids")),
      })),
  ];
  return found
    .map(({ frontends, backends }) => ({
      publicAddresses: frontends.flatMap((name) => publicAddresses.get(name ?? "") ?? []),
      backends,
    }))
    .filter((rule) => rule.publicAddresses.length > 0);
}

/** Network interfaces that are associated with a pool or a NAT rule, those of scale sets, and addresses in a pool. */
function readPools(things: Things, all: Networks): Pools {
  const { networks, subnets } = all;
  const pools = new Map<string, Backend[]>();
  const add = (pool: string | undefined, subnet: Subnet | undefined, address: Address): void => {
    if (pool !== undefined && subnet !== undefined)
      pools.set(pool, [...(pools.get(pool) ?? []), { subnet, address }]);
  };
  const interfaces = new Map(
    things.of("azurerm_network_interface").map((thing) => [named(thing).key, thing]),
  );
  for (const { type, attribute } of ASSOCIATIONS) {
    for (const association of things.of(type)) {
      const block = Block.of(association);
      const card = interfaces.get(block.key("network_interface_id") ?? "");
      const configuration = card === undefined ? undefined : Block.of(card).block("ip_configuration");
      const subnet = subnets.get(configuration?.key("subnet_id"));
      const ip = Cidr.parse(configuration?.text("private_ip_address") ?? "");
      const label = card?.address ?? association.address;
      add(block.key(attribute), subnet, ip === undefined ? addressOf(subnet, label) : addressIn(ip));
    }
  }
  for (const { pools: own, subnet, ip } of scaleSetsOf(things, all))
    for (const pool of own) add(pool, subnet, ip);
  for (const thing of things.of("azurerm_lb_backend_address_pool_address")) {
    const block = Block.of(thing);
    const ip = Cidr.parse(block.text("ip_address") ?? "");
    const network = networks.get(block.key("virtual_network_id"));
    const subnet = network?.subnets.find(
      ({ prefixes }) => ip !== undefined && prefixes.some((prefix) => prefix.contains(ip)),
    );
    if (ip !== undefined) add(block.key("backend_address_pool_id"), subnet, addressIn(ip));
  }
  return pools;
}

const ASSOCIATIONS = [
  {
    type: "azurerm_network_interface_backend_address_pool_association",
    attribute: "backend_address_pool_id",
  },
  { type: "azurerm_network_interface_nat_rule_association", attribute: "nat_rule_id" },
] as const;
